//! List the exchange rates, the newest day first.
use access::{Answer, Permit, Work, catalogue::ViewExchangeRates};
use chrono::NaiveDate;
use kernel::{Currency, Cursor, Error, Page, PageSize, Query};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{ExchangeRate, ExchangeRateId, last_day, must_be_within, store};

/// Which rates.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListExchangeRatesRequest {
    /// Only rates of one unit of this currency.
    from: Option<Currency>,
    /// Only rates in this currency.
    to: Option<Currency>,
    /// Only rates of this day or before.
    until: Option<NaiveDate>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListExchangeRatesRequest);

/// Where a page ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Place(pub NaiveDate, pub ExchangeRateId);

/// List the exchange rates
///
/// The newest day first. A document is converted by the newest rate that is neither after its day nor too old.
#[utoipa::path(
    get,
    path = "/exchange-rates",
    tag = "organisation",
    params(ListExchangeRatesRequest),
    responses((status = 200, body = Page<ExchangeRate>, description = "One page of exchange rates."))
)]
pub async fn list_exchange_rates(
    permit: Permit<ViewExchangeRates>,
    request: Query<ListExchangeRatesRequest>,
) -> Result<Answer<Page<ExchangeRate>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListExchangeRatesRequest) -> Result<Page<ExchangeRate>, Error> {
    let ListExchangeRatesRequest { from, to, until, cursor, limit } = request;
    let after: Option<Place> = cursor.map(|cursor| cursor.place()).transpose()?;
    let days = [(until, "until"), (after.map(|place| place.0), "cursor")];
    for (day, field) in days {
        day.map_or(Ok(()), |day| must_be_within(day, last_day(), field))?;
    }
    let found = store::page(work, store::Filter { from, to, until, after, rows: limit.rows_asked() }).await?;
    Page::cut(found, limit, |rate| Place(rate.on_date, rate.id))
}
