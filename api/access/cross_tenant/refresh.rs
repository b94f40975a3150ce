//! The refresh cookie: exchanged for its successor, or for nothing any more.
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId, PersonId, SessionId, ended};
use sqlx::Row;

use super::{CrossTenant, SessionOwner, seconds};
use crate::{
    Home,
    outage::unavailable,
    suspension::unless_suspended,
    way_in::{Leaving, Rotates},
};

/// What became of a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// It has a successor.
    Rotated(Rotated),
    /// It was used long before: the session is ended.
    Reused,
    /// Its session has ended.
    Ended,
    /// There is no such token.
    Unknown,
}

/// A refresh token that has a successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    pub session: SessionId,
    pub owner: SessionOwner,
    /// When it was first rotated: the successor and the access token live from then.
    pub issued_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
    /// Whether the successor itself was rotated already.
    pub has_moved_on: bool,
}

impl<W: Rotates> CrossTenant<W> {
    /// The token in the cookie, which the request has proven to be its own.
    pub fn refresh_token(&self) -> Result<&str, Error> {
        self.refresh_token.as_deref().ok_or_else(|| ended::UNAUTHENTICATED.into())
    }

    /// Rotates a refresh token.
    pub async fn rotate(
        &self,
        home: &Home,
        refresh_hash: &[u8; 32],
        successor_hash: &[u8; 32],
        access_hash: &[u8; 32],
        access_life_s: i64,
    ) -> Result<Rotation, Error> {
        let statement = "
            select verdict, org_id, person_id, session_id, issued_at, decided_at, has_moved_on
            from door.rotate_refresh_token($1, $2, $3, make_interval(secs => $4), $5, $6)";
        let row = sqlx::query(statement)
            .bind(refresh_hash.as_slice())
            .bind(successor_hash.as_slice())
            .bind(access_hash.as_slice())
            .bind(seconds(access_life_s)?)
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .fetch_one(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        let verdict: String = row.try_get("verdict")?;
        Ok(match verdict.as_str() {
            "rotated" => Rotation::Rotated(Rotated {
                session: SessionId(row.try_get("session_id")?),
                owner: SessionOwner {
                    org_id: OrgId(row.try_get("org_id")?),
                    person_id: PersonId(row.try_get("person_id")?),
                },
                issued_at: row.try_get("issued_at")?,
                now: row.try_get("decided_at")?,
                has_moved_on: row.try_get("has_moved_on")?,
            }),
            "reused" => Rotation::Reused,
            "ended" => {
                unless_suspended(home, refresh_hash).await?;
                Rotation::Ended
            }
            _ => Rotation::Unknown,
        })
    }
}

impl CrossTenant<Leaving> {
    /// The token in the cookie, which the request has proven to be its own.
    pub fn refresh_token(&self) -> Result<&str, Error> {
        self.refresh_token.as_deref().ok_or_else(|| ended::UNAUTHENTICATED.into())
    }

    /// Ends the session of a refresh token; false when there is none that lives.
    pub async fn sign_out(&self, home: &Home, refresh_hash: &[u8; 32]) -> Result<bool, Error> {
        self.sign_out_of(home, refresh_hash).await
    }
}
