use serde_json::json;

use super::{PATH, lowers, supplier_activation};
use crate::{
    support::App,
    tenancy::{deactivate, each, lacks},
};

#[actix_web::test]
async fn all_are_kept_apart_from_the_start() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let listed = hotel.auditor().await.gets(PATH).await.is(200);

    assert!(listed.body["items"].as_array().unwrap().len() >= 15);
    assert!(each(&listed, "mode").iter().all(|mode| *mode == "prevent"));
    let lowerable: Vec<_> =
        listed.body["items"].as_array().unwrap().iter().filter(|duty| duty["may_be_detected"] == true).collect();
    assert_eq!(lowerable.iter().map(|duty| &duty["pair"]).collect::<Vec<_>>(), [&json!("supplier_activation")]);
    lacks(&hotel.accounts().await, "duty.view", "GET", PATH, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn whoever_left_is_said_to_look_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    lowers(&hotel, hotel.people.auditor).await;
    let before = supplier_activation(&owner).await;

    deactivate(&hotel, hotel.people.auditor).await;

    let after = supplier_activation(&owner).await;
    assert_eq!((&before["reviewer_stands"], &before["reviewer_name"]), (&json!(true), &json!("Una Auditor")));
    assert_eq!((&after["mode"], &after["reviewer_stands"]), (&json!("detect"), &json!(false)));
    app.stop().await;
}
