use serde_json::json;
use sha2::{Digest, Sha256};

use super::{PATH, decides, ends, keeps_everything, numbers, starts};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn what_is_signed_off_counts_its_lines_and_can_be_checked_by_its_file() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let head = numbers(&owner, &id, hotel.people.head).await;
    decides(&owner, &id, &head, "take", Some("Left the kitchen")).await.is(200);
    let decided = keeps_everything(&hotel, &id).await;

    let signed = ends(&owner, &id, "sign-off", decided.revision(), None).await.is(200);

    assert_eq!((&signed.body["state"], &signed.body["ended_by_name"]), (&json!("signed_off"), &json!("Olga Owner")));
    let progress = &signed.body["progress"];
    assert_eq!((&progress["open"], &progress["taken"], &progress["gone"]), (&json!(0), &json!(1), &json!(0)));
    let sheet = owner.gets(&format!("{PATH}/{id}/lines/export")).await.is(200).csv();
    let columns =
        ["Line", "Person id", "Source", "Permissions", "Held since", "State", "Decided by id", "Decided at", "Reason"]
            .map(|heading| sheet.column(heading));
    let text: String = (0..sheet.rows.len())
        .map(|row| columns.iter().map(|column| column[row]).collect::<Vec<_>>().join("\t") + "\n")
        .collect();
    let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(signed.body["digest"], digest);
    assert_eq!(hotel.actions_on(&id).await.last().map(String::as_str), Some("access_review.signed_off"));
    app.stop().await;
}

#[actix_web::test]
async fn nothing_is_signed_off_undecided_or_unseen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();

    let refused = ends(&owner, &id, "sign-off", 1, None).await.is_refused(409, "review_undecided");
    assert!(refused.body["detail"].as_str().unwrap().ends_with("lines are not decided."), "{refused:?}");
    let decided = keeps_everything(&hotel, &id).await;
    ends(&owner, &id, "sign-off", decided.revision() - 1, None).await.is_refused(412, "stale");
    lacks(&hotel.admin().await, "access_review.sign_off", "POST", &format!("{PATH}/{id}/sign-off"), None).await;
    app.stop().await;
}

#[actix_web::test]
async fn what_is_signed_off_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let decided = keeps_everything(&hotel, &id).await;
    let head = numbers(&owner, &id, hotel.people.head).await;
    let signed = ends(&owner, &id, "sign-off", decided.revision(), None).await.is(200);

    decides(&owner, &id, &head, "keep", None).await.is_refused(409, "review_ended");
    ends(&owner, &id, "sign-off", signed.revision(), None).await.is_refused(409, "review_ended");
    let why = Some(json!({ "reason": "No" }));
    ends(&owner, &id, "cancel", signed.revision(), why).await.is_refused(409, "review_ended");
    let own = owner.id;
    let attempts = [
        (
            format!("update tenant.access_review set end_reason = null, revision = 9 where id = '{id}'"),
            "access_review_ended",
        ),
        (
            format!(
                "update tenant.access_review_line set reason = 'Otherwise', decided_by = '{own}', decided_at = now() where review_id = '{id}' and person_id <> '{own}'"
            ),
            "access_review_line_ended",
        ),
    ];
    for (statement, refusal) in attempts {
        assert_eq!(owner.comes_to("access_review.decide", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    for statement in ["delete from tenant.access_review", "delete from tenant.access_review_line"] {
        let refused = owner.comes_to("access_review.decide", statement).await.unwrap_or_default();
        assert!(refused.contains("permission denied"), "{refused}");
    }
    starts(&owner).await;
    app.stop().await;
}

#[actix_web::test]
async fn the_database_signs_off_no_other_count_than_that_of_the_lines() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    keeps_everything(&hotel, &id).await;
    let by = owner.id;
    let statement = format!(
        "update tenant.access_review set state = 'signed_off', kept = kept - 1, taken = taken + 1, ended_by = '{by}', ended_at = now(),
            digest = sha256('x') where id = '{id}'"
    );

    let refused = owner.comes_to("access_review.sign_off", &statement).await;
    let another_day = statement.replace("ended_at = now()", "ended_at = now() - interval '1 day'");
    let backdated = owner.comes_to("access_review.sign_off", &another_day).await;

    assert_eq!(refused.as_deref(), Some("access_review_counts"));
    assert_eq!(backdated.as_deref(), Some("access_review_in_own_name"));
    app.stop().await;
}
