//! Every statement on inboxes.
use access::Tx;
use kernel::{Currency, DepartmentId, DocumentId, Error, Money, Name, PageSize, PersonId, Reference, Text};

use super::{ApprovalView, DepartmentShown, RequesterOf, list::Place};
use crate::{DocumentKind, RouteId, StepNumber};

/// What waits for the caller after a place, the longest waiting first, and one row more than the page holds.
pub(crate) async fn inbox(tx: &mut Tx, after: Option<Place>, size: PageSize) -> Result<Vec<ApprovalView>, Error> {
    let rows = sqlx::query!(
        r#"
        with page as materialized (
            select w.org_id, w.route_id, w.step, w.step_name, w.since
            from tenant.approval_waiting w
            where w.person_id = (select door.person_id())
              and ($1::timestamptz is null or (w.since, w.route_id, w.step) > ($1, $2::uuid, $3::smallint))
            order by w.since, w.route_id, w.step
            limit $4
        )
        select r.document_kind, r.document_id as "document_id: DocumentId", r.number as "number: Reference",
               r.title as "title: Text", r.total_minor, r.currency as "currency: Currency",
               r.requester_id as "requester_id: PersonId", p.name as "requester_name: Name",
               d.id as "department_id?: DepartmentId", d.name as "department_name?: Name",
               w.route_id as "route_id: RouteId", w.step, w.step_name as "step_name: Name", w.since
        from page w
        join tenant.approval_route r on r.org_id = w.org_id and r.id = w.route_id
        join tenant.person p on p.org_id = r.org_id and p.id = r.requester_id
        left join tenant.department d on d.org_id = r.org_id and d.id = r.department_id
        order by w.since, w.route_id, w.step
        "#,
        after.map(|place| place.since),
        after.map(|place| place.route.0),
        after.map(|place| place.step.0),
        size.rows_asked(),
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut shown = Vec::new();
    for row in rows {
        let kind = DocumentKind::of_code(&row.document_kind)
            .ok_or_else(|| std::io::Error::other("a document's kind is no word of ours"))?;
        shown.push(ApprovalView {
            kind,
            document_id: row.document_id,
            number: row.number,
            title: row.title,
            requester: RequesterOf { id: row.requester_id, name: row.requester_name },
            department: row.department_id.zip(row.department_name).map(|(id, name)| DepartmentShown { id, name }),
            total: Money { minor: row.total_minor, currency: row.currency },
            route_id: row.route_id,
            step: StepNumber(row.step),
            step_name: row.step_name,
            since: row.since,
        });
    }
    Ok(shown)
}
