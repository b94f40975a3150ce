//! Throwing an import away.
use serde_json::{Value, json};

use super::{IMPORTS, SUPPLIERS, acts, confirms, uploads};
use crate::support::App;

#[actix_web::test]
async fn its_rows_are_deleted_and_that_it_was_there_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let id = import.id();

    let discarded = acts(&accounts, &id, "discard", 1, Value::Null).await.is(200);

    assert_eq!((&discarded.body["state"], discarded.revision()), (&json!("discarded"), 2));
    assert_eq!(discarded.body["sha256"], import.body["sha256"]);
    for action in ["import.map", "import.confirm", "import.discard"] {
        assert_eq!(discarded.action(action), Err("import_not_open".into()), "{action}");
    }
    assert_eq!(accounts.gets(&format!("{IMPORTS}/{id}/rows")).await.is(200).body["items"], json!([]));
    // Nor does anything else show what stood in a cell.
    let columns = |import: &Value| import["header"].as_array().unwrap().clone();
    assert!(columns(&import.body).iter().any(|column| column["examples"] != json!([])));
    let seen = accounts.gets(&format!("{IMPORTS}/{id}")).await.is(200).body;
    assert_eq!(columns(&seen).len(), columns(&import.body).len());
    assert!(columns(&seen).iter().all(|column| column["examples"] == json!([])), "{seen}");
    assert_eq!(seen["problems"], json!([]));
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    assert_eq!(hotel.actions_on(&id).await, ["import.created", "import.discarded"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_not_ones_own_or_has_ended_or_was_not_seen_is_not_discarded() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let id = import.id();

    acts(&hotel.second_accounts().await, &id, "discard", 1, Value::Null).await.is_refused(404, "not_found");
    acts(&hotel.requester().await, &id, "discard", 1, Value::Null).await.is_refused(403, "forbidden");
    acts(&accounts, &id, "discard", 7, Value::Null).await.is_refused(412, "stale");
    confirms(&accounts, &import, false).await.is(200);
    acts(&accounts, &id, "discard", 2, Value::Null).await.is_refused(409, "import_not_open");
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_that_rows_were_deleted_and_not_what_stood_in_them() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);

    acts(&accounts, &import.id(), "discard", 1, Value::Null).await.is(200);

    let mut administrator = app.administrator().await;
    let changes: Vec<(String, String)> = sqlx::query_as(
        "select operation, coalesce(before, after)::text from tenant.audit_change where table_name like 'import%' order by id",
    )
    .fetch_all(&mut administrator)
    .await
    .unwrap();
    let operations: Vec<_> = changes.iter().map(|(operation, _)| operation.as_str()).collect();
    assert_eq!(operations, ["insert", "insert", "update", "update", "delete", "update"]);
    for (_, row) in &changes {
        assert!(!row.contains("Linen") && !row.contains("linen.example"), "{row}");
    }
    app.stop().await;
}
