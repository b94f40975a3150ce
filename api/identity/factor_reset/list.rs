//! List the resets of second factors.
use access::{Answer, Permit, Work, catalogue::ViewFactorResets};
use kernel::{Cursor, Error, FactorResetId, Page, PageSize, PersonId, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{FactorResetState, FactorResetView, store};

/// Which resets.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListFactorResetsRequest {
    /// Only those of this person.
    person_id: Option<PersonId>,
    /// Only those that stand so.
    state: Option<FactorResetState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListFactorResetsRequest);

/// List the resets of second factors
///
/// The newest first: whose, who asked and why, and who agreed.
#[utoipa::path(get, path = "/factor-resets", tag = "people", params(ListFactorResetsRequest),
    responses((status = 200, body = Page<FactorResetView>, description = "One page of resets.")))]
pub async fn list_factor_resets(
    permit: Permit<ViewFactorResets>,
    request: Query<ListFactorResetsRequest>,
) -> Result<Answer<Page<FactorResetView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewFactorResets>,
    request: ListFactorResetsRequest,
) -> Result<Page<FactorResetView>, Error> {
    let ListFactorResetsRequest { person_id, state, cursor, limit } = request;
    let before: Option<FactorResetId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let resets = store::page(work, person_id, state, before, limit.rows_asked()).await?;
    let page = Page::cut(resets, limit, |reset| reset.id)?;
    Ok(page.map(|reset| reset.seen_by(work.caller())))
}
