//! The organisation and what it keeps about itself.
use kernel::PersonId;
use serde_json::Value;
use sqlx::{Connection, Row};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

mod access_review;
mod category;
mod currency;
mod delivery_address;
mod department;
mod directory;
pub mod duty;
mod duty_exception;
mod exchange_rate;
mod grant;
mod invitation;
pub mod organisation;
mod ownership_transfer;
mod permission;
mod person;
mod profile;
mod role;
mod security_policy;
mod support_access;
mod tax_code;
mod unit;

/// Refused, and the problem names the permission that is missing.
async fn lacks(person: &Person<'_>, permission: &str, method: &str, path: &str, body: Option<Value>) {
    let headers = [("if-match", "\"1\""), ("idempotency-key", "an-intention")];
    let answer = person.sends(method, path, body, &headers).await.is_refused(403, "forbidden");

    assert_eq!(answer.body["detail"], permission);
}

/// What belongs to another organisation is answered exactly like what does not exist.
async fn is_as_if_unknown(person: &Person<'_>, method: &str, path: &str, foreign: &str, body: Option<Value>) {
    let asks = async |id: &str| {
        let path = path.replace("{id}", id);
        person.sends(method, &path, body.clone(), &[("if-match", "\"1\"")]).await.is_refused(404, "not_found")
    };

    assert_eq!(asks(foreign).await.body, asks(&Uuid::new_v4().to_string()).await.body);
    assert_eq!(asks("not-an-id").await.body, asks(foreign).await.body);
}

/// An update needs the revision that was seen, and no other.
async fn needs_the_revision_seen(person: &Person<'_>, path: &str, body: Value) {
    person.sends("PATCH", path, Some(body.clone()), &[]).await.is_refused(428, "precondition_required");
    let before = person.gets(path).await.is(200);
    person.patches(path, body.clone(), before.revision() + 1).await.is_refused(412, "stale");
    person.sends("PATCH", path, Some(body.clone()), &[("if-match", "*")]).await.is_refused(412, "stale");
    assert_eq!(person.gets(path).await.body, before.body);

    let after = person.patches(path, body.clone(), before.revision()).await.is(200);
    assert_eq!(after.header("etag").map(str::to_owned), Some(format!("\"{}\"", before.revision() + 1)));
    person.patches(path, body, before.revision()).await.is_refused(412, "stale");
}

/// One change of a row, as the trail keeps it.
#[derive(Debug, PartialEq)]
struct RowChange {
    operation: String,
    before: Value,
    after: Value,
}

/// What the trail says was done to a row, oldest first.
async fn changes_of(hotel: &Organisation<'_>, row_id: &str) -> Vec<RowChange> {
    let mut connection = hotel.app.administrator().await;
    let rows = sqlx::query(
        "select operation, before, after from tenant.audit_change where org_id = $1 and row_id = $2 order by id",
    )
    .bind(hotel.org_id)
    .bind(Uuid::parse_str(row_id).unwrap())
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let change = |row: &sqlx::postgres::PgRow| RowChange {
        operation: row.get(0),
        before: row.get::<Option<Value>, _>(1).unwrap_or_default(),
        after: row.get::<Option<Value>, _>(2).unwrap_or_default(),
    };
    rows.iter().map(change).collect()
}

/// The detail of the newest event about an entity.
pub async fn newest_detail(hotel: &Organisation<'_>, entity_id: &str) -> Value {
    let mut connection = hotel.app.administrator().await;
    sqlx::query_scalar(
        "select detail from tenant.audit_event where org_id = $1 and entity_id = $2 order by id desc limit 1",
    )
    .bind(hotel.org_id)
    .bind(Uuid::parse_str(entity_id).unwrap())
    .fetch_one(&mut connection)
    .await
    .unwrap()
}

/// Round the door: not active, with everything that they held.
async fn deactivate(hotel: &Organisation<'_>, person: PersonId) {
    let mut connection = hotel.app.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query("update tenant.person set is_active = false where id = $1")
        .bind(person)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The `field` of each item.
fn each<'a>(page: &'a Answer, field: &str) -> Vec<&'a Value> {
    page.body["items"].as_array().unwrap().iter().map(|item| &item[field]).collect()
}

/// Every page of a list, `limit` items each: the `field` of each item.
async fn all_pages(person: &Person<'_>, path: &str, limit: usize, field: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut cursor = None::<String>;
    loop {
        let after = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = person.gets(&format!("{path}?limit={limit}{after}")).await.is(200);
        let items = each(&page, field);
        assert!(items.len() <= limit && found.len() < 500, "{page:?}");
        found.extend(items.into_iter().cloned());
        cursor = page.body["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return found;
        }
    }
}

/// A list refuses filters and cursors that it does not know.
async fn refuses_what_it_does_not_know(person: &Person<'_>, path: &str) {
    person.gets(&format!("{path}?colour=red")).await.is_invalid("colour", "unknown_field");
    person.gets(&format!("{path}?limit=0")).await.is_invalid("limit", "page_size");
    person.gets(&format!("{path}?limit=101")).await.is_invalid("limit", "page_size");
    // Not ours; JSON of another shape; a NUL where a name should be.
    for cursor in ["x", "e30", "Ilx1MDAwMCI"] {
        person.gets(&format!("{path}?cursor={cursor}")).await.is_invalid("cursor", "cursor");
    }
}
