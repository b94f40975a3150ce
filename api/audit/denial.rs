//! A denial: what somebody who was signed in asked for and did not get, folded per session and minute.
pub mod export;
pub mod list;
mod store;

use chrono::{DateTime, Utc};
use kernel::{PersonId, RequestId, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

/// The same refusal of one session in one minute.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditDenialView {
    /// The minute in which it was refused.
    pub minute: DateTime<Utc>,
    /// 401: the sign-in was too long ago for it. 403: the permission was missing. 404: there was nothing that the caller may see.
    #[schema(example = 403)]
    pub status: u16,
    /// The permission that the operation demands.
    #[schema(example = "purchase_order.approve", max_length = 80)]
    pub permission: String,
    pub person_id: PersonId,
    /// The name as it is today.
    #[schema(example = "Rosa Requester", max_length = 120)]
    pub person_name: Option<String>,
    /// The sign-in it was asked in; it opens nothing.
    pub session_id: SessionId,
    /// The network address of the first.
    #[schema(example = "203.0.113.7", max_length = 45)]
    pub network: Option<String>,
    /// The `X-Request-Id` of the first answer.
    pub first_request_id: RequestId,
    /// How often within the minute.
    #[schema(example = 3)]
    pub times: i32,
}
