//! Stopping it by the link.
use serde_json::json;

use crate::{
    identity::browser::Browser,
    support::{Answer, App},
};

async fn uses(app: &App, link: &str) -> Answer {
    Browser::new(app).posts("/v1/owner-recovery-link/stop", json!({ "link": link })).await
}

#[actix_web::test]
async fn it_stops_the_recovery_once_says_whose_and_lets_nobody_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let recovery = hotel.is_recovering_its_owner("1 hour").await;

    let stopped = uses(&app, &recovery.link).await.is(200);

    assert_eq!(
        stopped.body,
        json!({ "organisation": "harbour-house", "organisation_name": "Harbour House", "person_name": "Olga Owner" })
    );
    assert_eq!(stopped.cookie("__Host-refresh"), None);
    let seen = hotel.admin().await.gets("/v1/owner-recoveries").await.is(200);
    assert_eq!(seen.body["items"][0]["ended_because"], "by_link");
    assert_eq!(hotel.actions_on(&recovery.id).await, ["owner_recovery.stopped"]);
    uses(&app, &recovery.link).await.is_refused(404, "owner_recovery_link_spent");
    app.stop().await;
}

#[actix_web::test]
async fn it_opens_nothing_once_the_time_has_passed_and_neither_does_a_guess() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let lapsed = hotel.is_recovering_its_owner("11 days").await;

    uses(&app, &lapsed.link).await.is_refused(404, "owner_recovery_link_spent");
    uses(&app, "eu1_guessedguessedguessedguessedguessed").await.is_refused(404, "owner_recovery_link_spent");
    app.stop().await;
}
