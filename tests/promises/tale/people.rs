//! People, their sessions and what waits for them.
use serde_json::json;

use super::{Cast, Goods, Teller};
use crate::telling::Telling;

pub async fn people<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, hotel) = (&cast.owner, teller.hotel());
    let requester = hotel.people.requester.to_string();
    let person = teller.tells(owner, "get_person", Telling::of(&[&requester])).await;
    let name = person.body["name"].as_str().unwrap_or_default().to_owned();
    let search = Telling::default().asking(&[("text", &name), ("department_id", &hotel.kitchen.to_string())]);
    teller.tells(owner, "list_people", search).await;
    teller.tells(owner, "list_permissions", Telling::default()).await;
    teller.tells(owner, "list_permissions_of_person", Telling::of(&[&requester])).await;
    teller.tells(owner, "view_session", Telling::default()).await;
    let profile = teller.tells(owner, "get_profile", Telling::default()).await;
    let locale = if profile.body["locale"] == "de-DE" { "de-AT" } else { "de-DE" };
    let update = Telling::default().with(json!({ "locale": locale })).on(profile.revision());
    teller.tells(owner, "update_profile", update).await;
}

pub async fn policies<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (head, hotel) = (&cast.head, teller.hotel());
    let policies = teller.tells(head, "list_approval_policies", Telling::default()).await;
    let first = policies.body["items"].as_array().and_then(|items| items.last()).map(|policy| policy["id"].clone());
    let policy = first.as_ref().and_then(|id| id.as_str()).unwrap_or_default();
    teller.tells(head, "get_approval_policy", Telling::of(&[policy])).await;
    let euro = |amount: &str| json!({ "amount": amount, "currency": "EUR" });
    let document = json!({
        "kind": "purchase_order",
        "amount": euro("100"),
        "department_id": hotel.kitchen,
        "categories": [{ "category_id": goods.category, "amount": euro("40") }],
        "requester_id": hotel.people.requester,
        "policy_id": policy,
    });
    teller.tells(head, "simulate_approval", Telling::default().with(document)).await;
}

/// With two that wait.
pub async fn inbox<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    for title in ["Brooms", "Mops"] {
        let draft = cast.requester.posts("/v1/purchase-orders", super::orders::wanted(&*teller, title, goods)).await;
        let submit = format!("/v1/purchase-orders/{}/submit", draft.is(201).id());
        let key = uuid::Uuid::new_v4().to_string();
        let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
        cast.requester.sends("POST", &submit, None, &headers).await.is(200);
    }
    teller.tells(&cast.head, "list_approvals", Telling::default()).await;
}

/// Of a session of its own.
pub async fn signs_out<'a>(teller: &mut impl Teller<'a>) {
    let owner = teller.hotel().owner().await;
    teller.tells(&owner, "end_session", Telling::default()).await;
}
