use serde_json::json;

use super::{PATH, does_both, excepted, newest, reviews};
use crate::{
    support::App,
    tenancy::{deactivate, duty::lowers, lacks, newest_detail},
};

#[actix_web::test]
async fn somebody_else_says_once_what_they_think_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let seen = excepted(&hotel).await;
    let id = seen["id"].as_str().unwrap();

    let reviewed = reviews(&auditor, id, "accept", 1).await.is(200);

    assert_eq!(
        (&reviewed.body["state"], &reviewed.body["reviewed_by_name"], &reviewed.body["note"]),
        (&json!("accepted"), &json!("Una Auditor"), &json!("Looked it up"))
    );
    let told = newest_detail(&hotel, id).await;
    assert_eq!((&told["verdict"], &told["person_id"]), (&json!("accepted"), &json!(hotel.people.accounts)));
    assert_eq!(hotel.actions_on(id).await, ["duty_exception.reviewed"]);
    reviews(&auditor, id, "raise", 2).await.is_refused(409, "exception_reviewed");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_reviews_what_they_did_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    lowers(&hotel, hotel.people.auditor).await;
    let both = hotel
        .somebody_who_may(&["supplier.create", "supplier.activate", "duty_exception.view", "duty_exception.review"])
        .await;
    does_both(&both, "Harbour Linen").await.is(200);
    let seen = newest(&both).await;
    let id = seen["id"].as_str().unwrap();

    assert_eq!(seen["actions"][0]["closed_because"]["code"], "exception_of_oneself");
    reviews(&both, id, "accept", 1).await.is_refused(409, "exception_of_oneself");
    reviews(&hotel.owner().await, id, "raise", 1).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_done_stays_to_be_reviewed_when_whoever_was_named_left() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let seen = excepted(&hotel).await;
    deactivate(&hotel, hotel.people.auditor).await;

    reviews(&hotel.owner().await, seen["id"].as_str().unwrap(), "accept", 1).await.is(200);

    let again = does_both(&hotel.accounts().await, "Quay Textiles").await;
    again.is_refused(409, "own_supplier");
    app.stop().await;
}

#[actix_web::test]
async fn it_needs_the_permission_a_note_and_the_revision_that_was_seen() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let owner = hotel.owner().await;
    let foreign = excepted(&clinic).await;
    let seen = excepted(&hotel).await;
    let id = seen["id"].as_str().unwrap();
    let path = format!("{PATH}/{id}/review");
    let body = json!({ "verdict": "accept", "note": "Looked it up" });

    lacks(&hotel.admin().await, "duty_exception.review", "POST", &path, Some(body.clone())).await;
    reviews(&owner, id, "accept", 2).await.is_refused(412, "stale");
    reviews(&owner, id, "shrug", 1).await.is_invalid("verdict", "unknown_value");
    reviews(&owner, foreign["id"].as_str().unwrap(), "accept", 1).await.is_refused(404, "not_found");
    let silent = json!({ "verdict": "accept", "note": " " });
    let headers = [("if-match", "\"1\""), ("idempotency-key", "silent")];
    owner.sends("POST", &path, Some(silent), &headers).await.is_invalid("note", "empty");
    app.stop().await;
}
