//! Offer the organisation to somebody.
use access::{Answer, Changed, Event, Intent, Permit, Work, catalogue::TransferOrganisation};
use kernel::{Error, Json, OwnershipTransferId, PersonId, Revision, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    LIFE, OwnershipTransfer, OwnershipTransferState, OwnershipTransferView, must_not_be_toxic, store, telling,
};
use crate::{
    directory,
    permission::store::holdings,
    person::{self, Person},
    refusals,
};

/// To whom, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOwnershipTransferRequest {
    /// Somebody else who is active and no owner.
    person_id: PersonId,
    #[schema(example = "I retire at the end of the year")]
    reason: Text,
}

/// Offer the organisation to somebody
///
/// By an owner. Nothing changes until they accept, within seven days: then they hold what the owner held as owner, and the owner holds it no more. They,
/// the owners and the administrators are told by mail. One offer waits at a time.
#[utoipa::path(post, path = "/ownership-transfers", tag = "people", request_body = CreateOwnershipTransferRequest,
    responses((status = 201, body = OwnershipTransferView, description = "It waits for them.")))]
pub async fn create_ownership_transfer(
    permit: Permit<TransferOrganisation>,
    request: Json<CreateOwnershipTransferRequest>,
) -> Result<Answer<OwnershipTransferView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks, has it confirmed, keeps the offer, and tells.
pub async fn create(
    work: &mut Work<'_, TransferOrganisation>,
    request: CreateOwnershipTransferRequest,
) -> Result<Changed<OwnershipTransferView>, Error> {
    let own = work.caller().person_id;
    let CreateOwnershipTransferRequest { person_id, reason } = request;
    let to = successor(work, person_id).await?;
    if !store::owns(work, own).await? {
        return Err(refusals::OWNERSHIP_NOT_ONES_OWN.into());
    }
    must_not_be_toxic(work, person_id).await?;
    store::end_expired(work).await?;
    if store::waits(work).await? {
        return Err(refusals::OWNERSHIP_WAITING.into());
    }
    let held = holdings(work, &[own, person_id], None).await?;
    let intent = intent(&to, &reason, telling::what_moves(&held, own));
    let now = work.now();
    let transfer = OwnershipTransfer {
        id: OwnershipTransferId(work.new_id()),
        person_id,
        person_name: to.name,
        reason,
        state: OwnershipTransferState::Waiting,
        asked_by: own,
        asked_by_name: directory::name_of(work, own).await?.ok_or_else(Error::not_found)?,
        asked_at: now,
        expires_at: now + LIFE,
        decided_by: None,
        decided_by_name: None,
        decided_at: None,
        decision_reason: None,
        revision: Revision::FIRST,
    };
    let confirmed = work.confirmed(intent).await?;
    store::insert(work, &transfer, &confirmed).await?;
    telling::that_it_is_offered(work, &transfer).await?;
    let event = Event::of::<TransferOrganisation>(transfer.id, transfer.detail());
    Ok(Changed::new(transfer.seen_by(work.caller()), event).created_at("/v1/ownership-transfers".to_owned()))
}

// Nobody else changes what they are meanwhile.
async fn successor(work: &mut Work<'_, TransferOrganisation>, id: PersonId) -> Result<Person, Error> {
    let wrong = |rule: &str, message: &str| Error::invalid("person_id", rule, message);
    let to = person::store::lock_if_there(work, id).await?;
    let to = to.ok_or_else(|| wrong("unknown", "There is no such person."))?;
    if id == work.caller().person_id {
        return Err(wrong("oneself", "Must be somebody else."));
    }
    if !to.is_active {
        return Err(wrong("inactive", "Must be somebody who is active."));
    }
    if store::owns(work, id).await? {
        return Err(wrong("owner", "Is an owner already."));
    }
    Ok(to)
}

// There is no offer yet: what is confirmed is done to whom it is made.
fn intent(to: &Person, reason: &Text, what_moves: Vec<String>) -> Intent {
    let mut lines = vec![
        format!("To: {} ({})", to.name, to.email),
        format!("Reason: {reason}"),
        "Nothing changes before they accept it themselves, within seven days; as long as it waits you can take it back."
            .into(),
    ];
    lines.extend(what_moves);
    Intent { target: to.id.into(), title: format!("Offer the organisation to {}", to.name), lines }
}
