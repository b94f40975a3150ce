//! Change a category, or retire it.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateCategories};
use actix_web::web::Path;
use kernel::{Code, Error, IfMatch, Json, Name, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Category, CategoryId, CategoryView, store};
use crate::change;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateCategoryRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Code)]
    code: Option<Code>,
    /// False retires it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool)]
    is_active: Option<bool>,
}

/// Change a category, or retire it
///
/// What stands on documents keeps it; a retired one cannot be chosen any more.
#[utoipa::path(
    patch,
    path = "/categories/{id}",
    tag = "organisation",
    params(("id" = CategoryId, Path, description = "The category.")),
    request_body = UpdateCategoryRequest,
    responses((status = 200, body = CategoryView, description = "The category as it is now."))
)]
pub async fn update_category(
    permit: Permit<UpdateCategories>,
    id: Path<CategoryId>,
    if_match: IfMatch,
    request: Json<UpdateCategoryRequest>,
) -> Result<Answer<CategoryView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateCategories>,
    id: CategoryId,
    seen: Revision,
    request: UpdateCategoryRequest,
) -> Result<Changed<CategoryView>, Error> {
    let before = store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let after = Category {
        name: request.name.unwrap_or_else(|| before.name.clone()),
        code: request.code.unwrap_or_else(|| before.code.clone()),
        is_active: request.is_active.unwrap_or(before.is_active),
        revision: before.revision.next(),
        ..before.clone()
    };
    store::save(work, &after).await?;
    let event = Event::of::<UpdateCategories>(id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(after.seen_by(work.caller()), event))
}
