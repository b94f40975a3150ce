//! What operators did, and what was tried in their name.
pub mod list;
mod store;

use chrono::{DateTime, Utc};
use kernel::RequestId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An event of the platform's own trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlatformEventView {
    pub id: Uuid,
    pub occurred_at: DateTime<Utc>,
    /// Null where nobody was signed in.
    pub operator_id: Option<Uuid>,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub operator_name: Option<String>,
    #[schema(example = "suspension.asked", max_length = 60)]
    pub action: String,
    #[schema(example = "organisation", max_length = 40)]
    pub entity: String,
    pub entity_id: Uuid,
    /// What is particular to it.
    #[schema(value_type = Object, example = json!({"organisation": "harbour-house", "reason": "Unpaid since March."}))]
    pub detail: serde_json::Value,
    pub request_id: Option<RequestId>,
    #[schema(example = "203.0.113.7", max_length = 45)]
    pub network: Option<String>,
}
