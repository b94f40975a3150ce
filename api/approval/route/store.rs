//! Every statement on routes, decisions, what waits for whom, and editors.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{DocumentId, Error, Name, Note, PersonId, Revision, ended};
use sqlx::types::Json;
use uuid::Uuid;

use super::{RouteId, Waiting};
use crate::{
    Approval, DocumentFacts, Ending, HowEnded, LeftOut, PolicyVersionId, Progress, Route, RouteStatus, StepNumber,
    Verdict, hand_over::HandedOver, refusals,
};

/// A document's newest route, and what belongs to it.
pub(crate) struct Found {
    pub id: RouteId,
    pub policy: PolicyVersionId,
    pub policy_name: Name,
    pub progress: Progress,
    pub opened_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ender_name: Option<Name>,
    /// Who changed something material since the document was first submitted.
    pub editors: Vec<PersonId>,
}

/// Waits for whoever decides on this document at the same time.
pub(crate) async fn lock(tx: &mut Tx, document: DocumentId) -> Result<(), Error> {
    let running = sqlx::query!(
        "select r.id from tenant.approval_route r where r.document_id = $1 and r.status = 'running' for update",
        document.0,
    );
    running.fetch_optional(tx.connection()?).await?;
    Ok(())
}

/// The document's newest route, running or not.
pub(crate) async fn last(tx: &mut Tx, document: DocumentId) -> Result<Option<Found>, Error> {
    let row = sqlx::query!(
        r#"
        with newest as materialized (
            select r.org_id, r.id
            from tenant.approval_route r
            where r.document_id = $1
            order by r.id desc
            limit 1
        )
        select r.id as "id: RouteId", r.policy_version_id as "policy: PolicyVersionId", v.name as "policy_name: Name",
               r.route as "route: Json<Route>", r.left_out as "left_out: Json<Vec<LeftOut>>", r.status,
               r.opened_at, r.ended_at, r.ended_by as "ended_by: PersonId", r.ended_step,
               r.ended_note as "ended_note: Note", p.name as "ender_name?: Name",
               array(
                   select e.person_id from tenant.approval_editor e
                   where e.org_id = r.org_id and e.document_id = r.document_id
                   order by e.person_id
               ) as "editors!: Vec<PersonId>",
               coalesce((
                   select jsonb_agg(jsonb_build_object(
                       'step', h.step, 'from', h.from_id, 'from_name', leaver.name,
                       'to', case when h.to_id is not null then jsonb_build_array(h.to_id, successor.name) end
                   ) order by h.handed_at, h.step, h.from_id)
                   from tenant.approval_hand_over h
                   join tenant.person leaver on leaver.org_id = h.org_id and leaver.id = h.from_id
                   left join tenant.person successor on successor.org_id = h.org_id and successor.id = h.to_id
                   where h.org_id = r.org_id and h.route_id = r.id
               ), '[]') as "handed!: Json<Vec<HandedOver>>"
        from newest n
        join tenant.approval_route r on r.org_id = n.org_id and r.id = n.id
        join tenant.approval_policy_version v on v.org_id = r.org_id and v.id = r.policy_version_id
        left join tenant.person p on p.org_id = r.org_id and p.id = r.ended_by
        "#,
        document.0,
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let how = how_ended(&row.status)?;
    let ending = match (how, row.ended_by, row.ended_at) {
        (Some(how), Some(by), Some(at)) => {
            Some(Ending { how, step: row.ended_step.map(StepNumber), by, at, note: row.ended_note })
        }
        _ => None,
    };
    let approvals = approvals(tx, row.id).await?;
    let mut route = row.route.0;
    for handed in row.handed.0 {
        route.take_over(handed);
    }
    Ok(Some(Found {
        id: row.id,
        policy: row.policy,
        policy_name: row.policy_name,
        progress: Progress { route, approvals, left_out: row.left_out.0, ending },
        opened_at: row.opened_at,
        ended_at: row.ended_at,
        ender_name: row.ender_name,
        editors: row.editors,
    }))
}

async fn approvals(tx: &mut Tx, route: RouteId) -> Result<Vec<Approval>, Error> {
    let rows = sqlx::query!(
        r#"
        select d.step, d.person_id as "by: PersonId", d.decided_at, d.note as "note: Note",
               d.revision as "revision: Revision", d.is_carried
        from tenant.approval_decision d
        where d.route_id = $1 and d.verdict = 'approve'
        order by d.decided_at, d.id
        "#,
        route.0,
    )
    .fetch_all(tx.connection()?)
    .await?;
    let approvals = rows.into_iter().map(|row| Approval {
        step: StepNumber(row.step),
        by: row.by,
        at: row.decided_at,
        note: row.note,
        revision: row.revision,
        is_carried: row.is_carried,
    });
    Ok(approvals.collect())
}

/// A route that sets out.
pub(crate) struct Opening<'a> {
    pub id: RouteId,
    pub facts: &'a DocumentFacts,
    pub submitted_by: PersonId,
    pub progress: &'a Progress,
}

/// Keeps a new route, frozen.
pub(crate) async fn open(tx: &mut Tx, opening: &Opening<'_>) -> Result<(), Error> {
    let Opening { id, facts, submitted_by, progress } = opening;
    sqlx::query!(
        "
        insert into tenant.approval_route (
            org_id, id, document_kind, document_id, document_revision, policy_version_id, material_digest,
            requester_id, on_behalf_of_id, created_by, submitted_by,
            number, title, total_minor, currency, department_id, route, left_out, status, opened_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'running', (select door.now()))
        ",
        id.0,
        facts.kind.code(),
        facts.id.0,
        facts.revision.0,
        progress.route.policy_version.0,
        facts.material_digest.0.as_slice(),
        facts.requester.0,
        facts.on_behalf_of.map(|person| person.0),
        facts.created_by.0,
        submitted_by.0,
        facts.number.as_ref().map(kernel::Reference::as_str),
        facts.title.as_str(),
        facts.total.minor,
        facts.total.currency.code(),
        facts.department.as_ref().map(|department| department.id.0),
        serde_json::to_value(&progress.route)?,
        serde_json::to_value(&progress.left_out)?,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// What somebody said to a step.
pub(crate) struct Said<'a> {
    pub id: Uuid,
    pub route: RouteId,
    pub verdict: Verdict,
    pub approval: &'a Approval,
}

/// Adds a decision; the database refuses what separation of duties forbids.
pub(crate) async fn add_decision(tx: &mut Tx, said: &Said<'_>) -> Result<(), Error> {
    let Said { id, route, verdict, approval } = said;
    sqlx::query!(
        "
        insert into tenant.approval_decision (org_id, id, route_id, step, person_id, verdict, note, revision, is_carried, decided_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        id,
        route.0,
        approval.step.0,
        approval.by.0,
        verdict.code(),
        approval.note.as_ref().map(Note::as_str),
        approval.revision.0,
        approval.is_carried,
        approval.at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Keeps how far a route came, and who ended it when it did.
pub(crate) async fn advance(tx: &mut Tx, id: RouteId, progress: &Progress, by: PersonId) -> Result<(), Error> {
    let at = tx.now();
    let status = progress.status();
    let has_ended = status != RouteStatus::Running;
    let ending = progress.ending.as_ref();
    sqlx::query!(
        "
        update tenant.approval_route
        set left_out = $2, status = $3, ended_at = $4, ended_by = $5, ended_step = $6, ended_note = $7
        where id = $1
        ",
        id.0,
        serde_json::to_value(&progress.left_out)?,
        status.code(),
        has_ended.then_some(at),
        has_ended.then_some(by.0),
        ending.and_then(|ending| ending.step).map(|step| step.0),
        ending.and_then(|ending| ending.note.as_ref()).map(Note::as_str),
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Makes the inbox rows of a route exactly these; who waited already keeps the time since when.
pub(crate) async fn wait_for(tx: &mut Tx, id: RouteId, document: DocumentId, waiting: &[Waiting]) -> Result<(), Error> {
    let steps: Vec<_> = waiting.iter().map(|waiting| waiting.step.0).collect();
    let names: Vec<_> = waiting.iter().map(|waiting| waiting.step_name.as_str().to_owned()).collect();
    let people: Vec<_> = waiting.iter().map(|waiting| waiting.person_id.0).collect();
    let at = tx.now();
    sqlx::query!(
        "
        with wanted as materialized (
            select w.step, w.step_name, w.person_id
            from unnest($3::smallint[], $4::text[], $5::uuid[]) w (step, step_name, person_id)
        ),
        gone as (
            delete from tenant.approval_waiting w
            where w.route_id = $1
              and not exists (select from wanted n where n.step = w.step and n.person_id = w.person_id)
        )
        insert into tenant.approval_waiting (org_id, route_id, step, person_id, document_id, step_name, since)
        select (select door.org_id()), $1, n.step, n.person_id, $2, n.step_name, $6
        from wanted n
        on conflict (org_id, route_id, step, person_id) do nothing
        ",
        id.0,
        document.0,
        &steps,
        &names,
        &people,
        at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Remembers that somebody changed something material; the first time counts.
pub(crate) async fn add_editor(tx: &mut Tx, document: DocumentId, person: PersonId) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.approval_editor (org_id, document_id, person_id, edited_at)
        values ((select door.org_id()), $1, $2, $3)
        on conflict (org_id, document_id, person_id) do nothing
        ",
        document.0,
        person.0,
        at,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

fn how_ended(status: &str) -> Result<Option<HowEnded>, Error> {
    let status =
        RouteStatus::of_code(status).ok_or_else(|| std::io::Error::other("a route's status is no word of ours"))?;
    Ok(match status {
        RouteStatus::Running | RouteStatus::Approved => None,
        RouteStatus::Returned => Some(HowEnded::Returned),
        RouteStatus::Rejected => Some(HowEnded::Rejected),
        RouteStatus::Withdrawn => Some(HowEnded::Withdrawn),
        RouteStatus::Cancelled => Some(HowEnded::Cancelled),
    })
}

// What the database refuses has the same names as what the engine refuses.
fn refused(error: sqlx::Error) -> Error {
    let refusal = match error.as_database_error().and_then(|error| error.constraint()) {
        Some("approval_decision_own_document") => refusals::OWN_DOCUMENT,
        Some("approval_decision_one_step_unique") => refusals::APPROVED_ALREADY,
        Some("approval_decision_edited") => refusals::EDITED_BY_APPROVER,
        Some("approval_decision_own_policy") => refusals::OWN_POLICY,
        Some("approval_decision_candidate" | "approval_decision_in_person") => refusals::NOT_YOUR_STEP,
        Some("approval_decision_step_is_open") => refusals::STEP_NOT_OPEN,
        Some("approval_decision_reason_check") => refusals::REASON_REQUIRED,
        Some("approval_route_is_running") => refusals::ROUTE_IS_CLOSED,
        // Another version came into force since it was looked up: it may be tried again.
        Some("approval_route_in_force") => ended::UNAVAILABLE,
        Some("approval_route_one_running_unique") => refusals::ROUTE_IS_RUNNING,
        Some("approval_route_department_fkey") => {
            return Error::invalid("department_id", "unknown", "There is no such department.");
        }
        Some(_) | None => return error.into(),
    };
    refusal.into()
}
