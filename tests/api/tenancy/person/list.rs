//! Listing the people.
use serde_json::json;

use super::super::{all_pages, deactivate, each, refuses_what_it_does_not_know};
use crate::support::App;

const PATH: &str = "/v1/people";
const EVERYBODY: [&str; 10] = [
    "Abel Accounts",
    "Ada Accounts",
    "Alan Admin",
    "Gita Manager",
    "Henk Housekeeper",
    "Hilde Head",
    "Hugo Head",
    "Olga Owner",
    "Rosa Requester",
    "Una Auditor",
];

#[actix_web::test]
async fn the_people_of_this_organisation_stand_by_name_each_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    app.clinic().await;
    let requester = hotel.requester().await;

    for limit in [3, 10, 100] {
        assert_eq!(all_pages(&requester, PATH, limit, "name").await, EVERYBODY);
    }
    app.stop().await;
}

#[actix_web::test]
async fn people_of_one_name_are_cut_into_pages_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    for _ in 0..3 {
        hotel.somebody_who_may(&["session.view"]).await;
    }

    let found = all_pages(&requester, PATH, 2, "name").await;

    assert_eq!(found.iter().filter(|name| *name == "Somebody").count(), 3);
    assert_eq!(found.len(), 13);
    app.stop().await;
}

#[actix_web::test]
async fn people_are_found_by_name_role_department_and_state() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    deactivate(&hotel, hotel.people.housekeeper).await;
    let in_kitchen = format!("department_id={}", hotel.kitchen);

    for (filter, names) in [
        ("text=hEAD", vec!["Hilde Head", "Hugo Head"]),
        ("text=accounts2@", vec!["Abel Accounts"]),
        ("text=%25", vec![]),
        ("text=da%20acc", vec!["Ada Accounts"]),
        ("role=head_of_department", vec!["Hilde Head", "Hugo Head"]),
        ("role=owner", vec!["Olga Owner"]),
        (&in_kitchen, vec!["Hugo Head", "Rosa Requester"]),
        ("is_active=false", vec!["Henk Housekeeper"]),
        ("is_active=true&role=requester", vec!["Rosa Requester"]),
        ("text=head&role=requester", vec![]),
    ] {
        let page = requester.gets(&format!("{PATH}?{filter}")).await.is(200);
        assert_eq!(each(&page, "name"), names, "{filter}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_department_holds_nobody() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    let page = hotel.admin().await.gets(&format!("{PATH}?department_id={}", clinic.kitchen)).await.is(200);

    assert_eq!(page.body, json!({ "items": [], "next_cursor": null }));
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_is_not_known_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    refuses_what_it_does_not_know(&requester, PATH).await;
    // A cursor of the right shape with a NUL for a name.
    let cursor = "WyJcdTAwMDAiLCIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAiXQ";
    requester.gets(&format!("{PATH}?cursor={cursor}")).await.is_invalid("cursor", "cursor");
    requester.gets(&format!("{PATH}?role=cook")).await.is_invalid("role", "unknown_value");
    requester.gets(&format!("{PATH}?text=%00")).await.is_invalid("text", "forbidden_character");
    requester.gets(&format!("{PATH}?text=")).await.is_invalid("text", "empty");
    requester.gets(&format!("{PATH}?department_id=kitchen")).await.is_invalid("department_id", "wrong_value");
    app.stop().await;
}
