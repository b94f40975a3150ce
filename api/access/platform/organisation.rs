//! What a home lends to operators: what organisations are called and how many people they have, and that two of them suspend or delete one.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, ended};
use sqlx::Row;
use uuid::Uuid;

use super::permit::PlatformWork;
use crate::{Region, home::Home, outage::unavailable};

/// What the installation must know of an organisation.
#[derive(Debug, Clone)]
pub struct Glance {
    /// None once that has gone, as the rest of it will.
    pub name: Option<String>,
    pub created_at: DateTime<Utc>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub resumed_at: Option<DateTime<Utc>>,
    pub people: i32,
    pub deletion_began_at: Option<DateTime<Utc>>,
    pub deletes_at: Option<DateTime<Utc>>,
}

/// What operators decided, sealed by the directory for the organisation's home.
pub struct Warrant {
    pub change_id: Uuid,
    pub org_id: OrgId,
    pub home: String,
    pub asked_by: Uuid,
    pub carried_out_by: Uuid,
    pub reason: String,
    pub seal: Vec<u8>,
}

/// Whom an operator invites to own an organisation, sealed by the directory for the home that it is to live in.
pub struct OwnerInvited<'a> {
    pub id: Uuid,
    pub invited_by: Uuid,
    /// A [`SignUp`](crate::SignUp) as the seal has it.
    pub wish: &'a str,
    /// Under which the address is counted in that home.
    pub account_hash: &'a [u8; 32],
    pub seal: &'a [u8],
}

/// What became of restoring an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    Undone,
    /// There was nothing to undo, or not any more.
    AsBefore,
    /// The time of its deletion has come.
    TooLate,
}

impl<'a, P> PlatformWork<'a, P> {
    /// Where an organisation may be, if there is a home in its region.
    pub fn home_in(&self, region: Option<Region>) -> Result<Option<&'a Home>, Error> {
        self.homes().for_newcomers(region)
    }

    /// Keeps in that home whom the directory's seal invites; done twice it is done once.
    pub async fn invites(&self, home: &Home, invited: &OwnerInvited<'_>) -> Result<(), Error> {
        sqlx::query("select door.invite_owner($1, $2, $3, $4, $5, $6)")
            .bind(invited.id)
            .bind(invited.wish)
            .bind(invited.account_hash.as_slice())
            .bind(invited.invited_by)
            .bind(invited.seal)
            .bind(self.origin().request_id)
            .execute(&home.database.operator)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// What a home says of its organisations; none where it is not reached from here.
    pub async fn glance(&self, home: &str, of: &[OrgId]) -> Option<BTreeMap<OrgId, Glance>> {
        let home = self.homes().find(home).filter(|home| home.is_open())?;
        match at_a_glance(home, of).await {
            Ok(found) => Some(found),
            Err(error) => {
                tracing::warn!(%error, home = %home.code, "a home does not say what its organisations are");
                None
            }
        }
    }

    /// Does in the organisation's home what was decided. Done twice it is done once, so the decision is kept only after this.
    pub async fn carries_out(&self, act: &'static str, warrant: &Warrant) -> Result<(), Error> {
        let home = self.home_of(warrant)?;
        let done: bool = sqlx::query_scalar("select door.change_standing($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(warrant.change_id)
            .bind(act)
            .bind(warrant.org_id)
            .bind(warrant.asked_by)
            .bind(warrant.carried_out_by)
            .bind(&warrant.reason)
            .bind(&warrant.seal)
            .bind(self.origin().request_id)
            .fetch_one(&home.database.operator)
            .await
            .map_err(unavailable)?;
        if done { Ok(()) } else { Err(Error::not_found()) }
    }

    /// Begins a deletion in the organisation's home; says when it is due. Its owners are told whom to write to.
    pub async fn begins_deletion(
        &self,
        delay_days: i32,
        contact: Option<&str>,
        warrant: &Warrant,
    ) -> Result<DateTime<Utc>, Error> {
        let due: Option<DateTime<Utc>> =
            sqlx::query_scalar("select door.begin_deletion($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .bind(warrant.change_id)
                .bind(warrant.org_id)
                .bind(warrant.asked_by)
                .bind(warrant.carried_out_by)
                .bind(&warrant.reason)
                .bind(delay_days)
                .bind(contact)
                .bind(&warrant.seal)
                .bind(self.origin().request_id)
                .fetch_one(&self.home_of(warrant)?.database.operator)
                .await
                .map_err(unavailable)?;
        due.ok_or_else(Error::not_found)
    }

    /// Undoes one in the organisation's home, while there is something to undo.
    pub async fn restores(&self, contact: Option<&str>, warrant: &Warrant) -> Result<Restored, Error> {
        let done: Option<String> = sqlx::query_scalar("select door.restore_organisation($1, $2, $3, $4, $5, $6, $7)")
            .bind(warrant.change_id)
            .bind(warrant.org_id)
            .bind(warrant.carried_out_by)
            .bind(&warrant.reason)
            .bind(contact)
            .bind(&warrant.seal)
            .bind(self.origin().request_id)
            .fetch_one(&self.home_of(warrant)?.database.operator)
            .await
            .map_err(unavailable)?;
        Ok(match done.as_deref() {
            Some("restored") => Restored::Undone,
            Some("as_before") => Restored::AsBefore,
            _ => Restored::TooLate,
        })
    }

    fn home_of(&self, warrant: &Warrant) -> Result<&Home, Error> {
        let home = self.homes().find(&warrant.home).filter(|home| home.is_open());
        Ok(home.ok_or(ended::UNAVAILABLE)?)
    }
}

async fn at_a_glance(home: &Home, of: &[OrgId]) -> Result<BTreeMap<OrgId, Glance>, Error> {
    let statement = "select org_id, name, created_at, suspended_at, resumed_at, people, deletion_began_at, deletes_at from door.organisations_at_a_glance($1)";
    let ids: Vec<Uuid> = of.iter().map(|id| Uuid::from(*id)).collect();
    let rows = sqlx::query(statement).bind(ids).fetch_all(&home.database.operator).await.map_err(unavailable)?;
    let shown = rows.iter().map(|row| {
        let glance = Glance {
            name: row.try_get("name")?,
            created_at: row.try_get("created_at")?,
            suspended_at: row.try_get("suspended_at")?,
            resumed_at: row.try_get("resumed_at")?,
            people: row.try_get("people")?,
            deletion_began_at: row.try_get("deletion_began_at")?,
            deletes_at: row.try_get("deletes_at")?,
        };
        Ok((OrgId(row.try_get("org_id")?), glance))
    });
    shown.collect()
}
