use serde_json::json;

use super::{PATH, decides, lines, numbers, starts};
use crate::{
    support::App,
    tenancy::{grant::asks, lacks},
};

#[actix_web::test]
async fn what_is_kept_can_be_decided_anew_and_what_is_taken_is_taken_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, head) = (hotel.owner().await, hotel.people.head);
    let id = starts(&owner).await.id();
    let own = numbers(&owner, &id, head).await;

    let kept = decides(&owner, &id, &own, "keep", None).await.is(200);
    assert_eq!(kept.body["progress"]["kept"], 1);
    decides(&owner, &id, &own, "take", None).await.is_invalid("reason", "missing");
    let taken = decides(&owner, &id, &own, "take", Some("Left the kitchen")).await.is(200);

    assert_eq!((&taken.body["progress"]["kept"], &taken.body["progress"]["taken"]), (&json!(0), &json!(1)));
    hotel.head().await.gets("/v1/session").await.is_refused(403, "forbidden");
    let line = &lines(&owner, &id, Some(head)).await[0];
    assert_eq!(
        (&line["state"], &line["decided_by_name"], &line["reason"]),
        (&json!("taken"), &json!("Olga Owner"), &json!("Left the kitchen"))
    );
    decides(&owner, &id, &own, "keep", None).await.is_refused(409, "review_line_taken");
    assert_eq!(hotel.actions_on(&head.to_string()).await, ["person.joined", "person.grants_revoked"]);
    app.delivers().await;
    assert!(
        app.mail_to("hod@harbour-house.example").iter().any(|mail| mail.text.contains("Taken: Head of department."))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_permission_given_by_itself_is_taken_and_what_a_role_brought_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, id) = (hotel.owner().await, hotel.people.requester);
    asks(&hotel.admin().await, id, &[], &["requisition.create"]).await.is(201);
    let review = starts(&owner).await.id();
    let own = *numbers(&owner, &review, id).await.last().unwrap();

    decides(&owner, &review, &[own], "take", Some("The role brings it")).await.is(200);

    let seen = owner.gets(&format!("/v1/people/{id}/permissions")).await.is(200);
    let held = seen.body["permissions"].as_array().unwrap();
    let sources = &held.iter().find(|held| held["code"] == "requisition.create").unwrap()["sources"];
    assert_eq!((sources.as_array().unwrap().len(), &sources[0]["role"]), (1, &json!("requester")));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_reviews_their_own_rights() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let own = numbers(&owner, &id, owner.id).await;

    for decision in ["keep", "take"] {
        decides(&owner, &id, &own, decision, Some("Mine")).await.is_refused(409, "review_of_oneself");
    }

    let line = &lines(&owner, &id, Some(owner.id)).await[0];
    assert_eq!(line["actions"][0]["closed_because"]["code"], "review_of_oneself");
    decides(&hotel.admin().await, &id, &own, "keep", None).await.is(200);
    let of_admin = numbers(&owner, &id, hotel.people.admin).await;
    decides(&owner, &id, &of_admin, "take", Some("Last")).await.is_refused(409, "last_to_govern");
    app.stop().await;
}

#[actix_web::test]
async fn what_makes_an_owner_is_taken_by_an_owner_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, admin) = (hotel.owner().await, hotel.admin().await);
    let second = hotel.somebody_who_may(&["grant.approve"]).await.id;
    hotel.has_role(second, "owner").await;
    let id = starts(&owner).await.id();
    let of_second = numbers(&owner, &id, second).await;

    for line in &of_second {
        decides(&admin, &id, &[*line], "take", Some("In the way")).await.is_refused(409, "owner_by_owner");
    }
    decides(&owner, &id, &of_second, "take", Some("Retired")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_toxic_pair_is_kept_for_a_reason_only() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let person = hotel.somebody_who_may(&["grant.create", "purchase_order.issue"]).await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let both = numbers(&owner, &id, person.id).await;

    decides(&owner, &id, &both, "keep", None).await.is_invalid("reason", "toxic");
    decides(&owner, &id, &both, "keep", Some("There are two of us")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_is_named_where_it_is_broken() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let head = numbers(&owner, &id, hotel.people.head).await;
    let two = [head[0], numbers(&owner, &id, hotel.people.requester).await[0]];

    decides(&owner, &id, &[], "keep", None).await.is_invalid("lines", "count");
    decides(&owner, &id, &[head[0], 999], "keep", None).await.is_invalid("lines[1]", "unknown");
    decides(&owner, &id, &[head[0], head[0]], "keep", None).await.is_invalid("lines[1]", "twice");
    decides(&owner, &id, &two, "take", Some("Both")).await.is_invalid("lines", "one_person");
    let body = json!({ "lines": [1], "decision": "keep" });
    lacks(&hotel.auditor().await, "access_review.decide", "POST", &format!("{PATH}/{id}/decide"), Some(body)).await;
    decides(&app.clinic().await.owner().await, &id, &head, "keep", None).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn who_takes_may_take_and_has_just_signed_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let head = numbers(&owner, &id, hotel.people.head).await;
    let reviewer = hotel.somebody_who_may(&["access_review.decide"]).await;

    let refused = decides(&reviewer, &id, &head, "take", Some("Gone")).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "person.revoke_grants");
    let late = "update door.session set authenticated_at = door.now() - interval '6 minutes'";
    sqlx::raw_sql(late).execute(&mut app.administrator().await).await.unwrap();

    decides(&owner, &id, &head, "take", Some("Gone")).await.is_refused(401, "sign_in_too_old");
    decides(&owner, &id, &head, "keep", None).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_gone_or_given_anew_needs_no_decision() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, head) = (hotel.owner().await, hotel.people.head);
    let id = starts(&owner).await.id();
    let taken = json!({ "roles": ["head_of_department"], "reason": "Moved" });
    owner.posts(&format!("/v1/people/{head}/revoke-grants"), taken).await.is(200);

    let line = lines(&owner, &id, Some(head)).await.remove(0);
    assert_eq!((&line["state"], &line["is_given_anew"]), (&json!("gone"), &json!(false)));
    let number = [line["number"].as_i64().unwrap()];
    decides(&owner, &id, &number, "keep", None).await.is_refused(409, "review_line_gone");
    let asked = asks(&hotel.admin().await, head, &["head_of_department"], &[]).await.is(201);
    crate::tenancy::grant::decides(&owner, &asked.id(), "approve", None).await.is(200);

    let line = lines(&owner, &id, Some(head)).await.remove(0);
    assert_eq!((&line["state"], &line["is_given_anew"]), (&json!("gone"), &json!(true)));
    let seen = owner.gets(&format!("{PATH}/{id}")).await.is(200);
    assert_eq!(seen.body["progress"]["gone"], 1);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_decides_nothing_in_anothers_name_nor_says_what_is_not_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, admin) = (hotel.owner().await, hotel.people.admin);
    let id = starts(&owner).await.id();
    let says = |state: &str, by: &str, of: &str| {
        format!(
            "update tenant.access_review_line set state = '{state}', decided_by = {by}, decided_at = case when {by} is null then null else now() end,
                reason = case when {by} is null then null else 'So' end
            where review_id = '{id}' and person_id = '{of}'"
        )
    };
    let (own, by, other) = (owner.id.to_string(), format!("'{}'::uuid", owner.id), hotel.people.head.to_string());
    let attempts = [
        (says("kept", &by, &own), "access_review_line_own"),
        (says("kept", &format!("'{admin}'::uuid"), &other), "access_review_line_in_own_name"),
        (
            says("kept", &by, &other).replace("else now() end", "else now() - interval '1 day' end"),
            "access_review_line_in_own_name",
        ),
        (says("taken", &by, &other), "access_review_line_held"),
        (says("open", "null::uuid", &other), "access_review_line_undecided"),
        (says("gone", "null::uuid", &other), "access_review_line_gone"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(owner.comes_to("access_review.decide", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    assert_eq!(owner.comes_to("access_review.decide", &says("kept", &by, &other)).await, None);
    decides(&owner, &id, &numbers(&owner, &id, hotel.people.head).await, "take", Some("Moved")).await.is(200);
    let given_back = owner.comes_to("access_review.decide", &says("kept", &by, &other)).await;
    assert_eq!(given_back.as_deref(), Some("access_review_line_taken"));
    let auditor = hotel.auditor().await;
    let other = hotel.people.requester.to_string();
    let by_auditor = says("kept", &format!("'{}'::uuid", auditor.id), &other);
    let refused = auditor.comes_to("access_review.view", &by_auditor).await;
    assert_eq!(refused.as_deref(), Some("access_review_line_permission"));
    app.stop().await;
}
