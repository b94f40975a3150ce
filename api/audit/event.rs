//! An event of the trail: who did what, under which permission, from where and when.
pub mod export;
pub mod get;
pub mod list;
mod store;

use access::Shown;
use chrono::{DateTime, Utc};
use kernel::{Page, PersonId, RequestId, SessionId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::change::AuditChangeView;

kernel::id! {
    /// An event of the trail.
    AuditEventId;
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEventView {
    pub id: AuditEventId,
    pub occurred_at: DateTime<Utc>,
    /// What happened, in the words of the trade.
    #[schema(example = "purchase_order.approved", max_length = 80)]
    pub action: String,
    /// What kind of thing it happened to.
    #[schema(example = "purchase_order", max_length = 80)]
    pub entity: String,
    pub entity_id: Uuid,
    /// Who did it; null for what the system did itself.
    pub person_id: Option<PersonId>,
    /// The name as it is today.
    #[schema(example = "Hugo Head", max_length = 120)]
    pub person_name: Option<String>,
    /// What acted when it was no signed-in person: the sign-in, a link, the installation.
    #[schema(example = "sign_in", max_length = 80)]
    pub principal: Option<String>,
    /// The sign-in it was done in; it opens nothing.
    pub session_id: Option<SessionId>,
    /// The network address it came from.
    #[schema(example = "203.0.113.7", max_length = 45)]
    pub network: Option<String>,
    /// The `X-Request-Id` of the answer.
    pub request_id: RequestId,
    /// The permission it was done under.
    #[schema(example = "purchase_order.approve", max_length = 80)]
    pub permission: String,
    /// The few facts that go with the action.
    pub detail: Value,
}

/// An event with all that its request did to rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEventDetail {
    #[serde(flatten)]
    pub event: AuditEventView,
    /// In the order in which they were made; events of one request share them.
    pub changes: Page<AuditChangeView>,
}

impl Shown for AuditEventDetail {}
