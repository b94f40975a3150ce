//! Adding a delivery address.
use serde_json::json;

use super::{
    super::{lacks, newest_detail},
    adds, at_the_quay,
};
use crate::support::App;

const PATH: &str = "/v1/delivery-addresses";

#[actix_web::test]
async fn accounts_add_a_delivery_address() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let added = accounts.posts(PATH, at_the_quay("Back door")).await.is(201);

    let id = added.id();
    let expected = json!({
        "id": id, "name": "Back door", "lines": ["Harbour House", "1 The Quay", "Cork T12 AB34"], "country": "IE",
        "is_active": true, "revision": 1, "actions": [{ "name": "delivery_address.update", "closed_because": null }],
    });
    assert_eq!(added.body, expected);
    assert_eq!(added.header("location"), Some(format!("{PATH}/{id}").as_str()));
    assert_eq!(accounts.gets(&format!("{PATH}/{id}")).await.is(200).body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["delivery_address.created"]);
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "name": "Back door", "country": "IE" }));
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Back door").await;
    let lines = |lines: &[&str]| json!({ "name": "Gate", "lines": lines, "country": "IE" });

    for (body, field, rule) in [
        (at_the_quay("Back door"), "name", "taken"),
        (lines(&[]), "lines", "line_count"),
        (lines(&["a"; 7]), "lines", "line_count"),
        (lines(&["a", " "]), "lines[1]", "empty"),
        (lines(&["two\nlines"]), "lines[0]", "forbidden_character"),
        (json!({ "name": "Gate", "lines": ["a"], "country": "UK" }), "country", "unknown_country"),
        (json!({ "name": "Gate", "lines": "a", "country": "IE" }), "lines", "wrong_type"),
    ] {
        accounts.posts(PATH, body).await.is_invalid(field, rule);
    }
    accounts.posts(PATH, lines(&["a"; 6])).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_adds_delivery_addresses() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.requester().await, hotel.owner().await] {
        lacks(&person, "delivery_address.create", "POST", PATH, Some(at_the_quay("Mine"))).await;
    }
    hotel.admin().await.posts(PATH, at_the_quay("Gate")).await.is(201);
    app.stop().await;
}
