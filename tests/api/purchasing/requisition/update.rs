//! Editing a draft.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    REQUISITIONS, acts, approved, approves, asks, body, drafted, lifecycle, line, shows, submits, submitted, supplier,
    with,
};
use crate::support::{Answer, App, Person};

async fn edits(person: &Person<'_>, document: &Answer, body: Value) -> Answer {
    person.patches(&format!("{REQUISITIONS}/{}", document.id()), body, document.revision()).await
}

#[actix_web::test]
async fn what_is_left_out_stays_and_null_empties() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let supplier = supplier(&hotel, "Harbour Linen").await;
    let asked =
        with(body(&[line("1", "2")]), &json!({ "supplier_id": supplier, "note": "Soon", "need_by": "2026-12-04" }));
    let draft = asks(&requester, asked).await;

    let edited = edits(&requester, &draft, json!({ "title": "Linen", "note": null })).await.is(200);

    let mut expected = draft.body.clone();
    expected["title"] = json!("Linen");
    expected["note"] = Value::Null;
    expected["revision"] = json!(2);
    expected["updated_at"] = edited.body["updated_at"].clone();
    assert_eq!(edited.body, expected);
    assert_eq!(edited.header("etag"), Some("\"2\""));
    let seen = shows(&requester, &draft.id()).await;
    let told = seen.body["timeline"][1].clone();
    assert_eq!(told["detail"], json!({ "fields": ["title", "note"], "is_material": false }));
    app.stop().await;
}

#[actix_web::test]
async fn a_line_that_stays_keeps_its_id() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, body(&[line("1", "1"), line("2", "2"), line("3", "3")])).await;
    let id = |index: usize| draft.body["lines"][index]["id"].clone();
    let lines = json!([
        with(line("30", "3"), &json!({ "id": id(2) })),
        line("4", "4"),
        with(line("1", "1"), &json!({ "id": id(0) })),
    ]);

    let edited = edits(&requester, &draft, json!({ "lines": lines })).await.is(200);

    let lines = edited.body["lines"].as_array().unwrap();
    assert_eq!(lines.iter().map(|line| &line["position"]).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!((&lines[0]["id"], &lines[2]["id"]), (&id(2), &id(0)));
    assert!((0..3).all(|index| lines[1]["id"] != id(index)));
    assert_eq!(edited.body["totals"]["gross"]["amount"], "107.00");
    app.stop().await;
}

#[actix_web::test]
async fn a_line_of_another_requisition_is_unknown() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let (draft, other) = (drafted(&hotel).await, drafted(&hotel).await);
    let of = |document: &Answer| with(line("1", "1"), &json!({ "id": document.body["lines"][0]["id"] }));

    edits(&requester, &draft, json!({ "lines": [of(&other)] })).await.is_invalid("lines[0].id", "unknown");
    edits(&requester, &draft, json!({ "lines": [of(&draft), of(&draft)] })).await.is_invalid("lines[1].id", "unknown");
    app.stop().await;
}

#[actix_web::test]
async fn another_currency_prices_the_lines_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, body(&[line("1", "10.55")])).await;

    let edited = edits(&requester, &draft, json!({ "currency": "JPY" })).await.is(200);

    assert_eq!(edited.body["totals"]["gross"], json!({ "amount": "11", "currency": "JPY" }));
    app.stop().await;
}

#[actix_web::test]
async fn untouched_lines_may_name_what_was_retired_since() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let category = accounts.posts("/v1/categories", json!({ "name": "Linen", "code": "LINEN" })).await.is(201);
    let asked = with(line("1", "1"), &json!({ "category_id": category.id() }));
    let draft = asks(&requester, body(std::slice::from_ref(&asked))).await;
    accounts.patches(&format!("/v1/categories/{}", category.id()), json!({ "is_active": false }), 1).await.is(200);

    let edited = edits(&requester, &draft, json!({ "title": "Linen" })).await.is(200);

    let anew = json!({ "lines": [asked] });
    edits(&requester, &edited, anew).await.is_invalid("lines[0].category_id", "unknown");
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_names_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let broken = [
        (json!({ "title": null }), "title", "wrong_type"),
        (json!({ "currency": null }), "currency", "wrong_type"),
        (json!({ "department_id": null }), "department_id", "wrong_type"),
        (json!({ "lines": null }), "lines", "wrong_type"),
        (json!({ "number": "PR-1" }), "number", "unknown_field"),
        (json!({ "on_behalf_of_id": null }), "on_behalf_of_id", "unknown_field"),
        (json!({ "need_by": "2200-01-01" }), "need_by", "day"),
        (json!({ "supplier_id": Uuid::new_v4() }), "supplier_id", "unknown"),
        (json!({ "department_id": hotel.housekeeping }), "department_id", "not_allowed"),
    ];

    for (asked, field, rule) in broken {
        edits(&requester, &draft, asked).await.is_invalid(field, rule);
    }

    assert_eq!(shows(&requester, &draft.id()).await.revision(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn an_edit_needs_the_revision_that_was_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = drafted(&hotel).await;
    let path = format!("{REQUISITIONS}/{}", draft.id());
    let title = json!({ "title": "Linen" });

    requester.sends("PATCH", &path, Some(title.clone()), &[]).await.is_refused(428, "precondition_required");
    requester.patches(&path, title.clone(), 1).await.is(200);
    requester.patches(&path, title, 1).await.is_refused(412, "stale");

    assert_eq!(shows(&requester, &draft.id()).await.revision(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn only_a_draft_is_edited() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    for document in [submitted(&hotel).await, approved(&hotel).await] {
        let answer = edits(&requester, &document, json!({ "title": "Linen" })).await;
        answer.is_refused(409, "requisition_not_draft");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_head_edits_a_draft_of_the_department_and_a_watcher_does_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await;
    let watch = json!({ "person_id": hotel.people.housekeeper });
    hotel.requester().await.posts(&format!("{REQUISITIONS}/{}/watchers", draft.id()), watch).await.is(200);
    let title = json!({ "title": "Linen" });

    edits(&hotel.housekeeper().await, &draft, title.clone()).await.is_refused(403, "requisition_not_yours");
    edits(&hotel.accounts().await, &draft, title.clone()).await.is_refused(403, "requisition_not_yours");
    edits(&hotel.housekeeping_head().await, &draft, title.clone()).await.is_refused(404, "not_found");
    edits(&hotel.auditor().await, &draft, title.clone()).await.is_refused(403, "forbidden");

    edits(&hotel.head().await, &draft, title).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_what_they_edited_after_it_was_submitted() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.publishes(2, "Strict", "0 seconds").await;
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let sent = submitted(&hotel).await;
    let back = acts(&head, &sent.id(), "return", sent.revision(), json!({ "note": "Fewer" })).await.is(200);
    let fewer = json!({ "lines": [with(line("50", "4.25"), &json!({ "id": back.body["lines"][0]["id"] }))] });
    let edited = edits(&head, &back, fewer).await.is(200);

    let again = acts(&requester, &edited.id(), "submit", edited.revision(), Value::Null).await;

    // The head is the only candidate of the first step, and edited it: nobody is left, and nobody is passed over.
    again.is_refused(409, "route_has_nobody");
    let seen = shows(&accounts, &edited.id()).await.is(200);
    assert_eq!((lifecycle(&seen), seen.revision()), ("draft", edited.revision()));
    app.stop().await;
}

#[actix_web::test]
async fn a_head_who_mended_only_the_title_still_approves() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let sent = submitted(&hotel).await;
    let back = acts(&head, &sent.id(), "return", sent.revision(), json!({ "note": "Title" })).await.is(200);
    let edited = edits(&head, &back, json!({ "title": "White towels" })).await.is(200);

    let again = submits(&requester, &edited).await;

    approves(&head, &again).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_requisition_is_as_if_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let requester = hotel.requester().await;
    let foreign = drafted(&clinic).await;

    let of_theirs = edits(&requester, &foreign, json!({ "title": "Ours" })).await.is_refused(404, "not_found");
    let path = format!("{REQUISITIONS}/{}", Uuid::new_v4());
    let of_nobody = requester.patches(&path, json!({ "title": "Ours" }), 1).await.is_refused(404, "not_found");

    assert_eq!(of_theirs.body, of_nobody.body);
    assert_eq!(shows(&clinic.requester().await, &foreign.id()).await.body["title"], "Towels");
    app.stop().await;
}
