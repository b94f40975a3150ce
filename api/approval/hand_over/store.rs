//! Every statement on steps that are handed over; the policies add the tenant to each.
use access::Tx;
use kernel::{DocumentId, Error, Name, PersonId, Reference, Text};
use uuid::Uuid;

use super::OpenApproval;
use crate::{DocumentKind, RouteId, StepNumber, refusals};

/// Waits for whoever decides on these documents at the same time.
pub(super) async fn lock_open(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    sqlx::query!(
        r#"
        select r.id
        from tenant.approval_route r
        where r.status = 'running'
          and exists (
              select from jsonb_array_elements(r.route -> 'steps') s
              where tenant.approval_asks(r.id, (s ->> 'number')::smallint, $1))
        order by r.id
        for update
        "#,
        person.0
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(())
}

/// The steps that ask a person, are not done, and have no yes of theirs on their route; whether the others asked are enough.
pub(super) async fn open(tx: &mut Tx, person: PersonId, at_most: i64) -> Result<Vec<OpenApproval>, Error> {
    let rows = sqlx::query!(
        r#"
        select r.id as "route: RouteId", r.document_kind, r.document_id as "document_id: DocumentId", r.number as "number: Reference",
               r.title as "title: Text", requester.name as "requester_name: Name",
               (s ->> 'number')::smallint as "step!", s ->> 'name' as "step_name!: Name",
               (s ->> 'needed')::bigint - (
                   select count(*) from tenant.approval_decision d
                   where d.org_id = r.org_id and d.route_id = r.id and d.step = (s ->> 'number')::smallint and d.verdict = 'approve'
               ) > (
                   select count(*) from tenant.person other
                   where other.is_active and other.id <> $1
                     and other.id in (
                         select (c ->> 'person')::uuid from jsonb_array_elements(s -> 'candidates') c
                         union all
                         select h.to_id from tenant.approval_hand_over h
                         where h.org_id = r.org_id and h.route_id = r.id and h.step = (s ->> 'number')::smallint)
                     and not exists (
                         select from tenant.approval_hand_over h
                         where h.org_id = r.org_id and h.route_id = r.id and h.step = (s ->> 'number')::smallint and h.from_id = other.id)
                     and not exists (
                         select from tenant.approval_decision d
                         where d.org_id = r.org_id and d.route_id = r.id and d.person_id = other.id and d.verdict = 'approve')
                     and not exists (
                         select from tenant.approval_steps_left(r.id) l
                         where l.step <> (s ->> 'number')::smallint and tenant.approval_asks(r.id, l.step, other.id))
                     and not exists (
                         select from tenant.approval_editor e
                         where e.org_id = r.org_id and e.document_id = r.document_id and e.person_id = other.id)
                     and exists (
                         select from tenant.permission_grant g
                         where g.org_id = other.org_id and g.person_id = other.id and g.permission = r.document_kind || '.approve'
                           and (g.expires_at is null or g.expires_at > door.now()))
               ) as "needs_successor!"
        from tenant.approval_route r
        join tenant.person requester on requester.org_id = r.org_id and requester.id = r.requester_id
        cross join lateral jsonb_array_elements(r.route -> 'steps') s
        where r.status = 'running'
          and tenant.approval_asks(r.id, (s ->> 'number')::smallint, $1)
          and exists (select from tenant.approval_steps_left(r.id) l where l.step = (s ->> 'number')::smallint)
          and not exists (
              select from tenant.approval_decision d
              where d.org_id = r.org_id and d.route_id = r.id and d.person_id = $1 and d.verdict = 'approve')
        order by r.opened_at, r.id, (s ->> 'number')::smallint
        limit $2
        "#,
        person.0,
        at_most
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut open = Vec::new();
    for row in rows {
        let kind = DocumentKind::of_code(&row.document_kind)
            .ok_or_else(|| std::io::Error::other("a document's kind is no word of ours"))?;
        open.push(OpenApproval {
            kind,
            document_id: row.document_id,
            number: row.number,
            title: row.title,
            requester_name: row.requester_name,
            route: row.route,
            step: StepNumber(row.step),
            step_name: row.step_name,
            needs_successor: row.needs_successor,
        });
    }
    Ok(open)
}

/// Keeps that a step is handed over; the database refuses who may not decide it.
pub(super) async fn insert(
    tx: &mut Tx,
    open: &OpenApproval,
    from: PersonId,
    to: Option<PersonId>,
) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.approval_hand_over (org_id, route_id, step, from_id, to_id, handed_by, handed_at)
        values ((select door.org_id()), $1, $2, $3, $4, (select door.person_id()), $5)
        ",
        open.route.0,
        open.step.0,
        from.0,
        to.map(|person| person.0),
        at,
    )
    .execute(tx.connection()?)
    .await
    .map(drop)
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("approval_hand_over_own_document") => open.barred("they have a part in it"),
        Some("approval_hand_over_own_policy") => {
            open.barred("they wrote some of its policy less than 30 days before (SOD-07)")
        }
        Some("approval_hand_over_asked_already") => open.barred("this step asks them already"),
        Some("approval_hand_over_counts") => open.barred("they approved another step"),
        Some("approval_hand_over_may_not") => open.barred("they may not approve it"),
        Some("approval_route_is_running") => refusals::ROUTE_IS_CLOSED.into(),
        Some(_) | None => error.into(),
    })
}

/// Takes these steps out of somebody's inbox, and puts those that need another into theirs.
pub(super) async fn move_waiting(
    tx: &mut Tx,
    open: &[OpenApproval],
    from: PersonId,
    to: Option<PersonId>,
) -> Result<(), Error> {
    let needed: Vec<_> = open.iter().filter(|approval| approval.needs_successor && to.is_some()).collect();
    let routes: Vec<Uuid> = needed.iter().map(|approval| approval.route.0).collect();
    let steps: Vec<i16> = needed.iter().map(|approval| approval.step.0).collect();
    let at = tx.now();
    sqlx::query!(
        "
        with gone as (
            delete from tenant.approval_waiting w
            where w.person_id = $1
            returning w.route_id, w.step, w.document_id, w.step_name
        )
        insert into tenant.approval_waiting (org_id, route_id, step, person_id, document_id, step_name, since)
        select (select door.org_id()), g.route_id, g.step, $2::uuid, g.document_id, g.step_name, $5::timestamptz
        from gone g
        join unnest($3::uuid[], $4::smallint[]) n (route_id, step) on n.route_id = g.route_id and n.step = g.step
        on conflict (org_id, route_id, step, person_id) do nothing
        ",
        from.0,
        to.map(|person| person.0),
        &routes,
        &steps,
        at,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
