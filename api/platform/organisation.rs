//! The organisations of the installation, as much as it must know of them.
pub mod list;
mod store;

use chrono::{DateTime, Utc};
use kernel::OrgId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::standing::Act;

/// An organisation from outside.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrganisationAtAGlance)]
pub struct OrganisationView {
    pub id: OrgId,
    /// The name that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub slug: String,
    /// The home that it lives in.
    #[schema(example = "eu1", max_length = 6)]
    pub home: String,
    /// Null while its home cannot be reached from here, as all that only the home knows.
    #[schema(example = "Harbour House", max_length = 120)]
    pub name: Option<String>,
    pub state: OrganisationState,
    /// Since when it stands like this.
    pub since: Option<DateTime<Utc>>,
    /// How many people are active.
    #[schema(example = 12, minimum = 0, maximum = 1_000_000)]
    pub people: Option<i32>,
    /// What waits for a second operator.
    pub waiting: Option<WaitingView>,
}

/// Whether it lets anybody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationState {
    Active,
    Suspended,
    /// Its home cannot be reached from here.
    Unknown,
}

/// What waits for a second operator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingView {
    pub id: Uuid,
    pub act: Act,
    #[schema(max_length = 500)]
    pub reason: String,
    pub asked_by: Uuid,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub asked_by_name: String,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
