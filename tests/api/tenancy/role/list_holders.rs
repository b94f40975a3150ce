use serde_json::json;

use super::{PATH, asks, buyer};
use crate::{
    support::App,
    tenancy::{all_pages, is_as_if_unknown, lacks, refuses_what_it_does_not_know},
};

#[actix_web::test]
async fn whoever_has_it_is_listed_with_what_they_hold_otherwise() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = buyer(&hotel).await;
    asks(&hotel, &id).await.is(201);
    let changed = json!({ "permissions": ["supplier.view", "supplier.block"] });
    hotel.admin().await.patches(&format!("{PATH}/{id}"), changed, 1).await.is(200);

    let seen = hotel.owner().await.gets(&format!("{PATH}/{id}/holders")).await.is(200);

    let [holder] = &seen.body["items"].as_array().unwrap()[..] else { panic!("{seen:?}") };
    assert_eq!(
        (&holder["person_name"], &holder["missing"], &holder["extra"]),
        (&json!("Rosa Requester"), &json!(["supplier.block"]), &json!(["supplier.export"]))
    );
    let of_role = hotel.owner().await.gets(&format!("{PATH}/{id}")).await.is(200);
    assert_eq!((&of_role.body["people"], &of_role.body["people_differing"]), (&json!(1), &json!(1)));
    app.stop().await;
}

#[actix_web::test]
async fn the_holders_come_page_by_page_and_to_who_may_see_them() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let owner = hotel.owner().await;
    let path = format!("{PATH}/accounts/holders");

    let names = all_pages(&owner, &path, 1, "person_name").await;

    assert_eq!(names, ["Abel Accounts", "Ada Accounts"]);
    refuses_what_it_does_not_know(&owner, &path).await;
    is_as_if_unknown(&owner, "GET", &format!("{PATH}/{{id}}/holders"), &buyer(&clinic).await, None).await;
    lacks(&hotel.requester().await, "role.view", "GET", &path, None).await;
    app.stop().await;
}
