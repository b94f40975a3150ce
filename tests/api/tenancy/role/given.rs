//! A role of the organisation's own, wherever roles are given, taken, shown and looked at.
use serde_json::{Value, json};

use super::{agrees, asks, buyer, issuer, takes};
use crate::{
    support::App,
    tenancy::{each, lacks, newest_detail},
};

fn held<'a>(seen: &'a Value, code: &str) -> Vec<&'a Value> {
    let held = seen["permissions"].as_array().unwrap().iter().find(|held| held["code"] == code);
    held.map(|held| held["sources"].as_array().unwrap().iter().collect()).unwrap_or_default()
}

#[actix_web::test]
async fn what_nothing_guards_is_given_at_once_and_says_where_it_is_from() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, id) = (hotel.requester().await, buyer(&hotel).await);
    lacks(&requester, "supplier.export", "GET", "/v1/suppliers/export?format=csv", None).await;

    let given = asks(&hotel, &id).await.is(201);

    let named = json!({ "id": id, "name": "Night buyer" });
    assert_eq!((&given.body["state"], &given.body["roles"]), (&json!("given"), &json!([])));
    let template = json!({ "id": id, "name": "Night buyer", "permissions": ["supplier.export", "supplier.view"] });
    assert_eq!(given.body["custom_roles"], json!([template]));
    hotel.requester().await.gets("/v1/suppliers/export?format=csv").await.is(200);
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert_eq!(
        (&me.body["person"]["roles"], &me.body["person"]["custom_roles"]),
        (&json!(["requester"]), &json!([named]))
    );
    let owner = hotel.owner().await;
    let seen = owner.gets(&format!("/v1/people/{}/permissions", requester.id)).await.is(200);
    assert_eq!((&seen.body["roles"], &seen.body["custom_roles"]), (&json!(["requester"]), &json!([named])));
    let source = held(&seen.body, "supplier.export")[0];
    assert_eq!(
        (&source["role"], &source["custom_role"], &source["reason"]),
        (&json!(null), &named, &json!("Works at night"))
    );
    let people = owner.gets(&format!("/v1/people?custom_role_id={id}")).await.is(200);
    assert_eq!(each(&people, "name"), ["Rosa Requester"]);
    let file = owner.gets("/v1/people/export?format=csv").await.is(200);
    assert!(String::from_utf8_lossy(&file.bytes).contains("requester, Night buyer"));
    let detail = newest_detail(&hotel, given.body["id"].as_str().unwrap()).await;
    assert_eq!(detail["custom_roles"], json!([named]));
    app.delivers().await;
    let mails = app.mail_to("requester@harbour-house.example");
    assert!(mails.iter().any(|mail| mail.text.contains("Night buyer")), "{mails:?}");
    app.stop().await;
}

#[actix_web::test]
async fn what_something_guards_waits_for_an_owner() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issuer(&hotel).await;

    let asked = asks(&hotel, &id).await.is(201);

    assert_eq!(asked.body["state"], "waiting");
    agrees(&hotel, &asked.id()).await.is(200);
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert!(me.body["permissions"].as_array().unwrap().contains(&json!("purchase_order.issue")));
    takes(&hotel, &id).await.is(200);
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert!(!me.body["permissions"].as_array().unwrap().contains(&json!("purchase_order.issue")));
    assert_eq!(me.body["person"]["custom_roles"], json!([]));
    let detail = newest_detail(&hotel, &hotel.people.requester.to_string()).await;
    assert_eq!((&detail["roles"], &detail["custom_roles"]), (&json!([]), &json!([{ "id": id, "name": "Issuer" }])));
    takes(&hotel, &id).await.is_invalid("custom_roles[0]", "not_held");
    app.stop().await;
}

#[actix_web::test]
async fn a_role_of_another_organisation_or_one_named_twice_is_not_given() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (id, foreign) = (buyer(&hotel).await, buyer(&clinic).await);
    let body =
        |roles: &[&str]| json!({ "person_id": hotel.people.requester, "custom_roles": roles, "reason": "Why not" });
    let admin = hotel.admin().await;

    let met = admin.posts("/v1/grants", body(&[&foreign])).await.is_invalid("custom_roles[0]", "unknown");
    let missed = admin.posts("/v1/grants", body(&[&uuid::Uuid::new_v4().to_string()])).await;
    assert_eq!(met.body, missed.body);
    admin.posts("/v1/grants", body(&[&id, &id])).await.is_invalid("custom_roles[1]", "twice");
    app.stop().await;
}

#[actix_web::test]
async fn a_toxic_pair_is_found_across_roles_of_both_kinds() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = issuer(&hotel).await;
    let accomplice =
        json!({ "person_id": hotel.people.auditor, "roles": ["admin"], "custom_roles": [id], "reason": "Both" });

    let refused = hotel.admin().await.posts("/v1/grants", accomplice).await.is_refused(409, "toxic_pair");

    let pairs = refused.body["pairs"].as_array().unwrap();
    assert!(pairs.contains(&json!({ "first": "grant.create", "second": "purchase_order.issue" })), "{pairs:?}");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_invited_joins_with_it_or_waits_for_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (buyer, issuer) = (buyer(&hotel).await, issuer(&hotel).await);
    let person = |mailbox: &str, roles: &[&str]| json!({ "name": "Ada Night", "email": format!("{mailbox}@harbour-house.example"), "custom_roles": roles });
    let body = json!({ "people": [person("both", &[&buyer, &issuer]), person("one", &[&buyer])] });

    let invited = hotel.admin().await.posts("/v1/invitations", body).await.is(201);

    let [both, one] = &invited.body["items"].as_array().unwrap()[..] else { panic!("{invited:?}") };
    let named = |id: &str, name: &str| json!([{ "id": id, "name": name }]);
    assert_eq!((&both["roles"], &both["custom_roles"]), (&json!([]), &named(&buyer, "Night buyer")));
    assert_eq!(both["waiting_custom_roles"], named(&issuer, "Issuer"));
    assert_eq!((&one["custom_roles"], &one["waiting_custom_roles"]), (&named(&buyer, "Night buyer"), &json!([])));
    let waiting = hotel.owner().await.gets("/v1/grants?state=waiting").await.is(200);
    let [grant] = &waiting.body["items"].as_array().unwrap()[..] else { panic!("{waiting:?}") };
    agrees(&hotel, grant["id"].as_str().unwrap()).await.is(200);
    let seen = hotel.owner().await.gets("/v1/invitations").await.is(200);
    let both = seen.body["items"].as_array().unwrap().iter().find(|item| item["id"] == both["id"]).unwrap();
    assert_eq!(both["custom_roles"].as_array().unwrap().len(), 2);
    let nobody = json!({ "people": [person("none", &[])] });
    hotel.admin().await.posts("/v1/invitations", nobody).await.is_invalid("people[0].roles", "each_once");
    app.stop().await;
}

#[actix_web::test]
async fn a_review_has_a_line_for_it_and_takes_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, id) = (hotel.owner().await, buyer(&hotel).await);
    asks(&hotel, &id).await.is(201);
    let review = owner.posts("/v1/access-reviews", json!({})).await.is(201).id();
    let path = format!("/v1/access-reviews/{review}");

    let lines = owner.gets(&format!("{path}/lines?person_id={}", hotel.people.requester)).await.is(200);

    let lines = lines.body["items"].as_array().unwrap();
    let line = lines.iter().find(|line| line["custom_role"]["id"] == id).unwrap();
    assert_eq!((&line["role"], &line["custom_role"]["name"]), (&json!(null), &json!("Night buyer")));
    assert_eq!(line["permissions"], json!(["supplier.export", "supplier.view"]));
    let taken = json!({ "lines": [line["number"]], "decision": "take", "reason": "The night is over" });
    owner.posts(&format!("{path}/decide"), taken).await.is(200);
    let me = hotel.requester().await.gets("/v1/session").await.is(200);
    assert_eq!(me.body["person"]["custom_roles"], json!([]));
    assert!(!me.body["permissions"].as_array().unwrap().contains(&json!("supplier.export")));
    let file = owner.gets(&format!("{path}/lines/export?format=csv")).await.is(200);
    assert!(String::from_utf8_lossy(&file.bytes).contains(&format!("custom:{id}")));
    app.stop().await;
}

#[actix_web::test]
async fn a_second_factor_is_demanded_of_it_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, id) = (hotel.owner().await, buyer(&hotel).await);
    asks(&hotel, &id).await.is(201);
    let demand = |id: &str| json!({ "second_factor_custom_roles": [id], "second_factor_grace_days": 0 });
    let foreign = buyer(&app.clinic().await).await;

    let path = "/v1/security-policy";
    owner.patches(path, demand(&foreign), 1).await.is_invalid("second_factor_custom_roles[0]", "unknown");
    let asked = owner.sends_once("PATCH", path, Some(demand(&id)), &[("if-match", "\"1\"")]).await;
    let shown = asked.is_refused(403, "confirmation_required").body["confirmation"]["lines"].clone();
    assert_eq!(shown[0], json!("Second factor demanded of roles of your own: nobody → Night buyer"));
    let after = owner.patches(path, demand(&id), 1).await.is(200);

    assert_eq!(
        (&after.body["second_factor_custom_roles"], &after.body["second_factor_roles"]),
        (&json!([id]), &json!([]))
    );
    assert_eq!(after.body["second_factor_standing"]["concerned"], 1);
    hotel.requester().await.gets("/v1/suppliers").await.is_refused(403, "second_factor_demanded");
    hotel.head().await.gets("/v1/suppliers").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_agrees_reads_what_it_holds_and_not_its_name_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let grant = asks(&hotel, &issuer(&hotel).await).await.is(201).id();
    let path = format!("{}/{grant}/approve", crate::tenancy::grant::PATH);
    let headers = [("if-match", "\"1\""), ("idempotency-key", "0192b0c0-0000-7000-8000-00000000a001")];

    let asked = hotel.owner().await.sends_once("POST", &path, None, &headers).await;

    let lines = asked.is_refused(403, "confirmation_required").body["confirmation"]["lines"].clone();
    assert_eq!(lines[0], json!("Gives: Issuer"));
    let holds = lines[1].as_str().unwrap();
    assert!(holds.starts_with("Issuer holds: ") && holds.contains("; "), "{holds}");
    app.stop().await;
}
