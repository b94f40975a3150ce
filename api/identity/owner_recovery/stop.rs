//! Stop an operator who brings back the last owner.
use access::{Answer, Changed, Event, Permit, Work, catalogue::StopOwnerRecoveries};
use actix_web::web::Path;
use kernel::{Error, IfMatch, OwnerRecoveryId, Revision};
use serde_json::json;
use tenancy::directory;

use super::{OwnerRecoveryView, store};

/// Stop the recovery of the last owner
///
/// Nothing is removed by it any more, and everybody who was told that it began is told. An operator may begin another, with a proof of its own.
#[utoipa::path(post, path = "/owner-recoveries/{id}/stop", tag = "identity",
    params(("id" = OwnerRecoveryId, Path, description = "What an operator began.")),
    responses((status = 200, body = OwnerRecoveryView, description = "It is stopped.")))]
pub async fn stop_owner_recovery(
    permit: Permit<StopOwnerRecoveries>,
    id: Path<OwnerRecoveryId>,
    if_match: IfMatch,
) -> Result<Answer<OwnerRecoveryView>, Error> {
    permit.change(async |work| stop(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells; the database mails everybody at the change of state.
pub async fn stop(
    work: &mut Work<'_, StopOwnerRecoveries>,
    id: OwnerRecoveryId,
    seen: Revision,
) -> Result<Changed<OwnerRecoveryView>, Error> {
    let recovery = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    recovery.may_be_stopped()?;
    recovery.revision.must_be(seen)?;
    let mut recovery = recovery.stopped(work.caller(), now);
    recovery.ended_by_name = directory::name_of(work, own).await?;
    store::save_end(work, &recovery).await?;
    let detail = json!({ "because": recovery.ended_because, "operator_id": recovery.operator_id });
    let event = Event::of::<StopOwnerRecoveries>(id, detail);
    Ok(Changed::new(recovery.seen_by(work.caller()), event))
}
