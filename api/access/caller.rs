//! Who is calling, as the database attested it when the transaction began.
use std::sync::Arc;

use kernel::{Error, OrgId, PersonId, Refusal, SessionId, ended};
use serde::Serialize;
use utoipa::ToSchema;

use crate::permission::Permission;

/// The person behind this request, with the permissions held at this moment.
#[derive(Debug, Clone)]
pub struct Caller {
    pub org_id: OrgId,
    pub person_id: PersonId,
    pub session_id: SessionId,
    pub(crate) epoch: i64,
    /// With spaces between.
    pub(crate) permissions: Arc<str>,
}

/// What the caller may do with a document, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Action {
    /// The permission behind it, and so the name of the operation's verb.
    #[schema(example = "purchase_order.approve")]
    pub name: &'static str,
    /// Null when it is open.
    pub closed_because: Option<ClosedBecause>,
}

/// Why an action is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClosedBecause {
    #[schema(example = "own_document")]
    pub code: String,
    #[schema(example = "Somebody else must approve what you asked for.")]
    pub reason: String,
    pub who_could: Option<String>,
    pub next: Option<String>,
}

impl Caller {
    /// Rises whenever the caller's permissions change.
    pub fn epoch(&self) -> i64 {
        self.epoch
    }

    /// Whether the caller holds `P`.
    pub fn holds<P: Permission>(&self) -> bool {
        self.holds_code(P::CODE)
    }

    /// Whether the caller holds the permission of this code.
    pub fn holds_code(&self, code: &str) -> bool {
        self.permissions().any(|held| held == code)
    }

    /// All that the caller may do.
    pub fn permissions(&self) -> impl Iterator<Item = &str> {
        self.permissions.split_ascii_whitespace()
    }

    /// The action behind `P`: open when the permission and the document's own rule allow it.
    pub fn action<P: Permission>(&self, rule: Result<(), impl Into<Error>>) -> Action {
        let closed_because = if self.holds::<P>() {
            rule.err().map(|why| ClosedBecause::of(&why.into()))
        } else {
            Some(ClosedBecause::from(ended::FORBIDDEN))
        };
        Action { name: P::CODE, closed_because }
    }
}

impl ClosedBecause {
    fn of(error: &Error) -> Self {
        let problem = error.problem();
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            code: problem.code.to_owned(),
            reason: problem.detail.unwrap_or(problem.title).to_owned(),
            who_could: text(problem.who_could),
            next: text(problem.next),
        }
    }
}

impl From<Refusal> for ClosedBecause {
    fn from(refusal: Refusal) -> Self {
        Self::of(&refusal.into())
    }
}
