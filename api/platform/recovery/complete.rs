//! Completing it, once everybody had the time to stop it.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::CompleteRecovery, uninterrupted},
};
use actix_web::web::{Data, Path};
use identity::Slug;
use kernel::Error;

use super::{Recoveries, RecoveryView, Resolver, prove::see, store, view};
use crate::refusals;

/// Complete bringing back the last owner
///
/// After the delay, and with the record seen once more at this moment: the owner's app, passkeys and recovery codes go, their sign-ins end, and everybody of the
/// organisation is told. Their password stays. The organisation's home judges the time by its own clock.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/recovery/complete", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = RecoveryView, description = "The owner signs in with their password, and sets up another factor."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_not_begun`, `recovery_record_absent`, `recovery_record_differs`, `recovery_too_early`, `recovery_untold`, `recovery_over`."),
        (status = 503, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_dns_away`."),
    ))]
pub async fn complete_recovery(
    permit: PlatformPermit<CompleteRecovery>,
    recoveries: Data<Recoveries>,
    organisation: Path<Slug>,
) -> Result<Answer<RecoveryView>, Error> {
    uninterrupted(
        async move { permit.change(async |work| complete(work, &recoveries.resolver, &organisation).await).await },
    )
    .await
}

/// In the directory, then in the organisation's home, and only then is it kept.
pub async fn complete(
    work: &mut PlatformWork<'_, CompleteRecovery>,
    resolver: &Resolver,
    organisation: &Slug,
) -> Result<(RecoveryView, Option<String>), Error> {
    let slug = organisation.as_str();
    see(work, resolver, slug).await?;
    let word = store::complete(work, slug).await?.ok_or(refusals::RECOVERY_NOT_BEGUN)?;
    // What stops it in its home is kept there; what is kept here is only what was completed.
    match work.completes_recovery(&word).await?.as_deref() {
        Some("completed") => {}
        Some("waiting") => return Err(refusals::RECOVERY_TOO_EARLY.into()),
        Some("untold") => return Err(refusals::RECOVERY_UNTOLD.into()),
        Some(_) => return Err(refusals::RECOVERY_OVER.into()),
        None => return Err(Error::not_found()),
    }
    let kept = store::last(work, slug).await?.ok_or_else(Error::not_found)?;
    Ok((view::shown(work, kept).await, None))
}
