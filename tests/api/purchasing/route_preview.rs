//! What the previews of requisitions and of orders have in common.
use serde_json::json;

use crate::{
    approval::draft::{above, begins},
    support::Organisation,
};

/// A document of the kitchen over 500.00, at this address, goes through a draft and through another version.
pub async fn goes_through_another_policy(hotel: &Organisation<'_>, document: &str) {
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let draft = begins(&hotel.admin().await, above("100")).await.is(201);
    let version = hotel.publishes(2, "Tomorrow's", "1 day").await;
    let under = |choice: String| format!("{document}/route-preview?{choice}");

    let now = requester.gets(&under(String::new())).await.is(200).body;
    let drafted = accounts.gets(&under(format!("draft_id={}", draft.id()))).await.is(200).body;
    let tomorrow = requester.gets(&under(format!("policy_id={version}"))).await.is(200).body;

    assert_eq!((&now["policy"]["number"], &now["draft"]), (&json!(1), &json!(null)));
    assert_eq!((&drafted["policy"], &drafted["draft"]["name"]), (&json!(null), &json!("Stricter")));
    assert_eq!(drafted["steps"][1]["why"], "Owner: total 500.00 EUR is above 100.00 EUR");
    assert_eq!(tomorrow["policy"], json!({ "id": version, "number": 2, "name": "Tomorrow's" }));
    assert_eq!(tomorrow["summary"], "This goes to Hugo Head (Head of department).");
}
