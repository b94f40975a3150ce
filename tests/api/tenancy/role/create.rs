use futures_util::future::join;
use serde_json::{Value, json};

use super::{PATH, makes, sql::enters};
use crate::{
    support::App,
    tenancy::{lacks, newest_detail},
};

#[actix_web::test]
async fn a_role_of_its_own_gives_nobody_anything_yet() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let body = json!({ "name": "Night buyer", "description": "Orders at night", "permissions": ["supplier.view", "supplier.export"] });

    let made = admin.posts(PATH, body).await.is(201);

    let id = made.id();
    assert_eq!(made.header("location"), Some(&*format!("{PATH}/{id}")));
    let expected = json!({
        "id": id, "built_in": null, "name": "Night buyer", "description": "Orders at night",
        "permissions": ["supplier.export", "supplier.view"], "is_guarded": false, "is_active": true, "people": 0, "people_differing": 0,
        "waiting": 0, "revision": 1, "actions": made.body["actions"],
    });
    assert_eq!(made.body, expected);
    assert_eq!((made.action("role.update"), made.action("role.retire")), (Ok(()), Ok(())));
    assert_eq!(admin.gets(&format!("{PATH}/{id}")).await.is(200).body, made.body);
    let detail = newest_detail(&hotel, &id).await;
    assert_eq!(
        (&detail["name"], &detail["permissions"]),
        (&json!("Night buyer"), &json!(["supplier.export", "supplier.view"]))
    );
    let guarded = makes(&admin, "Issuer", &["purchase_order.issue"]).await.is(201);
    assert_eq!(guarded.body["is_guarded"], json!(true), "made without a second person; giving it takes one");
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_is_named_where_it_is_broken() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let codes = ["supplier.view", "order.teleport", "budget.view", "supplier.view"];
    makes(&admin, "Buyer", &codes)
        .await
        .is_invalid("permissions[1]", "unknown")
        .is_invalid("permissions[2]", "planned")
        .is_invalid("permissions[3]", "twice");
    makes(&admin, "Buyer", &[]).await.is_invalid("permissions", "count");
    makes(&admin, "Buyer", &["supplier.view"; 151]).await.is_invalid("permissions", "count");
    for name in ["owner", "Head Of Department", "HEAD_OF_DEPARTMENT"] {
        makes(&admin, name, &["supplier.view"]).await.is_invalid("name", "built_in");
    }
    makes(&admin, &"é".repeat(61), &["supplier.view"]).await.is_invalid("name", "too_long");
    makes(&admin, &"é".repeat(60), &["supplier.view"]).await.is(201);
    makes(&admin, "Night Buyer", &["supplier.view"]).await.is(201);
    makes(&admin, "NIGHT BUYER", &["supplier.view"]).await.is_invalid("name", "taken");
    makes(&app.clinic().await.admin().await, "Night Buyer", &["supplier.view"]).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn no_role_holds_what_nobody_holds_together() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let refused = makes(&hotel.admin().await, "Everything", &["grant.create", "purchase_order.issue"]).await;

    let refused = refused.is_refused(409, "toxic_role");
    assert_eq!(refused.body["pairs"], json!([{ "first": "grant.create", "second": "purchase_order.issue" }]));
    let detail = refused.body["detail"].as_str().unwrap();
    for meaning in ["Give somebody else roles and permissions", "Number and issue an approved order"] {
        assert!(detail.contains(meaning), "{detail}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn fifty_are_in_use_and_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    enters(&hotel, "null", 49).await;

    makes(&admin, "The fiftieth", &["supplier.view"]).await.is(201);
    makes(&admin, "One more", &["supplier.view"]).await.is_refused(409, "too_many_roles");
    app.stop().await;
}

#[actix_web::test]
async fn of_two_that_would_both_be_the_fiftieth_one_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    enters(&hotel, "null", 49).await;

    let both = join(makes(&admin, "Night", &["supplier.view"]), makes(&admin, "Day", &["supplier.view"])).await;

    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_creates_roles() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let body: Value = json!({ "name": "Night buyer", "permissions": ["supplier.view"] });

    lacks(&hotel.owner().await, "role.create", "POST", PATH, Some(body.clone())).await;
    lacks(&hotel.requester().await, "role.create", "POST", PATH, Some(body)).await;
    app.stop().await;
}
