//! Exporting the trail.
use serde_json::json;

use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    for (name, code) in [("=Linen", "LIN"), ("Food", "FOO"), ("Repairs", "REP")] {
        accounts.posts("/v1/categories", json!({ "name": name, "code": code })).await.is(201);
    }
    let there = app.clinic().await;
    there.accounts().await.posts("/v1/categories", json!({ "name": "Gloves", "code": "GLO" })).await.is(201);

    let columns = [
        ("Action", "/action"),
        ("Entity", "/entity"),
        ("Entity id", "/entity_id"),
        ("Person", "/person_name"),
        ("Person id", "/person_id"),
        ("Permission", "/permission"),
        ("Network", "/network"),
        ("Session id", "/session_id"),
        ("Request id", "/request_id"),
        ("Id", "/id"),
    ];
    let sheet = holds_what_the_list_shows(
        &hotel.auditor().await,
        ("/v1/audit-events", "audit_event.export"),
        "action=category.created",
        &columns,
    )
    .await;

    assert_eq!(sheet.rows.len(), 3);
    let details: Vec<serde_json::Value> =
        sheet.column("Detail").iter().map(|detail| serde_json::from_str(detail).unwrap()).collect();
    assert_eq!(details[2], json!({ "name": "=Linen", "code": "LIN" }));
    app.stop().await;
}
