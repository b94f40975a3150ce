//! Mail an invitation once more.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ResendInvitations};
use actix_web::web::Path;
use kernel::{Error, InvitationId};
use serde_json::json;

use super::{
    InvitationView,
    create::{mail, may_be_open},
    store,
};
use crate::directory;

/// Mail an invitation once more
///
/// Under a new link, good for seven days; those of before open nothing any more. One that has expired or was taken back is open again.
#[utoipa::path(post, path = "/invitations/{id}/resend", tag = "people",
    params(("id" = InvitationId, Path, description = "The invitation.")),
    responses((status = 200, body = InvitationView, description = "It is open, and on its way.")))]
pub async fn resend_invitation(
    permit: Permit<ResendInvitations>,
    id: Path<InvitationId>,
) -> Result<Answer<InvitationView>, Error> {
    permit.change(async |work| resend(work, *id).await).await
}

/// Locks it, decides, saves, mails and tells.
pub async fn resend(
    work: &mut Work<'_, ResendInvitations>,
    id: InvitationId,
) -> Result<Changed<InvitationView>, Error> {
    let mut invitation = store::lock(work, id).await?;
    invitation.may_be_resent()?;
    if invitation.withdrawn_at.is_some() {
        may_be_open(work, 1).await?;
    }
    let caller = work.caller().person_id;
    let inviter = directory::name_of(work, caller).await?.ok_or_else(Error::not_found)?;
    invitation.sent_at = work.now();
    invitation.expires_at = work.now() + super::LIFE;
    invitation.withdrawn_at = None;
    invitation.revision = invitation.revision.next();
    store::save(work, &invitation).await?;
    mail(work, invitation.person_id, &inviter).await?;
    let event = Event::of::<ResendInvitations>(id, json!({ "person_id": invitation.person_id }));
    Ok(Changed::new(invitation.seen_by(work.caller(), work.now()), event))
}
