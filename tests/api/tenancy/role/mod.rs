//! Roles of the organisation's own.
use serde_json::json;

use crate::{
    support::{Answer, Organisation, Person},
    tenancy::grant,
};

mod create;
mod get;
mod given;
mod list;
mod list_holders;
mod retire;
mod sql;
mod update;

pub(super) const PATH: &str = "/v1/roles";

/// Asks for a role of these permissions.
async fn makes(person: &Person<'_>, name: &str, permissions: &[&str]) -> Answer {
    person.posts(PATH, json!({ "name": name, "permissions": permissions })).await
}

/// A role that nothing guards, by the administrator; its id.
async fn buyer(hotel: &Organisation<'_>) -> String {
    makes(&hotel.admin().await, "Night buyer", &["supplier.view", "supplier.export"]).await.is(201).id()
}

/// A role that issues orders, by the administrator; its id.
async fn issuer(hotel: &Organisation<'_>) -> String {
    makes(&hotel.admin().await, "Issuer", &["purchase_order.issue", "purchase_order.view"]).await.is(201).id()
}

/// The administrator asks for a role for the requester.
async fn asks(hotel: &Organisation<'_>, role: &str) -> Answer {
    let body = json!({ "person_id": hotel.people.requester, "custom_roles": [role], "reason": "Works at night" });
    hotel.admin().await.posts(grant::PATH, body).await
}

/// The owner agrees to a grant.
async fn agrees(hotel: &Organisation<'_>, grant: &str) -> Answer {
    grant::decides(&hotel.owner().await, grant, "approve", None).await
}

async fn retires(person: &Person<'_>, role: &str, revision: i64) -> Answer {
    let (tag, key) = (format!("\"{revision}\""), uuid::Uuid::new_v4().to_string());
    let headers = [("if-match", tag.as_str()), ("idempotency-key", key.as_str())];
    person.sends("POST", &format!("{PATH}/{role}/retire"), None, &headers).await
}

/// The owner takes a role from the requester.
async fn takes(hotel: &Organisation<'_>, role: &str) -> Answer {
    let path = format!("/v1/people/{}/revoke-grants", hotel.people.requester);
    hotel.owner().await.posts(&path, json!({ "custom_roles": [role], "reason": "The night is over" })).await
}
