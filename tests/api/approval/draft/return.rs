//! Sending a proposal back.
use serde_json::json;

use super::{above, acts, begins, proposed};
use crate::support::App;

#[actix_web::test]
async fn a_proposal_goes_back_with_a_reason_and_can_be_proposed_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let draft = proposed(&admin, above("100")).await;
    let because = json!({ "because": "100 is too low." });

    acts(&owner, "return", &draft, Some(json!({ "because": " " }))).await.is_invalid("because", "empty");
    let back = acts(&owner, "return", &draft, Some(because.clone())).await.is(200);

    assert_eq!((&back.body["status"], &back.body["returned"]["because"]), (&json!("open"), &because["because"]));
    assert_eq!(back.body["returned"]["by"]["id"], json!(owner.id));
    acts(&owner, "return", &back, Some(because)).await.is_refused(409, "draft_not_proposed");
    let again = acts(&admin, "propose", &back, None).await.is(200);
    assert_eq!(again.body["returned"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn sending_back_needs_its_permission() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = begins(&hotel.admin().await, above("100")).await.is(201);

    let refused = acts(&hotel.accounts().await, "return", &draft, Some(json!({ "because": "No." }))).await;

    refused.is_refused(403, "forbidden");
    app.stop().await;
}
