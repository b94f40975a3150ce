//! List the mail of the organisation.
use access::{Answer, Permit, Work, catalogue::ViewMails};
use kernel::{Cursor, Error, MailId, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{MailState, MailView, store};

/// Which mail, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMailsRequest {
    /// Only mail that stands so.
    state: Option<MailState>,
    /// The `next_cursor` of the page before, with the same filter.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListMailsRequest);

/// List the mail
///
/// What the service has sent for the organisation in the last ninety days, or could not send, newest first: to whom, about what, and what the mail
/// server said; never the text, which may hold a link that opens something.
#[utoipa::path(get, path = "/mails", tag = "mail", params(ListMailsRequest),
    responses((status = 200, body = Page<MailView>, description = "A page of mail.")))]
pub async fn list_mails(
    permit: Permit<ViewMails>,
    request: Query<ListMailsRequest>,
) -> Result<Answer<Page<MailView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(work: &mut Work<'_, ViewMails>, request: ListMailsRequest) -> Result<Page<MailView>, Error> {
    let ListMailsRequest { state, cursor, limit } = request;
    let before: Option<MailId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let mails = store::page(work, before, state, limit.rows_asked()).await?;
    let page = Page::cut(mails, limit, |mail| mail.id)?;
    Ok(page.map(|mail| mail.seen_by(work.caller(), work.now())))
}
