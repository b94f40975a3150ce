//! The organisations as the directory has them.
use access::platform::PlatformWork;
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId};
use sqlx::{Row, error::DatabaseError, postgres::PgRow};
use uuid::Uuid;

use super::WaitingView;
use crate::standing::Act;

/// An organisation of the directory, and what waits for a second operator.
pub(super) struct Entered {
    pub id: OrgId,
    pub slug: String,
    pub home: String,
    pub waiting: Option<WaitingView>,
    pub purged_at: Option<DateTime<Utc>>,
}

/// A page of them, by name.
pub(super) async fn page<P>(
    work: &mut PlatformWork<'_, P>,
    after: Option<&str>,
    rows: i64,
) -> Result<Vec<Entered>, Error> {
    let statement = "
        select slug, org_id, home, change_id, act, reason, asked_by, asked_by_name, asked_at, expires_at, purged_at
        from platform.list_organisations($1, $2)";
    let rows = sqlx::query(statement).bind(after).bind(rows).fetch_all(work.connection()).await?;
    rows.iter().map(entered).collect()
}

fn entered(row: &PgRow) -> Result<Entered, Error> {
    let waiting = match row.try_get("change_id")? {
        Some(id) => Some(WaitingView {
            id,
            act: Act::read(row.try_get("act")?)?,
            reason: row.try_get("reason")?,
            asked_by: row.try_get("asked_by")?,
            asked_by_name: row.try_get("asked_by_name")?,
            asked_at: row.try_get("asked_at")?,
            expires_at: row.try_get("expires_at")?,
        }),
        None => None,
    };
    Ok(Entered {
        id: OrgId(row.try_get("org_id")?),
        slug: row.try_get("slug")?,
        home: row.try_get("home")?,
        waiting,
        purged_at: row.try_get("purged_at")?,
    })
}

/// What the directory is to seal.
pub(super) struct Sealing<'a> {
    pub slug: &'a str,
    pub home: &'a str,
    pub wish_hash: &'a [u8],
    pub daily_max: i32,
}

/// What it sealed, and for whom.
pub(super) struct Sealed {
    pub id: Uuid,
    pub invited_by: Uuid,
    pub invited_at: DateTime<Utc>,
    pub seal: Vec<u8>,
}

/// Leaves the event and seals the invitation; or how many seconds to wait, for there were too many.
pub(super) async fn invite<P>(work: &mut PlatformWork<'_, P>, of: Sealing<'_>) -> Result<Result<Sealed, u32>, Error> {
    let statement =
        "select invitation_id, invited_by, invited_at, seal, retry_after_s from platform.invite_owner($1, $2, $3, $4)";
    let row = sqlx::query(statement)
        .bind(of.slug)
        .bind(of.home)
        .bind(of.wish_hash)
        .bind(of.daily_max)
        .fetch_one(work.connection())
        .await
        .map_err(name_taken)?;
    if let Some(wait_s) = row.try_get::<Option<i32>, _>("retry_after_s")? {
        return Ok(Err(u32::try_from(wait_s)?));
    }
    Ok(Ok(Sealed {
        id: row.try_get("invitation_id")?,
        invited_by: row.try_get("invited_by")?,
        invited_at: row.try_get("invited_at")?,
        seal: row.try_get("seal")?,
    }))
}

fn name_taken(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("invitation_name_taken") => Error::invalid("organisation", "taken", "Another organisation has this name."),
        _ => error.into(),
    }
}
