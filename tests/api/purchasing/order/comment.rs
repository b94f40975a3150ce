//! Comments on an order.
use serde_json::{Value, json};

use super::{ORDERS, drafted};
use crate::support::App;

#[actix_web::test]
async fn whoever_sees_an_order_comments_and_who_is_mentioned_sees_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());
    let comments = format!("{path}/comments");

    let said = json!({ "body": "Which colour?", "mentions": [hotel.people.housekeeper] });
    let comment = hotel.requester().await.posts(&comments, said).await.is(201);
    let listed = hotel.housekeeper().await.gets(&comments).await.is(200);

    assert_eq!(comment.body["author_name"], "Rosa Requester");
    assert_eq!(listed.body["items"], json!([comment.body]));
    assert_eq!(listed.body["next_cursor"], Value::Null);
    let seen = hotel.housekeeper().await.gets(&path).await.is(200);
    let actions: Vec<_> = seen.body["timeline"].as_array().unwrap().iter().map(|m| m["action"].clone()).collect();
    assert_eq!(actions, ["purchase_order.created", "purchase_order.commented"]);
    app.stop().await;
}

#[actix_web::test]
async fn who_does_not_see_an_order_says_and_reads_nothing() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (ours, theirs) = (drafted(&hotel).await.id(), drafted(&clinic).await.id());

    for (person, id) in [(hotel.housekeeper().await, ours), (hotel.owner().await, theirs)] {
        let path = format!("{ORDERS}/{id}/comments");
        person.posts(&path, json!({ "body": "Hello" })).await.is_refused(404, "not_found");
        person.gets(&path).await.is_refused(404, "not_found");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_comment_says_something() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}/comments", drafted(&hotel).await.id());

    hotel.requester().await.posts(&path, json!({ "body": " " })).await.is_invalid("body", "empty");
    hotel.auditor().await.posts(&path, json!({ "body": "Hm" })).await.is_refused(403, "forbidden");
    app.stop().await;
}
