//! Add a category.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateCategories};
use kernel::{Code, Error, Json, Name, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Category, CategoryId, CategoryView, store};

/// A new category.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCategoryRequest {
    /// Unique in the organisation.
    name: Name,
    /// Unique in the organisation.
    code: Code,
}

/// Add a category
///
/// It can be chosen from now on; name and code are unlike those of every other.
#[utoipa::path(
    post,
    path = "/categories",
    tag = "organisation",
    request_body = CreateCategoryRequest,
    responses((status = 201, body = CategoryView, description = "The category; `Location` says where it stands."))
)]
pub async fn create_category(
    permit: Permit<CreateCategories>,
    request: Json<CreateCategoryRequest>,
) -> Result<Answer<CategoryView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateCategories>,
    request: CreateCategoryRequest,
) -> Result<Changed<CategoryView>, Error> {
    let id = CategoryId(work.new_id());
    let CreateCategoryRequest { name, code } = request;
    let category = Category { id, name, code, is_active: true, revision: Revision::FIRST };
    store::insert(work, &category).await?;
    let event = Event::of::<CreateCategories>(id, json!({ "name": category.name, "code": category.code }));
    Ok(Changed::new(category.seen_by(work.caller()), event).created_at(format!("/v1/categories/{id}")))
}
