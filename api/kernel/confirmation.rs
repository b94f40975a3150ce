//! What must be said twice, as the refusal of the first saying shows it.
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is to be confirmed before it is done, word for word, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Confirmation {
    /// Send the same request with `Confirmation: <id>:<code>`, or with what a passkey signed in the place of the code.
    pub id: Uuid,
    /// From then on neither code nor passkey confirms it.
    pub expires_at: DateTime<Utc>,
    /// What would be done.
    #[schema(example = "Change the security policy", max_length = 300)]
    pub title: String,
    /// All of it, as the mail says it too.
    #[schema(example = json!(["A sign-in ends unused after: 720 → 60 minutes", "Organisation: Harbour House"]), max_items = 200)]
    pub lines: Vec<String>,
    /// To which mailbox it was mailed, with the code where it is confirmed by one; most of its name is hidden.
    #[schema(example = "o***@harbour-house.example", max_length = 254)]
    pub sent_to: String,
    /// By what its person may confirm, the better first. With `Confirmation: mail` it is asked for by mail also where there is a passkey.
    #[schema(example = json!(["passkey", "mail"]), max_items = 2)]
    pub channels: Vec<ConfirmationChannel>,
    /// For `PublicKeyCredential.parseRequestOptionsFromJSON`, where this is confirmed by a passkey: no code was mailed then. The challenge is a hash of all
    /// that is to be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub passkey: Option<Value>,
}

/// What one confirms by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationChannel {
    Passkey,
    /// A code that is mailed.
    Mail,
}
