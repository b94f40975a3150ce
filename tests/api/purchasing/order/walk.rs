//! The whole way of an order, as its people go it.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{ORDERS, acts, drafted};
use crate::support::App;

#[actix_web::test]
async fn an_order_goes_from_draft_to_issued_and_everybody_sees_how() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let (accounts, issuer) = (hotel.accounts().await, hotel.second_accounts().await);

    let id = drafted(&hotel).await.id();
    acts(&requester, &id, "submit", 1, Value::Null).await.is(200);
    let inbox = head.gets("/v1/approvals").await.is(200);
    acts(&head, &id, "approve", 2, json!({ "note": "Needed" })).await.is(200);
    acts(&accounts, &id, "approve", 2, json!({})).await.is(200);
    let issued = acts(&issuer, &id, "issue", 3, Value::Null).await.is(200);

    assert_eq!(inbox.body["items"][0]["document_id"], json!(id));
    let path = format!("{ORDERS}/{id}");
    let seen = requester.gets(&path).await.is(200);
    let moments: Vec<_> = seen.body["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|moment| format!("{} {}", moment["person_name"].as_str().unwrap(), moment["action"].as_str().unwrap()))
        .collect();
    assert_eq!(
        moments,
        [
            "Rosa Requester purchase_order.created",
            "Rosa Requester purchase_order.submitted",
            "Hugo Head purchase_order.approved",
            "Ada Accounts purchase_order.approved",
            "Abel Accounts purchase_order.issued",
        ]
    );
    let year = issued.body["issued_at"].as_str().unwrap()[..4].to_owned();
    assert_eq!(seen.body["number"], format!("PO-{year}-00001"));
    assert_eq!(seen.body["route"]["status"], "approved");
    assert_eq!(seen.body["route"]["steps"][0]["approvals"][0]["note"], "Needed");
    let (one, two) = (requester.gets(&format!("{path}/pdf")).await, accounts.gets(&format!("{path}/pdf")).await);
    let hash: String = Sha256::digest(&one.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(one.bytes, two.bytes);
    assert_eq!(seen.body["printed"]["sha256"], hash);
    app.stop().await;
}
