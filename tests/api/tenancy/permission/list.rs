//! Listing the permissions of the catalogue.
use access::catalogue::CATALOGUE;
use serde_json::json;

use super::super::{each, lacks};
use crate::support::App;

const PATH: &str = "/v1/permissions";

#[actix_web::test]
async fn the_catalogue_is_shown_whole() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let page = hotel.auditor().await.gets(PATH).await.is(200);

    let codes: Vec<_> = CATALOGUE.iter().map(|entry| entry.code).collect();
    assert_eq!(each(&page, "code"), codes);
    assert_eq!(page.body["next_cursor"], json!(null));
    let of =
        |code: &str| page.body["items"].as_array().unwrap().iter().find(|item| item["code"] == code).unwrap().clone();
    let issue = json!({
        "code": "purchase_order.issue", "kind": "changes", "meaning": "Number and issue an approved order", "is_live": true, "is_guarded": true,
        "is_confirmed": false, "is_scope": false, "sign_in_within_s": null, "roles": ["accounts"],
    });
    assert_eq!(of("purchase_order.issue"), issue);
    let planned = of("organisation.close");
    assert_eq!((&planned["kind"], &planned["is_live"]), (&json!("planned"), &json!(false)));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_the_catalogue() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.requester().await, hotel.accounts().await, hotel.general_manager().await] {
        lacks(&person, "permission.view", "GET", PATH, None).await;
    }
    app.stop().await;
}
