//! Letting a suspended organisation in again.
use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::{both, two},
    support::App,
};

#[actix_web::test]
async fn its_people_sign_in_anew_for_the_sessions_of_before_stay_ended() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut before = hotel.owner_signs_in().await;
    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;
    before.views().await.is_refused(403, "organisation_suspended");

    consoles[1].asks("resumption", "harbour-house").await.is(201);
    consoles[1].carries_out("resumption", "harbour-house").await.is_refused(409, "suspension_by_oneself");
    consoles[0].carries_out("resumption", "harbour-house").await.is(200);

    before.views().await.is_refused(401, "unauthenticated");
    before.refreshes().await.is_refused(401, "unauthenticated");
    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", "owner@harbour-house.example", PASSWORD).await.is(200);
    anew.views().await.is(200);
    let told = hotel.actions().await;
    assert!(
        ["organisation.suspended", "organisation.resumed"].iter().all(|action| told.iter().any(|one| one == action))
    );
    let seen = consoles[0].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "active");
    app.stop().await;
}
