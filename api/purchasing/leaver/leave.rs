//! Leave the organisation by oneself.
use access::{
    Answer, Changed, Event, Permit, Work,
    catalogue::{DeactivatePeople, LeaveOrganisation},
    permission::Permission,
};
use kernel::{Email, Error, Json, ended};
use serde::Deserialize;
use tenancy::{leaving, person::Person};
use utoipa::ToSchema;

use super::{Open, Successors, handing::hand_over};

/// That one means it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveRequest {
    /// One's own address, so that nobody leaves by mistake.
    email: Email,
    /// Who goes on with what is open; named only by whoever may deactivate people.
    #[serde(default)]
    successors: Successors,
}

/// Leave the organisation
///
/// One's own account ends with everything that one held, now. What is open must be handed over first: whoever may deactivate people names others here,
/// anybody else asks one of them. The last who governs stays. Owners and administrators are told by mail.
#[utoipa::path(post, path = "/profile/leave", tag = "people", request_body = LeaveRequest,
    responses((status = 200, body = Person, description = "Who one was; the session has ended.")))]
pub async fn leave_organisation(
    permit: Permit<LeaveOrganisation>,
    request: Json<LeaveRequest>,
) -> Result<Answer<Person>, Error> {
    permit.change(async |work| leave(work, request.into_inner()).await).await
}

/// Locks everybody concerned, hands over, ends the account and tells.
pub async fn leave(work: &mut Work<'_, LeaveOrganisation>, request: LeaveRequest) -> Result<Changed<Person>, Error> {
    let LeaveRequest { email, successors } = request;
    let own = work.caller().person_id;
    let people = successors.people();
    let person = leaving::lock(work, own, &people).await?;
    if email != person.email {
        return Err(Error::invalid("email", "not_ones_own", "Must be your own address."));
    }
    if !people.is_empty() && !work.caller().holds::<DeactivatePeople>() {
        return Err(Error::refused(ended::FORBIDDEN, DeactivatePeople::CODE));
    }
    let open = Open::lock(work, own).await?;
    let handed = hand_over(work, &person, &open, &successors).await?;
    leaving::tell_that_they_left(work, &person).await?;
    leaving::tell_successors(work, &person, handed.shares).await?;
    let ended = leaving::end_account(work, &person).await?;
    let detail = leaving::detail(None, &ended, &handed.counts);
    let changed = Changed::new(leaving::find(work, own).await?, Event::of::<LeaveOrganisation>(own, detail));
    Ok(handed.events.into_iter().fold(changed, Changed::and))
}
