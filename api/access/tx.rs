//! One tenant transaction in few messages: begin, identify, the verb's own, finish, commit.
use chrono::{DateTime, Utc};
use kernel::{BodyDigest, Error, OrgId, PersonId, SessionId, ended};
use sqlx::{PgConnection, Row, postgres::PgRow};

use crate::{
    Caller, Database, Event, Held, Pool, RequestOrigin,
    job::Asked,
    outage::{passes, unavailable},
};

/// An open tenant transaction; dropped without a commit, it rolls back.
pub struct Tx {
    connection: Option<Held>,
    now: DateTime<Utc>,
    /// Whether support reads in it.
    is_support: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    ReadOnly,
    ReadWrite,
    /// Read-only, and every statement sees what the first one saw.
    Snapshot,
}

/// What a transaction must know before it begins.
pub(crate) struct Opening<'a> {
    pub mode: Mode,
    pub secret: &'a str,
    pub permission: &'static str,
    pub origin: RequestOrigin,
    pub intention: Option<&'a Intention>,
}

/// What the caller means to do once, however often it is sent.
#[derive(Debug)]
pub(crate) struct Intention {
    pub key: String,
    pub operation: String,
    pub body: BodyDigest,
}

/// What an intention was answered with before.
pub(crate) struct Kept {
    pub status: u16,
    pub location: Option<String>,
    pub response: Vec<u8>,
}

/// What is to be kept with the events.
pub(crate) struct Answered<'a> {
    pub status: u16,
    pub location: Option<&'a str>,
    pub response: &'a [u8],
}

impl Tx {
    /// Opens the transaction of a job, by its ticket, in the name of whoever asked for it.
    pub(crate) async fn begin_job(
        database: &Database,
        ticket: &str,
        permission: &'static str,
    ) -> Result<(Self, Caller, Asked), Error> {
        let mut tx = Self::begun(&database.at_length, Mode::ReadWrite).await?;
        let row = sqlx::query("select (j.opened).*, j.subject_id, j.asked from door.begin_job($1, $2) j")
            .bind(ticket)
            .bind(permission)
            .fetch_one(tx.connection()?)
            .await
            .map_err(|error| refused(error, permission))?;
        tx.now = row.try_get("at")?;
        let asked = Asked { subject: row.try_get("subject_id")?, detail: row.try_get("asked")? };
        Ok((tx, caller(&row)?, asked))
    }

    pub(crate) async fn begin(
        database: &Database,
        opening: Opening<'_>,
    ) -> Result<(Self, Caller, Option<Kept>), Error> {
        // What holds a snapshot takes long.
        let pool = if opening.mode == Mode::Snapshot { &database.at_length } else { database.tenant()? };
        let mut tx = Self::begun(pool, opening.mode).await?;
        let row = sqlx::query("select * from door.begin_request($1, $2, $3, $4, $5, $6, $7)")
            .bind(opening.secret)
            .bind(opening.permission)
            .bind(opening.origin.request_id)
            .bind(opening.origin.network_text())
            .bind(opening.intention.map(|intention| intention.key.as_str()))
            .bind(opening.intention.map(|intention| intention.operation.as_str()))
            .bind(opening.intention.map(|intention| intention.body.0.as_slice()))
            .fetch_one(tx.connection()?)
            .await
            .map_err(|error| refused(error, opening.permission))?;
        tx.now = row.try_get("at")?;
        let caller = caller(&row)?;
        let kept = match row.try_get::<Option<i16>, _>("replay_status")? {
            Some(status) => Some(Kept {
                status: u16::try_from(status)?,
                location: row.try_get("replay_location")?,
                response: row.try_get("replay_response")?,
            }),
            None => None,
        };
        Ok((tx, caller, kept))
    }

    /// Opens a read of support, which the trail has already.
    pub(crate) async fn begin_support(
        database: &Database,
        secret: &str,
        permission: &'static str,
        origin: RequestOrigin,
    ) -> Result<(Self, Caller, Option<Kept>), Error> {
        let mut tx = Self::begun(&database.support, Mode::ReadOnly).await?;
        let row = sqlx::query("select * from door.begin_support($1, $2, $3, $4)")
            .bind(secret)
            .bind(permission)
            .bind(origin.request_id)
            .bind(origin.network_text())
            .fetch_one(tx.connection()?)
            .await
            .map_err(|error| refused(error, permission))?;
        tx.now = row.try_get("at")?;
        tx.is_support = true;
        Ok((tx, caller(&row)?, None))
    }

    /// Refuses a caller who said longer ago who they are (RFC 9470).
    pub async fn must_have_signed_in_within(&mut self, seconds: u32) -> Result<(), Error> {
        let is_recent: bool = sqlx::query_scalar("select door.has_signed_in_within(make_interval(secs => $1))")
            .bind(f64::from(seconds))
            .fetch_one(self.connection()?)
            .await?;
        if is_recent { Ok(()) } else { Err(Error::sign_in_too_old(seconds)) }
    }

    // A connection that broke while it lay in the pool is no reason to refuse: nothing has been asked of it yet.
    async fn begun(pool: &Pool, mode: Mode) -> Result<Self, Error> {
        let begin = match mode {
            Mode::ReadOnly => "begin read only",
            Mode::ReadWrite => "begin read write",
            Mode::Snapshot => "begin isolation level repeatable read read only",
        };
        let mut tries_left = pool.connections_max;
        loop {
            let connection = pool.acquire().await.map_err(unavailable)?;
            // The guard comes before the first message: a request abandoned in the middle must roll back too.
            let mut tx = Self { connection: Some(connection), now: DateTime::UNIX_EPOCH, is_support: false };
            match sqlx::raw_sql(begin).execute(tx.connection()?).await {
                Ok(_) => return Ok(tx),
                Err(error) if tries_left > 0 && passes(&error) => {
                    tries_left -= 1;
                    if let Some(broken) = tx.connection.take() {
                        broken.discard();
                    }
                }
                Err(error) => return Err(unavailable(error)),
            }
        }
    }

    /// The moment of this request.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Whether it is support that reads: the trail is not lent to it.
    pub(crate) fn is_support(&self) -> bool {
        self.is_support
    }

    /// Where a store sends its statements.
    pub fn connection(&mut self) -> Result<&mut PgConnection, Error> {
        self.connection.as_deref_mut().ok_or_else(|| Error::from(sqlx::Error::PoolClosed))
    }

    pub(crate) async fn commit(
        mut self,
        events: &[Event],
        intention: Option<&Intention>,
        answer: Answered<'_>,
    ) -> Result<(), Error> {
        sqlx::query("select door.finish_request($1, $2, $3, $4, $5, $6, $7)")
            .bind(serde_json::to_value(events)?)
            .bind(intention.map(|intention| intention.key.as_str()))
            .bind(intention.map(|intention| intention.operation.as_str()))
            .bind(intention.map(|intention| intention.body.0.as_slice()))
            .bind(i16::try_from(answer.status)?)
            .bind(answer.location)
            .bind(answer.response)
            .execute(self.connection()?)
            .await?;
        sqlx::raw_sql("commit").execute(self.connection()?).await?;
        self.connection = None;
        Ok(())
    }

    /// Commits what the door alone has noted: a row of a tenant could not have changed without an event.
    pub(crate) async fn keep(mut self) -> Result<(), Error> {
        sqlx::raw_sql("commit").execute(self.connection()?).await?;
        self.connection = None;
        Ok(())
    }

    /// Commits the work of a job, and with it that the job is done.
    pub(crate) async fn commit_job(
        mut self,
        ticket: &str,
        permission: &'static str,
        events: &[Event],
    ) -> Result<(), Error> {
        sqlx::query("select door.finish_job($1, $2, $3)")
            .bind(ticket)
            .bind(permission)
            .bind(serde_json::to_value(events)?)
            .execute(self.connection()?)
            .await
            .map_err(|error| refused(error, permission))?;
        sqlx::raw_sql("commit").execute(self.connection()?).await?;
        self.connection = None;
        Ok(())
    }
}

fn caller(row: &PgRow) -> Result<Caller, Error> {
    Ok(Caller {
        org_id: OrgId(row.try_get("org_id")?),
        person_id: PersonId(row.try_get("person_id")?),
        session_id: SessionId(row.try_get("session_id")?),
        epoch: row.try_get("epoch")?,
        permissions: row.try_get::<Option<&str>, _>("permissions")?.unwrap_or_default().into(),
    })
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            tokio::spawn(roll_back(connection));
        }
    }
}

async fn roll_back(mut connection: Held) {
    if sqlx::raw_sql("rollback").execute(&mut *connection).await.is_err() {
        connection.discard();
    }
}

pub(crate) fn refused(error: sqlx::Error, permission: &'static str) -> Error {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("CS401") => ended::UNAUTHENTICATED.into(),
        Some("CS498") => ended::TOKEN_EXPIRED.into(),
        Some("CS403") => Error::refused(ended::FORBIDDEN, permission),
        Some("CS428") => ended::SECOND_FACTOR_DEMANDED.into(),
        Some("CS451") => ended::NETWORK_REFUSED.into(),
        Some("CS422") => ended::IDEMPOTENCY_KEY_REUSED.into(),
        _ => unavailable(error),
    }
}
