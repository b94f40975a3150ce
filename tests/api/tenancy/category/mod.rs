//! A category of what is bought.
use serde_json::json;

use crate::support::{Answer, Person};

mod create;
mod export;
mod get;
mod list;
mod update;

async fn adds(person: &Person<'_>, name: &str, code: &str) -> Answer {
    person.posts("/v1/categories", json!({ "name": name, "code": code })).await.is(201)
}
