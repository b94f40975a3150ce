//! Carrying it out: never by whoever asked for it.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::CarryOutDeletion, uninterrupted},
};
use actix_web::web::{Data, Path};
use identity::Slug;
use kernel::Error;

use super::Deletions;
use crate::{
    refusals,
    standing::{Act, StandingChangeView, confirmed, store},
};

/// Carry out what was asked: to delete an organisation
///
/// From the next request on it lets nobody in, as a suspended one. Its owners are told by mail until when it may be restored; then what is in it goes.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/deletion/carry-out", tag = "operators", params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    responses(
        (status = 200, body = StandingChangeView, description = "The deletion has begun."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`suspension_not_asked`, `suspension_by_oneself`."),
    ))]
pub async fn carry_out_deletion(
    permit: PlatformPermit<CarryOutDeletion>,
    deletions: Data<Deletions>,
    organisation: Path<Slug>,
) -> Result<Answer<StandingChangeView>, Error> {
    uninterrupted(async move { permit.change(async |work| carry_out(work, &deletions, &organisation).await).await })
        .await
}

/// In the directory, then in the organisation's home, and only then is the decision kept.
pub async fn carry_out(
    work: &mut PlatformWork<'_, CarryOutDeletion>,
    deletions: &Deletions,
    organisation: &Slug,
) -> Result<(StandingChangeView, Option<String>), Error> {
    let days = deletions.delay_days;
    let effects = vec![
        format!(
            "What happens: from the next request on it lets nobody in; after {days} days everything in it goes for good, and until then one operator restores it."
        ),
        format!("Its owners are told to write to: {}", deletions.contact.as_deref().unwrap_or("nobody in particular")),
    ];
    let confirmed = confirmed(work, Act::Delete, organisation, effects).await?;
    let carried_out = store::carry_out_deletion(work, organisation.as_str(), days, &confirmed).await?;
    let (change, warrant) = carried_out.ok_or(refusals::SUSPENSION_NOT_ASKED)?;
    let deletes_at = work.begins_deletion(days, deletions.contact.as_deref(), &warrant).await?;
    Ok((StandingChangeView { deletes_at: Some(deletes_at), ..change }, None))
}
