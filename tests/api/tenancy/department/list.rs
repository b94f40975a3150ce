//! Listing the departments.
use serde_json::json;

use super::{
    super::{all_pages, each, refuses_what_it_does_not_know},
    adds,
};
use crate::support::App;

const PATH: &str = "/v1/departments";

#[actix_web::test]
async fn the_departments_of_this_organisation_stand_by_name() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    adds(&clinic.admin().await, "Anaesthesia", "ANA").await;
    adds(&hotel.admin().await, "Bar", "BAR").await;

    let page = hotel.requester().await.gets(PATH).await.is(200);

    assert_eq!(each(&page, "name"), ["Bar", "Housekeeping", "Kitchen"]);
    assert_eq!(each(&page, "head_name"), [&json!(null), &json!("Hilde Head"), &json!("Hugo Head")]);
    assert_eq!(page.body["next_cursor"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn pages_hold_each_department_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    for number in 0..5 {
        adds(&admin, &format!("Wing {number}"), &format!("W{number}")).await;
    }

    let found = all_pages(&admin, PATH, 2, "name").await;

    assert_eq!(found, ["Housekeeping", "Kitchen", "Wing 0", "Wing 1", "Wing 2", "Wing 3", "Wing 4"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_retired_stand_apart() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let spa = adds(&admin, "Spa", "SPA").await.id();
    admin.patches(&format!("{PATH}/{spa}"), json!({ "is_active": false }), 1).await.is(200);

    assert_eq!(each(&admin.gets(&format!("{PATH}?is_active=false")).await.is(200), "name"), ["Spa"]);
    assert_eq!(each(&admin.gets(&format!("{PATH}?is_active=true")).await.is(200), "name"), ["Housekeeping", "Kitchen"]);
    assert_eq!(each(&admin.gets(PATH).await.is(200), "name").len(), 3);
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_is_not_known_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    refuses_what_it_does_not_know(&admin, PATH).await;
    admin.gets(&format!("{PATH}?is_active=perhaps")).await.is_invalid("is_active", "wrong_value");
    app.stop().await;
}
