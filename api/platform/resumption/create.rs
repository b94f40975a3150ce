//! Asking for it: another operator carries it out.
use access::{
    Answer,
    platform::{PlatformPermit, catalogue::AskResumption},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::{Error, Json};

use crate::standing::{Act, AskStanding, StandingChangeView, ask};

/// Ask to let a suspended organisation in again
///
/// Says why; another operator carries it out within a day. Nothing changes before that.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/resumption", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = AskStanding,
    responses(
        (status = 201, body = StandingChangeView, description = "It waits for a second operator."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`suspension_waiting`, `suspension_already`."),
    ))]
pub async fn create_resumption(
    permit: PlatformPermit<AskResumption>,
    organisation: Path<Slug>,
    request: Json<AskStanding>,
) -> Result<Answer<StandingChangeView>, Error> {
    permit.change(async |work| ask(work, Act::Resume, &organisation, &request.into_inner().reason).await).await
}
