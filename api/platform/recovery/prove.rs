//! Looking whether the domain publishes the record.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::ProveRecovery},
};
use actix_web::web::{Data, Path};
use identity::Slug;
use kernel::Error;

use super::{Recoveries, RecoveryView, Resolver, store, view};
use crate::refusals;

/// Check what the domain publishes
///
/// The service asks for the TXT record itself, at this moment, within five seconds; an alias is not followed. Found, it may be carried out within an hour.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/recovery/prove", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = RecoveryView, description = "The record is there."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_not_begun`, `recovery_record_absent`, `recovery_record_differs`."),
        (status = 503, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_dns_away`."),
    ))]
pub async fn prove_recovery(
    permit: PlatformPermit<ProveRecovery>,
    recoveries: Data<Recoveries>,
    organisation: Path<Slug>,
) -> Result<Answer<RecoveryView>, Error> {
    permit.change(async |work| prove(work, &recoveries.resolver, &organisation).await).await
}

/// Notes what was found.
pub async fn prove(
    work: &mut PlatformWork<'_, ProveRecovery>,
    resolver: &Resolver,
    organisation: &Slug,
) -> Result<(RecoveryView, Option<String>), Error> {
    see(work, resolver, organisation.as_str()).await?;
    let kept = store::last(work, organisation.as_str()).await?.ok_or_else(Error::not_found)?;
    Ok((view::shown(work, kept).await, None))
}

/// Asks the name servers for the record of the one that lives, and keeps that it was there.
pub(super) async fn see<P>(
    work: &mut PlatformWork<'_, P>,
    resolver: &Resolver,
    organisation: &str,
) -> Result<(), Error> {
    let wanted = store::wanted(work, organisation).await?.ok_or(refusals::RECOVERY_NOT_BEGUN)?;
    let found = resolver.find(&wanted).await?;
    if store::prove(work, organisation, &found).await? { Ok(()) } else { Err(refusals::RECOVERY_NOT_BEGUN.into()) }
}
