use serde_json::json;

use super::{PATH, asks, decides, decides_on, waiting};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn an_owner_agrees_and_the_role_holds_from_the_next_request() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = waiting(&hotel).await;
    let before = hotel.requester().await;
    lacks(&before, "category.update", "PATCH", &format!("/v1/categories/{}", asked.id()), Some(json!({}))).await;

    let answer = decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decided_by_name"], answer.revision()),
        (&json!("given"), &json!("Olga Owner"), 2)
    );
    before.gets("/v1/session").await.is_refused(401, "unauthenticated");
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert_eq!(me.body["person"]["roles"], json!(["accounts", "requester"]));
    assert!(me.body["permissions"].as_array().unwrap().contains(&json!("purchase_order.issue")));
    app.delivers().await;
    let mails = app.mail_to("requester@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(
        mail.text.contains("Olga Owner changed what you may do") && mail.text.contains("Given: Accounts."),
        "{}",
        mail.text
    );
    let seen = hotel.admin().await.gets(&format!("/v1/people/{}/permissions", hotel.people.requester)).await.is(200);
    let held = seen.body["permissions"].as_array().unwrap();
    let sources = &held.iter().find(|held| held["code"] == "requisition.create").unwrap()["sources"];
    assert_eq!((&sources[0]["role"], &sources[1]["role"]), (&json!("accounts"), &json!("requester")));
    let issue = &held.iter().find(|held| held["code"] == "purchase_order.issue").unwrap()["sources"][0];
    assert_eq!(
        (&issue["role"], &issue["granted_by_name"], &issue["approved_by_name"]),
        (&json!("accounts"), &json!("Alan Admin"), &json!("Olga Owner"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn it_is_decided_once_as_it_was_seen_and_by_somebody_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = waiting(&hotel).await.id();
    lacks(&hotel.admin().await, "grant.approve", "POST", &format!("{PATH}/{id}/approve"), None).await;
    lacks(&hotel.requester().await, "grant.approve", "POST", &format!("{PATH}/{id}/approve"), None).await;
    decides_on(&owner, &id, "approve", None, 2).await.is_refused(412, "stale");

    decides(&owner, &id, "approve", None).await.is(200);
    for verb in ["approve", "withdraw"] {
        let by = if verb == "approve" { hotel.owner().await } else { hotel.admin().await };
        decides_on(&by, &id, verb, None, 2).await.is_refused(409, "grant_decided");
    }

    let to_owner = asks(&hotel.admin().await, hotel.people.owner, &[], &["import.confirm"]).await.is(201);
    let answer = decides(&hotel.owner().await, &to_owner.id(), "approve", None).await;
    answer.is_refused(409, "grant_to_oneself");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_asks_does_not_agree_even_with_both_permissions() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let both = hotel.somebody_who_may(&["grant.create", "grant.approve", "grant.refuse", "grant.view"]).await;
    let asked = asks(&both, hotel.people.requester, &["accounts"], &[]).await.is(201);

    decides(&both, &asked.id(), "approve", None).await.is_refused(409, "grant_asked_by_oneself");
    let why = Some(json!({ "reason": "Changed my mind" }));
    decides(&both, &asked.id(), "refuse", why).await.is_refused(409, "grant_asked_by_oneself");
    assert!(asked.action("grant.approve").is_err());
    app.stop().await;
}

#[actix_web::test]
async fn what_would_be_over_is_not_given() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let until = chrono::Utc::now() + chrono::Duration::minutes(10);
    let body = json!({ "person_id": hotel.people.requester, "roles": ["accounts"], "reason": "For an hour", "expires_at": until });
    let asked = hotel.admin().await.posts(PATH, body).await.is(201);

    app.moves_clock("11 minutes").await;

    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is_refused(409, "grant_over");
    app.stop().await;
}

#[actix_web::test]
async fn what_became_toxic_meanwhile_is_not_given() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner, id) = (hotel.admin().await, hotel.owner().await, hotel.people.requester);
    let spends = asks(&admin, id, &[], &["purchase_order.approve"]).await.is(201);
    let governs = asks(&admin, id, &[], &["grant.create"]).await.is(201);

    decides(&owner, &spends.id(), "approve", None).await.is(200);
    decides(&owner, &governs.id(), "approve", None).await.is_refused(409, "toxic_pair");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_held_by_a_waiver_is_not_asked_for_without_one() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, hotel.people.general_manager);
    let until = chrono::Utc::now() + chrono::Duration::days(30);
    let waived = json!({ "person_id": id, "permissions": ["grant.create"], "reason": "Two of us", "expires_at": until, "waiver": "Two of us" });
    let asked = admin.posts(PATH, waived).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);

    asks(&hotel.admin().await, id, &[], &["grant.create"]).await.is_refused(409, "toxic_pair");
    asks(&hotel.admin().await, id, &["general_manager"], &[]).await.is_refused(409, "toxic_pair");
    asks(&hotel.admin().await, id, &[], &["category.export"]).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn a_waiver_is_for_the_pairs_that_whoever_agrees_reads_and_no_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner, id) = (hotel.admin().await, hotel.owner().await, hotel.people.general_manager);
    let until = chrono::Utc::now() + chrono::Duration::days(30);
    let waived = json!({ "person_id": id, "permissions": ["grant.create"], "reason": "Two of us", "expires_at": until, "waiver": "Two of us" });
    let pair = |second: &str| json!({ "first": "grant.create", "second": second });
    let held = json!(["purchase_order.approve", "requisition.approve", "supplier.activate"].map(pair));

    let asked = admin.posts(PATH, waived).await.is(201);

    assert_eq!(asked.body["waived"], held);
    app.delivers().await;
    let in_words = "“Give somebody else roles and permissions";
    let mails = app.mail_to("owner@harbour-house.example");
    assert!(
        mails.iter().any(|mail| mail.text.contains(&format!("Held together against the rule: {in_words}"))),
        "{mails:?}"
    );
    let path = format!("{PATH}/{}/approve", asked.id());
    let headers = [("if-match", "\"1\""), ("idempotency-key", "to-read-it")];
    let shown = owner.sends_once("POST", &path, None, &headers).await.is_refused(403, "confirmation_required");
    let lines = shown.body["confirmation"]["lines"].to_string();
    assert!(lines.contains(&format!("Although nobody should hold together: {in_words}")), "{lines}");
    let issues = asks(&admin, id, &[], &["purchase_order.issue"]).await.is(201);
    decides(&owner, &issues.id(), "approve", None).await.is(200);
    let refused = decides(&owner, &asked.id(), "approve", None).await.is_refused(409, "toxic_pair");
    assert_eq!(refused.body["pairs"], json!([pair("purchase_order.issue")]));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_not_wanted_any_more_is_given_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let person = json!({ "name": "Ada Okafor", "email": "ada@harbour-house.example", "roles": ["accounts"] });
    let invited = admin.posts("/v1/invitations", json!({ "people": [person] })).await.is(201);
    let invitation = invited.body["items"][0]["id"].as_str().unwrap().to_owned();
    let waiting = admin.gets("/v1/grants?state=waiting").await.is(200);
    let grant = waiting.body["items"][0]["id"].as_str().unwrap().to_owned();
    admin.posts_nothing(&format!("/v1/invitations/{invitation}/withdraw")).await.is(200);

    decides(&hotel.owner().await, &grant, "approve", None).await.is_refused(409, "grant_to_nobody");

    decides(&hotel.owner().await, &grant, "refuse", Some(json!({ "reason": "Not wanted" }))).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_grant_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = asks(&clinic.admin().await, clinic.people.requester, &["accounts"], &[]).await.is(201).id();

    let owner = hotel.owner().await;
    for id in [foreign.as_str(), "0192b0c0-0000-7000-8000-000000000001", "not-an-id"] {
        decides(&owner, id, "approve", None).await.is_refused(404, "not_found");
    }
    decides(&clinic.owner().await, &foreign, "approve", None).await.is(200);
    app.stop().await;
}
