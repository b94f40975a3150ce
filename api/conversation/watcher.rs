//! A watcher: somebody who sees and follows one document, and why.
use access::Shown;
use chrono::{DateTime, Utc};
use kernel::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

pub mod add;
pub mod list;
pub mod remove;
mod store;

pub(crate) use store::unknown_among;

/// Why somebody watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// They asked for it.
    Requester,
    /// It was asked for on their behalf.
    OnBehalf,
    /// They are asked to approve it.
    Approver,
    /// They go on with what somebody left who asked for it.
    Successor,
    /// Somebody asked them to watch.
    Asked,
    /// A comment mentions them.
    Mentioned,
}

impl Because {
    /// As the table writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::OnBehalf => "on_behalf",
            Self::Approver => "approver",
            Self::Successor => "successor",
            Self::Asked => "asked",
            Self::Mentioned => "mentioned",
        }
    }
}

/// Somebody who sees and follows one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Watcher {
    pub person_id: PersonId,
    #[schema(example = "Rosa Requester", max_length = 120)]
    pub name: String,
    /// `requester`, `on_behalf`, `approver`, `successor`, `asked` or `mentioned`.
    #[schema(example = "requester")]
    pub because: String,
    pub since: DateTime<Utc>,
}

/// Everybody who sees and follows one document, the longest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Watchers {
    #[schema(max_items = 500)]
    pub watchers: Vec<Watcher>,
}

impl Shown for Watchers {}
