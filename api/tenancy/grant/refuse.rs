//! Refuse a grant.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RefuseGrants};
use actix_web::web::Path;
use kernel::{Error, GrantId, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{GrantState, GrantView, store};
use crate::directory;

/// Why it is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseGrantRequest {
    #[schema(example = "Ask for the kitchen's orders alone")]
    reason: Text,
}

/// Refuse a grant
///
/// By somebody else than whoever asked and whoever it is for. For good: the same rights are asked for anew.
#[utoipa::path(post, path = "/grants/{id}/refuse", tag = "people", request_body = RefuseGrantRequest,
    params(("id" = GrantId, Path, description = "The grant.")),
    responses((status = 200, body = GrantView, description = "It is refused.")))]
pub async fn refuse_grant(
    permit: Permit<RefuseGrants>,
    id: Path<GrantId>,
    if_match: IfMatch,
    request: Json<RefuseGrantRequest>,
) -> Result<Answer<GrantView>, Error> {
    permit.change(async |work| refuse(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves and tells.
pub async fn refuse(
    work: &mut Work<'_, RefuseGrants>,
    id: GrantId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<GrantView>, Error> {
    let grant = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    grant.may_be_refused(own)?;
    grant.revision.must_be(seen)?;
    let detail = json!({ "person_id": grant.person_id, "reason": reason });
    let mut grant = grant.decided(GrantState::Refused, work.caller(), now, Some(reason));
    grant.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &grant).await?;
    let event = Event::of::<RefuseGrants>(id, detail);
    Ok(Changed::new(grant.seen_by(work.caller(), now), event))
}
