//! Changing one's own profile.
use serde_json::json;

use super::{
    super::{changes_of, lacks, needs_the_revision_seen, newest_detail},
    PATH,
};
use crate::support::App;

#[actix_web::test]
async fn everybody_sets_their_own_language_and_time_zone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let before = auditor.gets(PATH).await.is(200);

    let set = auditor.patches(PATH, json!({ "locale": "de-AT", "time_zone": "Europe/Vienna" }), 1).await.is(200);
    let kept = auditor.patches(PATH, json!({ "locale": null }), 2).await.is(200);

    let mut expected = before.body.clone();
    expected["locale"] = json!("de-AT");
    expected["locale_in_use"] = json!("de-AT");
    expected["time_zone"] = json!("Europe/Vienna");
    expected["time_zone_in_use"] = json!("Europe/Vienna");
    expected["revision"] = json!(2);
    assert_eq!(set.body, expected);
    expected["locale"] = json!(null);
    expected["locale_in_use"] = json!("en-IE");
    expected["revision"] = json!(3);
    assert_eq!(kept.body, expected);
    assert_eq!(auditor.gets(PATH).await.body, expected);
    app.stop().await;
}

#[actix_web::test]
async fn it_changes_nobody_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let other = format!("/v1/people/{}", hotel.people.head);
    let before = hotel.requester().await.gets(&other).await.is(200);

    hotel.requester().await.patches(PATH, json!({ "locale": "de" }), 1).await.is(200);

    assert_eq!(hotel.requester().await.gets(&other).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_keeps_what_changed_and_no_name_or_address_in_clear() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = requester.id.to_string();

    requester.patches(PATH, json!({ "locale": "de" }), 1).await.is(200);

    assert_eq!(hotel.actions_on(&id).await.last().map(String::as_str), Some("profile.updated"));
    assert_eq!(newest_detail(&hotel, &id).await, json!({ "changed": ["locale"] }));
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    assert_eq!((&change.before["locale"], &change.after["locale"]), (&json!(null), &json!("de")));
    for side in [&change.before, &change.after] {
        for column in ["name", "email"] {
            let commitment = side[column]["personal"].as_str().unwrap_or_else(|| panic!("{column}: {side}"));
            assert_eq!(commitment.len(), 64, "{side}");
        }
    }
    app.stop().await;
}

#[actix_web::test]
async fn no_personal_value_stands_in_the_changes_of_anything() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    requester.patches(PATH, json!({ "locale": "de" }), 1).await.is(200);
    let head = json!({ "name": "Spa", "code": "SPA", "head_id": hotel.people.head });
    hotel.admin().await.posts("/v1/departments", head).await.is(201);

    let mut connection = app.administrator().await;
    let found: Vec<String> = sqlx::query_scalar(
        "select c.table_name || ' ' || p.name
        from tenant.audit_change c, tenant.person p
        where concat(c.before, c.after) like '%' || p.name || '%' or concat(c.before, c.after) like '%' || p.email || '%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let all: i64 = sqlx::query_scalar("select count(*) from tenant.audit_change where table_name = 'person'")
        .fetch_one(&mut connection)
        .await
        .unwrap();

    assert_eq!(found, Vec::<String>::new());
    assert!(all > 10, "the trail holds the people: {all}");
    app.stop().await;
}

#[actix_web::test]
async fn an_update_is_made_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    needs_the_revision_seen(&hotel.requester().await, PATH, json!({ "time_zone": "Asia/Tokyo" })).await;
    app.stop().await;
}

#[actix_web::test]
async fn a_broken_rule_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    for (body, field, rule) in [
        (json!({ "locale": "german" }), "locale", "locale"),
        (json!({ "time_zone": "Vienna" }), "time_zone", "time_zone"),
        (json!({ "name": "Rosa Owner" }), "name", "unknown_field"),
        (json!({ "email": "owner@harbour-house.example" }), "email", "unknown_field"),
        (json!({ "is_active": false }), "is_active", "unknown_field"),
        (json!({ "roles": ["owner"] }), "roles", "unknown_field"),
    ] {
        requester.patches(PATH, body, 1).await.is_invalid(field, rule);
    }
    assert_eq!(requester.gets(PATH).await.revision(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_changes_a_profile() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["session.view"]).await;

    lacks(&somebody, "profile.update", "PATCH", PATH, Some(json!({ "locale": "de" }))).await;
    app.stop().await;
}
