//! Carrying it out: everybody of the organisation is told, and the days begin in which anybody who should can stop it.
use access::{
    Answer, Intent,
    platform::{PlatformPermit, PlatformWork, catalogue::CarryOutRecovery, uninterrupted},
};
use actix_web::web::{Data, Path};
use identity::Slug;
use kernel::{Email, Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Recoveries, RecoveryView, store, view};
use crate::refusals;

/// Whom it brings back, once more: nobody has kept it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryOutRecoveryRequest {
    /// The address of the last owner.
    #[schema(example = "owner@harbour-house.example")]
    email: Email,
}

/// Carry out what the domain has proven
///
/// Takes a proof of the last hour, and the address of the only active person who governs the organisation and has a second factor; for every other address
/// there is one refusal. Everybody of the organisation is told by mail at once, and nothing is removed before the delay is over: by signing in, by the link in
/// their mail, by an administrator or by another operator it is stopped.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/recovery/carry-out", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = CarryOutRecoveryRequest,
    responses(
        (status = 200, body = RecoveryView, description = "The delay has begun."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_not_begun`, `recovery_unproven`, `recovery_domain_differs`, `recovery_impossible`."),
    ))]
pub async fn carry_out_recovery(
    permit: PlatformPermit<CarryOutRecovery>,
    recoveries: Data<Recoveries>,
    organisation: Path<Slug>,
    request: Json<CarryOutRecoveryRequest>,
) -> Result<Answer<RecoveryView>, Error> {
    let CarryOutRecoveryRequest { email } = request.into_inner();
    uninterrupted(async move {
        permit.change(async |work| carry_out(work, recoveries.delay_hours, &organisation, &email).await).await
    })
    .await
}

/// In the directory, then in the organisation's home, and only then is it kept.
pub async fn carry_out(
    work: &mut PlatformWork<'_, CarryOutRecovery>,
    delay_hours: i32,
    organisation: &Slug,
    email: &Email,
) -> Result<(RecoveryView, Option<String>), Error> {
    let slug = organisation.as_str();
    let waiting = store::review(work, slug).await?.ok_or(refusals::RECOVERY_NOT_BEGUN)?;
    let mut lines = vec![
        format!("Organisation: {slug}, in home {}", waiting.home),
        format!("Owner: {email}"),
        format!(
            "Proven by: a record of {}, seen on {}",
            waiting.domain,
            waiting.proven_at.format("%-d %B %Y at %H:%M (UTC)")
        ),
        format!("Why: {}", waiting.reason),
    ];
    lines.extend(waiting.ticket.map(|ticket| format!("Ticket: {ticket}")));
    lines.extend([
        format!("Asked for by: {} <{}>", waiting.begun_by_name, waiting.begun_by_email),
        format!("Asked for on: {}", waiting.begun_at.format("%-d %B %Y at %H:%M (UTC)")),
        format!(
            "What happens: everybody of the organisation is told at once, by your name; after {delay_hours} hours an operator may remove the owner's second factor, if nobody stopped it."
        ),
    ]);
    let title = format!("Bring back the last owner of {slug}");
    let confirmed = work.confirmed(Intent { target: waiting.recovery_id, title, lines }).await?;
    let carried_out = store::carry_out(work, slug, email.as_str(), delay_hours, &confirmed).await?;
    let wish = carried_out.ok_or(refusals::RECOVERY_NOT_BEGUN)?;
    work.begins_recovery(&wish).await?.ok_or(refusals::RECOVERY_IMPOSSIBLE)?;
    let kept = store::last(work, slug).await?.ok_or_else(Error::not_found)?;
    Ok((view::shown(work, kept).await, None))
}
