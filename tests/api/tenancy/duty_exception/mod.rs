//! What one person did that two should have.
mod export;
mod list;
mod review;

use serde_json::{Value, json};
use uuid::Uuid;

use super::duty::lowers;
use crate::support::{Answer, Organisation, Person};

pub(super) const PATH: &str = "/v1/duty-exceptions";

/// Enters a supplier and activates it.
pub async fn does_both(person: &Person<'_>, name: &str) -> Answer {
    let body = json!({ "name": name, "country": "IE", "currency": "EUR" });
    let supplier = person.posts("/v1/suppliers", body).await.is(201);
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    person.sends("POST", &format!("/v1/suppliers/{}/activate", supplier.id()), None, &headers).await
}

/// An exception of Accounts, which the auditor was named to look at.
async fn excepted(hotel: &Organisation<'_>) -> Value {
    lowers(hotel, hotel.people.auditor).await;
    does_both(&hotel.accounts().await, "Harbour Linen").await.is(200);
    newest(&hotel.owner().await).await
}

/// The newest exception, as somebody sees it.
async fn newest(person: &Person<'_>) -> Value {
    person.gets(PATH).await.is(200).body["items"][0].clone()
}

async fn reviews(person: &Person<'_>, id: &str, verdict: &str, revision: i64) -> Answer {
    let (key, seen) = (Uuid::new_v4().to_string(), format!("\"{revision}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", seen.as_str())];
    let body = json!({ "verdict": verdict, "note": "Looked it up" });
    person.sends("POST", &format!("{PATH}/{id}/review"), Some(body), &headers).await
}
