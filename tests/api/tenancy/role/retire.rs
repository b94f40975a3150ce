use serde_json::json;

use super::{PATH, agrees, asks, buyer, issuer, makes, retires, takes};
use crate::{
    support::App,
    tenancy::{lacks, newest_detail},
};

#[actix_web::test]
async fn a_role_that_nobody_has_is_retired_and_given_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, buyer(&hotel).await);

    let after = retires(&admin, &id, 1).await.is(200);

    assert_eq!((&after.body["is_active"], &after.body["revision"]), (&json!(false), &json!(2)));
    assert_eq!(after.action("role.update"), Err("role_retired".into()));
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "name": "Night buyer" }));
    asks(&hotel, &id).await.is_invalid("custom_roles[0]", "unknown");
    let person = json!({ "name": "Ada", "email": "ada@harbour-house.example", "custom_roles": [id] });
    let invited = admin.posts("/v1/invitations", json!({ "people": [person] })).await;
    invited.is_invalid("people[0].custom_roles[0]", "unknown");
    admin.patches(&format!("{PATH}/{id}"), json!({ "name": "Again" }), 2).await.is_refused(409, "role_retired");
    retires(&admin, &id, 2).await.is_refused(409, "role_retired");
    makes(&admin, "Night buyer", &["supplier.view"]).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn a_role_that_somebody_has_or_waits_for_is_not_retired() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, issuer(&hotel).await);
    let asked = asks(&hotel, &id).await.is(201).id();

    retires(&admin, &id, 1).await.is_refused(409, "role_waited_for");
    agrees(&hotel, &asked).await.is(200);
    let refused = retires(&admin, &id, 1).await.is_refused(409, "role_held");
    assert_eq!(refused.body["detail"], "One person has this role.");
    takes(&hotel, &id).await.is(200);
    retires(&admin, &id, 2).await.is_refused(412, "stale");
    retires(&admin, &id, 1).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_retires_roles_and_only_those_of_their_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, foreign) = (hotel.admin().await, buyer(&clinic).await);

    retires(&admin, "auditor", 1).await.is_refused(409, "built_in_role");
    retires(&admin, &foreign, 1).await.is_refused(404, "not_found");
    lacks(&hotel.owner().await, "role.retire", "POST", &format!("{PATH}/{foreign}/retire"), None).await;
    app.stop().await;
}
