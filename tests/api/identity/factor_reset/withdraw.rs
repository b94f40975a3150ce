use super::{asks, decides, lacks, waiting};
use crate::support::App;

#[actix_web::test]
async fn what_waits_is_taken_back_and_cannot_be_agreed_to_then() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    lacks(&hotel.owner().await, "factor_reset.withdraw", &id, "withdraw", None).await;

    let answer = decides(&hotel.admin().await, &id, "withdraw", None).await.is(200);

    assert_eq!(
        (answer.body["state"].as_str(), answer.body["decided_by_name"].as_str()),
        (Some("withdrawn"), Some("Alan Admin"))
    );
    decides(&hotel.owner().await, &id, "approve", None).await.is_refused(409, "factor_reset_decided");
    assert_eq!(hotel.actions_on(&id).await, ["factor_reset.created", "factor_reset.withdrawn"]);
    asks(&hotel.admin().await, hotel.people.requester).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn whose_factor_it_is_may_take_it_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let other = hotel.somebody_who_may(&["factor_reset.create"]).await;
    let admin = hotel.admin().await;
    hotel.has_an_app(admin.id).await;
    let id = asks(&other, admin.id).await.is(201).id();

    decides(&admin, &id, "withdraw", None).await.is(200);

    app.stop().await;
}
