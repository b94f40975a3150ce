//! What must be said twice, as the refusal of the first saying shows it.
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is to be confirmed before it is done, word for word, and where its code was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Confirmation {
    /// Send the same request with `Confirmation: <id>:<code>`.
    pub id: Uuid,
    /// From then on the code confirms nothing.
    pub expires_at: DateTime<Utc>,
    /// What would be done.
    #[schema(example = "Change the security policy", max_length = 300)]
    pub title: String,
    /// All of it, as the mail says it too.
    #[schema(example = json!(["A sign-in ends unused after: 720 → 60 minutes", "Organisation: Harbour House"]), max_items = 200)]
    pub lines: Vec<String>,
    /// To which mailbox, most of its name hidden.
    #[schema(example = "o***@harbour-house.example", max_length = 254)]
    pub sent_to: String,
    /// How the code was sent.
    #[schema(example = json!(["mail"]), max_items = 1)]
    pub channels: Vec<ConfirmationChannel>,
}

/// A way by which a code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationChannel {
    Mail,
}
