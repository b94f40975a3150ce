//! Releasing a hold.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{acts, acts_with_key, issued};
use crate::support::App;

#[actix_web::test]
async fn what_is_held_is_released_and_what_is_not_is_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (id, accounts, key) = (issued(&hotel).await.id(), hotel.accounts().await, Uuid::new_v4().to_string());
    acts(&accounts, &id, "hold", 4, json!({ "axis": "billing", "reason": "Check" })).await.is(200);

    let other = acts(&accounts, &id, "release", 5, json!({ "axis": "receiving" })).await;
    let stale = acts(&accounts, &id, "release", 4, json!({ "axis": "billing" })).await;
    let done = acts_with_key(&accounts, &id, "release", 5, json!({ "axis": "billing" }), &key).await.is(200);
    let again = acts_with_key(&accounts, &id, "release", 5, json!({ "axis": "billing" }), &key).await.is(200);

    other.is_refused(409, "not_held");
    stale.is_refused(412, "stale");
    assert_eq!(done.body["holds"], json!({ "receiving": null, "billing": null }));
    assert_eq!(done.body, again.body);
    assert_eq!(done.action("purchase_order.release"), Err("not_held".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = issued(&clinic).await;
    assert_ne!(theirs.body["number"], Value::Null);

    let release = json!({ "axis": "billing" });
    acts(&hotel.owner().await, &theirs.id(), "release", 4, release).await.is_refused(404, "not_found");
    app.stop().await;
}
