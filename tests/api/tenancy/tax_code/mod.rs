//! A tax code: a rate with its treatment.
use serde_json::{Value, json};

use crate::support::{Answer, Person};

mod create;
mod export;
mod get;
mod list;
mod update;

fn standard(name: &str, code: &str, rate_percent: &str) -> Value {
    json!({ "name": name, "code": code, "treatment": "S", "rate_percent": rate_percent })
}

async fn adds(person: &Person<'_>, name: &str, code: &str) -> Answer {
    person.posts("/v1/tax-codes", standard(name, code, "20")).await.is(201)
}
