//! When a browser is known no more: after what ends sign-ins on purpose, behind twenty others, and a year later.
use super::known_device::{ELSEWHERE, HOTEL, OWNER, devices, fails, is_refused, unhurried};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Organisation},
};

const ANOTHER: &str = "herons over the harbour";

/// No browser but two of the owner's.
async fn two_are_known(hotel: &Organisation<'_>) {
    sqlx::raw_sql("delete from door.known_device").execute(&mut hotel.administrator().await).await.unwrap();
    for _ in 0..2 {
        hotel.owner_signs_in().await;
    }
}

async fn clears(app: &App) {
    app.home(app.first()).database.clear_expired().await.unwrap();
}

#[actix_web::test]
async fn signing_out_everywhere_else_leaves_the_browser_that_acts() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);

    app.with_token(&desk.token).posts_nothing("/v1/sessions/end-others").await.is(200);

    fails(&app, HOTEL, OWNER, 100).await;
    is_refused(&phone, HOTEL, OWNER).await;
    desk.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_ends_sign_ins_on_purpose_makes_browsers_unknown() {
    let app = unhurried().await;
    let hotel = app.hotel().await;

    two_are_known(&hotel).await;
    let mut desk = hotel.owner_signs_in().await;
    desk.changes_password(PASSWORD, ANOTHER).await.is(200);
    assert_eq!(devices(&app).await, 1, "a new password");

    two_are_known(&hotel).await;
    let (desk, phone) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);
    let end = format!("/v1/sessions/{}/end", super::id_of(&phone).await);
    app.with_token(&desk.token).posts_nothing(&end).await.is(204);
    assert_eq!(devices(&app).await, 3, "one sign-in elsewhere");

    hotel.admin().await.posts_nothing(&format!("/v1/people/{}/end-sessions", hotel.people.owner)).await.is(200);
    assert_eq!(devices(&app).await, 0, "by an administrator");

    two_are_known(&hotel).await;
    hotel.admin().await.posts_nothing("/v1/organisation/end-sessions").await.is(200);
    assert_eq!(devices(&app).await, 0, "everybody else");

    two_are_known(&hotel).await;
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set is_active = false where email like 'owner@%'; commit";
    sqlx::raw_sql(put_out).execute(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(devices(&app).await, 0, "put out");
    app.stop().await;
}

#[actix_web::test]
async fn signing_out_leaves_the_browser_known() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let desk = hotel.owner_signs_in().await;

    desk.leaves().await.is(204).forgets_cookies();

    fails(&app, HOTEL, OWNER, 100).await;
    let later = Browser { device: desk.device.clone(), ..Browser::at(&app, ELSEWHERE) };
    later.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_twenty_that_were_used_last_are_known() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let (first, second) = (hotel.owner_signs_in().await, hotel.owner_signs_in().await);

    for _ in 0..19 {
        hotel.owner_signs_in().await;
    }

    assert_eq!(devices(&app).await, 20);
    fails(&app, HOTEL, OWNER, 100).await;
    is_refused(&first, HOTEL, OWNER).await;
    second.tries(HOTEL, OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_failure_counts_until_a_sign_in_and_a_device_is_known_for_a_year() {
    let app = unhurried().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    fails(&app, HOTEL, OWNER, 100).await;

    app.moves_clock("91 days").await;
    clears(&app).await;
    is_refused(&Browser::at(&app, ELSEWHERE), HOTEL, OWNER).await;
    desk.signs_in(HOTEL, OWNER, PASSWORD).await.is(200);

    app.moves_clock("366 days").await;
    clears(&app).await;
    assert_eq!(devices(&app).await, 0);
    let tries = "select count(*) from door.attempt";
    let tries: i64 = sqlx::query_scalar(tries).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(tries, 0, "what was forgiven is cleared in time");
    app.stop().await;
}
