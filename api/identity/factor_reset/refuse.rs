//! Refuse to reset somebody's second factor.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RefuseFactorResets};
use actix_web::web::Path;
use kernel::{Error, FactorResetId, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use tenancy::directory;
use utoipa::ToSchema;

use super::{FactorResetState, FactorResetView, store};

/// Why it is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseFactorResetRequest {
    #[schema(example = "She has her phone, and asked for nothing")]
    reason: Text,
}

/// Refuse to reset a second factor
///
/// By somebody else than whoever asked and whose it is. Nothing changes for the person; it can be asked for anew.
#[utoipa::path(post, path = "/factor-resets/{id}/refuse", tag = "people", request_body = RefuseFactorResetRequest,
    params(("id" = FactorResetId, Path, description = "The reset.")),
    responses((status = 200, body = FactorResetView, description = "It is refused.")))]
pub async fn refuse_factor_reset(
    permit: Permit<RefuseFactorResets>,
    id: Path<FactorResetId>,
    if_match: IfMatch,
    request: Json<RefuseFactorResetRequest>,
) -> Result<Answer<FactorResetView>, Error> {
    permit.change(async |work| refuse(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves and tells.
pub async fn refuse(
    work: &mut Work<'_, RefuseFactorResets>,
    id: FactorResetId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<FactorResetView>, Error> {
    let reset = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    reset.may_be_decided(own)?;
    reset.revision.must_be(seen)?;
    let detail = json!({ "person_id": reset.person_id, "reason": reason });
    let mut reset = reset.decided(FactorResetState::Refused, work.caller(), now, Some(reason));
    reset.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &reset).await?;
    let event = Event::of::<RefuseFactorResets>(id, detail);
    Ok(Changed::new(reset.seen_by(work.caller()), event))
}
