//! Who was brought back, and how it ended.
use serde_json::json;

use super::{PATH, stops};
use crate::support::App;

#[actix_web::test]
async fn whoever_may_sees_the_newest_first_with_who_why_and_from_when_on() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let lapsed = hotel.is_recovering_its_owner("11 days").await;
    assert_eq!(stops(&hotel.admin().await, &lapsed.id, 1).await.status, 409);
    clinic.is_recovering_its_owner("1 hour").await;

    let seen = hotel.auditor().await.gets(PATH).await.is(200);

    let [only] = &seen.body["items"].as_array().unwrap()[..] else { panic!("{seen:?}") };
    assert_eq!(
        (&only["id"], &only["state"], &only["person_name"], &only["operator_name"], &only["ended_at"]),
        (&json!(lapsed.id), &json!("lapsed"), &json!("Olga Owner"), &json!("Oda Finch"), &only["lapses_at"])
    );
    let waiting = hotel.auditor().await.gets(&format!("{PATH}?state=waiting")).await.is(200);
    assert_eq!(waiting.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_may_not_sees_nothing_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let answer = hotel.requester().await.gets(PATH).await.is_refused(403, "forbidden");

    assert_eq!(answer.body["detail"], "owner_recovery.view");
    app.stop().await;
}
