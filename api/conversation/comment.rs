//! A comment: what somebody said about a document, and whom it speaks to.
use access::Shown;
use chrono::{DateTime, Utc};
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub mod add;
pub mod list;
mod store;

kernel::id! {
    /// A comment under a document.
    CommentId;
}

/// How many people one comment may mention.
pub const MENTIONS_MAX: usize = 20;

/// What somebody said about a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Comment {
    pub id: CommentId,
    /// Its place under the document, from 1.
    #[schema(example = 1, minimum = 1, maximum = 2000)]
    pub number: i32,
    pub author_id: PersonId,
    #[schema(example = "Rosa Requester", max_length = 120)]
    pub author_name: String,
    #[schema(example = "Can this wait until Monday?", max_length = 4000)]
    pub body: String,
    /// Whom it speaks to; they watch the document from then on.
    #[schema(max_items = 20)]
    pub mentions: Vec<Mentioned>,
    pub at: DateTime<Utc>,
}

impl Shown for Comment {}

/// Somebody whom a comment speaks to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mentioned {
    pub person_id: PersonId,
    #[schema(example = "Ada Accounts", max_length = 120)]
    pub name: String,
}
