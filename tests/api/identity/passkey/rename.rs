//! Calling a passkey otherwise.
use serde_json::json;

use crate::support::{App, Device};

#[actix_web::test]
async fn one_names_ones_own_and_nobody_elses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.adds_a_passkey(&mut Device::default()).await;
    let id = desk.passkeys().await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/passkeys/{id}/rename");

    let named = app.with_token(&desk.token).posts(&path, json!({ "name": "The key in the safe" })).await.is(200);

    assert_eq!((named.id(), &named.body["name"]), (id.clone(), &json!("The key in the safe")));
    assert_eq!(hotel.actions_on(&id).await, ["passkey.renamed"]);
    let theirs = hotel.requester().await.posts(&path, json!({ "name": "Mine" })).await;
    theirs.is_refused(404, "not_found");
    app.with_token(&desk.token).posts(&path, json!({ "name": " " })).await.is_refused(422, "invalid");
    assert_eq!(desk.passkeys().await[0]["name"], "The key in the safe");
    app.stop().await;
}
