//! List what operators did.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::ViewPlatformEvents},
};
use kernel::{Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{PlatformEventView, store};

/// Where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPlatformEventsRequest {
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// List what operators did
///
/// The newest first: who came in, what was tried in whose name, what was asked for and carried out. Nobody changes what stands here.
#[utoipa::path(get, path = "/operator/events", tag = "operators", params(ListPlatformEventsRequest),
    responses((status = 200, body = Page<PlatformEventView>, description = "One page of events.")))]
pub async fn list_platform_events(
    permit: PlatformPermit<ViewPlatformEvents>,
    request: Query<ListPlatformEventsRequest>,
) -> Result<Answer<Page<PlatformEventView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut PlatformWork<'_, ViewPlatformEvents>,
    request: ListPlatformEventsRequest,
) -> Result<Page<PlatformEventView>, Error> {
    let ListPlatformEventsRequest { cursor, limit } = request;
    let before: Option<Uuid> = cursor.map(|cursor| cursor.place()).transpose()?;
    let events = store::page(work, before, limit.rows_asked()).await?;
    Page::cut(events, limit, |event| event.id)
}
