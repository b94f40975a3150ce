//! See one exchange rate.
use access::{Answer, Permit, Work, catalogue::ViewExchangeRates};
use actix_web::web::Path;
use kernel::Error;

use super::{ExchangeRate, ExchangeRateId, store};

/// See one exchange rate
///
/// With who entered it, and when.
#[utoipa::path(
    get,
    path = "/exchange-rates/{id}",
    tag = "organisation",
    params(("id" = ExchangeRateId, Path, description = "The exchange rate.")),
    responses((status = 200, body = ExchangeRate, description = "The exchange rate."))
)]
pub async fn get_exchange_rate(
    permit: Permit<ViewExchangeRates>,
    id: Path<ExchangeRateId>,
) -> Result<Answer<ExchangeRate>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewExchangeRates>, id: ExchangeRateId) -> Result<ExchangeRate, Error> {
    store::find(work, id).await
}
