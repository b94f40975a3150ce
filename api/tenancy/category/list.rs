//! List the categories by name.
use access::{Answer, Permit, Work, catalogue::ViewCategories};
use kernel::{Cursor, Error, Name, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{CategoryView, store};

/// Which categories.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCategoriesRequest {
    /// True for those in use, false for the retired, absent for all.
    is_active: Option<bool>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListCategoriesRequest);

/// List the categories
///
/// By name, those in use and the retired; a document takes only one in use.
#[utoipa::path(
    get,
    path = "/categories",
    tag = "organisation",
    params(ListCategoriesRequest),
    responses((status = 200, body = Page<CategoryView>, description = "One page of categories."))
)]
pub async fn list_categories(
    permit: Permit<ViewCategories>,
    request: Query<ListCategoriesRequest>,
) -> Result<Answer<Page<CategoryView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListCategoriesRequest) -> Result<Page<CategoryView>, Error> {
    let after_name = request.cursor.map(|cursor| cursor.place::<Name>()).transpose()?;
    let found = store::page(work, request.is_active, after_name, request.limit.rows_asked()).await?;
    let page = Page::cut(found, request.limit, |category| category.name.clone())?;
    Ok(page.map(|category| category.seen_by(work.caller())))
}
