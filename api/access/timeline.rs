//! The timeline of a document: its events, as everybody who sees the document may see them.
use chrono::{DateTime, Utc};
use kernel::{Error, PersonId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Tx;

/// One thing that happened to a document.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Moment {
    pub at: DateTime<Utc>,
    #[schema(example = "purchase_order.approved", max_length = 80)]
    pub action: String,
    pub person_id: Option<PersonId>,
    /// The name as it is today; null for what the system did itself.
    #[schema(max_length = 120)]
    pub person_name: Option<String>,
    pub detail: Value,
}

/// The newest events of an entity, at most 200, oldest first; support is shown none, for they are the trail's.
pub async fn timeline(tx: &mut Tx, entity_id: Uuid) -> Result<Vec<Moment>, Error> {
    if tx.is_support() {
        return Ok(Vec::new());
    }
    let statement = "
        with newest as materialized (
            select id, occurred_at, action, person_id, detail
            from tenant.audit_event
            where org_id = (select door.org_id()) and entity_id = $1
            order by id desc
            limit 200
        )
        select e.occurred_at as at, e.action, e.person_id, p.name as person_name, e.detail
        from newest e
        left join tenant.person p on p.org_id = (select door.org_id()) and p.id = e.person_id
        order by e.id";
    Ok(sqlx::query_as(statement).bind(entity_id).fetch_all(tx.connection()?).await?)
}
