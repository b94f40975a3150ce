//! Export the exchange rates that the list shows.
use access::{Permit, catalogue::ExportExchangeRates};
use exports::{Cell, ExportAnswer, Exporting, ROWS_AT_A_TIME, Sheet};
use kernel::Error;

use super::{
    ExchangeRate,
    list::{ListExchangeRatesRequest, list},
};

const SHEET: &Sheet<ExchangeRate> = &Sheet {
    list: "exchange-rates",
    columns: &[
        ("Day", |rate| rate.on_date.into()),
        ("From", |rate| rate.from_currency.into()),
        ("To", |rate| rate.to_currency.into()),
        ("Rate", |rate| rate.rate.into()),
        ("Source", |rate| (&rate.source).into()),
        ("Entered by", |rate| rate.entered_by_name.as_ref().into()),
        ("Entered at (UTC)", |rate| rate.entered_at.into()),
        ("Id", |rate| Cell::text(&rate.id)),
    ],
    page: ROWS_AT_A_TIME,
};

/// Export exchange rates
///
/// Every exchange rate that the list shows under these filters, one row each, as CSV or XLSX. Formula-safe; at most 100,000 rows, and refused rather than cut when there are more. It leaves one event.
#[utoipa::path(
    get,
    path = "/exchange-rates/export",
    tag = "organisation",
    params(Exporting<ListExchangeRatesRequest>),
    responses(ExportAnswer)
)]
pub async fn export_exchange_rates(
    permit: Permit<ExportExchangeRates>,
    request: Exporting<ListExchangeRatesRequest>,
) -> Result<ExportAnswer, Error> {
    SHEET.export(permit, request, list).await
}
