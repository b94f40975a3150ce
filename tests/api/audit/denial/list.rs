//! What was refused, folded per session and minute.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, Organisation, Person, statements};

/// The denial is written after the answer has left: reads it as often as it takes, a bounded number of times.
pub(super) async fn denials(reader: &Person<'_>, filter: &str, is_there: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    const READS_MAX: usize = 500;
    for _ in 0..READS_MAX {
        let page = reader.gets(&format!("/v1/audit-denials?{filter}")).await.is(200).body;
        let items = page["items"].as_array().unwrap();
        if is_there(items) {
            return items.clone();
        }
    }
    panic!("no such denial after {READS_MAX} looks");
}

/// A refusal at the end of a minute would fold into two.
async fn early_in_a_minute(app: &App) {
    let mut connection = app.administrator().await;
    let second: i32 =
        sqlx::query_scalar("select extract(second from door.now())::int").fetch_one(&mut connection).await.unwrap();
    app.moves_clock(&format!("{} seconds", 61 - second)).await;
}

async fn is_refused_twice(hotel: &Organisation<'_>) -> String {
    early_in_a_minute(hotel.app).await;
    let requester = hotel.requester().await;
    let first = requester.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    denials(&hotel.auditor().await, "", |found| found.len() == 1).await;
    requester.gets("/v1/audit-denials").await.is_refused(403, "forbidden");
    first.header("x-request-id").unwrap().to_owned()
}

#[actix_web::test]
async fn a_denial_is_in_the_trail_folded_per_minute() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let first_request = is_refused_twice(&hotel).await;
    let auditor = hotel.auditor().await;

    let found = denials(&auditor, "", |found| found.iter().any(|denial| denial["times"] == 2)).await;

    let expected = json!([{
        "minute": found[0]["minute"],
        "status": 403,
        "permission": "audit_event.view",
        "person_id": hotel.people.requester,
        "person_name": "Rosa Requester",
        "session_id": found[0]["session_id"],
        "network": "127.0.0.1",
        "first_request_id": first_request,
        "times": 2,
    }]);
    assert_eq!(Value::from(found), expected);
    app.stop().await;
}

#[actix_web::test]
async fn another_session_or_minute_folds_apart() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    early_in_a_minute(&app).await;
    let (requester, auditor) = (hotel.requester().await, hotel.auditor().await);

    requester.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    denials(&auditor, "", |found| found.len() == 1).await;
    app.moves_clock("1 minute").await;
    requester.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    denials(&auditor, "", |found| found.len() == 2).await;
    hotel.requester().await.gets("/v1/audit-events").await.is_refused(403, "forbidden");

    let found = denials(&auditor, "", |found| found.len() == 3).await;
    let times: Vec<_> = found.iter().map(|denial| denial["times"].as_i64().unwrap()).collect();
    assert_eq!(times, [1, 1, 1]);
    assert!(found[0]["minute"] == found[1]["minute"] && found[1]["minute"].as_str() > found[2]["minute"].as_str());
    app.stop().await;
}

#[actix_web::test]
async fn what_one_may_not_see_is_a_denial_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;

    auditor.gets(&format!("/v1/audit-events/{}", Uuid::new_v4())).await.is_refused(404, "not_found");

    let found = denials(&auditor, "", |found| !found.is_empty()).await;
    assert_eq!((&found[0]["status"], &found[0]["person_id"]), (&json!(404), &json!(auditor.id)));
    app.stop().await;
}

#[actix_web::test]
async fn each_filter_leaves_what_it_says() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    is_refused_twice(&hotel).await;
    let auditor = hotel.auditor().await;
    let found = denials(&auditor, "", |found| found.len() == 1).await;
    let minute = found[0]["minute"].as_str().unwrap().to_owned();
    let count = async |filter: &str| {
        let page = auditor.gets(&format!("/v1/audit-denials?{filter}")).await.is(200);
        page.body["items"].as_array().unwrap().len()
    };

    assert_eq!(count(&format!("person_id={}", hotel.people.requester)).await, 1);
    assert_eq!(count(&format!("person_id={}", hotel.people.admin)).await, 0);
    assert_eq!(count("permission=audit_event.view").await, 1);
    assert_eq!(count("permission=supplier.view").await, 0);
    assert_eq!(count(&format!("from={minute}")).await, 1);
    assert_eq!(count(&format!("to={minute}")).await, 0);
    app.stop().await;
}

#[actix_web::test]
async fn pages_show_each_denial_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    many_denials(&app, &hotel, 5).await;
    let auditor = hotel.auditor().await;

    let mut seen = Vec::new();
    let mut page = auditor.gets("/v1/audit-denials?limit=2").await.is(200).body;
    seen.extend(page["items"].as_array().unwrap().clone());
    while let Some(cursor) = page["next_cursor"].as_str() {
        page = auditor.gets(&format!("/v1/audit-denials?limit=2&cursor={cursor}")).await.is(200).body;
        seen.extend(page["items"].as_array().unwrap().clone());
    }

    let times: Vec<_> = seen.iter().map(|denial| denial["times"].as_i64().unwrap()).collect();
    assert_eq!(times, [5, 4, 3, 2, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_s_denials_do_not_show() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    clinic.requester().await.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    denials(&clinic.auditor().await, "", |found| found.len() == 1).await;

    let page = hotel.auditor().await.gets("/v1/audit-denials").await.is(200);

    assert_eq!(page.body, json!({ "items": [], "next_cursor": null }));
    app.stop().await;
}

#[actix_web::test]
async fn reading_denials_leaves_one_event() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let before = hotel.actions().await.len();

    auditor.gets("/v1/audit-denials").await.is(200);

    assert_eq!(hotel.actions().await[before..], ["audit_event.viewed"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_cannot_be_read_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;

    auditor.gets("/v1/audit-denials?status=403").await.is_invalid("status", "unknown_field");
    auditor.gets("/v1/audit-denials?cursor=e30x").await.is_invalid("cursor", "cursor");
    let period = "from=2026-07-01T00:00:00Z&to=2026-07-01T00:00:00Z";
    auditor.gets(&format!("/v1/audit-denials?{period}")).await.is_invalid("to", "too_early");

    app.stop().await;
}

/// So many denials of one session, a minute apart, the newest folded most often; written round the door.
async fn many_denials(app: &App, hotel: &Organisation<'_>, count: i32) {
    let mut connection = app.administrator().await;
    sqlx::query(
        "insert into tenant.audit_denial (org_id, session_id, minute, status, permission, person_id, first_request_id, times)
         select $1, $2, date_trunc('minute', now()) - ($4 - n) * interval '1 minute', 403, 'supplier.view', $3, gen_random_uuid(), n
         from generate_series(1, $4) n",
    )
    .bind(hotel.org_id)
    .bind(Uuid::new_v4())
    .bind(hotel.people.requester)
    .bind(count)
    .execute(&mut connection)
    .await
    .unwrap();
    sqlx::raw_sql("vacuum analyze tenant.audit_denial").execute(&mut connection).await.unwrap();
}

#[actix_web::test]
async fn a_page_is_found_by_an_index_and_nothing_is_sorted() {
    statements::listen();
    let app = App::start().await;
    let hotel = app.hotel().await;
    many_denials(&app, &hotel, 10_000).await;
    let auditor = hotel.auditor().await;

    auditor.gets("/v1/audit-denials").await.is(200);

    let sent = statements::newest_with("tenant.audit_denial");
    let plan = statements::plan(&auditor, &sent, &["51".into()]).await;
    let page = plan.iter().position(|node| node.kind == "Limit").unwrap();
    let indexes: Vec<_> = plan[page..].iter().filter_map(|node| node.index.as_deref()).collect();
    assert_eq!(plan[page + 1].kind, "Index Scan", "{plan:?}");
    assert!(indexes.contains(&"audit_denial_time"), "{plan:?}");
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_is_too_old_is_a_denial_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut owner = hotel.owner_signs_in().await;
    owner.stays_for(6).await;

    app.with_token(&owner.token).posts_nothing("/v1/sessions/end-others").await.is_refused(401, "sign_in_too_old");

    let auditor = hotel.auditor().await;
    let found = denials(&auditor, "", |found| !found.is_empty()).await;
    assert_eq!(json!([found[0]["status"], found[0]["permission"]]), json!([401, "session.end_others"]));
    app.stop().await;
}
