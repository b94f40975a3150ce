//! Showing a person.
use serde_json::json;

use super::super::{is_as_if_unknown, lacks};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_person_with_department_and_roles() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.people.head;

    let seen = hotel.requester().await.gets(&format!("/v1/people/{head}")).await.is(200);

    let expected = json!({
        "id": head, "name": "Hugo Head", "email": "hod@harbour-house.example", "department_id": hotel.kitchen,
        "department_name": "Kitchen", "roles": ["head_of_department"], "custom_roles": [], "is_active": true,
            "is_invited": false, "locale": null, "time_zone": null,
        "revision": 1,
    });
    assert_eq!(seen.body, expected);
    assert_eq!(seen.header("etag"), Some("\"1\""));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_person_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = clinic.people.head.to_string();

    is_as_if_unknown(&hotel.admin().await, "GET", "/v1/people/{id}", &foreign, None).await;
    clinic.admin().await.gets(&format!("/v1/people/{foreign}")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_people() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["session.view"]).await;

    lacks(&somebody, "person.view", "GET", "/v1/people", None).await;
    lacks(&somebody, "person.view", "GET", &format!("/v1/people/{}", hotel.people.head), None).await;
    app.stop().await;
}
