//! List the exceptions.
use access::{Answer, Permit, Work, catalogue::ViewDutyExceptions};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{DutyException, DutyExceptionId, DutyExceptionState, DutyExceptionView, store};

/// Which exceptions.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDutyExceptionsRequest {
    /// Only those that stand so.
    state: Option<DutyExceptionState>,
    /// Only those that somebody should have looked at by now, or the others.
    is_overdue: Option<bool>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListDutyExceptionsRequest);

/// List the exceptions
///
/// The newest first: who did what two should have, as the organisation allows, when, and what somebody else said to it.
#[utoipa::path(get, path = "/duty-exceptions", tag = "organisation", params(ListDutyExceptionsRequest),
    responses((status = 200, body = Page<DutyExceptionView>, description = "One page of exceptions.")))]
pub async fn list_duty_exceptions(
    permit: Permit<ViewDutyExceptions>,
    request: Query<ListDutyExceptionsRequest>,
) -> Result<Answer<Page<DutyExceptionView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page, as the caller sees it.
pub async fn list(
    work: &mut Work<'_, ViewDutyExceptions>,
    request: ListDutyExceptionsRequest,
) -> Result<Page<DutyExceptionView>, Error> {
    let page = page(work, request).await?;
    Ok(page.map(|exception| exception.seen_by(work.caller(), work.now())))
}

/// One page.
pub(super) async fn page<P>(
    work: &mut Work<'_, P>,
    request: ListDutyExceptionsRequest,
) -> Result<Page<DutyException>, Error> {
    let ListDutyExceptionsRequest { state, is_overdue, cursor, limit } = request;
    let before: Option<DutyExceptionId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let filter = store::Filter { state, is_overdue, before, rows: limit.rows_asked() };
    Page::cut(store::page(work, filter).await?, limit, |exception| exception.id)
}
