//! Ending somebody's watching of an order.
use serde_json::json;

use super::{ORDERS, drafted};
use crate::support::App;

#[actix_web::test]
async fn who_was_asked_to_watch_can_stop_and_the_requester_cannot() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (path, requester) = (format!("{ORDERS}/{}", drafted(&hotel).await.id()), hotel.requester().await);
    let watchers = format!("{path}/watchers");
    requester.posts(&watchers, json!({ "person_id": hotel.people.housekeeper })).await.is(200);

    let ends = async |person| requester.deletes(&format!("{watchers}/{person}")).await;

    ends(hotel.people.housekeeper).await.is(204);
    hotel.housekeeper().await.gets(&path).await.is_refused(404, "not_found");
    ends(hotel.people.housekeeper).await.is_refused(404, "not_found");
    ends(hotel.people.requester).await.is_refused(409, "watches_by_part");
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = drafted(&clinic).await.id();

    let path = format!("{ORDERS}/{theirs}/watchers/{}", clinic.people.requester);
    hotel.owner().await.deletes(&path).await.is_refused(404, "not_found");
    app.stop().await;
}
