use serde_json::json;

use super::{PATH, asks, decides, waiting};
use crate::{
    support::App,
    tenancy::{each, lacks},
};

#[actix_web::test]
async fn the_newest_come_first_with_what_the_caller_may_do() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let first = waiting(&hotel).await.id();
    let second = asks(&hotel.admin().await, hotel.people.general_manager, &[], &["category.export"]).await.is(201).id();

    let seen = hotel.owner().await.gets(PATH).await.is(200);

    assert_eq!(each(&seen, "id"), [&json!(second), &json!(first)]);
    let open = |item: &serde_json::Value| -> Vec<String> {
        let actions = item["actions"].as_array().unwrap();
        let open = actions.iter().filter(|action| action["closed_because"].is_null());
        open.map(|action| action["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(open(&seen.body["items"][1]), ["grant.approve", "grant.refuse"]);
    assert_eq!(open(&seen.body["items"][0]), Vec::<String>::new());
    lacks(&hotel.requester().await, "grant.view", "GET", PATH, None).await;
    app.stop().await;
}

#[actix_web::test]
async fn they_are_found_by_person_and_state_page_by_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = waiting(&hotel).await.id();
    decides(&hotel.owner().await, &id, "approve", None).await.is(200);
    let open = asks(&admin, hotel.people.head, &[], &["purchase_order.issue"]).await.is(201).id();

    let waiting = admin.gets(&format!("{PATH}?state=waiting")).await.is(200);
    let of_requester = admin.gets(&format!("{PATH}?person_id={}", hotel.people.requester)).await.is(200);
    let page = admin.gets(&format!("{PATH}?limit=1")).await.is(200);
    let cursor = page.body["next_cursor"].as_str().unwrap();
    let next = admin.gets(&format!("{PATH}?limit=1&cursor={cursor}")).await.is(200);

    assert_eq!(each(&waiting, "id"), [&json!(open)]);
    assert_eq!(each(&of_requester, "id"), [&json!(id)]);
    assert_eq!((each(&page, "id"), each(&next, "id")), (vec![&json!(open)], vec![&json!(id)]));
    assert_eq!(app.clinic().await.admin().await.gets(PATH).await.is(200).body["items"], json!([]));
    app.stop().await;
}
