use serde_json::json;

use super::{decides, offered, offers};
use crate::support::App;

#[actix_web::test]
async fn whoever_offered_it_takes_it_back_and_may_offer_it_to_another() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = offered(&hotel).await.id();
    let manager = hotel.general_manager().await;
    let refused = decides(&manager, &id, "withdraw", None).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "ownership_transfer.withdraw");

    let answer = decides(&hotel.owner().await, &id, "withdraw", None).await.is(200);

    assert_eq!(answer.body["state"], json!("withdrawn"));
    decides(&manager, &id, "accept", None).await.is_refused(409, "ownership_decided");
    offers(&hotel.owner().await, hotel.people.accounts).await.is(201);
    app.stop().await;
}
