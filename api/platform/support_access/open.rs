//! Opening what an owner agreed to, and going on in it.
use access::{
    Answer, Region, Shown,
    platform::{Platform, PlatformPermit, PlatformWork, SupportOpened, catalogue::OpenSupport},
};
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};
use kernel::{Error, SupportAccessId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{refusal, store};
use crate::refusals;

/// What an organisation is read with, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSupportView {
    pub id: SupportAccessId,
    /// Goes into `Authorization: Bearer` of the organisation's own operations; it reads, and does nothing else.
    #[schema(max_length = 4096)]
    pub access_token: String,
    /// When it opens nothing any more; ask for another by the same request then.
    pub token_expires_at: DateTime<Utc>,
    /// When all of it ends.
    pub closes_at: DateTime<Utc>,
    /// The name that the organisation signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub name: String,
    /// Every secret of the organisation begins with it.
    #[schema(example = "eu1", max_length = 6)]
    pub home: String,
    pub region: Region,
    /// What may be read: permissions of the organisation by their codes.
    #[schema(max_items = 200, example = json!(["purchase_order.view", "supplier.view"]))]
    pub permissions: Vec<String>,
}

impl Shown for OpenSupportView {}

/// Open what an owner agreed to
///
/// From now on the time runs. Answers what the organisation's own operations are read with for five minutes; sent again, it goes on, until the time is over,
/// the organisation or the operator ends it, or the operator signs out. Each reading stands in the organisation's trail.
#[utoipa::path(post, path = "/operator/support-accesses/{id}/open", tag = "operators",
    params(("id" = SupportAccessId, Path, description = "What was asked for.")),
    responses(
        (status = 200, body = OpenSupportView, description = "It is open."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`support_access_not_open`, `support_access_suspended`."),
    ))]
pub async fn open_support_access(
    permit: PlatformPermit<OpenSupport>,
    platform: Data<Platform>,
    id: Path<SupportAccessId>,
) -> Result<Answer<OpenSupportView>, Error> {
    permit.change(async |work| open(work, &platform, *id).await).await
}

/// Draws a secret, has the directory seal it, and lets it in where the organisation lives.
pub async fn open(
    work: &mut PlatformWork<'_, OpenSupport>,
    platform: &Platform,
    id: SupportAccessId,
) -> Result<(OpenSupportView, Option<String>), Error> {
    let home = store::home_of(work, id).await?.ok_or_else(Error::not_found)?;
    let secret = work.support_secret(platform, &home)?;
    let word = store::open(work, id, &secret.hash).await?.ok_or(refusals::SUPPORT_ACCESS_NOT_OPEN)?;
    let opened = work.opens_support(&word, secret).await?.map_err(refusal)?;
    let SupportOpened { closes_at, access_token, token_expires_at, home, organisation, name, permissions } = opened;
    let region = home.region();
    let home = home.to_string();
    let view = OpenSupportView {
        id,
        access_token,
        token_expires_at,
        closes_at,
        organisation,
        name,
        home,
        region,
        permissions,
    };
    Ok((view, None))
}
