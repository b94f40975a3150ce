//! A document is sent for approval.
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn a_document_goes_to_the_head_of_its_department_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "1250");

    let submitted = desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    assert_eq!(
        submitted.body,
        json!({
            "status": "running",
            "waiting_for": ["Head of department: Hugo Head"],
            "carried": [],
            "policy": "Standard 1",
        })
    );
    assert_eq!(hotel.actions_on(&document.id.to_string()).await, ["purchase_order.submitted"]);
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_document_is_not_submitted_twice() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, document) = (hotel.requester().await, Document::of(&hotel, "10"));
    desk.acts(&requester, "submit", &document).await.is(200);

    desk.acts(&requester, "submit", &document).await.is_refused(409, "route_is_running");

    assert_eq!(hotel.actions_on(&document.id.to_string()).await, ["purchase_order.submitted"]);
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn of_two_submissions_at_once_one_stands() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, document) = (hotel.requester().await, Document::of(&hotel, "10"));

    let (first, second) =
        tokio::join!(desk.acts(&requester, "submit", &document), desk.acts(&requester, "submit", &document));

    let (won, lost) = if first.status == 200 { (first, second) } else { (second, first) };
    won.is(200);
    lost.is_refused(409, "route_is_running");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_step_that_nobody_may_fill_is_refused_loudly() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.publishes(2, "Strict", "0 seconds").await;
    let desk = Desk::open(&app);
    let requester = hotel.requester().await;
    let of_the_head = Document { on_behalf_of: Some(hotel.people.head), ..Document::of(&hotel, "10") };
    let of_nowhere = Document { department: None, ..Document::of(&hotel, "10") };

    let own = desk.acts(&requester, "submit", &of_the_head).await.is_refused(409, "route_has_nobody");
    let nowhere = desk.acts(&requester, "submit", &of_nowhere).await.is_refused(409, "route_has_nobody");

    assert_eq!(
        own.body["detail"],
        "Head of department asks the head of Kitchen, and nobody may approve it: Hugo Head had it asked for on their \
         behalf (SOD-01). An administrator can name another head of Kitchen. Or: An owner can publish a policy that asks \
         others in their place."
    );
    assert_eq!(own.body["errors"][0]["field"], "steps[0]");
    assert!(nowhere.body["detail"].as_str().unwrap().contains("it has none"), "{}", nowhere.body);
    assert_eq!(hotel.actions_on(&of_the_head.id.to_string()).await, Vec::<String>::new());
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn without_a_policy_in_force_nothing_is_submitted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    app.moves_clock("-1 day").await;

    let refused = desk.acts(&hotel.requester().await, "submit", &Document::of(&hotel, "10")).await;

    refused.is_refused(409, "no_policy_in_force");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_returned_document_keeps_its_approvals_where_nothing_that_matters_changed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let requester = hotel.requester().await;
    let document = Document::of(&hotel, "10");
    desk.acts(&requester, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document.with_note("Fine.")).await.is(200);
    desk.acts(&hotel.accounts().await, "return", &document.with_note("Which cost centre?")).await.is(200);

    let again = desk.acts(&requester, "submit", &Document { revision: kernel::Revision(2), ..document.clone() }).await;

    assert_eq!(
        again.is(200).body,
        json!({
            "status": "running",
            "waiting_for": ["Accounts: Abel Accounts", "Accounts: Ada Accounts"],
            "carried": [
                "Head of department stays approved by Hugo Head: nothing that matters has changed.",
                "Accounts had not been approved yet.",
            ],
            "policy": "Standard 1",
        })
    );
    let route = desk.acts(&requester, "show", &document).await.is(200).body;
    let approval = &route["route"]["steps"][0]["approvals"][0];
    assert_eq!(
        (&approval["is_carried"], &approval["revision"], &approval["note"]),
        (&json!(true), &json!(1), &json!("Fine."))
    );
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_document_that_changed_starts_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let requester = hotel.requester().await;
    let document = Document::of(&hotel, "10");
    desk.acts(&requester, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    desk.acts(&requester, "withdraw", &document).await.is(200);

    let again = desk.acts(&requester, "submit", &Document { matter: 2, ..document.clone() }).await.is(200);

    assert_eq!(again.body["waiting_for"], json!(["Head of department: Hugo Head"]));
    assert_eq!(
        again.body["carried"][0],
        "Head of department is asked anew: something that matters to its approvers has changed."
    );
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_document_whose_approvals_all_stand_is_approved_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let requester = hotel.requester().await;
    let document = Document::of(&hotel, "10");
    desk.acts(&requester, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    desk.acts(&requester, "withdraw", &document).await.is(200);
    hotel.publishes(2, "Short", "0").await;

    let again = desk.acts(&requester, "submit", &document).await.is(200);

    assert_eq!(
        (&again.body["status"], &again.body["waiting_for"], &again.body["policy"]),
        (&json!("approved"), &json!([]), &json!("Short 2"))
    );
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_document_keeps_the_policy_that_it_was_submitted_under() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    hotel.publishes(2, "Short", "0").await;

    let decided = desk.acts(&hotel.head().await, "approve", &document).await.is(200);

    assert_eq!(decided.body["outcome"], "step_satisfied");
    let route = desk.acts(&hotel.requester().await, "show", &document).await.is(200).body;
    assert_eq!(route["route"]["policy"]["number"], 1);
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_preview_says_whom_it_would_go_to() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);

    let preview = desk.acts(&hotel.requester().await, "preview", &Document::of(&hotel, "30000")).await.is(200);

    assert_eq!(
        preview.body["summary"],
        "This goes to Hugo Head (Head of department), then to Abel Accounts or Ada Accounts (Accounts), then to Gita \
         Manager (GM), then to Olga Owner (Owner)."
    );
    desk.close().await;
    app.stop().await;
}
