//! Enter the exchange rate of a day.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateExchangeRates};
use chrono::NaiveDate;
use kernel::{Currency, Error, Json, Name, Rate};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{ExchangeRate, ExchangeRateId, must_make_sense, store};

/// A new exchange rate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExchangeRateRequest {
    from_currency: Currency,
    /// Another currency.
    to_currency: Currency,
    /// The day it is of; at most 31 days ahead.
    on_date: NaiveDate,
    /// How many units of `to_currency` one unit of `from_currency` is worth.
    #[schema(example = "1.0837")]
    rate: Rate,
    /// Who says so.
    #[schema(example = "European Central Bank")]
    source: Name,
}

/// Enter the exchange rate of a day
///
/// It stays as it is entered, for documents may use it at once; one day has one rate for two currencies.
#[utoipa::path(
    post,
    path = "/exchange-rates",
    tag = "organisation",
    request_body = CreateExchangeRateRequest,
    responses((status = 201, body = ExchangeRate, description = "The rate; `Location` says where it stands."))
)]
pub async fn create_exchange_rate(
    permit: Permit<CreateExchangeRates>,
    request: Json<CreateExchangeRateRequest>,
) -> Result<Answer<ExchangeRate>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateExchangeRates>,
    request: CreateExchangeRateRequest,
) -> Result<Changed<ExchangeRate>, Error> {
    let CreateExchangeRateRequest { from_currency, to_currency, on_date, rate, source } = request;
    must_make_sense(from_currency, to_currency, on_date, work.now().date_naive())?;
    let id = ExchangeRateId(work.new_id());
    let entered = ExchangeRate {
        id,
        from_currency,
        to_currency,
        on_date,
        rate,
        source,
        entered_by: work.caller().person_id,
        entered_by_name: None,
        entered_at: work.now(),
    };
    store::insert(work, &entered).await?;
    let detail =
        json!({ "from_currency": from_currency, "to_currency": to_currency, "on_date": on_date, "rate": rate });
    let event = Event::of::<CreateExchangeRates>(id, detail);
    let kept = store::find(work, id).await?;
    Ok(Changed::new(kept, event).created_at(format!("/v1/exchange-rates/{id}")))
}
