//! Stopping it, by any operator who may begin one.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::StopRecovery, uninterrupted},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::Error;

use super::{RecoveryView, store, view};
use crate::refusals;

/// Stop bringing back the last owner
///
/// Whatever it had come to, it is over, here and in the organisation, where everybody who was told is told. Another may be begun, with a record of its own.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/recovery/stop", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = RecoveryView, description = "It is over."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`recovery_not_begun`."),
    ))]
pub async fn stop_recovery(
    permit: PlatformPermit<StopRecovery>,
    organisation: Path<Slug>,
) -> Result<Answer<RecoveryView>, Error> {
    uninterrupted(async move { permit.change(async |work| stop(work, &organisation).await).await }).await
}

/// In the directory and in the home, which may have begun it where the directory did not keep that.
pub async fn stop(
    work: &mut PlatformWork<'_, StopRecovery>,
    organisation: &Slug,
) -> Result<(RecoveryView, Option<String>), Error> {
    let word = store::stop(work, organisation.as_str(), None).await?.ok_or(refusals::RECOVERY_NOT_BEGUN)?;
    work.stops_recovery(&word).await?;
    let kept = store::last(work, organisation.as_str()).await?.ok_or_else(Error::not_found)?;
    Ok((view::shown(work, kept).await, None))
}
