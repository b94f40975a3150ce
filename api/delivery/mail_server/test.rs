//! Try the organisation's own mail server.
use access::{Answer, Changed, Event, Permit, Work, catalogue::TestMailServer};
use kernel::{Error, MailId};
use serde_json::json;

use super::{MailServerView, get, store};
use crate::refusals;

/// Try the mail server
///
/// A mail to the caller's own address, by that server, at once and once. What came of it stands in `last_test` of `GET /v1/mail-server` a moment later,
/// and among the mails.
#[utoipa::path(post, path = "/mail-server/test", tag = "mail",
    responses((status = 200, body = MailServerView, description = "The mail is on its way: `last_test` says how far.")))]
pub async fn test_mail_server(permit: Permit<TestMailServer>) -> Result<Answer<MailServerView>, Error> {
    permit.change(async |work| test(work).await).await
}

/// Finds it, writes the mail and tells.
pub async fn test(work: &mut Work<'_, TestMailServer>) -> Result<Changed<MailServerView>, Error> {
    let server = store::lock(work).await?;
    let server = server.ok_or(refusals::MAIL_SERVER_NOT_SET)?;
    let id = MailId(work.new_id());
    store::test(work, id).await?;
    let event = Event::of::<TestMailServer>(id, json!({}));
    Ok(Changed::new(get::view(work, Some(server)).await?, event))
}
