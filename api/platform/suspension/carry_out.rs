//! Carrying it out: never by whoever asked for it.
use access::{
    Answer,
    platform::{PlatformPermit, catalogue::CarryOutSuspension, uninterrupted},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::Error;

use crate::standing::{Act, StandingChangeView, carry_out};

/// Carry out what was asked: to suspend an organisation
///
/// From the next request on it lets nobody in: its sign-ins end for good, its keys and links open nothing. Nothing of it is deleted.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/suspension/carry-out", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = StandingChangeView, description = "It is done."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`suspension_not_asked`, `suspension_by_oneself`."),
    ))]
pub async fn carry_out_suspension(
    permit: PlatformPermit<CarryOutSuspension>,
    organisation: Path<Slug>,
) -> Result<Answer<StandingChangeView>, Error> {
    uninterrupted(async move { permit.change(async |work| carry_out(work, Act::Suspend, &organisation).await).await })
        .await
}
