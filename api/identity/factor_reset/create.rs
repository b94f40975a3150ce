//! Ask to reset somebody else's second factor.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateFactorResets};
use actix_web::web::Path;
use kernel::{Error, FactorResetId, Json, Name, PersonId, Revision, Text};
use serde::Deserialize;
use tenancy::directory::{self, Member, Wanted};
use utoipa::ToSchema;

use super::{FactorReset, FactorResetState, FactorResetView, LIFE, must_not_be_last_owner, store, telling};
use crate::refusals;

/// Why it should be reset.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateFactorResetRequest {
    /// How the caller knows that it is they who ask, too.
    #[schema(example = "Lost her phone; I saw her at the front desk")]
    reason: Text,
}

/// Ask to reset a second factor
///
/// For somebody active who has lost their authenticator app or passkeys, and their recovery codes. It waits for somebody else who may agree, for a day;
/// they are told by mail, and so is the person. One waits for a person at a time.
#[utoipa::path(post, path = "/people/{id}/factor-resets", tag = "people", request_body = CreateFactorResetRequest,
    params(("id" = PersonId, Path, description = "Whose second factor.")),
    responses((status = 201, body = FactorResetView, description = "It waits for somebody to agree.")))]
pub async fn create_factor_reset(
    permit: Permit<CreateFactorResets>,
    id: Path<PersonId>,
    request: Json<CreateFactorResetRequest>,
) -> Result<Answer<FactorResetView>, Error> {
    permit.change(async |work| create(work, *id, request.into_inner().reason).await).await
}

/// Checks, keeps what is asked for, and tells.
pub async fn create(
    work: &mut Work<'_, CreateFactorResets>,
    person: PersonId,
    reason: Text,
) -> Result<Changed<FactorResetView>, Error> {
    let own = work.caller().person_id;
    let member = find(work, person).await?;
    if person == own {
        return Err(refusals::FACTOR_RESET_OF_ONESELF.into());
    }
    if !member.is_active || store::factor_since(work, person).await?.is_none() {
        return Err(refusals::NO_FACTOR_TO_RESET.into());
    }
    must_not_be_last_owner(work, person).await?;
    store::end_expired(work, person).await?;
    let asker = directory::name_of(work, own).await?.ok_or_else(Error::not_found)?;
    let reset = asked(work, member, asker, reason);
    store::insert(work, &reset).await?;
    telling::that_it_is_asked(work, &reset).await?;
    let place = format!("/v1/factor-resets?person_id={person}");
    let event = Event::of::<CreateFactorResets>(reset.id, reset.detail());
    Ok(Changed::new(reset.seen_by(work.caller()), event).created_at(place))
}

async fn find(work: &mut Work<'_, CreateFactorResets>, person: PersonId) -> Result<Member, Error> {
    let found = directory::members(work, Wanted { people: &[person], ..Wanted::default() }).await?;
    found.into_iter().next().ok_or_else(Error::not_found)
}

fn asked(work: &Work<'_, CreateFactorResets>, member: Member, asker: Name, reason: Text) -> FactorReset {
    let now = work.now();
    FactorReset {
        id: FactorResetId(work.new_id()),
        person_id: member.id,
        person_name: member.name,
        reason,
        state: FactorResetState::Waiting,
        asked_by: work.caller().person_id,
        asked_by_name: asker,
        asked_at: now,
        expires_at: now + LIFE,
        decided_by: None,
        decided_by_name: None,
        decided_at: None,
        decision_reason: None,
        revision: Revision::FIRST,
    }
}
