//! A delivery address.
use serde_json::{Value, json};

use crate::support::{Answer, Person};

mod create;
mod export;
mod get;
mod list;
mod update;

fn at_the_quay(name: &str) -> Value {
    json!({ "name": name, "lines": ["Harbour House", "1 The Quay", "Cork T12 AB34"], "country": "IE" })
}

async fn adds(person: &Person<'_>, name: &str) -> Answer {
    person.posts("/v1/delivery-addresses", at_the_quay(name)).await.is(201)
}
