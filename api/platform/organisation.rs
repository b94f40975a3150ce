//! The organisations of the installation, as much as it must know of them.
pub mod create;
pub mod list;
mod store;

use access::Shown;
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
    /// When what is in it goes, if it is being deleted.
    pub deletes_at: Option<DateTime<Utc>>,
    /// How many people are active.
    #[schema(example = 12, minimum = 0, maximum = 1_000_000)]
    pub people: Option<i32>,
    /// What waits for a second operator.
    pub waiting: Option<WaitingView>,
}

/// Who was asked to found an organisation; it is there once they have.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnerInvitationView {
    pub id: Uuid,
    /// The name that it is to sign in with; whoever founds it may choose another.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    /// The home that it is to live in.
    #[schema(example = "eu1", max_length = 6)]
    pub home: String,
    pub invited_by: Uuid,
    pub invited_at: DateTime<Utc>,
    /// For so many days the link opens something, from when it is sent.
    #[schema(example = 7, minimum = 7, maximum = 7)]
    pub link_life_days: i64,
}

impl Shown for OwnerInvitationView {}

/// Whether it lets anybody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationState {
    Active,
    Suspended,
    /// It lets nobody in, and what is in it goes when the time has come.
    Deleting,
    /// What was in it has gone; nobody else gets its name.
    Deleted,
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
