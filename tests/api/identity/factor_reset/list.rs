use serde_json::json;

use super::{PATH, asks, decides, open, waiting};
use crate::support::{Answer, App};

fn ids(page: &Answer) -> Vec<String> {
    let items = page.body["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_newest_come_first_with_what_the_caller_may_do() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let first = waiting(&hotel).await.id();
    hotel.has_an_app(hotel.people.head).await;
    let second = asks(&hotel.admin().await, hotel.people.head).await.is(201).id();
    decides(&hotel.owner().await, &second, "approve", None).await.is(200);

    let seen = hotel.owner().await.gets(PATH).await.is(200);

    assert_eq!(ids(&seen), [second, first]);
    assert_eq!(open(&seen.body["items"][1]), ["factor_reset.approve", "factor_reset.refuse"]);
    assert_eq!(open(&seen.body["items"][0]), Vec::<&str>::new());
    let refused = hotel.accounts().await.gets(PATH).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "factor_reset.view");
    app.stop().await;
}

#[actix_web::test]
async fn they_are_found_by_person_and_state_page_by_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let done = waiting(&hotel).await.id();
    decides(&hotel.owner().await, &done, "approve", None).await.is(200);
    hotel.has_an_app(hotel.people.head).await;
    let admin = hotel.admin().await;
    let open = asks(&admin, hotel.people.head).await.is(201).id();

    let waiting = admin.gets(&format!("{PATH}?state=waiting")).await.is(200);
    let of_requester = admin.gets(&format!("{PATH}?person_id={}", hotel.people.requester)).await.is(200);
    let page = admin.gets(&format!("{PATH}?limit=1")).await.is(200);
    let cursor = page.body["next_cursor"].as_str().unwrap();
    let next = admin.gets(&format!("{PATH}?limit=1&cursor={cursor}")).await.is(200);

    assert_eq!((ids(&waiting), ids(&of_requester)), (vec![open.clone()], vec![done.clone()]));
    assert_eq!((ids(&page), ids(&next)), (vec![open], vec![done]));
    assert_eq!(app.clinic().await.admin().await.gets(PATH).await.is(200).body["items"], json!([]));
    app.stop().await;
}
