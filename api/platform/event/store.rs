//! The platform's trail, as the directory lends it.
use access::platform::PlatformWork;
use kernel::Error;
use sqlx::{Row, postgres::PgRow};
use uuid::Uuid;

use super::PlatformEventView;

/// A page of events, the newest first.
pub(super) async fn page<P>(
    work: &mut PlatformWork<'_, P>,
    before: Option<Uuid>,
    rows: i64,
) -> Result<Vec<PlatformEventView>, Error> {
    let statement = "
        select id, occurred_at, operator_id, operator_name, action, entity, entity_id, detail, request_id, network
        from platform.list_events($1, $2)";
    let rows = sqlx::query(statement).bind(before).bind(rows).fetch_all(work.connection()).await?;
    rows.iter().map(shown).collect()
}

fn shown(row: &PgRow) -> Result<PlatformEventView, Error> {
    Ok(PlatformEventView {
        id: row.try_get("id")?,
        occurred_at: row.try_get("occurred_at")?,
        operator_id: row.try_get("operator_id")?,
        operator_name: row.try_get("operator_name")?,
        action: row.try_get("action")?,
        entity: row.try_get("entity")?,
        entity_id: row.try_get("entity_id")?,
        detail: row.try_get("detail")?,
        request_id: row.try_get("request_id")?,
        network: row.try_get("network")?,
    })
}
