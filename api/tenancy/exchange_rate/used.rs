//! Which rate a document uses: for the rooms that tell an amount in another currency.
use access::Tx;
use chrono::{Days, NaiveDate};
use kernel::{Currency, Error, Rate, ended};
use rust_decimal::Decimal;

use super::{AGE_DAYS_MAX, ExchangeRateId, last_day, store};

/// A rate with where it came from, to be kept beside what it was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateUsed {
    /// None when both currencies are the same.
    pub id: Option<ExchangeRateId>,
    pub rate: Rate,
    /// The day the rate is of.
    pub of_date: NaiveDate,
}

/// How many units of `to` one unit of `from` is worth on a day; `no_exchange_rate` when nobody entered it.
pub async fn rate_on(tx: &mut Tx, from: Currency, to: Currency, on: NaiveDate) -> Result<Rate, Error> {
    Ok(rate_used_on(tx, from, to, on).await?.rate)
}

/// The same, with the rate's id and day.
pub async fn rate_used_on(tx: &mut Tx, from: Currency, to: Currency, on: NaiveDate) -> Result<RateUsed, Error> {
    if from == to {
        let one = Rate::of(Decimal::ONE).map_err(std::io::Error::other)?;
        return Ok(RateUsed { id: None, rate: one, of_date: on });
    }
    let newest = on.clamp(NaiveDate::default(), last_day());
    let oldest = newest.checked_sub_days(Days::new(AGE_DAYS_MAX)).unwrap_or(newest);
    let found = store::latest(tx, from, to, oldest..=newest).await?;
    found.filter(|_| newest == on).ok_or_else(|| {
        let detail = format!("{from} to {to} on {on}, or at most {AGE_DAYS_MAX} days before.");
        Error::refused(ended::NO_EXCHANGE_RATE, detail)
    })
}
