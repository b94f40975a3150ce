//! List who was brought back.
use access::{Answer, Permit, Work, catalogue::ViewOwnerRecoveries};
use kernel::{Cursor, Error, OwnerRecoveryId, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{OwnerRecoveryState, OwnerRecoveryView, store};

/// Which recoveries.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOwnerRecoveriesRequest {
    /// Only those that stand so.
    state: Option<OwnerRecoveryState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListOwnerRecoveriesRequest);

/// List recoveries of the last owner
///
/// The newest first: which operator of the installation began each and why, which domain proved it, when it takes effect, and how it ended.
#[utoipa::path(get, path = "/owner-recoveries", tag = "identity", params(ListOwnerRecoveriesRequest),
    responses((status = 200, body = Page<OwnerRecoveryView>, description = "One page of recoveries.")))]
pub async fn list_owner_recoveries(
    permit: Permit<ViewOwnerRecoveries>,
    request: Query<ListOwnerRecoveriesRequest>,
) -> Result<Answer<Page<OwnerRecoveryView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewOwnerRecoveries>,
    request: ListOwnerRecoveriesRequest,
) -> Result<Page<OwnerRecoveryView>, Error> {
    let ListOwnerRecoveriesRequest { state, cursor, limit } = request;
    let before: Option<OwnerRecoveryId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let recoveries = store::page(work, state, before, limit.rows_asked()).await?;
    let page = Page::cut(recoveries, limit, |recovery| recovery.id)?;
    Ok(page.map(|recovery| recovery.seen_by(work.caller())))
}
