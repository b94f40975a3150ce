use super::{PATH, decides, waiting};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn what_waits_is_taken_back_and_cannot_be_given_then() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = waiting(&hotel).await.id();
    lacks(&hotel.owner().await, "grant.withdraw", "POST", &format!("{PATH}/{id}/withdraw"), None).await;

    let answer = decides(&hotel.admin().await, &id, "withdraw", None).await.is(200);

    assert_eq!(
        (answer.body["state"].as_str(), answer.body["decided_by_name"].as_str()),
        (Some("withdrawn"), Some("Alan Admin"))
    );
    decides(&hotel.owner().await, &id, "approve", None).await.is_refused(409, "grant_decided");
    assert_eq!(hotel.actions_on(&id).await, ["grant.created", "grant.withdrawn"]);
    app.stop().await;
}
