//! Bringing back the last owner of an organisation who has lost their second factor: their domain agrees by a record, everybody is told, days pass, and only
//! then it is removed. The directory knows the domain and never the address.
pub mod carry_out;
pub mod complete;
pub mod create;
mod mail_providers;
pub mod prove;
mod record;
pub mod stop;
mod store;
pub mod view;

use access::{Shown, platform::RecoveryGlance};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

pub use record::Resolver;

/// How the installation brings owners back.
#[derive(Debug, Clone)]
pub struct Recoveries {
    /// How long everybody has to stop one; the databases ask for three days at least.
    pub delay_hours: i32,
    /// Who is asked what a domain publishes.
    pub resolver: Resolver,
}

impl Recoveries {
    /// The shortest there is.
    pub const DELAY_HOURS_MIN: i64 = 72;
    /// The longest.
    pub const DELAY_HOURS_MAX: i64 = 720;
}

impl Default for Recoveries {
    fn default() -> Self {
        Self { delay_hours: 72, resolver: Resolver::of_system() }
    }
}

/// How far a recovery came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryState {
    /// The domain is to publish the record.
    Begun,
    /// The record was seen; it may be carried out, within an hour of that.
    Proven,
    /// Everybody of the organisation was told, and may stop it.
    Waiting,
    /// The second factor was removed.
    Completed,
    Stopped,
    /// Its time has passed.
    Lapsed,
    /// It was carried out, and the organisation's home does not answer here.
    Unknown,
}

/// Why one that was carried out has stopped, as the organisation's home says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryEnd {
    OwnerSignedIn,
    ByLink,
    ByOrganisation,
    ByOperator,
    Suspended,
    NotAlone,
    /// The owner's password was changed meanwhile, or their address is one of another domain.
    AccountChanged,
}

/// A recovery of an organisation's last owner, of whom nothing is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecoveryView {
    pub id: Uuid,
    /// The name that the organisation signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    /// Which domain is to prove it.
    #[schema(example = "harbour-house.example", max_length = 253)]
    pub domain: String,
    /// Under which name it publishes a TXT record.
    #[schema(example = "_countersign-recovery.harbour-house.example", max_length = 300)]
    pub record_name: String,
    /// What that record says.
    #[schema(example = "countersign-recovery=4be2c6a1f0", max_length = 100)]
    pub record_value: String,
    #[schema(max_length = 500)]
    pub reason: String,
    #[schema(example = "HD-2207", max_length = 60)]
    pub ticket: Option<String>,
    pub state: RecoveryState,
    pub begun_by: Uuid,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub begun_by_name: String,
    pub begun_at: DateTime<Utc>,
    /// When the record was seen last, before it was carried out.
    pub proven_at: Option<DateTime<Utc>>,
    pub carried_out_by: Option<Uuid>,
    pub carried_out_at: Option<DateTime<Utc>>,
    /// From when on it may be completed, once it was carried out.
    pub takes_effect_at: Option<DateTime<Utc>>,
    /// When it lapses by itself.
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_because: Option<RecoveryEnd>,
}

impl Shown for RecoveryView {}

impl RecoveryState {
    fn read(code: &str) -> Self {
        match code {
            "waiting" => Self::Waiting,
            "completed" => Self::Completed,
            "stopped" => Self::Stopped,
            "lapsed" => Self::Lapsed,
            _ => Self::Unknown,
        }
    }

    fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Stopped | Self::Lapsed)
    }
}

impl RecoveryEnd {
    fn read(code: &str) -> Option<Self> {
        match code {
            "owner_signed_in" => Some(Self::OwnerSignedIn),
            "by_link" => Some(Self::ByLink),
            "by_organisation" => Some(Self::ByOrganisation),
            "by_operator" => Some(Self::ByOperator),
            "suspended" => Some(Self::Suspended),
            "not_alone" => Some(Self::NotAlone),
            "account_changed" => Some(Self::AccountChanged),
            _ => None,
        }
    }
}

impl RecoveryView {
    /// With what the organisation's home says of it, once it was carried out.
    fn seen(self, glance: Option<RecoveryGlance>) -> Self {
        let Some(glance) = glance else { return self };
        Self {
            state: RecoveryState::read(&glance.state),
            takes_effect_at: Some(glance.takes_effect_at),
            expires_at: glance.lapses_at,
            ended_at: glance.ended_at.or(self.ended_at),
            ended_because: glance.ended_because.as_deref().and_then(RecoveryEnd::read),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_end_of_a_home_is_known_here() {
        for code in ["waiting", "completed", "stopped", "lapsed"] {
            assert_ne!(RecoveryState::read(code), RecoveryState::Unknown, "{code}");
        }
        for code in [
            "owner_signed_in",
            "by_link",
            "by_organisation",
            "by_operator",
            "suspended",
            "not_alone",
            "account_changed",
        ] {
            assert!(RecoveryEnd::read(code).is_some(), "{code}");
        }
        assert_eq!((RecoveryState::read("other"), RecoveryEnd::read("other")), (RecoveryState::Unknown, None));
    }
}
