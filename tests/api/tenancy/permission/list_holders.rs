//! Showing who holds a permission.
use serde_json::json;

use crate::{
    support::App,
    tenancy::{
        each,
        grant::{asks, decides},
        lacks,
    },
};

const PATH: &str = "/v1/permissions/purchase_order.issue/holders";

#[actix_web::test]
async fn everybody_who_holds_it_is_named_with_the_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = asks(&hotel.admin().await, hotel.people.requester, &[], &["purchase_order.issue"]).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);

    let seen = hotel.admin().await.gets(PATH).await.is(200);

    let names = each(&seen, "person_name");
    assert!(["Rosa Requester", "Ada Accounts"].iter().all(|name| names.contains(&&json!(name))), "{names:?}");
    let of =
        |name: &str| seen.body["items"].as_array().unwrap().iter().find(|item| item["person_name"] == name).unwrap();
    let source = &of("Rosa Requester")["sources"][0];
    assert_eq!((&source["role"], &source["reason"]), (&json!(null), &json!("Stands in for Grace")));
    assert_eq!(of("Ada Accounts")["sources"][0]["role"], "accounts");
    app.stop().await;
}

#[actix_web::test]
async fn pages_follow_each_other_by_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let whole = admin.gets("/v1/permissions/session.view/holders").await.is(200);
    let all: Vec<_> = each(&whole, "person_id").into_iter().cloned().collect();

    let mut paged = Vec::new();
    let mut path = "/v1/permissions/session.view/holders?limit=2".to_owned();
    loop {
        let page = admin.gets(&path).await.is(200);
        paged.extend(each(&page, "person_id").into_iter().cloned());
        let Some(cursor) = page.body["next_cursor"].as_str() else { break };
        path = format!("/v1/permissions/session.view/holders?limit=2&cursor={cursor}");
    }

    assert!(all.len() > 5 && paged == all, "{all:?}");
    app.stop().await;
}

#[actix_web::test]
async fn an_unknown_permission_is_not_found_and_not_everybody_may_ask() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    hotel.admin().await.gets("/v1/permissions/order.teleport/holders").await.is_refused(404, "not_found");
    lacks(&hotel.general_manager().await, "permission.view", "GET", PATH, None).await;
    app.stop().await;
}
