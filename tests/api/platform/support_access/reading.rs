//! What an operator reads whom an owner let in, what they do not, and what the organisation sees of it.
use serde_json::{Value, json};

use crate::{
    suppliers::supplier::active,
    support::{App, SupportOperator, operator::decides},
    tenancy::organisation::{LOGO, png, puts},
};

#[actix_web::test]
async fn each_reading_is_in_the_trail_before_it_is_answered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let supplier = active(&hotel, "Bath Linen Ltd").await;
    let (person, id) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;

    person.gets(&format!("/v1/suppliers/{supplier}")).await.is(200);
    let listed = person.gets("/v1/suppliers?q=linen").await.is(200);

    assert_eq!(listed.body["items"][0]["name"], "Bath Linen Ltd");
    let rows: Vec<(String, Value)> = sqlx::query_as(
        "select principal, detail from tenant.audit_event where action = 'support_access.read' and entity_id::text = $1 order by id",
    )
    .bind(&id)
    .fetch_all(&mut app.administrator().await)
    .await
    .unwrap();
    let one = json!({ "operation": "GET /v1/suppliers/{id}", "of": supplier });
    let all = json!({ "operation": "GET /v1/suppliers" });
    assert_eq!(rows, [("support".to_owned(), one), ("support".to_owned(), all)], "nothing of what was searched for");
    app.stop().await;
}

#[actix_web::test]
async fn the_organisation_sees_live_who_reads_and_what_was_read_last() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, id) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    person.gets("/v1/departments").await.is(200);
    person.gets("/v1/people").await.is(200);

    let seen = hotel.admin().await.gets("/v1/support-accesses?state=open").await.is(200);
    let trail =
        hotel.owner().await.gets(&format!("/v1/audit-events?entity_id={id}&action=support_access.read")).await.is(200);

    let access = &seen.body["items"][0];
    assert_eq!((&access["id"], &access["operator_name"]), (&json!(id), &json!("oda")));
    assert_eq!((&access["reads"], &access["last_read"]), (&json!(2), &json!("GET /v1/people")));
    assert!(access["last_read_at"].is_string() && access["closes_at"].is_string());
    let events = trail.body["items"].as_array().unwrap();
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|event| event["person_name"] == "oda" && event["principal"] == "support"), "{events:?}");
    app.stop().await;
}

#[actix_web::test]
async fn nothing_is_changed_and_nothing_taken_away() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, id) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;

    person
        .posts("/v1/departments", json!({ "name": "Spa", "code": "SPA" }))
        .await
        .is_refused(403, "support_reads_only");
    person.gets("/v1/suppliers/export?format=csv").await.is_refused(403, "support_reads_only");
    person.gets("/v1/audit-events").await.is_refused(403, "support_reads_only");
    decides(&person, &id, "end", 1).await.is_refused(403, "support_reads_only");

    assert!(
        !hotel.actions().await.iter().any(|action| action == "department.created" || action == "audit_event.viewed")
    );
    app.stop().await;
}

#[actix_web::test]
async fn what_is_a_persons_own_and_what_is_a_file_is_not_shown() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    puts(&hotel.admin().await, "image/png", png(300, 80), 1).await.is(200);
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;

    for path in ["/v1/session", "/v1/approvals", "/v1/imports"] {
        person.gets(path).await.is_refused(403, "forbidden");
    }
    person.gets(LOGO).await.is_refused(403, "support_cannot_see");
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_is_not_there() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let clinic = app.clinic().await;
    let theirs = active(&clinic, "Alder Instruments").await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;

    person.gets(&format!("/v1/suppliers/{theirs}")).await.is_refused(404, "not_found");
    let seen = person.gets("/v1/suppliers?q=alder").await.is(200);

    assert_eq!(seen.body["items"], json!([]));
    assert!(!clinic.actions().await.iter().any(|action| action.starts_with("support_access.")));
    app.stop().await;
}

#[actix_web::test]
async fn what_was_refused_is_remembered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, id) = SupportOperator::of(&app, "oda").await.reads(&hotel, 30).await;
    person.gets("/v1/approvals").await.is_refused(403, "forbidden");
    let kept = "select permission from tenant.audit_denial where session_id::text = $1";

    for _ in 0..200 {
        let denied: Vec<String> =
            sqlx::query_scalar(kept).bind(&id).fetch_all(&mut app.administrator().await).await.unwrap();
        if denied == ["approval.view"] {
            return app.stop().await;
        }
        tokio::task::yield_now().await;
    }
    panic!("no denial was kept");
}
