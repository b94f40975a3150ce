//! Operators and what is decided about them, in functions of the directory: they know who calls, and leave the event.
use access::{
    Confirmed,
    platform::{NewOperatorLink, OperatorRole, PlatformWork},
};
use chrono::{DateTime, Utc};
use kernel::{Email, Error, Name, Text};
use sqlx::{FromRow, Row, error::DatabaseError, postgres::PgRow};
use uuid::Uuid;

use super::{OperatorAct, OperatorChangeView, OperatorState, OperatorView, OperatorWaitingView};
use crate::{refusals, standing::WAITS_S};

/// How long a link opens that is mailed; the directory takes no longer.
const LINK_LIFE_S: i32 = 24 * 3600;

/// What is asked for: about an operator, or somebody who is nobody yet.
pub(crate) struct Asking<'a> {
    pub act: OperatorAct,
    pub of: Option<Uuid>,
    pub invited: Option<(&'a Email, &'a Name, OperatorRole)>,
    pub reason: &'a Text,
}

/// What waits for a second operator, as they read it.
#[derive(FromRow)]
pub(crate) struct Waiting {
    pub change_id: Uuid,
    pub act: String,
    pub email: String,
    pub name: String,
    pub role: String,
    pub reason: String,
    pub asked_by_name: String,
    pub asked_by_email: String,
    pub asked_at: DateTime<Utc>,
}

/// A page of them, by address.
pub(super) async fn page<P>(
    work: &mut PlatformWork<'_, P>,
    after: Option<&str>,
    rows: i64,
) -> Result<Vec<OperatorView>, Error> {
    let statement = "
        select operator_id, email, name, role, state, since, signed_in_at, has_app, passkeys, link_expires_at, change_id, act, reason, asked_by,
            asked_by_name, asked_at, expires_at
        from platform.list_operators($1, $2)";
    let rows = sqlx::query(statement).bind(after).bind(rows).fetch_all(work.connection()).await?;
    rows.iter().map(shown).collect()
}

fn shown(row: &PgRow) -> Result<OperatorView, Error> {
    let waiting = match row.try_get("change_id")? {
        Some(id) => Some(OperatorWaitingView {
            id,
            act: OperatorAct::read(row.try_get("act")?)?,
            reason: row.try_get("reason")?,
            asked_by: row.try_get("asked_by")?,
            asked_by_name: row.try_get("asked_by_name")?,
            asked_at: row.try_get("asked_at")?,
            expires_at: row.try_get("expires_at")?,
        }),
        None => None,
    };
    Ok(OperatorView {
        id: row.try_get("operator_id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: role(row)?,
        state: OperatorState::read(row.try_get("state")?)?,
        since: row.try_get("since")?,
        signed_in_at: row.try_get("signed_in_at")?,
        has_app: row.try_get("has_app")?,
        passkeys: row.try_get("passkeys")?,
        link_expires_at: row.try_get("link_expires_at")?,
        waiting,
    })
}

/// Asks for it; none where there is no such operator.
pub(crate) async fn ask<P>(
    work: &mut PlatformWork<'_, P>,
    Asking { act, of, invited, reason }: Asking<'_>,
) -> Result<Option<OperatorChangeView>, Error> {
    let statement = "
        select change_id, operator_id, email, name, role, asked_by, asked_at, expires_at
        from platform.ask_operator_change($1, $2, $3, $4, $5, $6, make_interval(secs => $7))";
    let row = sqlx::query(statement)
        .bind(of)
        .bind(act.code())
        .bind(invited.map(|(email, ..)| email.as_str()))
        .bind(invited.map(|(_, name, _)| name.as_str()))
        .bind(invited.map(|(.., role)| role.code()))
        .bind(reason.as_str())
        .bind(f64::from(WAITS_S))
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    let Some(row) = row else { return Ok(None) };
    let operator_id = row.try_get("operator_id")?;
    Ok(Some(change(&row, operator_id, act, reason.as_str().to_owned())?))
}

/// What waits, for whoever carries it out to read; none where nothing does.
pub(crate) async fn review<P>(work: &mut PlatformWork<'_, P>, of: Uuid) -> Result<Option<Waiting>, Error> {
    let statement = "
        select change_id, act, email, name, role, reason, asked_by_name, asked_by_email, asked_at
        from platform.review_operator_change($1)";
    sqlx::query_as(statement).bind(of).fetch_optional(work.connection()).await.map_err(refused)
}

/// Takes it back; none where nothing waits.
pub(crate) async fn withdraw<P>(work: &mut PlatformWork<'_, P>, of: Uuid) -> Result<Option<OperatorChangeView>, Error> {
    let statement = "
        select change_id, act, email, name, role, reason, asked_by, asked_at, expires_at, withdrawn_by, withdrawn_at
        from platform.withdraw_operator_change($1)";
    let row = sqlx::query(statement).bind(of).fetch_optional(work.connection()).await.map_err(refused)?;
    let Some(row) = row else { return Ok(None) };
    let act = OperatorAct::read(row.try_get("act")?)?;
    Ok(Some(OperatorChangeView {
        withdrawn_by: row.try_get("withdrawn_by")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
        ..change(&row, of, act, row.try_get("reason")?)?
    }))
}

/// Carries it out, and mails the link if one is for it; none where nothing waits.
pub(crate) async fn carry_out<P>(
    work: &mut PlatformWork<'_, P>,
    of: Uuid,
    link: &NewOperatorLink,
    _: &Confirmed<P>,
) -> Result<Option<OperatorChangeView>, Error> {
    let statement = "
        select change_id, act, email, name, role, reason, asked_by, asked_at, expires_at, carried_out_by, carried_out_at
        from platform.carry_out_operator_change($1, $2, make_interval(secs => $3), $4, $5, $6)";
    let row = sqlx::query(statement)
        .bind(of)
        .bind(&link.hash)
        .bind(f64::from(LINK_LIFE_S))
        .bind(link.mail)
        .bind(&link.sealed.key_name)
        .bind(&link.sealed.bytes)
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    let Some(row) = row else { return Ok(None) };
    let act = OperatorAct::read(row.try_get("act")?)?;
    Ok(Some(OperatorChangeView {
        carried_out_by: row.try_get("carried_out_by")?,
        carried_out_at: row.try_get("carried_out_at")?,
        ..change(&row, of, act, row.try_get("reason")?)?
    }))
}

fn change(row: &PgRow, operator_id: Uuid, act: OperatorAct, reason: String) -> Result<OperatorChangeView, Error> {
    Ok(OperatorChangeView {
        id: row.try_get("change_id")?,
        act,
        operator_id,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: role(row)?,
        reason,
        asked_by: row.try_get("asked_by")?,
        asked_at: row.try_get("asked_at")?,
        expires_at: row.try_get("expires_at")?,
        carried_out_by: None,
        carried_out_at: None,
        withdrawn_by: None,
        withdrawn_at: None,
    })
}

fn role(row: &PgRow) -> Result<OperatorRole, Error> {
    let code: &str = row.try_get("role")?;
    OperatorRole::parse(code).ok_or_else(|| std::io::Error::other("a role that nobody knows").into())
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("operator_change_known" | "operator_email_key") => refusals::OPERATOR_KNOWN.into(),
        Some("operator_change_waiting" | "operator_change_inviting") => refusals::OPERATOR_CHANGE_WAITING.into(),
        Some("operator_change_by_two") => refusals::OPERATOR_CHANGE_BY_ONESELF.into(),
        Some("operator_change_of_another") => refusals::OPERATOR_CHANGE_OF_ONESELF.into(),
        Some("operator_last_of_security") => refusals::OPERATOR_LAST_OF_SECURITY.into(),
        _ => error.into(),
    }
}
