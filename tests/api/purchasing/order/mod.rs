//! An order, from the draft to the supplier's answer.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

mod acknowledge;
mod add_watcher;
mod adjustments;
mod approve;
mod cancel;
mod comment;
mod create;
mod export;
mod export_lines;
mod get;
mod hold;
mod issue;
mod list;
mod list_mails;
mod mail;
mod preview;
mod print;
mod reject;
mod release;
mod remove_watcher;
mod reopen;
mod r#return;
mod short_close;
mod submit;
mod update;
mod walk;
mod withdraw;

const ORDERS: &str = "/v1/purchase-orders";

/// An act on the revision that was seen.
async fn acts(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Value) -> Answer {
    let key = Uuid::new_v4().to_string();
    acts_with_key(person, id, verb, revision, body, &key).await
}

async fn acts_with_key(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Value, key: &str) -> Answer {
    let tag = format!("\"{revision}\"");
    let headers = [("idempotency-key", key), ("if-match", tag.as_str())];
    let body = (!body.is_null()).then_some(body);
    person.sends("POST", &format!("{ORDERS}/{id}/{verb}"), body, &headers).await
}

/// Proposed by Accounts, activated by the general manager.
async fn supplier(hotel: &Organisation<'_>, name: &str) -> String {
    supplier_at(hotel, name, Value::Null).await
}

/// The same, which takes orders at an address.
async fn supplier_at(hotel: &Organisation<'_>, name: &str, email: Value) -> String {
    let body = json!({ "name": name, "country": "IE", "currency": "EUR", "email": email });
    let id = hotel.accounts().await.posts("/v1/suppliers", body).await.is(201).id();
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    let path = format!("/v1/suppliers/{id}/activate");
    hotel.general_manager().await.sends("POST", &path, None, &headers).await.is(200);
    id
}

/// A line of so many at such a price.
fn line(quantity: &str, unit_price: &str) -> Value {
    json!({ "description": "Bath towels", "quantity": quantity, "unit": "C62", "unit_price": unit_price })
}

/// What a complete order of the kitchen says.
fn body(hotel: &Organisation<'_>, supplier: &str, lines: &[Value]) -> Value {
    json!({
        "title": "Towels",
        "currency": "EUR",
        "department_id": hotel.kitchen,
        "supplier_id": supplier,
        "lines": lines,
    })
}

/// Drafted by the requester: 100 towels for 425.00, revision 1.
async fn drafted(hotel: &Organisation<'_>) -> Answer {
    let supplier = supplier(hotel, "Harbour Linen").await;
    let body = body(hotel, &supplier, &[line("100", "4.25")]);
    hotel.requester().await.posts(ORDERS, body).await.is(201)
}

/// Submitted by the requester, revision 2.
async fn submitted(hotel: &Organisation<'_>) -> Answer {
    let draft = drafted(hotel).await;
    acts(&hotel.requester().await, &draft.id(), "submit", 1, Value::Null).await.is(200)
}

/// Approved by the head and by Accounts, revision 3.
async fn approved(hotel: &Organisation<'_>) -> Answer {
    let order = submitted(hotel).await;
    approves_all(hotel, &order.id(), order.revision()).await
}

async fn approves_all(hotel: &Organisation<'_>, id: &str, revision: i64) -> Answer {
    acts(&hotel.head().await, id, "approve", revision, json!({})).await.is(200);
    acts(&hotel.accounts().await, id, "approve", revision, json!({})).await.is(200)
}

/// Issued by the other of Accounts, revision 4.
async fn issued(hotel: &Organisation<'_>) -> Answer {
    let order = approved(hotel).await;
    acts(&hotel.second_accounts().await, &order.id(), "issue", order.revision(), Value::Null).await.is(200)
}

/// Approved, revision 3, of a supplier that takes orders at an address.
async fn approved_at(hotel: &Organisation<'_>, email: &str) -> Answer {
    let supplier = supplier_at(hotel, "Harbour Linen", json!(email)).await;
    let requester = hotel.requester().await;
    let draft = requester.posts(ORDERS, body(hotel, &supplier, &[line("100", "4.25")])).await.is(201);
    acts(&requester, &draft.id(), "submit", 1, Value::Null).await.is(200);
    approves_all(hotel, &draft.id(), 2).await
}

/// The same, issued by the other of Accounts with such a body.
pub async fn issued_at(hotel: &Organisation<'_>, email: &str, says: Value) -> Answer {
    let order = approved_at(hotel, email).await;
    acts(&hotel.second_accounts().await, &order.id(), "issue", order.revision(), says).await.is(200)
}

/// To whom an order was mailed, as somebody sees it.
async fn mails(person: &Person<'_>, id: &str) -> Answer {
    person.gets(&format!("{ORDERS}/{id}/mails")).await
}
