//! Agree to a grant.
use access::{Answer, Changed, Event, Intent, Permit, Work, catalogue::ApproveGrants};
use actix_web::web::Path;
use kernel::{Error, GrantId, IfMatch, Revision};
use serde_json::json;

use super::{Grant, GrantState, GrantView, create::must_not_be_toxic, store, telling};
use crate::{
    directory, permission, person, refusals,
    role::{self, CustomRoleTemplate},
};

/// Agree to a grant
///
/// By somebody else than whoever asked and whoever it is for. It is given now, and holds from that person's next request on; they are told by mail.
#[utoipa::path(post, path = "/grants/{id}/approve", tag = "people",
    params(("id" = GrantId, Path, description = "The grant.")),
    responses((status = 200, body = GrantView, description = "It is given.")))]
pub async fn approve_grant(
    permit: Permit<ApproveGrants>,
    id: Path<GrantId>,
    if_match: IfMatch,
) -> Result<Answer<GrantView>, Error> {
    permit.change(async |work| approve(work, *id, if_match.0).await).await
}

/// Locks it, decides, has it confirmed, gives and tells.
pub async fn approve(
    work: &mut Work<'_, ApproveGrants>,
    id: GrantId,
    seen: Revision,
) -> Result<Changed<GrantView>, Error> {
    let grant = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    grant.may_be_approved(own, now)?;
    grant.revision.must_be(seen)?;
    // Nobody else gives to the same person meanwhile.
    if !person::store::lock(work, grant.person_id).await?.may_be_given_rights() {
        return Err(refusals::GRANT_TO_NOBODY.into());
    }
    let held = permission::store::holdings(work, &[grant.person_id], None).await?;
    must_not_be_toxic(&grant, &held.iter().map(|one| one.code.as_str()).collect::<Vec<_>>())?;
    let mut grant = grant.decided(GrantState::Given, work.caller(), now, None);
    grant.decided_by_name = directory::name_of(work, own).await?;
    let own_roles: Vec<_> = grant.custom_roles.iter().map(|role| role.id).collect();
    let own_roles = role::store::given(work, &own_roles).await?;
    let confirmed = work.confirmed(intent(&grant, &own_roles)).await?;
    store::approve(work, &grant, &confirmed).await?;
    telling::that_it_is_given(work, &grant).await?;
    let event = Event::of::<ApproveGrants>(id, json!({ "person_id": grant.person_id }));
    Ok(Changed::new(grant.seen_by(work.caller(), now), event))
}

// All of it, as whoever agrees must have read it.
fn intent(grant: &Grant, own_roles: &[CustomRoleTemplate]) -> Intent {
    let mut lines: Vec<_> = telling::rights(grant).into_iter().map(|right| format!("Gives: {right}")).collect();
    lines.extend(telling::contents(own_roles));
    lines.push(match grant.expires_at {
        Some(end) => format!("Until: {} UTC", end.format("%-d %B %Y at %H:%M")),
        None => "For good".into(),
    });
    lines
        .extend(telling::waived(grant).into_iter().map(|pair| format!("Although nobody should hold together: {pair}")));
    lines.extend(grant.waiver.as_ref().map(|waiver| format!("Waiver: {waiver}")));
    lines.push(format!("Asked for by {}: {}", grant.asked_by_name, grant.reason));
    Intent { target: grant.id.into(), title: format!("Give rights to {}", grant.person_name), lines }
}
