use serde_json::json;

use super::{PATH, agrees, asks, buyer, issuer};
use crate::{
    support::App,
    tenancy::{is_as_if_unknown, lacks, needs_the_revision_seen, newest_detail},
};

#[actix_web::test]
async fn a_changed_template_changes_nobodys_rights_until_it_is_given_once_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, buyer(&hotel).await);
    asks(&hotel, &id).await.is(201);
    let path = format!("{PATH}/{id}");

    let changed = json!({ "name": "Day buyer", "permissions": ["supplier.view", "category.export"] });
    let after = admin.patches(&path, changed, 1).await.is(200);

    assert_eq!((&after.body["name"], &after.body["people_differing"]), (&json!("Day buyer"), &json!(1)));
    let detail = newest_detail(&hotel, &id).await;
    let expected =
        json!({ "changed": ["name", "permissions"], "added": ["category.export"], "left_out": ["supplier.export"] });
    assert_eq!(detail, expected);
    let may = async |code: &str| {
        let me = hotel.requester().await.gets("/v1/session").await.is(200);
        me.body["permissions"].as_array().unwrap().contains(&json!(code))
    };
    assert_eq!((may("category.export").await, may("supplier.export").await), (false, true));
    asks(&hotel, &id).await.is(201);
    assert_eq!((may("category.export").await, may("supplier.export").await), (true, true));
    app.stop().await;
}

#[actix_web::test]
async fn what_somebody_is_to_agree_to_stays_as_it_was_asked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, issuer(&hotel).await);
    let asked = asks(&hotel, &id).await.is(201).id();
    let path = format!("{PATH}/{id}");
    let wider = json!({ "permissions": ["purchase_order.issue", "purchase_order.view", "supplier.activate"] });

    admin.patches(&path, wider.clone(), 1).await.is_refused(409, "role_waited_for");
    let renamed = admin.patches(&path, json!({ "name": "Issues orders" }), 1).await.is(200);
    assert_eq!(renamed.body["revision"], 2);

    agrees(&hotel, &asked).await.is(200);
    admin.patches(&path, wider, 2).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn roles_that_come_along_stay_and_rules_hold_as_for_a_new_one() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (admin, id) = (hotel.admin().await, buyer(&hotel).await);
    let path = format!("{PATH}/{id}");

    admin.patches(&format!("{PATH}/owner"), json!({ "name": "Boss" }), 1).await.is_refused(409, "built_in_role");
    admin.patches(&path, json!({ "name": "Owner" }), 1).await.is_invalid("name", "built_in");
    admin.patches(&path, json!({ "name": null }), 1).await.is_invalid("name", "wrong_type");
    admin.patches(&path, json!({ "permissions": [] }), 1).await.is_invalid("permissions", "count");
    let pair = json!({ "permissions": ["grant.create", "supplier.activate"] });
    admin.patches(&path, pair, 1).await.is_refused(409, "toxic_role");
    needs_the_revision_seen(&admin, &path, json!({ "description": "At night" })).await;
    let cleared = admin.patches(&path, json!({ "description": null }), 2).await.is(200);
    assert_eq!(cleared.body["description"], json!(null));
    let body = json!({ "name": "Night" });
    is_as_if_unknown(&admin, "PATCH", &format!("{PATH}/{{id}}"), &buyer(&clinic).await, Some(body.clone())).await;
    lacks(&hotel.owner().await, "role.update", "PATCH", &path, Some(body)).await;
    app.stop().await;
}
