//! List the offers of the organisation.
use access::{
    Answer, Permit, Work,
    catalogue::{TransferOrganisation, ViewOwnershipTransfers},
};
use kernel::{Cursor, Error, OwnershipTransferId, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{OwnershipTransferState, OwnershipTransferView, store};

/// Which offers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOwnershipTransfersRequest {
    /// Only those that stand so.
    state: Option<OwnershipTransferState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListOwnershipTransfersRequest);

/// List the offers of the organisation
///
/// The newest first: those that one made or that are made to oneself; whoever may offer the organisation sees all.
#[utoipa::path(get, path = "/ownership-transfers", tag = "people", params(ListOwnershipTransfersRequest),
    responses((status = 200, body = Page<OwnershipTransferView>, description = "One page of offers.")))]
pub async fn list_ownership_transfers(
    permit: Permit<ViewOwnershipTransfers>,
    request: Query<ListOwnershipTransfersRequest>,
) -> Result<Answer<Page<OwnershipTransferView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewOwnershipTransfers>,
    request: ListOwnershipTransfersRequest,
) -> Result<Page<OwnershipTransferView>, Error> {
    let ListOwnershipTransfersRequest { state, cursor, limit } = request;
    let before: Option<OwnershipTransferId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let caller = work.caller();
    let of = (!caller.holds::<TransferOrganisation>()).then_some(caller.person_id);
    let transfers = store::page(work, of, state, before, limit.rows_asked()).await?;
    let page = Page::cut(transfers, limit, |transfer| transfer.id)?;
    Ok(page.map(|transfer| transfer.seen_by(work.caller())))
}
