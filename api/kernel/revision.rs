//! How often a document was changed: what an `ETag` says and an `If-Match` must repeat.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Error, ended};

/// Rises by one with every change of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
#[schema(example = 1, minimum = 1)]
pub struct Revision(pub i64);

impl Revision {
    /// The first.
    pub const FIRST: Self = Self(1);

    /// The one after this.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Refuses a change that was made on another revision.
    pub fn must_be(self, seen: Self) -> Result<(), Error> {
        if self == seen { Ok(()) } else { Err(ended::STALE.into()) }
    }

    /// As an `ETag` (RFC 9110, section 8.8.3).
    pub fn etag(self) -> String {
        format!("\"{}\"", self.0)
    }

    /// From an `If-Match` of exactly one strong tag.
    pub fn of_etag(tag: &str) -> Option<Self> {
        tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_survives_the_header() {
        assert_eq!(Revision::of_etag(&Revision(7).etag()), Some(Revision(7)));
    }

    #[test]
    fn a_weak_or_starred_tag_is_no_revision() {
        assert_eq!((Revision::of_etag("W/\"7\""), Revision::of_etag("*")), (None, None));
    }
}
