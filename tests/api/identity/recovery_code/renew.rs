//! New recovery codes.
use crate::{
    identity::{
        authenticator::recovery_codes,
        browser::{Browser, PASSWORD},
    },
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn new_codes_take_the_place_of_the_old_ones() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (_, old) = desk.sets_up_an_app().await;

    let new = recovery_codes(&desk.renews_recovery_codes(PASSWORD, &old[0]).await.is(200));

    assert!(new.len() == 10 && new.iter().all(|code| !old.contains(code)), "{new:?}");
    assert_eq!(desk.views().await.is(200).body["second_factor"]["recovery_codes_left"], 10);
    let mut elsewhere = Browser::new(&app);
    let sign_in = elsewhere.begins_sign_in(OWNER).await;
    elsewhere.tries_to_complete(&sign_in, &old[1]).await.is_refused(403, "code_refused");
    elsewhere.completes(&sign_in, &new[0]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn both_the_password_and_a_code_decide() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    desk.renews_recovery_codes(PASSWORD, "123456").await.is_refused(409, "second_factor_absent");
    let (phone, _) = desk.sets_up_an_app().await;

    desk.renews_recovery_codes("wrong", &phone.shows_next().await).await.is_refused(403, "password_refused");
    desk.renews_recovery_codes(PASSWORD, "00000-00000").await.is_refused(403, "code_refused");

    desk.renews_recovery_codes(PASSWORD, &phone.shows().await).await.is(200);
    app.stop().await;
}
