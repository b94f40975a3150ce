//! Asking for it: another operator carries it out.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::AskDeletion},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::{Error, Json, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    refusals,
    standing::{Act, StandingChangeView, ask},
};

/// Which organisation it is, once more, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskToDelete {
    /// The name that it signs in with, typed again.
    #[schema(example = "harbour-house")]
    pub organisation: Slug,
    /// The organisation reads it in its own trail, and its owners in a mail.
    #[schema(example = "The contract has ended; its owner asked for it in writing.")]
    pub reason: Text,
}

/// Ask to delete an organisation
///
/// Says which, once more, and why; another operator carries it out within a day. Nothing changes before that.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/deletion", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = AskToDelete,
    responses(
        (status = 201, body = StandingChangeView, description = "It waits for a second operator."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`deletion_name_differs`, `suspension_waiting`, `deletion_begun`."),
    ))]
pub async fn create_deletion(
    permit: PlatformPermit<AskDeletion>,
    organisation: Path<Slug>,
    request: Json<AskToDelete>,
) -> Result<Answer<StandingChangeView>, Error> {
    permit.change(async |work| ask_to_delete(work, &organisation, &request.into_inner()).await).await
}

/// Asks for the organisation that was named twice.
pub async fn ask_to_delete(
    work: &mut PlatformWork<'_, AskDeletion>,
    organisation: &Slug,
    request: &AskToDelete,
) -> Result<(StandingChangeView, Option<String>), Error> {
    if request.organisation.as_str() != organisation.as_str() {
        return Err(refusals::DELETION_NAME_DIFFERS.into());
    }
    ask(work, Act::Delete, organisation, &request.reason).await
}
