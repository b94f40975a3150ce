//! Send a mail that failed once more.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ResendMails};
use actix_web::web::Path;
use kernel::{Error, MailId};
use serde_json::json;

use super::{MailView, store};

/// Send a failed mail once more
///
/// To the same address, with the same text, as soon as the mail server takes it. A link in it lives no longer for that.
#[utoipa::path(post, path = "/mails/{id}/resend", tag = "mail",
    params(("id" = MailId, Path, description = "The mail.")),
    responses((status = 200, body = MailView, description = "It waits to be sent.")))]
pub async fn resend_mail(permit: Permit<ResendMails>, id: Path<MailId>) -> Result<Answer<MailView>, Error> {
    permit.change(async |work| resend(work, *id).await).await
}

/// Locks it, decides, saves and tells.
pub async fn resend(work: &mut Work<'_, ResendMails>, id: MailId) -> Result<Changed<MailView>, Error> {
    let mail = store::lock(work, id).await?;
    mail.may_be_resent(work.now())?;
    store::resend(work, id).await?;
    let event = Event::of::<ResendMails>(id, json!({ "kind": mail.kind }));
    let after = store::lock(work, id).await?;
    Ok(Changed::new(after.seen_by(work.caller(), work.now()), event))
}
