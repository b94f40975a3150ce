//! Forget the organisation's own mail server.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RemoveMailServer};
use kernel::{Error, IfMatch, Revision};
use serde_json::json;
use uuid::Uuid;

use super::{MailServerView, get, revision_of, store};
use crate::refusals;

/// Remove the mail server
///
/// It is forgotten with its password; orders leave by the server of the service again, those that still wait too.
#[utoipa::path(post, path = "/mail-server/remove", tag = "mail",
    responses((status = 200, body = MailServerView, description = "Orders leave by the server of the service.")))]
pub async fn remove_mail_server(
    permit: Permit<RemoveMailServer>,
    if_match: IfMatch,
) -> Result<Answer<MailServerView>, Error> {
    permit.change(async |work| remove(work, if_match.0).await).await
}

/// Locks it, decides, forgets both and tells.
pub async fn remove(work: &mut Work<'_, RemoveMailServer>, seen: Revision) -> Result<Changed<MailServerView>, Error> {
    let server = store::lock(work).await?;
    revision_of(server.as_ref()).must_be(seen)?;
    let server = server.ok_or(refusals::MAIL_SERVER_NOT_SET)?;
    let org = work.caller().org_id;
    let place = server.place(org);
    work.forget_secrets(place.table, place.row).await?;
    store::remove(work).await?;
    let event = Event::of::<RemoveMailServer>(Uuid::from(org), json!({}));
    Ok(Changed::new(get::view(work, None).await?, event))
}
