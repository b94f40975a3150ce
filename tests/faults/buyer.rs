//! What a purchase needs, and what is to be seen of it afterwards.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, Organisation, Person};

/// Where orders are.
pub const ORDERS: &str = "/v1/purchase-orders";

/// A draft of the kitchen, without a supplier.
pub fn draft(hotel: &Organisation<'_>) -> Value {
    let line = json!({ "description": "Bath towels", "quantity": "10", "unit": "C62", "unit_price": "4.25" });
    json!({ "title": "Towels", "currency": "EUR", "department_id": hotel.kitchen, "lines": [line] })
}

/// A supplier that orders may name.
pub async fn supplier(hotel: &Organisation<'_>) -> String {
    let body = json!({ "name": "Harbour Linen", "country": "IE", "currency": "EUR" });
    let id = hotel.accounts().await.posts("/v1/suppliers", body).await.is(201).id();
    acts(&hotel.general_manager().await, &format!("/v1/suppliers/{id}/activate"), 1, &Uuid::new_v4().to_string()).await;
    id
}

/// An act on a revision, which must be done.
pub async fn acts(person: &Person<'_>, path: &str, revision: i64, key: &str) -> Value {
    let tag = format!("\"{revision}\"");
    let body = path.ends_with("approve").then(|| json!({}));
    person.sends("POST", path, body, &[("idempotency-key", key), ("if-match", &tag)]).await.is(200).body
}

/// How many orders there are.
pub async fn orders(app: &App) -> i64 {
    let mut administrator = app.administrator().await;
    sqlx::query_scalar("select count(*) from tenant.purchase_order").fetch_one(&mut administrator).await.unwrap()
}
