//! List the units of measure.
use access::{Answer, Permit, catalogue::ViewOrganisation};
use kernel::{Error, Page, UNITS};

use super::UnitView;

/// List the units of measure
///
/// All of UN/ECE Recommendation 20 that a line takes, the usual ones first, on one page.
#[utoipa::path(
    get,
    path = "/units",
    tag = "organisation",
    responses((status = 200, body = Page<UnitView>, description = "All units; there is no next page."))
)]
pub async fn list_units(permit: Permit<ViewOrganisation>) -> Result<Answer<Page<UnitView>>, Error> {
    permit.read(async |_| Ok(list())).await
}

/// All of them, the usual ones first.
pub fn list() -> Page<UnitView> {
    let items = UNITS.iter().map(|&(code, short, name)| UnitView { code, short, name }).collect();
    Page { items, next_cursor: None }
}
