//! List the reasons for discounts and charges.
use access::{Answer, Permit, catalogue::ViewOrganisation};
use kernel::{Error, Page};

use super::{AdjustmentReason, reasons};

/// List the reasons for discounts and charges, on one page.
#[utoipa::path(
    get,
    path = "/adjustment-reasons",
    tag = "purchasing",
    responses((status = 200, body = Page<AdjustmentReason>, description = "All reasons; there is no next page."))
)]
pub async fn list_adjustment_reasons(
    permit: Permit<ViewOrganisation>,
) -> Result<Answer<Page<AdjustmentReason>>, Error> {
    permit.read(async |_| Ok(list())).await
}

/// All of them: those of discounts, then those of charges, the usual ones first.
pub fn list() -> Page<AdjustmentReason> {
    Page { items: reasons().collect(), next_cursor: None }
}
