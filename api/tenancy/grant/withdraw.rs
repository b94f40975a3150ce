//! Take back rights that were asked for.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawGrants};
use actix_web::web::Path;
use kernel::{Error, GrantId, IfMatch, Revision};
use serde_json::json;

use super::{GrantState, GrantView, store};
use crate::directory;

/// Take back a grant
///
/// As long as it waits. What was given is revoked instead.
#[utoipa::path(post, path = "/grants/{id}/withdraw", tag = "people",
    params(("id" = GrantId, Path, description = "The grant.")),
    responses((status = 200, body = GrantView, description = "It is taken back.")))]
pub async fn withdraw_grant(
    permit: Permit<WithdrawGrants>,
    id: Path<GrantId>,
    if_match: IfMatch,
) -> Result<Answer<GrantView>, Error> {
    permit.change(async |work| withdraw(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawGrants>,
    id: GrantId,
    seen: Revision,
) -> Result<Changed<GrantView>, Error> {
    let grant = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    grant.may_be_withdrawn(own)?;
    grant.revision.must_be(seen)?;
    let mut grant = grant.decided(GrantState::Withdrawn, work.caller(), now, None);
    grant.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &grant).await?;
    let event = Event::of::<WithdrawGrants>(id, json!({ "person_id": grant.person_id }));
    Ok(Changed::new(grant.seen_by(work.caller(), now), event))
}
