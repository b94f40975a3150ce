//! End what an operator of the installation may read.
use serde_json::json;

use super::super::lacks;
use crate::support::{App, SupportOperator, operator::decides};

#[actix_web::test]
async fn from_the_next_request_on_nothing_is_read() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let (person, id) = oda.reads(&hotel, 30).await;
    person.gets("/v1/suppliers").await.is(200);

    let ended = decides(&hotel.admin().await, &id, "end", 3).await.is(200);

    person.gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    oda.opens(&id).await.is_refused(409, "support_access_not_open");
    assert_eq!(
        (&ended.body["state"], &ended.body["ended_because"], &ended.body["ended_by_name"]),
        (&json!("ended"), &json!("by_organisation"), &json!("Alan Admin"))
    );
    decides(&hotel.owner().await, &id, "end", 4).await.is_refused(409, "support_access_over");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_agreed_to_is_ended_before_it_is_opened() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let oda = SupportOperator::of(&app, "oda").await;
    let id = oda.is_let_in(&hotel, 30).await;
    lacks(&hotel.requester().await, "support_access.end", "POST", &format!("/v1/support-accesses/{id}/end"), None)
        .await;

    decides(&hotel.owner().await, &id, "end", 2).await.is(200);

    oda.opens(&id).await.is_refused(409, "support_access_not_open");
    app.stop().await;
}
