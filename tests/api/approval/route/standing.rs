//! What is open to whom is told by the rule that enforces it.
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn each_caller_is_told_what_is_open_to_them() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);

    let draft = desk.acts(&head, "standing", &document).await.is(200);
    desk.acts(&requester, "submit", &document).await.is(200);
    let own = desk.acts(&requester, "standing", &document).await.is(200);
    let asked = desk.acts(&head, "standing", &document).await.is(200);
    let early = desk.acts(&accounts, "standing", &document).await.is(200);

    let all = |code: &str| json!({ "approve": code, "return": code, "reject": code, "withdraw": code });
    assert_eq!(draft.body, all("route_is_closed"));
    assert_eq!(
        own.body,
        json!({ "approve": "own_document", "return": "own_document", "reject": "own_document", "withdraw": null })
    );
    assert_eq!(
        asked.body,
        json!({ "approve": null, "return": null, "reject": null, "withdraw": "not_yours_to_withdraw" })
    );
    assert_eq!(early.body["approve"], "step_not_open");
    desk.close().await;
    app.stop().await;
}
