//! Documents taken back.
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn a_requester_takes_their_document_back() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, document) = (hotel.requester().await, Document::of(&hotel, "10"));
    desk.acts(&requester, "submit", &document).await.is(200);

    desk.acts(&requester, "withdraw", &document.with_note("Found cheaper.")).await.is(200);

    let route = desk.acts(&requester, "show", &document).await.is(200).body["route"].clone();
    assert_eq!(
        (&route["status"], &route["ended"]),
        (
            &json!("withdrawn"),
            &json!({
                "how": "withdrawn",
                "step": null,
                "person_id": requester.id,
                "person_name": "Rosa Requester",
                "note": "Found cheaper.",
            })
        )
    );
    assert_eq!(route["steps"][0]["state"], "ended");
    assert_eq!(hotel.head().await.gets("/v1/approvals").await.is(200).body["items"], json!([]));
    desk.acts(&requester, "withdraw", &document).await.is_refused(409, "route_is_closed");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn nobody_takes_back_what_is_not_theirs() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    let refused = desk.acts(&hotel.housekeeper().await, "withdraw", &document).await;

    assert_eq!(refused.is_refused(403, "not_yours_to_withdraw").body["detail"], "Rosa Requester could.");
    desk.close().await;
    app.stop().await;
}
