//! List what the operator asked organisations for.
use std::collections::BTreeMap;

use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::ViewTenants},
};
use kernel::{Cursor, Error, Page, PageSize, Query, SupportAccessId};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{AskedSupportView, store};

/// Where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSupportAccessesRequest {
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// List what one asked organisations for
///
/// One's own, the newest first: why, for how long, and how each stands in its organisation.
#[utoipa::path(get, path = "/operator/support-accesses", tag = "operators", params(ListSupportAccessesRequest),
    responses((status = 200, body = Page<AskedSupportView>, description = "One page of accesses.")))]
pub async fn list_asked_support_accesses(
    permit: PlatformPermit<ViewTenants>,
    request: Query<ListSupportAccessesRequest>,
) -> Result<Answer<Page<AskedSupportView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page, each as its organisation's home has it.
pub async fn list(
    work: &mut PlatformWork<'_, ViewTenants>,
    request: ListSupportAccessesRequest,
) -> Result<Page<AskedSupportView>, Error> {
    let ListSupportAccessesRequest { cursor, limit } = request;
    let before: Option<SupportAccessId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let asked = store::page(work, before, limit.rows_asked()).await?;
    let page = Page::cut(asked, limit, |asked| asked.view.id)?;
    let mut of_homes: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for asked in &page.items {
        of_homes.entry(asked.home.clone()).or_default().push((asked.org_id, Uuid::from(asked.view.id)));
    }
    let mut seen = BTreeMap::new();
    for (home, ids) in of_homes {
        seen.extend(work.support_glance(&home, &ids).await.unwrap_or_default());
    }
    Ok(page.map(|asked| {
        let glance = seen.remove(&Uuid::from(asked.view.id));
        asked.view.seen(glance)
    }))
}
