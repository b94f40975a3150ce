//! Take an invitation back.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawInvitations};
use actix_web::web::Path;
use kernel::{Error, InvitationId};
use serde_json::json;

use super::{InvitationView, store};

/// Take an invitation back
///
/// Its link opens nothing from now on. The account that was entered for it stays, and can do nothing.
#[utoipa::path(post, path = "/invitations/{id}/withdraw", tag = "people",
    params(("id" = InvitationId, Path, description = "The invitation.")),
    responses((status = 200, body = InvitationView, description = "It is taken back.")))]
pub async fn withdraw_invitation(
    permit: Permit<WithdrawInvitations>,
    id: Path<InvitationId>,
) -> Result<Answer<InvitationView>, Error> {
    permit.change(async |work| withdraw(work, *id).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawInvitations>,
    id: InvitationId,
) -> Result<Changed<InvitationView>, Error> {
    let mut invitation = store::lock(work, id).await?;
    invitation.may_be_withdrawn()?;
    invitation.withdrawn_at = Some(work.now());
    invitation.revision = invitation.revision.next();
    store::save(work, &invitation).await?;
    work.void_invitation(invitation.person_id).await?;
    let event = Event::of::<WithdrawInvitations>(id, json!({ "person_id": invitation.person_id }));
    Ok(Changed::new(invitation.seen_by(work.caller(), work.now()), event))
}
