//! The trail, as it is read.
mod append_only;
mod denial;
mod event;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use crate::support::Person;

/// What one request changed, and what it says happened.
struct Change<'a> {
    permission: &'a str,
    action: &'a str,
    entity_id: Uuid,
    detail: Value,
    /// Statements of the API's own role, unless said otherwise.
    statements: &'a [&'a str],
}

/// Sends a person's request as the door would, round HTTP, because this room itself changes nothing; its request id.
async fn changes(person: &Person<'_>, change: Change<'_>) -> Uuid {
    let mut connection = person.app.as_role("countersign_tenant").await;
    changes_over(&mut connection, person, change).await
}

/// The same over a connection of another role.
async fn changes_over(connection: &mut PgConnection, person: &Person<'_>, change: Change<'_>) -> Uuid {
    let request_id = Uuid::new_v4();
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, change.permission, request_id).await;
    for statement in change.statements {
        sqlx::raw_sql(AssertSqlSafe(*statement)).execute(&mut *tx).await.unwrap();
    }
    let entity = change.action.split('.').next().unwrap();
    let Change { action, entity_id, detail, .. } = change;
    let event = json!([{ "action": action, "entity": entity, "entity_id": entity_id, "detail": detail }]);
    sqlx::query("select door.finish_request($1, null, null, null, 200::smallint, null, null)")
        .bind(event)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    request_id
}

/// Renames the kitchen; the request's id.
async fn renames_kitchen(admin: &Person<'_>, kitchen: Uuid, name: &str) -> Uuid {
    let rename =
        format!("update tenant.department set name = '{name}', revision = revision + 1 where id = '{kitchen}'");
    let change = Change {
        permission: "department.update",
        action: "department.updated",
        entity_id: kitchen,
        detail: json!({ "name": name }),
        statements: &[&rename],
    };
    changes(admin, change).await
}
