//! An exchange rate of a day.
use serde_json::{Value, json};

use crate::support::{Answer, Person};

mod create;
mod export;
mod get;
mod list;
mod used;

/// So many dollars for a euro on that day.
fn dollars(on_date: &str, rate: &str) -> Value {
    rate_of("EUR", "USD", on_date, rate)
}

fn rate_of(from: &str, to: &str, on_date: &str, rate: &str) -> Value {
    json!({ "from_currency": from, "to_currency": to, "on_date": on_date, "rate": rate, "source": "European Central Bank" })
}

async fn enters(person: &Person<'_>, body: Value) -> Answer {
    person.posts("/v1/exchange-rates", body).await.is(201)
}
