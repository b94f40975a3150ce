//! Beginning it: the domain is told what to publish.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::BeginRecovery},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::{Email, Error, Json, Reference, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{RecoveryState, RecoveryView, mail_providers, store};
use crate::refusals;

/// Whose second factor is lost, and why the installation helps.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskRecovery {
    /// The address of the last owner. Its domain is kept, and the rest of it forgotten at once.
    #[schema(example = "owner@harbour-house.example")]
    email: Email,
    /// Everybody of the organisation reads it, once it is carried out.
    #[schema(example = "She lost her phone and her recovery codes; we called back on the number of the contract.")]
    reason: Text,
    /// Where it is worked on.
    ticket: Option<Reference>,
}

/// Begin to bring the last owner back
///
/// Says which TXT record the domain of their address must publish within a week. Nothing changes in the organisation, and nobody there is told yet.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/recovery", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = AskRecovery,
    responses(
        (status = 201, body = RecoveryView, description = "The domain may publish the record."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_waiting`, `recovery_public_domain`, `deletion_begun`."),
    ))]
pub async fn create_recovery(
    permit: PlatformPermit<BeginRecovery>,
    organisation: Path<Slug>,
    request: Json<AskRecovery>,
) -> Result<Answer<RecoveryView>, Error> {
    permit.change(async |work| create(work, &organisation, request.into_inner()).await).await
}

/// Of a domain that is the organisation's own, as far as anybody can tell.
pub async fn create(
    work: &mut PlatformWork<'_, BeginRecovery>,
    organisation: &Slug,
    request: AskRecovery,
) -> Result<(RecoveryView, Option<String>), Error> {
    let AskRecovery { email, reason, ticket } = request;
    let (_, domain) = email.as_str().rsplit_once('@').ok_or_else(Error::not_found)?;
    if mail_providers::is_public(domain) {
        return Err(refusals::RECOVERY_PUBLIC_DOMAIN.into());
    }
    let (organisation, ticket) = (organisation.as_str(), ticket.map(Reference::into_string));
    note_end(work, organisation).await?;
    if !store::begin(work, organisation, domain, reason.as_str(), ticket.as_deref()).await? {
        return Err(Error::not_found());
    }
    let begun = store::last(work, organisation).await?.ok_or_else(Error::not_found)?;
    Ok((begun.view, Some(format!("/v1/operator/organisations/{organisation}/recovery"))))
}

// Of the one before, if the organisation's home has ended it, which tells nobody here; what it does not say goes on.
async fn note_end(work: &mut PlatformWork<'_, BeginRecovery>, organisation: &str) -> Result<(), Error> {
    let Some(kept) = store::last(work, organisation).await?.filter(|kept| kept.is_carried_out && !kept.is_over())
    else {
        return Ok(());
    };
    let because = match work.recovery_glance(&kept.home, kept.org_id, kept.view.id).await {
        Some(glance) if RecoveryState::read(&glance.state).is_over() => glance.ended_because.unwrap_or(glance.state),
        _ => return Ok(()),
    };
    store::stop(work, organisation, Some(&because)).await.map(drop)
}
