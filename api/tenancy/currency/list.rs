//! List the currencies.
use access::{Answer, Permit, catalogue::ViewOrganisation};
use kernel::{Currency, Error, Page};

use super::CurrencyView;

/// List the currencies
///
/// All that are in use today, by code, on one page; none that another has replaced.
#[utoipa::path(
    get,
    path = "/currencies",
    tag = "organisation",
    responses((status = 200, body = Page<CurrencyView>, description = "All currencies; there is no next page."))
)]
pub async fn list_currencies(permit: Permit<ViewOrganisation>) -> Result<Answer<Page<CurrencyView>>, Error> {
    permit.read(async |_| Ok(list())).await
}

/// All of them, by code.
pub fn list() -> Page<CurrencyView> {
    let view = |currency: Currency| CurrencyView {
        code: currency,
        name: currency.name().to_owned(),
        digits: currency.digits(),
    };
    Page { items: Currency::in_use().into_iter().map(view).collect(), next_cursor: None }
}
