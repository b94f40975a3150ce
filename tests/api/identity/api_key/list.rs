use serde_json::json;
use server::worker::tend;

use super::{PATH, active, wanted};
use crate::support::App;

#[actix_web::test]
async fn the_newest_come_first_and_each_says_when_it_was_used_and_from_where() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let waiting = hotel.admin().await.posts(PATH, wanted(&["department.view"])).await.is(201).id();
    app.moves_clock("2 minutes").await;
    app.with_token(&key.secret).gets("/v1/suppliers").await.is(200);
    tend(&app.state.homes, &app.state.last_uses).await;

    let listed = hotel.auditor().await.gets(PATH).await.is(200);

    let items = listed.body["items"].as_array().unwrap();
    let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [waiting.as_str(), key.id.as_str()]);
    assert_eq!((&items[0]["used_at"], &items[0]["used_from"]), (&json!(null), &json!(null)));
    assert_eq!(items[1]["used_from"], "127.0.0.1");
    assert!(items[1]["used_at"].is_string());
    app.stop().await;
}

#[actix_web::test]
async fn long_after_its_end_it_still_says_when_it_was_last_used() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    app.moves_clock("2 minutes").await;
    app.with_token(&key.secret).gets("/v1/suppliers").await.is(200);
    tend(&app.state.homes, &app.state.last_uses).await;

    app.moves_clock("200 days").await;
    tend(&app.state.homes, &app.state.last_uses).await;

    let listed = hotel.owner().await.gets(&format!("{PATH}?id={}", key.id)).await.is(200);
    let item = &listed.body["items"][0];
    assert_eq!((&item["state"], &item["used_from"]), (&json!("expired"), &json!("127.0.0.1")));
    assert!(item["used_at"].is_string());
    app.stop().await;
}

#[actix_web::test]
async fn by_its_id_by_its_state_and_not_of_others() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let owner = hotel.owner().await;
    let count = async |path: String| owner.gets(&path).await.is(200).body["items"].as_array().unwrap().len();

    assert_eq!(count(format!("{PATH}?id={}", key.id)).await, 1);
    assert_eq!(count(format!("{PATH}?state=active")).await, 1);
    assert_eq!(count(format!("{PATH}?state=waiting")).await, 0);
    let foreign = clinic.owner().await.gets(&format!("{PATH}?id={}", key.id)).await.is(200);
    assert_eq!(foreign.body["items"], json!([]));
    hotel.requester().await.gets(PATH).await.is_refused(403, "forbidden");

    app.moves_clock("31 days").await;

    let owner = hotel.owner().await;
    let expired = owner.gets(&format!("{PATH}?state=expired")).await.is(200);
    assert_eq!(expired.body["items"][0]["id"], json!(key.id));
    assert_eq!(expired.body["items"][0]["state"], "expired");
    app.stop().await;
}
