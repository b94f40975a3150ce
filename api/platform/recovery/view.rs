//! How it stands.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::ViewRecovery},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::Error;

use super::{RecoveryView, store, store::Kept};

/// See how bringing back the last owner stands
///
/// The last one of the organisation: what the domain is to publish, how far it came, and how the organisation's home says that it ended. 404 where there never
/// was one.
#[utoipa::path(get, path = "/operator/organisations/{organisation}/recovery", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses((status = 200, body = RecoveryView, description = "How it stands.")))]
pub async fn view_recovery(
    permit: PlatformPermit<ViewRecovery>,
    organisation: Path<Slug>,
) -> Result<Answer<RecoveryView>, Error> {
    permit.read(async |work| view(work, &organisation).await).await
}

/// From the directory, and from the organisation's home once that knows of it.
pub async fn view(work: &mut PlatformWork<'_, ViewRecovery>, organisation: &Slug) -> Result<RecoveryView, Error> {
    let kept = store::last(work, organisation.as_str()).await?.ok_or_else(Error::not_found)?;
    Ok(shown(work, kept).await)
}

/// With what the home says.
pub(super) async fn shown<P>(work: &PlatformWork<'_, P>, kept: Kept) -> RecoveryView {
    let Kept { org_id, home, is_carried_out, view } = kept;
    let glance = if is_carried_out { work.recovery_glance(&home, org_id, view.id).await } else { None };
    view.seen(glance)
}
