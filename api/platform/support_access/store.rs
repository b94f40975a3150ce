//! What is asked for, opened and given back, in functions of the directory: they know who calls, and leave the event.
use access::platform::{PlatformWork, SupportWish, SupportWord};
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, SupportAccessId};
use sqlx::{Row, postgres::PgRow};

use super::{AskedSupportView, SupportState};

/// What the directory has of an access.
pub(super) struct Asked {
    pub org_id: OrgId,
    pub home: String,
    pub view: AskedSupportView,
}

/// Asks for it, with the word that the organisation's home asks for; none where there is no such organisation.
pub(super) async fn ask<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
    minutes: i32,
    ticket: Option<&str>,
    reason: &str,
) -> Result<Option<(SupportWish, DateTime<Utc>)>, Error> {
    let statement = "
        select access_id, org_id, home, operator_id, operator_name, operator_email, asked_at, seal
        from platform.ask_support($1, $2, $3, $4)";
    let row = sqlx::query(statement).bind(organisation).bind(minutes).bind(ticket).bind(reason);
    let Some(row) = row.fetch_optional(work.connection()).await? else { return Ok(None) };
    let wish = SupportWish {
        word: word(&row)?,
        operator_name: row.try_get("operator_name")?,
        operator_email: row.try_get("operator_email")?,
        minutes,
        ticket: ticket.map(str::to_owned),
        reason: reason.to_owned(),
    };
    Ok(Some((wish, row.try_get("asked_at")?)))
}

/// Where the organisation of one's own access lives.
pub(super) async fn home_of<P>(work: &mut PlatformWork<'_, P>, id: SupportAccessId) -> Result<Option<String>, Error> {
    let statement = "select platform.home_of_support($1)";
    Ok(sqlx::query_scalar(statement).bind(id).fetch_one(work.connection()).await?)
}

/// Seals that it is opened by a secret of this hash; none where nothing is left to open.
pub(super) async fn open<P>(
    work: &mut PlatformWork<'_, P>,
    id: SupportAccessId,
    secret_hash: &[u8],
) -> Result<Option<SupportWord>, Error> {
    let statement = "select access_id, org_id, home, operator_id, seal from platform.open_support($1, $2)";
    let row = sqlx::query(statement).bind(id).bind(secret_hash).fetch_optional(work.connection()).await?;
    row.as_ref().map(word).transpose()
}

/// Seals that it is given back; none where it was before.
pub(super) async fn leave<P>(
    work: &mut PlatformWork<'_, P>,
    id: SupportAccessId,
) -> Result<Option<SupportWord>, Error> {
    let statement = "select access_id, org_id, home, operator_id, seal from platform.leave_supports($1)";
    let row = sqlx::query(statement).bind(id).fetch_optional(work.connection()).await?;
    row.as_ref().map(word).transpose()
}

/// A page of what the operator asked for, the newest first.
pub(super) async fn page<P>(
    work: &mut PlatformWork<'_, P>,
    before: Option<SupportAccessId>,
    rows: i64,
) -> Result<Vec<Asked>, Error> {
    let statement = "
        select access_id, org_id, slug, home, reason, ticket, minutes, asked_at, opened_at, left_at
        from platform.list_supports($1, $2)";
    let rows = sqlx::query(statement).bind(before).bind(rows).fetch_all(work.connection()).await?;
    rows.iter().map(asked).collect()
}

fn asked(row: &PgRow) -> Result<Asked, Error> {
    Ok(Asked {
        org_id: OrgId(row.try_get("org_id")?),
        home: row.try_get("home")?,
        view: AskedSupportView {
            id: row.try_get("access_id")?,
            organisation: row.try_get("slug")?,
            reason: row.try_get("reason")?,
            ticket: row.try_get("ticket")?,
            minutes: row.try_get("minutes")?,
            state: SupportState::Unknown,
            asked_at: row.try_get("asked_at")?,
            expires_at: None,
            open_by: None,
            opened_at: row.try_get("opened_at")?,
            closes_at: None,
            ended_at: row.try_get("left_at")?,
            decision_reason: None,
            reads: 0,
        },
    })
}

fn word(row: &PgRow) -> Result<SupportWord, Error> {
    Ok(SupportWord {
        access_id: row.try_get("access_id")?,
        org_id: OrgId(row.try_get("org_id")?),
        home: row.try_get("home")?,
        operator_id: row.try_get("operator_id")?,
        seal: row.try_get("seal")?,
    })
}
