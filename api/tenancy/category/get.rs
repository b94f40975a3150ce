//! See one category.
use access::{Answer, Permit, Work, catalogue::ViewCategories};
use actix_web::web::Path;
use kernel::Error;

use super::{CategoryId, CategoryView, store};

/// See one category
///
/// With its revision, and what the caller may do with it.
#[utoipa::path(
    get,
    path = "/categories/{id}",
    tag = "organisation",
    params(("id" = CategoryId, Path, description = "The category.")),
    responses((status = 200, body = CategoryView, description = "The category."))
)]
pub async fn get_category(permit: Permit<ViewCategories>, id: Path<CategoryId>) -> Result<Answer<CategoryView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewCategories>, id: CategoryId) -> Result<CategoryView, Error> {
    Ok(store::find(work, id).await?.seen_by(work.caller()))
}
