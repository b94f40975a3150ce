//! Showing what a person may do.
use access::Role;
use serde_json::json;

use super::super::{each, is_as_if_unknown, lacks};
use crate::support::{Answer, App};

fn codes(answer: &Answer) -> Vec<String> {
    answer.body["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| held["code"].as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn each_permission_says_what_it_means_and_where_it_came_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.people.head;

    let seen = hotel.admin().await.gets(&format!("/v1/people/{head}/permissions")).await.is(200);

    assert_eq!((&seen.body["person_id"], &seen.body["person_name"]), (&json!(head), &json!("Hugo Head")));
    assert_eq!(seen.body["roles"], json!(["head_of_department"]));
    let mut template: Vec<_> = Role::HeadOfDepartment.permissions().into_iter().map(str::to_owned).collect();
    template.sort_unstable();
    assert_eq!(codes(&seen), template);
    let held = seen.body["permissions"].as_array().unwrap();
    let approve = held.iter().find(|held| held["code"] == "purchase_order.approve").unwrap();
    assert_eq!(
        (&approve["kind"], &approve["meaning"], &approve["is_guarded"]),
        (&json!("changes"), &json!("Approve an order's step"), &json!(true))
    );
    let [source] = &approve["sources"].as_array().unwrap()[..] else { panic!("{approve}") };
    assert_eq!(
        (&source["role"], &source["granted_by"], &source["granted_by_name"], &source["expires_at"]),
        (&json!("head_of_department"), &json!(null), &json!(null), &json!(null))
    );
    assert!(source["granted_at"].is_string());
    app.stop().await;
}

#[actix_web::test]
async fn what_no_role_brought_came_by_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["purchase_order.hold"]).await;

    let seen = hotel.owner().await.gets(&format!("/v1/people/{}/permissions", somebody.id)).await.is(200);

    assert_eq!(seen.body["roles"], json!([]));
    assert_eq!(codes(&seen), ["purchase_order.hold"]);
    assert_eq!(seen.body["permissions"][0]["sources"][0]["role"], json!(null));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_person_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = clinic.people.head.to_string();

    is_as_if_unknown(&hotel.admin().await, "GET", "/v1/people/{id}/permissions", &foreign, None).await;
    clinic.admin().await.gets(&format!("/v1/people/{foreign}/permissions")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_what_others_may_do() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/people/{}/permissions", hotel.people.head);

    for person in [hotel.head().await, hotel.general_manager().await] {
        lacks(&person, "permission.view", "GET", &path, None).await;
    }
    let people = hotel.head().await.gets("/v1/people").await.is(200);
    assert_eq!(each(&people, "permissions").into_iter().filter(|held| !held.is_null()).count(), 0);
    app.stop().await;
}
