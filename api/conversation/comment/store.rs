//! The rows of `tenant.comment` and `tenant.comment_mention`.
use access::{Tx, Work};
use chrono::{DateTime, Utc};
use kernel::{Error, Note, PersonId};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Comment, CommentId, Mentioned};
use crate::{DocumentKindText, TOO_MANY_COMMENTS};

/// Adds a comment and says its number.
pub(super) async fn add<P>(
    work: &mut Work<'_, P>,
    kind: DocumentKindText,
    document_id: Uuid,
    id: CommentId,
    body: &Note,
    mentions: &[PersonId],
) -> Result<i32, Error> {
    let (author, at) = (work.caller().person_id, work.now());
    // One at a time, so that the numbers have no gap and no two are equal.
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('comment:' || $1::uuid::text, 0))::text as locked",
        document_id
    )
    .fetch_one(work.connection()?)
    .await?;
    let number = sqlx::query_scalar!(
        "insert into tenant.comment (org_id, id, document_id, document_kind, number, author_id, body, created_at)
         select (select door.org_id()), $1, $2::uuid, $3, coalesce(max(c.number), 0) + 1, $4, $5, $6
         from tenant.comment c
         where c.document_id = $2
         returning number",
        id.0,
        document_id,
        kind.code(),
        author.0,
        body.as_str(),
        at
    )
    .fetch_one(work.connection()?)
    .await
    .map_err(refused)?;
    let mentions: Vec<_> = mentions.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into tenant.comment_mention (org_id, comment_id, person_id)
         select distinct (select door.org_id()), $1::uuid, mentioned.person_id
         from unnest($2::uuid[]) mentioned (person_id)",
        id.0,
        &mentions
    )
    .execute(work.connection()?)
    .await?;
    Ok(number)
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("comment_number_check") => TOO_MANY_COMMENTS.into(),
        _ => error.into(),
    }
}

struct Row {
    id: CommentId,
    number: i32,
    author_id: PersonId,
    author_name: String,
    body: String,
    at: DateTime<Utc>,
    mentions: Json<Vec<Mentioned>>,
}

impl Row {
    fn comment(self) -> Comment {
        let Self { id, number, author_id, author_name, body, at, mentions } = self;
        Comment { id, number, author_id, author_name, body, mentions: mentions.0, at }
    }
}

/// The comments after the one of number `after`, at most `most`.
pub(super) async fn page(tx: &mut Tx, document_id: Uuid, after: i32, most: i64) -> Result<Vec<Comment>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"with said as materialized (
             select c.org_id, c.id, c.number, c.author_id, c.body, c.created_at
             from tenant.comment c
             where c.document_id = $1
               and c.number > $2
             order by c.number
             limit $3
         )
         select s.id as "id: CommentId", s.number, s.author_id as "author_id: PersonId", a.name as author_name, s.body, s.created_at as at,
           coalesce((
             select jsonb_agg(jsonb_build_object('person_id', m.person_id, 'name', p.name) order by p.name, p.id)
             from tenant.comment_mention m
             join tenant.person p on (p.org_id, p.id) = (m.org_id, m.person_id)
             where (m.org_id, m.comment_id) = (s.org_id, s.id)
           ), '[]') as "mentions!: Json<Vec<Mentioned>>"
         from said s
         join tenant.person a on (a.org_id, a.id) = (s.org_id, s.author_id)
         order by s.number"#,
        document_id,
        after,
        most
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(rows.into_iter().map(Row::comment).collect())
}
