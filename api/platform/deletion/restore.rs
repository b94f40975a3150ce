//! Undoing a deletion: one operator alone may, for it closes nothing and loses nothing.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, Restored, catalogue::RestoreOrganisation, uninterrupted},
};
use actix_web::web::{Data, Path};
use identity::Slug;
use kernel::{Error, Json};

use super::Deletions;
use crate::{
    refusals,
    standing::{AskStanding, StandingChangeView, store},
};

/// Restore an organisation that is being deleted
///
/// As long as nothing of it has gone. It is as it was: whoever was let in signs in anew, and one that was suspended stays so. Its owners are told by mail.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/deletion/restore", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = AskStanding,
    responses(
        (status = 200, body = StandingChangeView, description = "It is as it was."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`deletion_not_begun`, `deletion_due`."),
    ))]
pub async fn restore_organisation(
    permit: PlatformPermit<RestoreOrganisation>,
    deletions: Data<Deletions>,
    organisation: Path<Slug>,
    request: Json<AskStanding>,
) -> Result<Answer<StandingChangeView>, Error> {
    uninterrupted(async move {
        permit.change(async |work| restore(work, &deletions, &organisation, &request.into_inner()).await).await
    })
    .await
}

/// In the directory, then in the organisation's home, and only then is the decision kept.
pub async fn restore(
    work: &mut PlatformWork<'_, RestoreOrganisation>,
    deletions: &Deletions,
    organisation: &Slug,
    request: &AskStanding,
) -> Result<(StandingChangeView, Option<String>), Error> {
    let undone = store::restore(work, organisation.as_str(), request.reason.as_str()).await?;
    let (change, warrant, was_begun) = undone.ok_or(refusals::DELETION_NOT_BEGUN)?;
    match work.restores(deletions.contact.as_deref(), &warrant).await? {
        // The home may have heard of a deletion or of its undoing that the directory did not keep.
        Restored::AsBefore if !was_begun => Err(refusals::DELETION_NOT_BEGUN.into()),
        Restored::Undone | Restored::AsBefore => Ok((change, None)),
        Restored::TooLate => Err(refusals::DELETION_DUE.into()),
    }
}
