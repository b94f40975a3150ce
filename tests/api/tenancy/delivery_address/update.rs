//! Changing a delivery address.
use serde_json::json;

use super::{
    super::{changes_of, is_as_if_unknown, lacks, needs_the_revision_seen, newest_detail},
    adds,
};
use crate::support::App;

#[actix_web::test]
async fn what_is_left_out_stays_and_the_trail_keeps_both_sides() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let before = adds(&accounts, "Back door").await;
    let id = before.id();

    let body = json!({ "lines": ["2 The Quay"], "country": "FR" });
    let after = accounts.patches(&format!("/v1/delivery-addresses/{id}"), body, 1).await.is(200);

    let mut expected = before.body.clone();
    expected["lines"] = json!(["2 The Quay"]);
    expected["country"] = json!("FR");
    expected["revision"] = json!(2);
    assert_eq!(after.body, expected);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "changed": ["country", "lines"] }));
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    assert_eq!((&change.before["lines"], &change.after["lines"]), (&before.body["lines"], &after.body["lines"]));
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let path = format!("/v1/delivery-addresses/{}", adds(&accounts, "Back door").await.id());

    needs_the_revision_seen(&accounts, &path, json!({ "is_active": false })).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Gate").await;
    let before = adds(&accounts, "Back door").await;
    let path = format!("/v1/delivery-addresses/{}", before.id());

    for (body, field, rule) in [
        (json!({ "name": "Gate" }), "name", "taken"),
        (json!({ "lines": [] }), "lines", "line_count"),
        (json!({ "lines": null }), "lines", "wrong_type"),
        (json!({ "country": null }), "country", "wrong_type"),
    ] {
        accounts.patches(&path, body, 1).await.is_invalid(field, rule);
    }
    assert_eq!(accounts.gets(&path).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_delivery_address_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = adds(&clinic.accounts().await, "Back door").await.id();
    let body = Some(json!({ "name": "Ours" }));

    is_as_if_unknown(&hotel.accounts().await, "PATCH", "/v1/delivery-addresses/{id}", &foreign, body).await;
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_delivery_addresses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/delivery-addresses/{}", adds(&hotel.accounts().await, "Back door").await.id());

    lacks(&hotel.owner().await, "delivery_address.update", "PATCH", &path, Some(json!({ "name": "Mine" }))).await;
    app.stop().await;
}
