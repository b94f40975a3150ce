//! What is asked for and carried out, in functions of the directory: they know who calls, and leave the event.
use access::{
    Confirmed,
    platform::{PlatformWork, Warrant},
};
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId};
use sqlx::{FromRow, Row, error::DatabaseError, postgres::PgRow};
use uuid::Uuid;

use super::{Act, StandingChangeView, WAITS_S};
use crate::refusals;

/// What waits for a second operator, as they read it.
#[derive(FromRow)]
pub(super) struct Waiting {
    pub change_id: Uuid,
    pub home: String,
    pub reason: String,
    pub asked_by_name: String,
    pub asked_by_email: String,
    pub asked_at: DateTime<Utc>,
}

/// What waits, for whoever carries it out to read; none where nothing does.
pub(super) async fn review<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &str,
) -> Result<Option<Waiting>, Error> {
    let statement = "
        select change_id, home, reason, asked_by_name, asked_by_email, asked_at
        from platform.review_standing($1, $2)";
    let waiting = sqlx::query_as(statement).bind(organisation).bind(act.code());
    waiting.fetch_optional(work.connection()).await.map_err(refused)
}

/// Asks for it; none where there is no such organisation.
pub(crate) async fn ask<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &str,
    reason: &str,
) -> Result<Option<StandingChangeView>, Error> {
    let statement = "
        select change_id, asked_by, asked_at, expires_at
        from platform.ask_standing($1, $2, $3, make_interval(secs => $4))";
    let row = sqlx::query(statement)
        .bind(organisation)
        .bind(act.code())
        .bind(reason)
        .bind(f64::from(WAITS_S))
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(StandingChangeView {
        id: row.try_get("change_id")?,
        act,
        organisation: organisation.to_owned(),
        reason: reason.to_owned(),
        asked_by: row.try_get("asked_by")?,
        asked_at: row.try_get("asked_at")?,
        expires_at: row.try_get("expires_at")?,
        carried_out_by: None,
        carried_out_at: None,
        withdrawn_by: None,
        withdrawn_at: None,
        deletes_at: None,
    }))
}

/// Takes it back; none where nothing waits.
pub(crate) async fn withdraw<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &str,
) -> Result<Option<StandingChangeView>, Error> {
    let statement = "
        select change_id, reason, asked_by, asked_at, expires_at, withdrawn_by, withdrawn_at
        from platform.withdraw_standing($1, $2)";
    let row = sqlx::query(statement).bind(organisation).bind(act.code()).fetch_optional(work.connection()).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(StandingChangeView {
        id: row.try_get("change_id")?,
        act,
        organisation: organisation.to_owned(),
        reason: row.try_get("reason")?,
        asked_by: row.try_get("asked_by")?,
        asked_at: row.try_get("asked_at")?,
        expires_at: row.try_get("expires_at")?,
        carried_out_by: None,
        carried_out_at: None,
        withdrawn_by: row.try_get("withdrawn_by")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
        deletes_at: None,
    }))
}

/// Carries it out in the directory, with the word that the organisation's home asks for. None where nothing waits.
pub(crate) async fn carry_out<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &str,
    _: &Confirmed<P>,
) -> Result<Option<(StandingChangeView, Warrant)>, Error> {
    let statement = "
        select change_id, org_id, home, reason, asked_by, asked_at, expires_at, carried_out_by, carried_out_at, seal
        from platform.carry_out_standing($1, $2)";
    let row = sqlx::query(statement)
        .bind(organisation)
        .bind(act.code())
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    row.as_ref().map(|row| carried_out(row, act, organisation)).transpose()
}

/// The same of a deletion, which is due after so many days.
pub(crate) async fn carry_out_deletion<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
    delay_days: i32,
    _: &Confirmed<P>,
) -> Result<Option<(StandingChangeView, Warrant)>, Error> {
    let statement = "
        select change_id, org_id, home, reason, asked_by, asked_at, expires_at, carried_out_by, carried_out_at, seal
        from platform.carry_out_deletion($1, $2)";
    let row = sqlx::query(statement)
        .bind(organisation)
        .bind(delay_days)
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    row.as_ref().map(|row| carried_out(row, Act::Delete, organisation)).transpose()
}

/// Undoes a deletion in the directory, and says whether that knew of one. None of a name that nobody has.
pub(crate) async fn restore<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
    reason: &str,
) -> Result<Option<(StandingChangeView, Warrant, bool)>, Error> {
    let statement = "
        select change_id, org_id, home, $2::text as reason, carried_out_by as asked_by, carried_out_at as asked_at, carried_out_at as expires_at,
            carried_out_by, carried_out_at, seal, was_begun
        from platform.restore_organisation($1, $2)";
    let row = sqlx::query(statement).bind(organisation).bind(reason).fetch_optional(work.connection()).await?;
    let Some(row) = row else { return Ok(None) };
    let (change, warrant) = carried_out(&row, Act::Restore, organisation)?;
    Ok(Some((change, warrant, row.try_get("was_begun")?)))
}

fn carried_out(row: &PgRow, act: Act, organisation: &str) -> Result<(StandingChangeView, Warrant), Error> {
    let change = StandingChangeView {
        id: row.try_get("change_id")?,
        act,
        organisation: organisation.to_owned(),
        reason: row.try_get("reason")?,
        asked_by: row.try_get("asked_by")?,
        asked_at: row.try_get("asked_at")?,
        expires_at: row.try_get("expires_at")?,
        carried_out_by: row.try_get("carried_out_by")?,
        carried_out_at: row.try_get("carried_out_at")?,
        withdrawn_by: None,
        withdrawn_at: None,
        deletes_at: None,
    };
    let warrant = Warrant {
        change_id: change.id,
        org_id: OrgId(row.try_get("org_id")?),
        home: row.try_get("home")?,
        asked_by: change.asked_by,
        carried_out_by: row.try_get("carried_out_by")?,
        reason: change.reason.clone(),
        seal: row.try_get("seal")?,
    };
    Ok((change, warrant))
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("standing_change_waiting") => refusals::SUSPENSION_WAITING.into(),
        Some("standing_change_already") => refusals::SUSPENSION_ALREADY.into(),
        Some("standing_change_deleting") => refusals::DELETION_BEGUN.into(),
        Some("standing_change_by_two") => refusals::SUSPENSION_BY_ONESELF.into(),
        _ => error.into(),
    }
}
