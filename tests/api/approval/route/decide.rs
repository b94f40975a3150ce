//! Verdicts, one at a time.
use kernel::Revision;
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn a_chain_is_approved_step_by_step() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "1250");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    let head = desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    let accounts = desk.acts(&hotel.second_accounts().await, "approve", &document).await.is(200);
    let gm = desk.acts(&hotel.general_manager().await, "approve", &document).await.is(200);

    assert_eq!(
        head.body,
        json!({
            "outcome": "step_satisfied",
            "step": "Head of department",
            "waiting_for": ["Accounts: Abel Accounts", "Accounts: Ada Accounts"],
            "left_out": [],
        })
    );
    assert_eq!(accounts.body["waiting_for"], json!(["GM: Gita Manager"]));
    assert_eq!((&gm.body["outcome"], &gm.body["waiting_for"]), (&json!("route_approved"), &json!([])));
    desk.acts(&hotel.owner().await, "approve", &document).await.is_refused(409, "route_is_closed");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn nobody_decides_out_of_turn_or_on_their_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    // The head of the other department has this one asked for; a colleague's document is theirs too.
    let document = Document { on_behalf_of: Some(hotel.people.second_accounts), ..Document::of(&hotel, "10") };
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    let early = desk.acts(&hotel.accounts().await, "approve", &document).await.is_refused(409, "step_not_open");
    let other = desk.acts(&hotel.housekeeping_head().await, "approve", &document).await;
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    let own = desk.acts(&hotel.second_accounts().await, "approve", &document).await.is_refused(403, "own_document");

    assert_eq!(early.body["detail"], "Accounts opens after Head of department. Hugo Head could.");
    assert_eq!(other.is_refused(403, "not_your_step").body["detail"], "Hugo Head could.");
    assert_eq!(own.body["detail"], "You had it asked for on their behalf. Ada Accounts could.");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_or_changed_document_is_not_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (head, document) = (hotel.head().await, Document::of(&hotel, "10"));
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    let stale = Document { seen: Revision(0), ..document.clone() };
    let stale = desk.acts(&head, "approve", &stale).await.is_refused(412, "stale");
    assert_eq!(stale.body["detail"], "You decided on revision 0; the document is at 1.");
    let changed = Document { matter: 2, ..document.clone() };
    desk.acts(&head, "approve", &changed).await.is_refused(409, "document_changed");
    desk.acts(&head, "approve", &document).await.is(200);

    assert_eq!(
        hotel.actions_on(&document.id.to_string()).await,
        ["purchase_order.submitted", "purchase_order.approved"]
    );
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_return_and_a_rejection_need_a_reason_and_end_the_route() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    for (act, outcome) in [("return", "returned"), ("reject", "rejected")] {
        let document = Document::of(&hotel, "10");
        desk.acts(&requester, "submit", &document).await.is(200);

        desk.acts(&head, act, &document).await.is_refused(422, "reason_required");
        let ended = desk.acts(&head, act, &document.with_note("Too much.")).await.is(200);

        assert_eq!((&ended.body["outcome"], &ended.body["waiting_for"]), (&json!(outcome), &json!([])));
        assert_eq!(head.gets("/v1/approvals").await.is(200).body["items"], json!([]));
        let route = desk.acts(&requester, "show", &document).await.is(200).body["route"].clone();
        assert_eq!(route["status"], outcome);
        assert_eq!(
            route["ended"],
            json!({ "how": outcome, "step": 1, "person_id": head.id, "person_name": "Hugo Head", "note": "Too much." })
        );
        desk.acts(&head, "approve", &document).await.is_refused(409, "route_is_closed");
    }
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn of_two_approvals_at_once_of_one_step_one_counts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    let (ada, abel) = (hotel.accounts().await, hotel.second_accounts().await);

    let (first, second) = tokio::join!(desk.acts(&ada, "approve", &document), desk.acts(&abel, "approve", &document));

    let (won, lost) = if first.status == 200 { (first, second) } else { (second, first) };
    assert_eq!(won.is(200).body["outcome"], "route_approved");
    lost.is_refused(409, "route_is_closed");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_document_that_was_never_submitted_has_nothing_to_decide() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");

    desk.acts(&hotel.head().await, "approve", &document).await.is_refused(409, "route_is_closed");

    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn whoever_lost_the_permission_since_may_not_approve() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    let mut connection = app.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query("delete from tenant.person_role where person_id = $1")
        .bind(hotel.people.accounts)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let refused = desk.acts(&hotel.accounts().await, "approve", &document).await.is_refused(403, "not_your_step");

    assert_eq!(refused.body["detail"], "Accounts: you no longer belong to those it asks. Abel Accounts could.");
    desk.acts(&hotel.second_accounts().await, "approve", &document).await.is(200);
    desk.close().await;
    app.stop().await;
}
