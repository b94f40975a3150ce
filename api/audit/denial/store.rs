//! Every statement on denials.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, PersonId, RequestId, SessionId};
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::{AuditDenialView, list::Wanted};

#[derive(FromRow)]
struct DenialRow {
    minute: DateTime<Utc>,
    status: i16,
    permission: String,
    person_id: PersonId,
    person_name: Option<String>,
    session_id: SessionId,
    network: Option<String>,
    first_request_id: RequestId,
    times: i32,
}

const PAGE: &str = "
    with page as materialized (
        select minute, session_id, status, permission, person_id, network, first_request_id, times
        from tenant.audit_denial
        where true";
const ORDERED: &str = " order by minute desc, session_id desc, status desc, permission desc limit ";
const WITH_NAMES: &str = ")
    select page.minute, page.status, page.permission, page.person_id, person.name as person_name, page.session_id,
        host(page.network) as network, page.first_request_id, page.times
    from page
    left join tenant.person person on person.org_id = (select door.org_id()) and person.id = page.person_id
    order by page.minute desc, page.session_id desc, page.status desc, page.permission desc";

/// A page of denials, newest first.
pub(super) async fn page(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<AuditDenialView>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(PAGE);
    if let Some(person_id) = wanted.person_id {
        query.push(" and person_id = ").push_bind(person_id);
    }
    if let Some(permission) = &wanted.permission {
        query.push(" and permission = ").push_bind(permission.as_str().to_owned());
    }
    if let Some(from) = wanted.period.from {
        query.push(" and minute >= date_trunc('minute', ").push_bind(from).push("::timestamptz)");
    }
    if let Some(to) = wanted.period.to {
        query.push(" and minute < ").push_bind(to);
    }
    if let Some(place) = &wanted.after {
        query.push(" and (minute, session_id, status, permission) < (").push_bind(place.minute);
        query.push(", ").push_bind(place.session_id).push(", ").push_bind(place.status);
        query.push(", ").push_bind(place.permission.clone()).push(")");
    }
    query.push(ORDERED).push_bind(wanted.rows).push(WITH_NAMES);
    let rows: Vec<DenialRow> = query.build_query_as().fetch_all(tx.connection()?).await?;
    rows.into_iter().map(shown).collect()
}

fn shown(row: DenialRow) -> Result<AuditDenialView, Error> {
    Ok(AuditDenialView {
        minute: row.minute,
        status: u16::try_from(row.status)?,
        permission: row.permission,
        person_id: row.person_id,
        person_name: row.person_name,
        session_id: row.session_id,
        network: row.network,
        first_request_id: row.first_request_id,
        times: row.times,
    })
}
