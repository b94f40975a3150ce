//! Routes ended by the cancelling of their document.
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn cancelling_a_document_ends_its_route() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (accounts, document) = (hotel.accounts().await, Document::of(&hotel, "10"));
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    desk.acts(&accounts, "cancel", &document.with_note("Not needed any more.")).await.is(200);
    // Doing it twice is harmless.
    desk.acts(&accounts, "cancel", &document).await.is(200);

    let route = desk.acts(&accounts, "show", &document).await.is(200).body["route"].clone();
    assert_eq!(
        (&route["status"], &route["ended"]["how"], &route["ended"]["note"], &route["ended"]["person_name"]),
        (&json!("cancelled"), &json!("cancelled"), &json!("Not needed any more."), &json!("Ada Accounts"))
    );
    assert_eq!(hotel.head().await.gets("/v1/approvals").await.is(200).body["items"], json!([]));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn cancelling_what_was_never_submitted_ends_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (accounts, document) = (hotel.accounts().await, Document::of(&hotel, "10"));

    desk.acts(&accounts, "cancel", &document).await.is(200);

    assert_eq!(desk.acts(&accounts, "show", &document).await.is(200).body["route"], json!(null));
    desk.close().await;
    app.stop().await;
}
