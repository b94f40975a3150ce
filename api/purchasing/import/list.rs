//! List one's imports, newest first.
use access::{Answer, Permit, Work, catalogue::ViewImports};
use imports::{State, Wanted};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{ImportKind, ImportSummary};

/// Which imports, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequest {
    /// Only those that make this.
    kind: Option<ImportKind>,
    /// Only those that stand so.
    state: Option<State>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(required = false)]
    limit: PageSize,
}

kernel::turns!(ListRequest);

/// List your imports
///
/// Newest first. Other people's are not shown to you, whatever you may see of what they made.
#[utoipa::path(
    get,
    path = "/imports",
    tag = "imports",
    params(ListRequest),
    responses((status = 200, body = Page<ImportSummary>, description = "A page of imports."))
)]
pub async fn list_imports(
    permit: Permit<ViewImports>,
    request: Query<ListRequest>,
) -> Result<Answer<Page<ImportSummary>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page in one statement.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListRequest) -> Result<Page<ImportSummary>, Error> {
    let wanted = Wanted {
        kind: request.kind.map(ImportKind::code),
        state: request.state,
        after: request.cursor.as_ref().map(Cursor::place).transpose()?,
        rows: request.limit.rows_asked(),
    };
    let page = Page::cut(imports::page(work, &wanted).await?, request.limit, |row| (row.created_at, row.id))?;
    let next_cursor = page.next_cursor;
    let items = page.items.into_iter().map(ImportSummary::of).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor })
}
