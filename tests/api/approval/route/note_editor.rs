//! Editors are no approvers (SOD-12).
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn whoever_changed_a_document_since_it_was_submitted_does_not_approve_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, ada) = (hotel.requester().await, hotel.accounts().await);
    let document = Document::of(&hotel, "10");
    desk.acts(&requester, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    desk.acts(&ada, "edit", &document).await.is(200);
    // Doing it twice is harmless.
    desk.acts(&ada, "edit", &document).await.is(200);

    let refused = desk.acts(&ada, "approve", &document).await.is_refused(403, "edited_by_approver");

    assert_eq!(refused.body["detail"], "Abel Accounts could.");
    desk.acts(&ada, "return", &document.with_note("I changed the price.")).await.is(200);
    let again = desk.acts(&requester, "submit", &document).await.is(200);
    assert_eq!(again.body["waiting_for"], json!(["Accounts: Abel Accounts"]));
    desk.close().await;
    app.stop().await;
}
