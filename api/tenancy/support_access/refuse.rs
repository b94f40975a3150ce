//! Refuse to let an operator of the installation read.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RefuseSupportAccesses};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, SupportAccessId, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{SupportAccessState, SupportAccessView, store};
use crate::directory;

/// Why it is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseSupportAccessRequest {
    /// The operator reads it.
    #[schema(example = "We have found it ourselves, thank you")]
    reason: Text,
}

/// Refuse to let an operator of the installation read
///
/// They read the reason, and may ask anew.
#[utoipa::path(post, path = "/support-accesses/{id}/refuse", tag = "organisation", request_body = RefuseSupportAccessRequest,
    params(("id" = SupportAccessId, Path, description = "What was asked for.")),
    responses((status = 200, body = SupportAccessView, description = "It is refused.")))]
pub async fn refuse_support_access(
    permit: Permit<RefuseSupportAccesses>,
    id: Path<SupportAccessId>,
    if_match: IfMatch,
    request: Json<RefuseSupportAccessRequest>,
) -> Result<Answer<SupportAccessView>, Error> {
    permit.change(async |work| refuse(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves and tells.
pub async fn refuse(
    work: &mut Work<'_, RefuseSupportAccesses>,
    id: SupportAccessId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<SupportAccessView>, Error> {
    let access = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    access.may_be_decided()?;
    access.revision.must_be(seen)?;
    let detail = json!({ "operator_id": access.operator_id, "reason": reason });
    let mut access = access.decided(SupportAccessState::Refused, work.caller(), now, Some(reason));
    access.decided_by_name = directory::name_of(work, own).await?;
    store::save_decision(work, &access).await?;
    let event = Event::of::<RefuseSupportAccesses>(id, detail);
    Ok(Changed::new(access.seen_by(work.caller()), event))
}
