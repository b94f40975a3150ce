//! Take back that one offers the organisation.
use access::{Answer, Changed, Event, Permit, Work, catalogue::WithdrawOwnershipTransfers};
use actix_web::web::Path;
use kernel::{Error, IfMatch, OwnershipTransferId, Revision};
use serde_json::json;

use super::{OwnershipTransferState, OwnershipTransferView, store};

/// Take an offer of the organisation back
///
/// By whoever offered it, as long as it waits.
#[utoipa::path(post, path = "/ownership-transfers/{id}/withdraw", tag = "people",
    params(("id" = OwnershipTransferId, Path, description = "The offer.")),
    responses((status = 200, body = OwnershipTransferView, description = "It is taken back.")))]
pub async fn withdraw_ownership_transfer(
    permit: Permit<WithdrawOwnershipTransfers>,
    id: Path<OwnershipTransferId>,
    if_match: IfMatch,
) -> Result<Answer<OwnershipTransferView>, Error> {
    permit.change(async |work| withdraw(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn withdraw(
    work: &mut Work<'_, WithdrawOwnershipTransfers>,
    id: OwnershipTransferId,
    seen: Revision,
) -> Result<Changed<OwnershipTransferView>, Error> {
    let transfer = store::lock(work, id).await?;
    transfer.may_be_withdrawn(work.caller().person_id)?;
    transfer.revision.must_be(seen)?;
    let now = work.now();
    let transfer = transfer.decided(OwnershipTransferState::Withdrawn, work.caller(), now, None);
    store::save_decision(work, &transfer).await?;
    let event = Event::of::<WithdrawOwnershipTransfers>(id, json!({ "person_id": transfer.person_id }));
    Ok(Changed::new(transfer.seen_by(work.caller()), event))
}
