//! Fetching the logo.
use super::{super::lacks, LOGO, png, puts};
use crate::support::App;

#[actix_web::test]
async fn a_logo_is_an_attachment_that_no_browser_runs() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    puts(&hotel.admin().await, "image/png", png(300, 80), 1).await.is(200);

    let logo = hotel.requester().await.gets(LOGO).await.is(200);

    assert_eq!(logo.bytes, png(300, 80));
    assert_eq!(logo.header("content-type"), Some("image/png"));
    assert_eq!(logo.header("content-disposition"), Some("attachment; filename=\"logo.png\""));
    assert_eq!(logo.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    assert_eq!(logo.header("x-content-type-options"), Some("nosniff"));
    app.stop().await;
}

#[actix_web::test]
async fn no_logo_is_not_found_and_neither_is_anothers() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    puts(&clinic.admin().await, "image/png", png(300, 80), 1).await.is(200);

    hotel.admin().await.gets(LOGO).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_fetches_the_logo() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.somebody_who_may(&["session.view"]).await, "organisation.view", "GET", LOGO, None).await;
    app.stop().await;
}
