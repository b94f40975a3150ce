//! Editing a draft.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, body, drafted, line, submitted, supplier};
use crate::support::App;

#[actix_web::test]
async fn what_is_left_out_stays_and_null_empties() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let path = format!("{ORDERS}/{}", draft.id());

    let edit = json!({ "title": "More towels", "need_by": "2026-12-04", "payment_terms": "30 days net" });
    let once = requester.patches(&path, edit, 1).await.is(200);
    let twice = requester.patches(&path, json!({ "need_by": null }), 2).await.is(200);

    assert_eq!((&once.body["title"], &once.body["need_by"]), (&json!("More towels"), &json!("2026-12-04")));
    assert_eq!(once.header("etag"), Some("\"2\""));
    assert_eq!((&twice.body["title"], &twice.body["need_by"]), (&json!("More towels"), &Value::Null));
    assert_eq!(twice.body["payment_terms"], "30 days net");
    assert_eq!(twice.body["lines"], draft.body["lines"]);
    app.stop().await;
}

#[actix_web::test]
async fn lines_are_replaced_as_a_whole_and_those_that_stay_keep_their_id() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let lines = [line("1", "1"), line("2", "2"), line("3", "3")];
    let draft = requester.posts(ORDERS, body(&hotel, &supplier, &lines)).await.is(201);
    let path = format!("{ORDERS}/{}", draft.id());
    let mut third = line("30", "3");
    third["id"] = draft.body["lines"][2]["id"].clone();

    let edited = requester.patches(&path, json!({ "lines": [third, line("4", "4")] }), 1).await.is(200);

    let lines = edited.body["lines"].as_array().unwrap();
    let shape: Vec<_> = lines.iter().map(|line| (line["position"].clone(), line["quantity"].clone())).collect();
    assert_eq!(shape, [(json!(1), json!("30")), (json!(2), json!("4"))]);
    assert_eq!(lines[0]["id"], draft.body["lines"][2]["id"]);
    assert_eq!(edited.body["totals"]["gross"]["amount"], "106.00");
    app.stop().await;
}

#[actix_web::test]
async fn a_line_of_another_order_is_unknown_and_so_is_one_named_twice() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let (ours, other) = (drafted(&hotel).await, submitted_elsewhere(&hotel).await);
    let path = format!("{ORDERS}/{}", ours.id());
    let named = |id: &Value| {
        let mut line = line("1", "1");
        line["id"] = id.clone();
        line
    };

    let foreign = requester.patches(&path, json!({ "lines": [named(&other.body["lines"][0]["id"])] }), 1).await;
    let own = &ours.body["lines"][0]["id"];
    let twice = requester.patches(&path, json!({ "lines": [named(own), named(own)] }), 1).await;

    foreign.is_invalid("lines[0].id", "unknown");
    twice.is_invalid("lines[1].id", "unknown");
    app.stop().await;
}

async fn submitted_elsewhere(hotel: &crate::support::Organisation<'_>) -> crate::support::Answer {
    let body = json!({ "title": "Other", "currency": "EUR", "lines": [line("5", "5")] });
    hotel.requester().await.posts(ORDERS, body).await.is(201)
}

#[actix_web::test]
async fn another_currency_takes_the_same_prices() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;

    let path = format!("{ORDERS}/{}", draft.id());
    let edited = hotel.requester().await.patches(&path, json!({ "currency": "KWD" }), 1).await.is(200);

    assert_eq!(edited.body["totals"]["gross"], json!({ "amount": "425.000", "currency": "KWD" }));
    assert_eq!(edited.body["lines"][0]["id"], draft.body["lines"][0]["id"]);
    app.stop().await;
}

#[actix_web::test]
async fn an_edit_names_the_revision_it_was_made_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());
    requester.patches(&path, json!({ "title": "First" }), 1).await.is(200);

    requester.patches(&path, json!({ "title": "Second" }), 1).await.is_refused(412, "stale");
    requester.sends("PATCH", &path, Some(json!({})), &[]).await.is_refused(428, "precondition_required");
    assert_eq!(requester.gets(&path).await.is(200).body["title"], "First");
    app.stop().await;
}

#[actix_web::test]
async fn only_a_draft_is_edited_and_only_by_whose_it_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = submitted(&hotel).await;
    let path = format!("{ORDERS}/{}", order.id());

    let pending = hotel.requester().await.patches(&path, json!({ "title": "Late" }), 2).await;
    let unseen = hotel.housekeeper().await.patches(&path, json!({ "title": "Theirs" }), 2).await;

    pending.is_refused(409, "illegal_transition");
    unseen.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn a_watcher_sees_a_draft_and_does_not_edit_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;
    let path = format!("{ORDERS}/{}", draft.id());
    let watches = json!({ "person_id": hotel.people.housekeeper });
    hotel.requester().await.posts(&format!("{path}/watchers"), watches).await.is(200);

    let seen = hotel.housekeeper().await.gets(&path).await.is(200);
    let edited = hotel.housekeeper().await.patches(&path, json!({ "title": "Mine" }), 1).await;

    assert_eq!(seen.action("purchase_order.update"), Err("not_your_order".into()));
    edited.is_refused(403, "not_your_order");
    app.stop().await;
}

#[actix_web::test]
async fn heads_and_accounts_edit_what_others_drafted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());

    hotel.head().await.patches(&path, json!({ "title": "By the head" }), 1).await.is(200);
    hotel.accounts().await.patches(&path, json!({ "title": "By Accounts" }), 2).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_changes_a_returned_order_does_not_approve_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = submitted(&hotel).await;
    let (id, path) = (order.id(), format!("{ORDERS}/{}", order.id()));
    acts(&hotel.head().await, &id, "return", 2, json!({ "note": "Cheaper, please" })).await.is(200);
    hotel.accounts().await.patches(&path, json!({ "lines": [line("90", "4.00")] }), 3).await.is(200);
    acts(&hotel.requester().await, &id, "submit", 4, Value::Null).await.is(200);
    acts(&hotel.head().await, &id, "approve", 5, json!({})).await.is(200);

    let refused = acts(&hotel.accounts().await, &id, "approve", 5, json!({})).await;

    refused.is_refused(403, "edited_by_approver");
    acts(&hotel.second_accounts().await, &id, "approve", 5, json!({})).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = drafted(&clinic).await.id();
    let accounts = hotel.accounts().await;

    for id in [theirs, Uuid::new_v4().to_string()] {
        let path = format!("{ORDERS}/{id}");
        accounts.patches(&path, json!({ "title": "Mine" }), 1).await.is_refused(404, "not_found");
    }
    app.stop().await;
}
