//! Being let in for support: an operator asks, an owner of the organisation agrees there, and the operator reads for as long as that says.
pub(crate) mod create;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod open;
mod store;

use access::{
    Shown,
    platform::{SupportGlance, SupportRefused},
};
use chrono::{DateTime, Utc};
use kernel::{Refusal, SupportAccessId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusals;

/// How an access stands in the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AskedSupportState)]
pub enum SupportState {
    /// An owner has not decided yet.
    Waiting,
    /// It may be opened, within a day.
    Approved,
    Open,
    Refused,
    /// It was taken back before anybody decided.
    Withdrawn,
    Ended,
    /// Nobody decided it within its day, or nobody opened it.
    Lapsed,
    /// The organisation's home does not answer here.
    Unknown,
}

impl SupportState {
    fn read(code: &str) -> Self {
        match code {
            "waiting" => Self::Waiting,
            "approved" => Self::Approved,
            "open" => Self::Open,
            "refused" => Self::Refused,
            "withdrawn" => Self::Withdrawn,
            "ended" => Self::Ended,
            "lapsed" => Self::Lapsed,
            _ => Self::Unknown,
        }
    }
}

/// What an operator asked an organisation for, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AskedSupportView {
    pub id: SupportAccessId,
    /// The name that the organisation signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(max_length = 500)]
    pub reason: String,
    #[schema(example = "HD-2207", max_length = 60)]
    pub ticket: Option<String>,
    /// For how long at the most.
    #[schema(example = 30, minimum = 5, maximum = 60)]
    pub minutes: i32,
    pub state: SupportState,
    pub asked_at: DateTime<Utc>,
    /// Until when an owner may agree.
    pub expires_at: Option<DateTime<Utc>>,
    /// Until when it may be opened, once an owner has agreed.
    pub open_by: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub closes_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    #[schema(max_length = 500)]
    pub decision_reason: Option<String>,
    /// How often something was read.
    #[schema(example = 12, minimum = 0)]
    pub reads: i32,
}

impl Shown for AskedSupportView {}

impl AskedSupportView {
    /// With what the organisation's home says of it.
    fn seen(self, glance: Option<SupportGlance>) -> Self {
        let Some(glance) = glance else { return self };
        Self {
            state: SupportState::read(&glance.state),
            expires_at: Some(glance.expires_at),
            open_by: glance.open_by,
            opened_at: glance.opened_at,
            closes_at: glance.closes_at,
            ended_at: glance.ended_at,
            decision_reason: glance.decision_reason,
            reads: glance.reads,
            ..self
        }
    }
}

fn refusal(refused: SupportRefused) -> Refusal {
    match refused {
        SupportRefused::Live => refusals::SUPPORT_ACCESS_LIVE,
        SupportRefused::Suspended => refusals::SUPPORT_ACCESS_SUSPENDED,
        SupportRefused::NotOpen => refusals::SUPPORT_ACCESS_NOT_OPEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_home_is_known_here() {
        for code in ["waiting", "approved", "open", "refused", "withdrawn", "ended", "lapsed"] {
            assert_ne!(SupportState::read(code), SupportState::Unknown, "{code}");
        }
        assert_eq!(SupportState::read("other"), SupportState::Unknown);
    }
}
