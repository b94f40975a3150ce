//! Refuse the organisation that is offered to oneself.
use access::{Answer, Changed, Event, Permit, Work, catalogue::RefuseOwnershipTransfers};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, OwnershipTransferId, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{OwnershipTransferState, OwnershipTransferView, store};

/// Why it is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseOwnershipTransferRequest {
    #[schema(example = "I leave myself in spring")]
    reason: Text,
}

/// Refuse the organisation
///
/// By whoever it is offered to; nothing changes.
#[utoipa::path(post, path = "/ownership-transfers/{id}/refuse", tag = "people", request_body = RefuseOwnershipTransferRequest,
    params(("id" = OwnershipTransferId, Path, description = "The offer.")),
    responses((status = 200, body = OwnershipTransferView, description = "It is refused.")))]
pub async fn refuse_ownership_transfer(
    permit: Permit<RefuseOwnershipTransfers>,
    id: Path<OwnershipTransferId>,
    if_match: IfMatch,
    request: Json<RefuseOwnershipTransferRequest>,
) -> Result<Answer<OwnershipTransferView>, Error> {
    permit.change(async |work| refuse(work, *id, if_match.0, request.into_inner().reason).await).await
}

/// Locks it, decides, saves and tells.
pub async fn refuse(
    work: &mut Work<'_, RefuseOwnershipTransfers>,
    id: OwnershipTransferId,
    seen: Revision,
    reason: Text,
) -> Result<Changed<OwnershipTransferView>, Error> {
    let transfer = store::lock(work, id).await?;
    transfer.may_be_decided(work.caller().person_id)?;
    transfer.revision.must_be(seen)?;
    let event = Event::of::<RefuseOwnershipTransfers>(id, json!({ "reason": reason }));
    let now = work.now();
    let transfer = transfer.decided(OwnershipTransferState::Refused, work.caller(), now, Some(reason));
    store::save_decision(work, &transfer).await?;
    Ok(Changed::new(transfer.seen_by(work.caller()), event))
}
