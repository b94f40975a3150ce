//! Taking rights from somebody else.
use kernel::PersonId;
use serde_json::json;

use crate::{
    support::{Answer, App, Person},
    tenancy::{
        grant::{asks, decides},
        lacks, newest_detail,
    },
};

async fn takes(person: &Person<'_>, from: PersonId, roles: &[&str], permissions: &[&str]) -> Answer {
    let body = json!({ "roles": roles, "permissions": permissions, "reason": "Grace is back" });
    person.posts(&format!("/v1/people/{from}/revoke-grants"), body).await
}

fn codes(answer: &Answer) -> Vec<&str> {
    let held = answer.body["permissions"].as_array().unwrap();
    held.iter().map(|held| held["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_role_takes_with_it_what_came_from_it_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = hotel.people.requester;
    let asked = asks(&hotel.admin().await, id, &["accounts"], &["supplier.export"]).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);
    let requester = hotel.requester().await;

    let answer = takes(&hotel.owner().await, id, &["accounts"], &[]).await.is(200);

    assert_eq!(answer.body["roles"], json!(["requester"]));
    let left = codes(&answer);
    assert!(left.contains(&"requisition.create") && left.contains(&"supplier.export"), "{left:?}");
    assert!(!left.contains(&"purchase_order.issue") && !left.contains(&"category.update"), "{left:?}");
    requester.gets("/v1/session").await.is_refused(401, "unauthenticated");
    app.delivers().await;
    let mails = app.mail_to("requester@harbour-house.example");
    assert!(mails.iter().any(|mail| mail.text.contains("Taken: Accounts.")), "{mails:?}");
    let detail = newest_detail(&hotel, &id.to_string()).await;
    assert_eq!(
        detail,
        json!({ "roles": ["accounts"], "custom_roles": [], "permissions": [], "reason": "Grace is back" })
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_permission_goes_whatever_it_came_from_and_holds_no_more_from_the_next_request() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.people.head;

    let answer = takes(&hotel.admin().await, head, &[], &["requisition.approve"]).await.is(200);

    assert_eq!(answer.body["roles"], json!(["head_of_department"]));
    assert!(!codes(&answer).contains(&"requisition.approve"));
    let me = hotel.head().await.gets("/v1/session").await.is(200);
    assert!(!me.body["permissions"].as_array().unwrap().contains(&json!("requisition.approve")));
    takes(&hotel.admin().await, head, &[], &["requisition.approve"]).await.is_invalid("permissions[0]", "not_held");
    takes(&hotel.admin().await, head, &["owner"], &[]).await.is_invalid("roles[0]", "not_held");
    takes(&hotel.admin().await, head, &[], &[]).await.is_invalid("roles", "nothing");
    let twice = ["requisition.view", "requisition.view"];
    takes(&hotel.admin().await, head, &[], &twice).await.is_invalid("permissions[1]", "twice");
    takes(&hotel.admin().await, head, &[], &["requisition.view"; 201]).await.is_invalid("permissions", "too_many");
    app.stop().await;
}

#[actix_web::test]
async fn what_governs_is_not_taken_from_its_last_holder_nor_from_oneself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.people.admin, hotel.people.owner);

    takes(&hotel.admin().await, owner, &["owner"], &[]).await.is_refused(409, "owner_by_owner");
    takes(&hotel.owner().await, admin, &[], &["grant.create"]).await.is_refused(409, "last_to_govern");
    takes(&hotel.owner().await, owner, &[], &["supplier.view"]).await.is_refused(409, "grant_to_oneself");
    let me = hotel.owner().await.gets("/v1/session").await.is(200);
    assert_eq!(me.body["person"]["roles"], json!(["owner"]));

    let asked = asks(&hotel.admin().await, hotel.people.auditor, &["admin"], &[]).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);
    takes(&hotel.owner().await, admin, &["admin"], &[]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_makes_an_owner_is_taken_by_an_owner_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let second = hotel.somebody_who_may(&["session.view", "grant.approve"]).await.id;
    hotel.has_role(second, "owner").await;
    let admin = hotel.admin().await;

    takes(&admin, second, &["owner"], &[]).await.is_refused(409, "owner_by_owner");
    takes(&admin, second, &[], &["grant.approve"]).await.is_refused(409, "owner_by_owner");

    let gives = hotel.somebody_who_may(&["session.view", "grant.create", "grant.approve"]).await;
    let agreeing =
        format!("delete from tenant.permission_grant where person_id = '{second}' and permission = 'grant.approve'");
    let role = format!("delete from tenant.person_role where person_id = '{second}'");
    for (by, statement, refusal) in [
        (&admin, &agreeing, "permission_grant_of_owner"),
        (&admin, &role, "person_role_of_owner"),
        (&gives, &agreeing, "permission_grant_permission"),
        (&gives, &role, "person_role_permission"),
    ] {
        assert_eq!(by.comes_to("session.view", statement).await.as_deref(), Some(refusal), "{statement}");
    }
    takes(&admin, second, &[], &["session.view"]).await.is(200);
    let left = takes(&hotel.owner().await, second, &["owner"], &["grant.approve"]).await.is(200);
    assert_eq!((&left.body["roles"], codes(&left)), (&json!([]), Vec::new()));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_takes_and_only_at_home() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = clinic.people.head.to_string();
    let body = json!({ "roles": ["head_of_department"], "reason": "No more" });

    for id in [foreign.as_str(), "0192b0c0-0000-7000-8000-000000000001", "not-an-id"] {
        let path = format!("/v1/people/{id}/revoke-grants");
        hotel.owner().await.posts(&path, body.clone()).await.is_refused(404, "not_found");
    }
    let path = format!("/v1/people/{}/revoke-grants", hotel.people.head);
    lacks(&hotel.general_manager().await, "person.revoke_grants", "POST", &path, Some(body)).await;
    app.stop().await;
}
