//! List the organisations.
use std::collections::BTreeMap;

use access::{
    Answer,
    platform::{Glance, PlatformPermit, PlatformWork, catalogue::ViewTenants},
};
use chrono::{DateTime, Utc};
use kernel::{Cursor, Error, OrgId, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{OrganisationState, OrganisationView, store, store::Entered};

/// Where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOrganisationsRequest {
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

/// List the organisations
///
/// By name: where each lives, how it stands and since when, how many people it has, and what waits for a second operator. Nothing of what is in them.
#[utoipa::path(get, path = "/operator/organisations", tag = "operators", params(ListOrganisationsRequest),
    responses((status = 200, body = Page<OrganisationView>, description = "One page of organisations.")))]
pub async fn list_organisations(
    permit: PlatformPermit<ViewTenants>,
    request: Query<ListOrganisationsRequest>,
) -> Result<Answer<Page<OrganisationView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut PlatformWork<'_, ViewTenants>,
    request: ListOrganisationsRequest,
) -> Result<Page<OrganisationView>, Error> {
    let ListOrganisationsRequest { cursor, limit } = request;
    let after: Option<String> = cursor.map(|cursor| cursor.place()).transpose()?;
    let entered = store::page(work, after.as_deref(), limit.rows_asked()).await?;
    let page = Page::cut(entered, limit, |entered| entered.slug.clone())?;
    let mut of_homes: BTreeMap<String, Vec<OrgId>> = BTreeMap::new();
    for entered in &page.items {
        of_homes.entry(entered.home.clone()).or_default().push(entered.id);
    }
    let mut seen = BTreeMap::new();
    for (home, ids) in of_homes {
        seen.extend(work.glance(&home, &ids).await.unwrap_or_default());
    }
    Ok(page.map(|entered| shown(seen.remove(&entered.id), entered)))
}

fn shown(glance: Option<Glance>, entered: Entered) -> OrganisationView {
    let Entered { id, slug, home, waiting, purged_at } = entered;
    let state = match (purged_at, &glance) {
        (Some(_), _) => OrganisationState::Deleted,
        (None, Some(Glance { deletes_at: Some(_), .. })) => OrganisationState::Deleting,
        (None, Some(Glance { suspended_at: Some(_), .. })) => OrganisationState::Suspended,
        (None, Some(_)) => OrganisationState::Active,
        (None, None) => OrganisationState::Unknown,
    };
    OrganisationView {
        id,
        slug,
        home,
        state,
        since: purged_at.or_else(|| glance.as_ref().map(since)),
        deletes_at: glance.as_ref().and_then(|glance| glance.deletes_at),
        people: glance.as_ref().map(|glance| glance.people),
        name: glance.and_then(|glance| glance.name),
        waiting,
    }
}

fn since(glance: &Glance) -> DateTime<Utc> {
    let changed = [glance.deletion_began_at, glance.suspended_at, glance.resumed_at];
    changed.into_iter().flatten().next().unwrap_or(glance.created_at)
}
