//! Take back that somebody's second factor should be reset.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawFactorResets};
use actix_web::web::Path;
use kernel::{Error, FactorResetId, IfMatch, Revision};
use serde_json::json;
use tenancy::directory;

use super::{FactorResetState, FactorResetView, store};

/// Take back a reset
///
/// As long as it waits, by whoever may ask for resets: another administrator too, and whose factor it is.
#[utoipa::path(post, path = "/factor-resets/{id}/withdraw", tag = "people",
    params(("id" = FactorResetId, Path, description = "The reset.")),
    responses((status = 200, body = FactorResetView, description = "It is taken back.")))]
pub async fn withdraw_factor_reset(
    permit: Permit<WithdrawFactorResets>,
    id: Path<FactorResetId>,
    if_match: IfMatch,
) -> Result<Answer<FactorResetView>, Error> {
    permit.change(async |work| withdraw(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawFactorResets>,
    id: FactorResetId,
    seen: Revision,
) -> Result<Changed<FactorResetView>, Error> {
    let reset = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    reset.may_be_withdrawn()?;
    reset.revision.must_be(seen)?;
    let mut reset = reset.decided(FactorResetState::Withdrawn, work.caller(), now, None);
    reset.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &reset).await?;
    let event = Event::of::<WithdrawFactorResets>(id, json!({ "person_id": reset.person_id }));
    Ok(Changed::new(reset.seen_by(work.caller()), event))
}
