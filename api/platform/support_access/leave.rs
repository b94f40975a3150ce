//! Giving back what was asked for.
use access::{
    Answer, Shown,
    platform::{PlatformPermit, PlatformWork, catalogue::LeaveSupport},
};
use actix_web::web::Path;
use kernel::{Error, SupportAccessId};
use serde::Serialize;
use utoipa::ToSchema;

use super::store;
use crate::refusals;

/// That it was given back.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftSupportView {
    pub id: SupportAccessId,
}

impl Shown for LeftSupportView {}

/// Give back what was asked for
///
/// From the next request on nothing is read by it; what waits or is agreed to is taken back.
#[utoipa::path(post, path = "/operator/support-accesses/{id}/leave", tag = "operators",
    params(("id" = SupportAccessId, Path, description = "What was asked for.")),
    responses(
        (status = 200, body = LeftSupportView, description = "It is given back."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`support_access_left`."),
    ))]
pub async fn leave_support_access(
    permit: PlatformPermit<LeaveSupport>,
    id: Path<SupportAccessId>,
) -> Result<Answer<LeftSupportView>, Error> {
    permit.change(async |work| leave(work, *id).await).await
}

/// In the directory, then in the organisation's home, and only then is it kept.
pub async fn leave(
    work: &mut PlatformWork<'_, LeaveSupport>,
    id: SupportAccessId,
) -> Result<(LeftSupportView, Option<String>), Error> {
    store::home_of(work, id).await?.ok_or_else(Error::not_found)?;
    let word = store::leave(work, id).await?.ok_or(refusals::SUPPORT_ACCESS_LEFT)?;
    work.leaves_support(&word).await?;
    Ok((LeftSupportView { id }, None))
}
