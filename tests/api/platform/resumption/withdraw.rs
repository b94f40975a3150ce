//! Taking back that a suspended organisation is to be let in again.
use crate::{
    platform::console::{both, two},
    support::App,
};

#[actix_web::test]
async fn the_organisation_stays_suspended() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;
    consoles[0].asks("resumption", "harbour-house").await.is(201);

    let withdrawn = consoles[1].withdraws("resumption", "harbour-house").await.is(200);

    assert_eq!(withdrawn.body["act"], "resume");
    consoles[1].carries_out("resumption", "harbour-house").await.is_refused(409, "suspension_not_asked");
    let seen = consoles[1].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "suspended");
    app.stop().await;
}
