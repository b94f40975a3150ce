//! One event with what its request did to every row.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    audit::{Change, changes, changes_over, renames_kitchen},
    support::{App, Organisation, Person},
};

async fn event_of(auditor: &Person<'_>, request_id: Uuid) -> String {
    let page = auditor.gets(&format!("/v1/audit-events?request_id={request_id}")).await.is(200);
    page.body["items"][0]["id"].as_str().unwrap().to_owned()
}

async fn row(app: &App, table: &str, id: Uuid) -> Value {
    let mut connection = app.administrator().await;
    let statement = format!("select to_jsonb(t) from tenant.{table} t where id = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).bind(id).fetch_one(&mut connection).await.unwrap()
}

// As the administrator, for the API's own role may name nobody.
async fn renames(hotel: &Organisation<'_>, name: &str) -> Uuid {
    let rename = format!("update tenant.person set name = '{name}' where id = '{}'", hotel.people.requester);
    let change = Change {
        permission: "profile.update",
        action: "profile.updated",
        entity_id: hotel.people.requester.0,
        detail: json!({}),
        statements: &[&rename],
    };
    changes_over(&mut hotel.administrator().await, &hotel.requester().await, change).await
}

#[actix_web::test]
async fn an_update_shows_its_row_before_and_after() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, auditor) = (hotel.admin().await, hotel.auditor().await);
    let before = row(&app, "department", hotel.kitchen.0).await;
    let request_id = renames_kitchen(&admin, hotel.kitchen.0, "Main kitchen").await;
    let id = event_of(&auditor, request_id).await;

    let event = auditor.gets(&format!("/v1/audit-events/{id}")).await.is(200).body;

    let change = &event["changes"]["items"][0];
    let expected = json!({
        "id": id,
        "occurred_at": event["occurred_at"],
        "action": "department.updated",
        "entity": "department",
        "entity_id": hotel.kitchen,
        "person_id": admin.id,
        "person_name": "Alan Admin",
        "principal": null,
        "session_id": admin.claims().sid,
        "network": "203.0.113.7",
        "request_id": request_id,
        "permission": "department.update",
        "detail": { "name": "Main kitchen" },
        "changes": {
            "items": [{
                "id": change["id"],
                "occurred_at": event["occurred_at"],
                "table": "department",
                "operation": "update",
                "row_id": hotel.kitchen,
                "changed": ["name", "revision"],
                "personal": [],
                "before": before,
                "after": row(&app, "department", hotel.kitchen.0).await,
            }],
            "next_cursor": null,
        },
    });
    assert_eq!(event, expected);
    app.stop().await;
}

#[actix_web::test]
async fn a_personal_value_is_shown_but_not_kept_in_clear() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let request_id = renames(&hotel, "Rosa Renamed").await;
    let id = event_of(&auditor, request_id).await;

    let event = auditor.gets(&format!("/v1/audit-events/{id}")).await.is(200).body;

    let change = &event["changes"]["items"][0];
    assert_eq!(
        (&change["before"]["name"], &change["after"]["name"]),
        (&json!("Rosa Requester"), &json!("Rosa Renamed"))
    );
    assert_eq!(change["before"]["email"], json!("requester@harbour-house.example"));
    assert_eq!((&change["changed"], &change["personal"]), (&json!(["name"]), &json!(["email", "name"])));
    let mut connection = app.administrator().await;
    let kept: String =
        sqlx::query_scalar("select string_agg(concat(before, after), '') from tenant.audit_change where org_id = $1")
            .bind(hotel.org_id)
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert!(!kept.contains("Rosa") && !kept.contains("harbour-house.example"), "{kept}");
    app.stop().await;
}

#[actix_web::test]
async fn an_erased_value_leaves_its_commitment() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let request_id = renames(&hotel, "Rosa Renamed").await;
    let id = event_of(&auditor, request_id).await;
    let mut connection = app.administrator().await;
    sqlx::query("delete from tenant.audit_personal where org_id = $1 and column_name = 'name'")
        .bind(hotel.org_id)
        .execute(&mut connection)
        .await
        .unwrap();

    let event = auditor.gets(&format!("/v1/audit-events/{id}")).await.is(200).body;

    let change = &event["changes"]["items"][0];
    let (before, after) = (&change["before"]["name"]["personal"], &change["after"]["name"]["personal"]);
    assert!(before.as_str().is_some_and(|hash| hash.len() == 64) && before != after, "{change}");
    assert_eq!(change["changed"], json!(["name"]));
    assert_eq!(change["after"]["email"], json!("requester@harbour-house.example"));
    app.stop().await;
}

#[actix_web::test]
async fn a_secret_is_only_said_to_be_changed_or_kept() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, auditor) = (hotel.admin().await, hotel.auditor().await);
    let sets = async |statement: &str| {
        let change = Change {
            permission: "organisation.set_logo",
            action: "organisation.logo_set",
            entity_id: hotel.org_id.0,
            detail: json!({}),
            statements: &[statement],
        };
        let id = event_of(&auditor, changes(&admin, change).await).await;
        auditor.gets(&format!("/v1/audit-events/{id}")).await.is(200).body["changes"]["items"][0].clone()
    };

    let inserted = sets(
        "insert into tenant.organisation_logo (org_id, media_type, sha256, image, width_px, height_px, uploaded_at)
         values ((select door.org_id()), 'image/png', sha256('a'), 'canary', 1, 1, now())",
    )
    .await;
    let replaced = sets("update tenant.organisation_logo set image = 'another'").await;
    let dated = sets("update tenant.organisation_logo set uploaded_at = now() + interval '1 hour'").await;

    assert_eq!((&inserted["before"], &inserted["after"]["image"]), (&Value::Null, &json!({ "secret": "changed" })));
    assert_eq!(
        (&replaced["after"]["image"], &replaced["changed"]),
        (&json!({ "secret": "changed" }), &json!(["image"]))
    );
    assert_eq!((&dated["after"]["image"], &dated["changed"]), (&json!({ "secret": "kept" }), &json!(["uploaded_at"])));
    app.stop().await;
}

#[actix_web::test]
async fn many_row_changes_come_in_pages() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, auditor) = (hotel.admin().await, hotel.auditor().await);
    let change = Change {
        permission: "category.create",
        action: "category.created",
        entity_id: Uuid::new_v4(),
        detail: json!({}),
        statements: &["insert into tenant.category (org_id, id, name, code, created_at)
            select (select door.org_id()), gen_random_uuid(), 'Category ' || n, 'C' || n, now() from generate_series(1, 3) n"],
    };
    let id = event_of(&auditor, changes(&admin, change).await).await;

    let first = auditor.gets(&format!("/v1/audit-events/{id}?limit=2")).await.is(200).body;
    let cursor = first["changes"]["next_cursor"].as_str().unwrap();
    let second = auditor.gets(&format!("/v1/audit-events/{id}?limit=2&cursor={cursor}")).await.is(200).body;

    let codes: Vec<_> = [&first, &second]
        .iter()
        .flat_map(|page| page["changes"]["items"].as_array().unwrap())
        .map(|change| change["after"]["code"].as_str().unwrap())
        .collect();
    assert_eq!((codes, &second["changes"]["next_cursor"]), (vec!["C1", "C2", "C3"], &Value::Null));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_s_event_is_answered_like_an_unknown_one() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let request_id = renames_kitchen(&clinic.admin().await, clinic.kitchen.0, "Ward kitchen").await;
    let theirs = event_of(&clinic.auditor().await, request_id).await;
    let auditor = hotel.auditor().await;

    let foreign = auditor.gets(&format!("/v1/audit-events/{theirs}")).await.is_refused(404, "not_found");
    let unknown = auditor.gets(&format!("/v1/audit-events/{}", Uuid::new_v4())).await.is_refused(404, "not_found");

    assert_eq!(foreign.body, unknown.body);
    auditor.gets("/v1/audit-events/no-id").await.is_refused(404, "not_found");
    assert!(!hotel.actions().await.contains(&"audit_event.viewed".to_owned()));
    app.stop().await;
}

#[actix_web::test]
async fn reading_an_event_leaves_one_event() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let request_id = renames_kitchen(&hotel.admin().await, hotel.kitchen.0, "Main kitchen").await;
    let id = event_of(&auditor, request_id).await;
    let before = hotel.actions().await.len();

    auditor.gets(&format!("/v1/audit-events/{id}")).await.is(200);

    assert_eq!(hotel.actions().await[before..], ["audit_event.viewed"]);
    let newest = auditor.gets("/v1/audit-events?limit=1").await.is(200).body;
    assert_eq!(newest["items"][0]["detail"], json!({ "read": "audit_event", "event_id": id }));
    app.stop().await;
}

#[actix_web::test]
async fn a_requester_cannot_read_an_event() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let request_id = renames_kitchen(&hotel.admin().await, hotel.kitchen.0, "Main kitchen").await;
    let id = event_of(&hotel.auditor().await, request_id).await;

    let refused = hotel.requester().await.gets(&format!("/v1/audit-events/{id}")).await.is_refused(403, "forbidden");

    assert_eq!(refused.body["detail"], "audit_event.view");
    app.stop().await;
}

#[actix_web::test]
async fn a_made_up_cursor_or_limit_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let id = Uuid::new_v4();

    auditor.gets(&format!("/v1/audit-events/{id}?cursor=e30x")).await.is_invalid("cursor", "cursor");
    auditor.gets(&format!("/v1/audit-events/{id}?limit=0")).await.is_invalid("limit", "page_size");
    auditor.gets(&format!("/v1/audit-events/{id}?colour=red")).await.is_invalid("colour", "unknown_field");

    app.stop().await;
}
