//! Taking back what was asked for.
use access::{
    Answer,
    platform::{PlatformPermit, catalogue::WithdrawSuspension},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::Error;

use crate::standing::{Act, StandingChangeView, withdraw};

/// Take back what was asked: to suspend an organisation
///
/// Whoever asked for it, or another operator who may ask: nobody carries it out any more, and it may be asked for anew.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/suspension/withdraw", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = StandingChangeView, description = "Nothing waits any more."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`suspension_not_asked`."),
    ))]
pub async fn withdraw_suspension(
    permit: PlatformPermit<WithdrawSuspension>,
    organisation: Path<Slug>,
) -> Result<Answer<StandingChangeView>, Error> {
    permit.change(async |work| withdraw(work, Act::Suspend, &organisation).await).await
}
