//! Take the organisation that is offered to oneself.
use access::{Answer, Changed, Event, Permit, Work, catalogue::AcceptOwnershipTransfers};
use actix_web::web::Path;
use kernel::{Error, IfMatch, OwnershipTransferId, Revision};
use serde_json::json;

use super::{OwnershipTransferState, OwnershipTransferView, must_not_be_toxic, store, telling};
use crate::{person, refusals};

/// Take over the organisation
///
/// By whoever it is offered to. They are owner now with what its owner held as owner, and that owner is none any more; both show a new token from their
/// next request on. Owners and administrators are told by mail.
#[utoipa::path(post, path = "/ownership-transfers/{id}/accept", tag = "people",
    params(("id" = OwnershipTransferId, Path, description = "The offer.")),
    responses((status = 200, body = OwnershipTransferView, description = "The organisation has changed hands.")))]
pub async fn accept_ownership_transfer(
    permit: Permit<AcceptOwnershipTransfers>,
    id: Path<OwnershipTransferId>,
    if_match: IfMatch,
) -> Result<Answer<OwnershipTransferView>, Error> {
    permit.change(async |work| accept(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves, by which it is theirs, and tells.
pub async fn accept(
    work: &mut Work<'_, AcceptOwnershipTransfers>,
    id: OwnershipTransferId,
    seen: Revision,
) -> Result<Changed<OwnershipTransferView>, Error> {
    let transfer = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    transfer.may_be_decided(own)?;
    transfer.revision.must_be(seen)?;
    // Neither is given or loses anything else meanwhile.
    person::store::lock_in_order(work, &[own, transfer.asked_by]).await?;
    if !store::owns(work, transfer.asked_by).await? {
        return Err(refusals::OWNERSHIP_VOID.into());
    }
    must_not_be_toxic(work, own).await?;
    let transfer = transfer.decided(OwnershipTransferState::Accepted, work.caller(), now, None);
    store::save_decision(work, &transfer).await?;
    for person in [transfer.asked_by, own] {
        work.renew_access(person).await?;
    }
    telling::that_it_is_taken(work, &transfer).await?;
    let detail = json!({ "from": transfer.asked_by, "to": own });
    let event = Event::of::<AcceptOwnershipTransfers>(id, detail);
    Ok(Changed::new(transfer.seen_by(work.caller()), event))
}
