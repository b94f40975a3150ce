//! Taking back that an organisation is to be deleted.
use crate::{platform::console::two, support::App};

#[actix_web::test]
async fn nobody_carries_it_out_and_another_operator_may_take_it_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    one.asks_to_delete("harbour-house").await.is(201);

    other.withdraws("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    let withdrawn = other.withdraws("deletion", "harbour-house").await.is(200);

    assert_eq!(withdrawn.body["act"], "delete");
    assert_ne!(withdrawn.body["withdrawn_by"], withdrawn.body["asked_by"]);
    other.carries_out("deletion", "harbour-house").await.is_refused(409, "suspension_not_asked");
    hotel.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_carried_out_is_restored_and_not_taken_back() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let [one, other] = two(&app).await;
    one.asks_to_delete("harbour-house").await.is(201);
    other.carries_out("deletion", "harbour-house").await.is(200);

    one.withdraws("deletion", "harbour-house").await.is_refused(409, "suspension_not_asked");

    one.restores("harbour-house").await.is(200);
    app.stop().await;
}
