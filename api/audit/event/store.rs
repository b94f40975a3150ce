//! Every statement on events.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, PersonId, RequestId, SessionId};
use serde_json::Value;
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{AuditEventId, AuditEventView, list::Wanted};

#[derive(FromRow)]
struct EventRow {
    id: AuditEventId,
    occurred_at: DateTime<Utc>,
    action: String,
    entity: String,
    entity_id: Uuid,
    person_id: Option<PersonId>,
    person_name: Option<String>,
    principal: Option<String>,
    session_id: Option<SessionId>,
    network: Option<String>,
    request_id: RequestId,
    permission: String,
    detail: Value,
}

impl From<EventRow> for AuditEventView {
    fn from(row: EventRow) -> Self {
        Self {
            id: row.id,
            occurred_at: row.occurred_at,
            action: row.action,
            entity: row.entity,
            entity_id: row.entity_id,
            person_id: row.person_id,
            person_name: row.person_name,
            principal: row.principal,
            session_id: row.session_id,
            network: row.network,
            request_id: row.request_id,
            permission: row.permission,
            detail: row.detail,
        }
    }
}

// The page comes first and the names afterwards: joined below the limit, it would lose its order and read the whole tenant.
const PAGE: &str = "
    with page as materialized (
        select id, occurred_at, action, entity, entity_id, person_id, principal, session_id, network, request_id, permission, detail
        from tenant.audit_event
        where true";
const WITH_NAMES: &str = ")
    select page.id, page.occurred_at, page.action, page.entity, page.entity_id, page.person_id,
        coalesce(person.name, support.operator_name) as person_name,
        page.principal, page.session_id, host(page.network) as network, page.request_id, page.permission, page.detail
    from page
    left join tenant.person person on person.org_id = (select door.org_id()) and person.id = page.person_id
    left join tenant.support_access support
        on page.principal = 'support' and support.org_id = (select door.org_id()) and support.id = page.person_id";

/// One event, if the caller's organisation has it.
pub(super) async fn find(tx: &mut Tx, id: AuditEventId) -> Result<Option<AuditEventView>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(PAGE);
    query.push(" and id = ").push_bind(id).push(WITH_NAMES);
    let row: Option<EventRow> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    Ok(row.map(Into::into))
}

/// A page of events, newest first.
pub(super) async fn page(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<AuditEventView>, Error> {
    let mut query = QueryBuilder::new(PAGE);
    filter(&mut query, wanted);
    if let Some((at, id)) = wanted.after {
        query.push(" and (occurred_at, id) < (").push_bind(at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by occurred_at desc, id desc limit ").push_bind(wanted.rows);
    query.push(WITH_NAMES).push(" order by page.occurred_at desc, page.id desc");
    let rows: Vec<EventRow> = query.build_query_as().fetch_all(tx.connection()?).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

fn filter(query: &mut QueryBuilder<Postgres>, wanted: &Wanted) {
    if let Some(person_id) = wanted.person_id {
        query.push(" and person_id = ").push_bind(person_id);
    }
    if let Some(entity) = &wanted.entity {
        query.push(" and entity = ").push_bind(entity.as_str().to_owned());
    }
    if let Some(entity_id) = wanted.entity_id {
        query.push(" and entity_id = ").push_bind(entity_id);
    }
    if let Some(action) = &wanted.action {
        query.push(" and action = ").push_bind(action.as_str().to_owned());
    }
    if let Some(from) = wanted.period.from {
        query.push(" and occurred_at >= ").push_bind(from);
    }
    if let Some(to) = wanted.period.to {
        query.push(" and occurred_at < ").push_bind(to);
    }
    if let Some(request_id) = wanted.request_id {
        query.push(" and request_id = ").push_bind(request_id);
    }
    if let Some(text) = &wanted.text {
        // By position, so that no character of the text is a wildcard.
        query
            .push(" and strpos(lower(action || ' ' || detail::text), lower(")
            .push_bind(text.as_str().to_owned())
            .push(")) > 0");
    }
}
