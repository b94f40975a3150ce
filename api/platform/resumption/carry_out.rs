//! Carrying it out: never by whoever asked for it.
use access::{
    Answer,
    platform::{PlatformPermit, catalogue::CarryOutResumption, uninterrupted},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::Error;

use crate::standing::{Act, StandingChangeView, carry_out};

/// Carry out what was asked: to let a suspended organisation in again
///
/// Its people sign in anew, for the sign-ins of before have ended; its keys and links open again what they opened.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/resumption/carry-out", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = StandingChangeView, description = "It is done."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`suspension_not_asked`, `suspension_by_oneself`."),
    ))]
pub async fn carry_out_resumption(
    permit: PlatformPermit<CarryOutResumption>,
    organisation: Path<Slug>,
) -> Result<Answer<StandingChangeView>, Error> {
    uninterrupted(async move { permit.change(async |work| carry_out(work, Act::Resume, &organisation).await).await })
        .await
}
