//! List the operators.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::ViewOperators},
};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{OperatorView, store};

/// Where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOperatorsRequest {
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// List the operators
///
/// By address: what each is there for, when they signed in last and how they can, and what waits for a second operator; also who is closed, and who is asked
/// for and is nobody yet.
#[utoipa::path(get, path = "/operator/operators", tag = "operators", params(ListOperatorsRequest),
    responses((status = 200, body = Page<OperatorView>, description = "One page of operators.")))]
pub async fn list_operators(
    permit: PlatformPermit<ViewOperators>,
    request: Query<ListOperatorsRequest>,
) -> Result<Answer<Page<OperatorView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut PlatformWork<'_, ViewOperators>,
    request: ListOperatorsRequest,
) -> Result<Page<OperatorView>, Error> {
    let ListOperatorsRequest { cursor, limit } = request;
    let after: Option<String> = cursor.map(|cursor| cursor.place()).transpose()?;
    let rows = store::page(work, after.as_deref(), limit.rows_asked()).await?;
    Page::cut(rows, limit, |operator| operator.email.clone())
}
