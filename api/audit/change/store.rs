//! Every statement on row changes and their personal values.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, RequestId};
use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use super::{ChangeId, Kept, Operation, Personal, Side};

struct ChangeRow {
    id: ChangeId,
    occurred_at: DateTime<Utc>,
    table_name: String,
    operation: String,
    row_id: Option<Uuid>,
    before: Option<Json<Map<String, Value>>>,
    after: Option<Json<Map<String, Value>>>,
}

struct PersonalRow {
    change_id: ChangeId,
    column_name: String,
    side: String,
    value: Value,
}

/// A page of a request's changes, oldest first.
pub(super) async fn of_request(
    tx: &mut Tx,
    request_id: RequestId,
    after: Option<ChangeId>,
    rows: i64,
) -> Result<Vec<Kept>, Error> {
    let rows = sqlx::query_as!(
        ChangeRow,
        r#"
        select id as "id: ChangeId", occurred_at, table_name, operation, row_id,
            before as "before: Json<Map<String, Value>>", after as "after: Json<Map<String, Value>>"
        from tenant.audit_change
        where request_id = $1 and id > $2
        order by id
        limit $3
        "#,
        request_id.0,
        after.map_or(Uuid::nil(), |after| after.0),
        rows
    );
    rows.fetch_all(tx.connection()?).await?.into_iter().map(kept).collect()
}

/// The personal values of these changes that were not erased.
pub(super) async fn personal(tx: &mut Tx, changes: &[Uuid]) -> Result<Vec<Personal>, Error> {
    let rows = sqlx::query_as!(
        PersonalRow,
        r#"
        select change_id as "change_id: ChangeId", column_name, side, value
        from tenant.audit_personal
        where change_id = any($1)
        "#,
        changes
    );
    rows.fetch_all(tx.connection()?).await?.into_iter().map(value).collect()
}

fn kept(row: ChangeRow) -> Result<Kept, Error> {
    Ok(Kept {
        id: row.id,
        occurred_at: row.occurred_at,
        table: row.table_name,
        operation: match row.operation.as_str() {
            "insert" => Operation::Insert,
            "update" => Operation::Update,
            "delete" => Operation::Delete,
            _ => return Err(unknown(row.operation)),
        },
        row_id: row.row_id,
        before: row.before.map(|Json(before)| before),
        after: row.after.map(|Json(after)| after),
    })
}

fn value(row: PersonalRow) -> Result<Personal, Error> {
    let side = match row.side.as_str() {
        "before" => Side::Before,
        "after" => Side::After,
        "both" => Side::Both,
        _ => return Err(unknown(row.side)),
    };
    Ok(Personal { change_id: row.change_id, column: row.column_name, side, value: row.value })
}

fn unknown(word: String) -> Error {
    sqlx::Error::Decode(word.into()).into()
}
