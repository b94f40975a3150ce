//! What is begun, proven and carried out, in functions of the directory: they know who calls, and leave the event.
use access::{
    Confirmed,
    platform::{PlatformWork, RecoveryWish, RecoveryWord, catalogue::CarryOutRecovery},
};
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId};
use sqlx::{FromRow, Row, error::DatabaseError, postgres::PgRow};
use uuid::Uuid;

use super::{RecoveryState, RecoveryView, record::Wanted};
use crate::refusals;

/// What the directory has of a recovery.
pub(super) struct Kept {
    pub org_id: OrgId,
    pub home: String,
    /// Whether the home knows more of it.
    pub is_carried_out: bool,
    pub view: RecoveryView,
}

impl Kept {
    /// Whether it has ended, as far as the directory knows.
    pub fn is_over(&self) -> bool {
        self.view.ended_at.is_some()
    }
}

/// What is to be carried out, as whoever does it reads it.
#[derive(FromRow)]
pub(super) struct Reviewed {
    pub recovery_id: Uuid,
    pub home: String,
    pub domain: String,
    pub reason: String,
    pub ticket: Option<String>,
    pub begun_by_name: String,
    pub begun_by_email: String,
    pub begun_at: DateTime<Utc>,
    pub proven_at: DateTime<Utc>,
}

/// Begins one; false where there is no such organisation.
pub(super) async fn begin<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
    domain: &str,
    reason: &str,
    ticket: Option<&str>,
) -> Result<bool, Error> {
    let begun = sqlx::query("select id from platform.begin_recovery($1, $2, $3, $4)")
        .bind(organisation)
        .bind(domain)
        .bind(reason)
        .bind(ticket);
    Ok(begun.fetch_optional(work.connection()).await.map_err(refused)?.is_some())
}

/// The last one of an organisation; none where there never was one.
pub(super) async fn last<P>(work: &mut PlatformWork<'_, P>, organisation: &str) -> Result<Option<Kept>, Error> {
    let statement = "
        select recovery_id, org_id, home, domain, token, reason, ticket, begun_by, begun_by_name, begun_at, expires_at, proven_at, carried_out_by,
            carried_out_at, delay_hours, ended_at, ended_as
        from platform.view_recovery($1)";
    let row = sqlx::query(statement).bind(organisation).fetch_optional(work.connection()).await?;
    row.map(|row| kept(&row, organisation)).transpose()
}

/// The record that would prove the one that lives.
pub(super) async fn wanted<P>(work: &mut PlatformWork<'_, P>, organisation: &str) -> Result<Option<Wanted>, Error> {
    let statement = "select domain, token from platform.recovery_to_prove($1)";
    let row = sqlx::query(statement).bind(organisation).fetch_optional(work.connection()).await?;
    row.map(|row| Ok(Wanted::of(row.try_get("domain")?, row.try_get("token")?))).transpose()
}

/// Notes that the record was found, by its text.
pub(super) async fn prove<P>(work: &mut PlatformWork<'_, P>, organisation: &str, found: &str) -> Result<bool, Error> {
    let proven = sqlx::query("select id from platform.prove_recovery($1, $2)").bind(organisation).bind(found);
    Ok(proven.fetch_optional(work.connection()).await.map_err(refused)?.is_some())
}

/// What waits to be carried out; none where nothing does.
pub(super) async fn review<P>(work: &mut PlatformWork<'_, P>, organisation: &str) -> Result<Option<Reviewed>, Error> {
    let statement = "
        select recovery_id, home, domain, reason, ticket, begun_by_name, begun_by_email, begun_at, proven_at
        from platform.review_recovery($1)";
    sqlx::query_as(statement).bind(organisation).fetch_optional(work.connection()).await.map_err(refused)
}

/// Carries it out in the directory, with the word that the organisation's home asks for. None where nothing waits.
pub(super) async fn carry_out(
    work: &mut PlatformWork<'_, CarryOutRecovery>,
    organisation: &str,
    owner_email: &str,
    delay_hours: i32,
    _: &Confirmed<CarryOutRecovery>,
) -> Result<Option<RecoveryWish>, Error> {
    let statement = "
        select recovery_id, org_id, home, operator_id, operator_name, operator_email, domain, reason, ticket, seal
        from platform.carry_out_recovery($1, $2, $3)";
    let row = sqlx::query(statement)
        .bind(organisation)
        .bind(owner_email)
        .bind(delay_hours)
        .fetch_optional(work.connection())
        .await
        .map_err(refused)?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(RecoveryWish {
        word: word(&row)?,
        operator_name: row.try_get("operator_name")?,
        operator_email: row.try_get("operator_email")?,
        owner_email: owner_email.to_owned(),
        domain: row.try_get("domain")?,
        reason: row.try_get("reason")?,
        ticket: row.try_get("ticket")?,
        delay_hours,
    }))
}

/// Ends it in the directory, and seals that; none where none lives. Why, where the home ended it before.
pub(super) async fn stop<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
    because: Option<&str>,
) -> Result<Option<RecoveryWord>, Error> {
    let statement = "select recovery_id, org_id, home, operator_id, seal from platform.stop_recovery($1, $2)";
    let row = sqlx::query(statement).bind(organisation).bind(because).fetch_optional(work.connection()).await?;
    row.as_ref().map(word).transpose()
}

/// Completes it in the directory, after the delay and with a proof of this moment, and seals that; none where none was carried out.
pub(super) async fn complete<P>(
    work: &mut PlatformWork<'_, P>,
    organisation: &str,
) -> Result<Option<RecoveryWord>, Error> {
    let statement = "select recovery_id, org_id, home, operator_id, seal from platform.complete_recovery($1)";
    let row = sqlx::query(statement).bind(organisation).fetch_optional(work.connection()).await.map_err(refused)?;
    row.as_ref().map(word).transpose()
}

fn word(row: &PgRow) -> Result<RecoveryWord, Error> {
    Ok(RecoveryWord {
        recovery_id: row.try_get("recovery_id")?,
        org_id: OrgId(row.try_get("org_id")?),
        home: row.try_get("home")?,
        operator_id: row.try_get("operator_id")?,
        seal: row.try_get("seal")?,
    })
}

fn kept(row: &PgRow, organisation: &str) -> Result<Kept, Error> {
    let (domain, token): (String, String) = (row.try_get("domain")?, row.try_get("token")?);
    let wanted = Wanted::of(&domain, &token);
    let proven_at: Option<DateTime<Utc>> = row.try_get("proven_at")?;
    let carried_out_at: Option<DateTime<Utc>> = row.try_get("carried_out_at")?;
    let ended_as: Option<String> = row.try_get("ended_as")?;
    let state = match (ended_as, carried_out_at, proven_at) {
        (Some(ended_as), _, _) => RecoveryState::read(&ended_as),
        // Only its home knows what became of it.
        (None, Some(_), _) => RecoveryState::Unknown,
        (None, None, Some(_)) => RecoveryState::Proven,
        (None, None, None) => RecoveryState::Begun,
    };
    let view = RecoveryView {
        id: row.try_get("recovery_id")?,
        organisation: organisation.to_owned(),
        domain,
        record_name: wanted.name,
        record_value: wanted.value,
        reason: row.try_get("reason")?,
        ticket: row.try_get("ticket")?,
        state,
        begun_by: row.try_get("begun_by")?,
        begun_by_name: row.try_get("begun_by_name")?,
        begun_at: row.try_get("begun_at")?,
        proven_at,
        carried_out_by: row.try_get("carried_out_by")?,
        carried_out_at,
        takes_effect_at: None,
        expires_at: row.try_get("expires_at")?,
        ended_at: row.try_get("ended_at")?,
        ended_because: None,
    };
    Ok(Kept {
        org_id: OrgId(row.try_get("org_id")?),
        home: row.try_get("home")?,
        is_carried_out: carried_out_at.is_some(),
        view,
    })
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("recovery_waiting") => refusals::RECOVERY_WAITING.into(),
        Some("recovery_record_differs") => refusals::RECOVERY_RECORD_DIFFERS.into(),
        Some("recovery_unproven" | "recovery_unproven_again") => refusals::RECOVERY_UNPROVEN.into(),
        Some("recovery_domain_differs") => refusals::RECOVERY_DOMAIN_DIFFERS.into(),
        Some("recovery_too_early") => refusals::RECOVERY_TOO_EARLY.into(),
        Some("standing_change_deleting") => refusals::DELETION_BEGUN.into(),
        _ => error.into(),
    }
}
