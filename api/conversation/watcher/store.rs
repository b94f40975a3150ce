//! The rows of `tenant.watcher`.
use access::Tx;
use chrono::{DateTime, Utc};
use kernel::{Error, PersonId};
use uuid::Uuid;

use super::{Because, Watcher};
use crate::DocumentKindText;

fn ids(people: &[PersonId]) -> Vec<Uuid> {
    people.iter().map(|person| person.0).collect()
}

/// A part in the document outweighs having been asked or mentioned, and whoever goes on with it more than approves it.
pub(super) async fn add(
    tx: &mut Tx,
    kind: DocumentKindText,
    documents: &[Uuid],
    people: &[PersonId],
    because: Because,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into tenant.watcher (org_id, document_id, person_id, document_kind, because, since)
         select distinct (select door.org_id()), watched.document_id, asked.person_id, $3, $4, $5::timestamptz
         from unnest($1::uuid[]) watched (document_id)
         cross join unnest($2::uuid[]) asked (person_id)
         on conflict (org_id, person_id, document_id) do update
         set because = excluded.because
         where watcher.because in ('asked', 'mentioned') and excluded.because not in ('asked', 'mentioned')
            or watcher.because = 'approver' and excluded.because = 'successor'",
        documents,
        &ids(people),
        kind.code(),
        because.code(),
        at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// None when they do not watch; else whether they left.
pub(super) async fn remove(tx: &mut Tx, document_id: Uuid, person: PersonId) -> Result<Option<bool>, Error> {
    let because = sqlx::query_scalar!(
        "select because from tenant.watcher where document_id = $1 and person_id = $2 for update",
        document_id,
        person.0
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let Some(because) = because else { return Ok(None) };
    if ![Because::Asked, Because::Mentioned].iter().any(|part| part.code() == because) {
        return Ok(Some(false));
    }
    sqlx::query!("delete from tenant.watcher where document_id = $1 and person_id = $2", document_id, person.0)
        .execute(tx.connection()?)
        .await?;
    Ok(Some(true))
}

pub(super) async fn list(tx: &mut Tx, document_id: Uuid) -> Result<Vec<Watcher>, Error> {
    let watchers = sqlx::query_as!(
        Watcher,
        r#"with watching as materialized (
             select w.org_id, w.person_id, w.because, w.since
             from tenant.watcher w
             where w.document_id = $1
             order by w.since, w.person_id
             limit 500
         )
         select w.person_id as "person_id: PersonId", p.name, w.because as "because!", w.since as "since!"
         from watching w
         join tenant.person p on (p.org_id, p.id) = (w.org_id, w.person_id)
         order by w.since, w.person_id"#,
        document_id
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(watchers)
}

/// Which of these are nobody active of this organisation.
pub(crate) async fn unknown_among(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<PersonId>, Error> {
    let unknown = sqlx::query_scalar!(
        r#"select asked.person_id as "person_id!: PersonId"
         from unnest($1::uuid[]) asked (person_id)
         where not exists (select from tenant.person p where p.id = asked.person_id and p.is_active)"#,
        &ids(people)
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(unknown)
}
