//! Asking to let a suspended organisation in again.
use crate::{
    platform::console::{both, two},
    support::App,
};

#[actix_web::test]
async fn a_suspended_organisation_stays_so_until_a_second_operator_agrees() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;

    consoles[1].asks("resumption", "harbour-house").await.is(201);

    let seen = consoles[0].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(
        (&seen.body["items"][0]["state"], &seen.body["items"][0]["waiting"]["act"]),
        (&"suspended".into(), &"resume".into())
    );
    consoles[0].carries_out("suspension", "harbour-house").await.is_refused(409, "suspension_not_asked");
    assert!(hotel.actions().await.iter().all(|action| action != "organisation.resumed"));
    app.stop().await;
}
