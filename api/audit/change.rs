//! What a change did to a row: before and after, personal values put back, secrets never.
mod store;

use std::collections::BTreeSet;

use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, RequestId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

kernel::id! {
    /// One row's change.
    ChangeId;
}

/// What one statement did to one row.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct AuditChangeView {
    pub id: ChangeId,
    pub occurred_at: DateTime<Utc>,
    #[schema(example = "person")]
    pub table: String,
    pub operation: Operation,
    pub row_id: Option<Uuid>,
    /// The columns that differ, by name.
    #[schema(example = json!(["name", "revision"]))]
    pub changed: Vec<String>,
    /// The columns that hold personal values. One that was erased shows `{"personal": <sha-256>}`, the commitment that stays.
    #[schema(example = json!(["name"]))]
    pub personal: Vec<String>,
    /// The row before, by column; null when it was inserted. A secret shows `{"secret": "kept"}` or `{"secret": "changed"}`.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Map<String, Value>>,
    /// The row after, by column; null when it was deleted.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Map<String, Value>>,
}

/// What was done to the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    Insert,
    Update,
    Delete,
}

/// A change as it is kept, with commitments in the place of personal values.
#[derive(Debug)]
struct Kept {
    id: ChangeId,
    occurred_at: DateTime<Utc>,
    table: String,
    operation: Operation,
    row_id: Option<Uuid>,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
}

/// A personal value of a change, not erased.
#[derive(Debug)]
struct Personal {
    change_id: ChangeId,
    column: String,
    side: Side,
    value: Value,
}

/// Which side of the change a personal value stood on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Both,
}

/// A page of what a request did, in order.
pub(crate) async fn of_request(
    tx: &mut Tx,
    request_id: RequestId,
    after: Option<ChangeId>,
    rows: i64,
) -> Result<Vec<AuditChangeView>, Error> {
    let kept = store::of_request(tx, request_id, after, rows).await?;
    let ids: Vec<_> = kept.iter().map(|change| change.id.0).collect();
    let personal = store::personal(tx, &ids).await?;
    Ok(kept.into_iter().map(|change| change.shown_with(&personal)).collect())
}

impl Kept {
    // The commitments agree where the values did, so what changed can be said even of erased ones.
    fn shown_with(mut self, personal: &[Personal]) -> AuditChangeView {
        let columns: BTreeSet<_> =
            [&self.before, &self.after].into_iter().flatten().flat_map(|row| row.keys().cloned()).collect();
        let differs = |name: &&String| value(self.before.as_ref(), name) != value(self.after.as_ref(), name);
        let changed = columns.iter().filter(differs).cloned().collect();
        let is_personal = |name: &&String| {
            [&self.before, &self.after].into_iter().any(|row| is_commitment(value(row.as_ref(), name)))
        };
        let personal_columns = columns.iter().filter(is_personal).cloned().collect();
        for found in personal.iter().filter(|found| found.change_id == self.id) {
            found.put_into(&mut self.before, &mut self.after);
        }
        let Self { id, occurred_at, table, operation, row_id, before, after } = self;
        AuditChangeView {
            id,
            occurred_at,
            table,
            operation,
            row_id,
            changed,
            personal: personal_columns,
            before,
            after,
        }
    }
}

impl Personal {
    fn put_into(&self, before: &mut Option<Map<String, Value>>, after: &mut Option<Map<String, Value>>) {
        let rows = match self.side {
            Side::Before => [Some(before), None],
            Side::After => [None, Some(after)],
            Side::Both => [Some(before), Some(after)],
        };
        for row in rows.into_iter().flatten().flatten() {
            if is_commitment(row.get(&self.column).unwrap_or(&Value::Null)) {
                row.insert(self.column.clone(), self.value.clone());
            }
        }
    }
}

fn value<'a>(row: Option<&'a Map<String, Value>>, name: &str) -> &'a Value {
    row.and_then(|row| row.get(name)).unwrap_or(&Value::Null)
}

fn is_commitment(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        let hash = object.get("personal").and_then(Value::as_str).unwrap_or_default();
        object.len() == 1 && hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn commitment(of: char) -> Value {
        json!({ "personal": of.to_string().repeat(64) })
    }

    fn row(row: &Value) -> Option<Map<String, Value>> {
        row.as_object().cloned()
    }

    fn kept(before: &Value, after: &Value) -> Kept {
        Kept {
            id: ChangeId(Uuid::nil()),
            occurred_at: DateTime::UNIX_EPOCH,
            table: "person".into(),
            operation: Operation::Update,
            row_id: None,
            before: row(before),
            after: row(after),
        }
    }

    fn personal(column: &str, side: Side, value: Value) -> Personal {
        Personal { change_id: ChangeId(Uuid::nil()), column: column.into(), side, value }
    }

    #[test]
    fn personal_values_return_to_their_own_side() {
        let kept = kept(
            &json!({ "name": commitment('a'), "email": commitment('c'), "locale": null }),
            &json!({ "name": commitment('b'), "email": commitment('c'), "locale": "de" }),
        );

        let shown = kept.shown_with(&[
            personal("name", Side::Before, json!("Rosa")),
            personal("name", Side::After, json!("Rosa R.")),
            personal("email", Side::Both, json!("rosa@example.com")),
        ]);

        assert_eq!(shown.before, row(&json!({ "name": "Rosa", "email": "rosa@example.com", "locale": null })));
        assert_eq!(shown.after, row(&json!({ "name": "Rosa R.", "email": "rosa@example.com", "locale": "de" })));
        assert_eq!(shown.changed, ["locale", "name"]);
        assert_eq!(shown.personal, ["email", "name"]);
    }

    #[test]
    fn an_erased_value_stays_a_commitment_and_still_says_whether_it_changed() {
        let kept = kept(
            &json!({ "name": commitment('a'), "email": commitment('c') }),
            &json!({ "name": commitment('b'), "email": commitment('c') }),
        );

        let shown = kept.shown_with(&[]);

        assert_eq!(shown.after, row(&json!({ "name": commitment('b'), "email": commitment('c') })));
        assert_eq!((shown.changed, shown.personal), (vec!["name".into()], vec!["email".into(), "name".into()]));
    }

    #[test]
    fn a_secret_says_only_that_it_changed() {
        let kept = kept(
            &json!({ "image": { "secret": "kept" }, "seal": { "secret": "kept" } }),
            &json!({ "image": { "secret": "changed" }, "seal": { "secret": "kept" } }),
        );

        let shown = kept.shown_with(&[]);

        assert_eq!((shown.changed, shown.personal), (vec!["image".into()], vec![]));
    }

    #[test]
    fn a_personal_value_never_replaces_a_plain_one() {
        let shown = kept(&json!({ "name": "plain" }), &json!({ "name": "plain" })).shown_with(&[personal(
            "name",
            Side::Both,
            json!("personal"),
        )]);

        assert_eq!(shown.after, row(&json!({ "name": "plain" })));
    }

    #[test]
    fn an_inserted_row_changed_where_it_holds_something() {
        let mut kept = kept(&Value::Null, &json!({ "id": 1, "head_id": null }));
        kept.operation = Operation::Insert;

        let shown = kept.shown_with(&[]);

        assert_eq!((shown.before, shown.changed), (None, vec!["id".into()]));
    }
}
