//! What a route would be if a document were submitted now.
use access::Shown;
use approval::{DraftOf, Played, PolicyOf, Simulation};
use serde::Serialize;
use utoipa::ToSchema;

/// Who would approve, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoutePreview {
    /// The version that was played through; null for a draft.
    pub policy: Option<PolicyOf>,
    /// The draft that was; null for a version.
    pub draft: Option<DraftOf>,
    #[serde(flatten)]
    pub simulation: Simulation,
}

impl Shown for RoutePreview {}

impl RoutePreview {
    pub(crate) fn of(played: Played, simulation: Simulation) -> Self {
        Self { policy: played.policy, draft: played.draft, simulation }
    }
}
