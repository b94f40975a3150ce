//! Agree to reset somebody's second factor.
use access::{Answer, Changed, Event, Intent, Permit, Work, catalogue::ApproveFactorResets};
use actix_web::web::Path;
use kernel::{Error, FactorResetId, IfMatch, Revision};
use serde_json::json;
use tenancy::directory;

use super::{FactorResetState, FactorResetView, must_not_be_last_owner, store, telling};
use crate::refusals;

/// Agree to reset a second factor
///
/// By somebody else than whoever asked and whose it is. The authenticator app, the passkeys and the recovery codes are removed now; the person is signed
/// out everywhere, no browser of theirs is known any more, and they are told by mail to sign in with the password and set up another factor.
#[utoipa::path(post, path = "/factor-resets/{id}/approve", tag = "people",
    params(("id" = FactorResetId, Path, description = "The reset.")),
    responses((status = 200, body = FactorResetView, description = "The second factor is removed.")))]
pub async fn approve_factor_reset(
    permit: Permit<ApproveFactorResets>,
    id: Path<FactorResetId>,
    if_match: IfMatch,
) -> Result<Answer<FactorResetView>, Error> {
    permit.change(async |work| approve(work, *id, if_match.0).await).await
}

/// Locks it, decides, has it confirmed, saves, by which the factor is gone, and tells.
pub async fn approve(
    work: &mut Work<'_, ApproveFactorResets>,
    id: FactorResetId,
    seen: Revision,
) -> Result<Changed<FactorResetView>, Error> {
    let reset = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    reset.may_be_decided(own)?;
    reset.revision.must_be(seen)?;
    // What was set up since is not what was lost.
    if store::factor_since(work, reset.person_id).await?.is_none_or(|since| since > reset.asked_at) {
        return Err(refusals::NO_FACTOR_TO_RESET.into());
    }
    must_not_be_last_owner(work, reset.person_id).await?;
    let mut reset = reset.decided(FactorResetState::Approved, work.caller(), now, None);
    reset.decided_by_name = directory::name_of(work, own).await?;
    let intent = Intent {
        target: id.into(),
        title: format!("Remove the second factor of {}", reset.person_name),
        lines: vec![
            format!("Asked for by {}: {}", reset.asked_by_name, reset.reason),
            "Their authenticator app, passkeys and recovery codes open nothing any more, and they are signed out everywhere."
                .into(),
        ],
    };
    let confirmed = work.confirmed(intent).await?;
    store::approve(work, &reset, &confirmed).await?;
    telling::that_it_is_done(work, &reset).await?;
    let event = Event::of::<ApproveFactorResets>(id, json!({ "person_id": reset.person_id }));
    Ok(Changed::new(reset.seen_by(work.caller()), event))
}
