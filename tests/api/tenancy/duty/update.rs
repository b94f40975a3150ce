use serde_json::json;
use uuid::Uuid;

use super::{PAIR, lowers, sets, supplier_activation};
use crate::{
    support::App,
    tenancy::{duty_exception::does_both, lacks, newest_detail},
};

#[actix_web::test]
async fn an_owner_lowers_a_pair_and_raises_it_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;

    let lowered = lowers(&hotel, hotel.people.auditor).await;

    assert_eq!(
        (
            &lowered.body["mode"],
            &lowered.body["reviewer_name"],
            &lowered.body["reviewer_stands"],
            &lowered.body["set_by_name"]
        ),
        (&json!("detect"), &json!("Una Auditor"), &json!(true), &json!("Olga Owner"))
    );
    let told = newest_detail(&hotel, &hotel.org_id.to_string()).await;
    assert_eq!(
        told,
        json!({ "pair": "supplier_activation", "was": "prevent", "mode": "detect", "reviewer_id": hotel.people.auditor, "reason": "There are two of us" })
    );
    let raised = sets(&owner, json!({ "mode": "prevent", "reason": "There are three of us" })).await.is(200);
    assert_eq!((&raised.body["mode"], &raised.body["reviewer_id"]), (&json!("prevent"), &json!(null)));
    assert_eq!(supplier_activation(&owner).await["reason"], "There are three of us");
    app.stop().await;
}

#[actix_web::test]
async fn an_active_owner_or_auditor_is_named_and_nobody_else() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let owner = hotel.owner().await;
    let detect = |reviewer: serde_json::Value| json!({ "mode": "detect", "reviewer_id": reviewer, "reason": "So" });

    for nobody in [hotel.people.accounts, hotel.people.general_manager, clinic.people.auditor] {
        sets(&owner, detect(json!(nobody))).await.is_invalid("reviewer_id", "not_a_reviewer");
    }
    sets(&owner, detect(json!(Uuid::new_v4()))).await.is_invalid("reviewer_id", "not_a_reviewer");
    sets(&owner, detect(json!(null))).await.is_invalid("reviewer_id", "missing");
    let idle = json!({ "mode": "prevent", "reviewer_id": owner.id, "reason": "So" });
    sets(&owner, idle).await.is_invalid("reviewer_id", "not_detected");
    sets(&owner, json!({ "mode": "prevent", "reason": " " })).await.is_invalid("reason", "empty");
    sets(&owner, detect(json!(owner.id))).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_was_named_stands_as_long_as_they_may_review() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, auditor) = (hotel.owner().await, hotel.people.auditor);
    lowers(&hotel, auditor).await;
    let taken = json!({ "permissions": ["duty_exception.review"], "reason": "On leave" });
    owner.posts(&format!("/v1/people/{auditor}/revoke-grants"), taken).await.is(200);

    assert_eq!(supplier_activation(&owner).await["reviewer_stands"], json!(false));
    does_both(&hotel.accounts().await, "Harbour Linen").await.is_refused(409, "own_supplier");
    let detect = json!({ "mode": "detect", "reviewer_id": auditor, "reason": "So" });
    sets(&owner, detect).await.is_invalid("reviewer_id", "not_a_reviewer");
    let again = format!("update tenant.duty set set_by = '{}', set_at = door.now()", owner.id);
    assert_eq!(owner.comes_to("duty.update", &again).await.as_deref(), Some("duty_reviewer_stands"));
    app.stop().await;
}

#[actix_web::test]
async fn most_duties_stay_apart_whoever_asks() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let body = json!({ "mode": "detect", "reviewer_id": hotel.people.auditor, "reason": "So" });

    owner.patches("/v1/duties/document_approval", body.clone(), 1).await.is_refused(409, "duty_stays_apart");
    owner.patches("/v1/duties/lunch", body.clone(), 1).await.is_refused(404, "not_found");
    lacks(&hotel.admin().await, "duty.update", "PATCH", PAIR, Some(body)).await;
    app.stop().await;
}

#[actix_web::test]
async fn it_is_set_as_it_was_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let body = json!({ "mode": "detect", "reviewer_id": hotel.people.auditor, "reason": "So" });

    owner.sends("PATCH", PAIR, Some(body.clone()), &[]).await.is_refused(428, "precondition_required");
    owner.patches(PAIR, body.clone(), 2).await.is_refused(412, "stale");
    owner.patches(PAIR, body.clone(), 1).await.is(200);
    owner.patches(PAIR, body, 1).await.is_refused(412, "stale");
    app.stop().await;
}
