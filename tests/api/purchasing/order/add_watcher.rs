//! Letting somebody watch an order.
use serde_json::json;
use uuid::Uuid;

use super::{ORDERS, drafted};
use crate::support::App;

#[actix_web::test]
async fn a_watcher_sees_the_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());
    let watchers = format!("{path}/watchers");
    hotel.housekeeper().await.gets(&path).await.is_refused(404, "not_found");

    let body = json!({ "person_id": hotel.people.housekeeper });
    let answer = hotel.requester().await.posts(&watchers, body).await.is(200);

    let names: Vec<_> = answer.body["watchers"].as_array().unwrap().iter().map(|w| w["name"].clone()).collect();
    assert_eq!(names, ["Rosa Requester", "Henk Housekeeper"]);
    hotel.housekeeper().await.gets(&path).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_stranger_and_a_foreign_order_are_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (ours, theirs) = (drafted(&hotel).await.id(), drafted(&clinic).await.id());
    let requester = hotel.requester().await;

    for person in [json!(Uuid::new_v4()), json!(clinic.people.head)] {
        let path = format!("{ORDERS}/{ours}/watchers");
        requester.posts(&path, json!({ "person_id": person })).await.is_invalid("person_id", "unknown");
    }
    let body = json!({ "person_id": hotel.people.head });
    let path = format!("{ORDERS}/{theirs}/watchers");
    hotel.owner().await.posts(&path, body).await.is_refused(404, "not_found");
    app.stop().await;
}
