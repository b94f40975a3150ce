//! A line of an access review: a role of a person, or a permission given by itself, as it was when the review began.
pub(super) mod store;

use access::{Action, Caller, CustomRole, Role, catalogue::DecideAccessReviews};
use chrono::{DateTime, SecondsFormat, Utc};
use kernel::{Error, Name, PersonId, Refusal, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::AccessReviewState;
use crate::{grant::store::source_code, refusals, role::AnyRole};

/// Which line of its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
#[schema(example = 1, minimum = 1, maximum = 5000)]
pub struct LineNumber(pub i32);

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AccessReviewLineState {
    /// Somebody else than its person is to decide it.
    Open,
    Kept,
    /// It was taken with the decision.
    Taken,
    /// Nothing is to be decided: what was given then is gone, or was given anew.
    Gone,
}

/// A role of a person, or a permission given by itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccessReviewLine {
    /// By the person's name, one person after the other.
    pub number: LineNumber,
    pub person_id: PersonId,
    pub person_name: Name,
    /// False for an account that is deactivated or has not joined: it can do nothing.
    pub is_active: bool,
    /// Null for a permission that was given by itself, and for a role of the organisation's own.
    pub role: Option<Role>,
    /// The role, where it is the organisation's own.
    pub custom_role: Option<CustomRole>,
    /// What the role had brought, or the one permission.
    #[schema(max_items = 500, example = json!(["supplier.export"]))]
    pub permissions: Vec<String>,
    /// Those of them that nobody is given by one person alone.
    #[schema(max_items = 500, example = json!(["purchase_order.issue"]))]
    pub guarded: Vec<String>,
    /// What the person held together that nobody should, where this line holds a half of it.
    #[schema(max_items = 100, example = json!(["grant.create + purchase_order.issue"]))]
    pub toxic: Vec<String>,
    /// Null when the installation gave it.
    pub granted_by: Option<PersonId>,
    pub granted_by_name: Option<Name>,
    pub granted_at: DateTime<Utc>,
    /// The reason of the grant; null where it came with the account.
    pub granted_because: Option<Text>,
    /// Who agreed; null when nobody had to.
    pub approved_by: Option<PersonId>,
    pub approved_by_name: Option<Name>,
    /// From then on it opens nothing; null where it stays.
    pub expires_at: Option<DateTime<Utc>>,
    /// When the person had signed in last; null where that is too long ago to be known, or never was.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub state: AccessReviewLineState,
    /// Whether what is gone was given anew since, by a grant of its own.
    pub is_given_anew: bool,
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub reason: Option<Text>,
}

/// A line as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessReviewLineView {
    #[serde(flatten)]
    line: AccessReviewLine,
    actions: Vec<Action>,
}

impl AccessReviewLine {
    /// By somebody else, as long as the review is open; what was taken stays taken.
    pub fn may_be_decided(&self, review: AccessReviewState, by: PersonId) -> Result<(), Refusal> {
        match review {
            AccessReviewState::Open if by == self.person_id => Err(refusals::REVIEW_OF_ONESELF),
            AccessReviewState::Open => match self.state {
                AccessReviewLineState::Open | AccessReviewLineState::Kept => Ok(()),
                AccessReviewLineState::Taken => Err(refusals::REVIEW_LINE_TAKEN),
                AccessReviewLineState::Gone => Err(refusals::REVIEW_LINE_GONE),
            },
            AccessReviewState::SignedOff | AccessReviewState::Cancelled => Err(refusals::REVIEW_ENDED),
        }
    }

    /// Whether it is kept for a reason only.
    pub fn is_toxic(&self) -> bool {
        !self.toxic.is_empty()
    }

    /// The role, or that it was given by itself.
    pub fn source(&self) -> String {
        source_code(self.any_role())
    }

    /// The role, of either kind; none for a permission that was given by itself.
    pub fn any_role(&self) -> Option<AnyRole> {
        let own = self.custom_role.as_ref().map(|role| AnyRole::Custom(role.id));
        own.or(self.role.map(AnyRole::BuiltIn))
    }

    /// With the action open to `caller`.
    pub fn seen_by(self, review: AccessReviewState, caller: &Caller) -> AccessReviewLineView {
        let actions = vec![caller.action::<DecideAccessReviews>(self.may_be_decided(review, caller.person_id))];
        AccessReviewLineView { line: self, actions }
    }

    // What is signed off of it, without names, which may change: one line of text.
    fn signed_text(&self) -> String {
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        [
            self.number.0.to_string(),
            self.person_id.to_string(),
            self.source(),
            self.permissions.join(", "),
            moment(self.granted_at),
            self.state.code().to_owned(),
            self.decided_by.map(|by| by.to_string()).unwrap_or_default(),
            self.decided_at.map(moment).unwrap_or_default(),
            self.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
        .join("\t")
            + "\n"
    }
}

impl AccessReviewLineState {
    /// As the wire calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Taken => "taken",
            Self::Gone => "gone",
        }
    }
}

/// The SHA-256 of lines, by their numbers, as they are signed off.
pub fn digest(lines: &[AccessReviewLine]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.signed_text());
    }
    hash.finalize().to_vec()
}

/// The role that came along, of a source as the database knows it; none where it was given by itself.
fn role_of(source: &str) -> Result<Option<Role>, Error> {
    if source == "own" {
        return Ok(None);
    }
    let role = Role::of_code(source);
    role.map(Some).ok_or_else(|| std::io::Error::other(format!("unknown role {source}")).into())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const PERSON: PersonId = PersonId(Uuid::from_u128(1));
    const REVIEWER: PersonId = PersonId(Uuid::from_u128(2));

    fn line(state: AccessReviewLineState) -> AccessReviewLine {
        AccessReviewLine {
            number: LineNumber(7),
            person_id: PERSON,
            person_name: Name::parse("Ada").expect("a name"),
            is_active: true,
            role: Some(Role::Accounts),
            custom_role: None,
            permissions: vec!["import.confirm".into(), "purchase_order.issue".into()],
            guarded: vec!["import.confirm".into(), "purchase_order.issue".into()],
            toxic: Vec::new(),
            granted_by: None,
            granted_by_name: None,
            granted_at: DateTime::UNIX_EPOCH,
            granted_because: None,
            approved_by: None,
            approved_by_name: None,
            expires_at: None,
            last_sign_in_at: None,
            state,
            is_given_anew: false,
            decided_by: None,
            decided_by_name: None,
            decided_at: None,
            reason: None,
        }
    }

    #[test]
    fn a_line_is_decided_by_somebody_else_until_it_is_taken() {
        let decided = |state, by| line(state).may_be_decided(AccessReviewState::Open, by);

        assert_eq!(decided(AccessReviewLineState::Open, REVIEWER), Ok(()));
        assert_eq!(decided(AccessReviewLineState::Kept, REVIEWER), Ok(()));
        assert_eq!(decided(AccessReviewLineState::Open, PERSON), Err(refusals::REVIEW_OF_ONESELF));
        assert_eq!(decided(AccessReviewLineState::Taken, REVIEWER), Err(refusals::REVIEW_LINE_TAKEN));
        assert_eq!(decided(AccessReviewLineState::Gone, REVIEWER), Err(refusals::REVIEW_LINE_GONE));
        let ended = line(AccessReviewLineState::Kept).may_be_decided(AccessReviewState::SignedOff, REVIEWER);
        assert_eq!(ended, Err(refusals::REVIEW_ENDED));
    }

    #[test]
    fn what_is_signed_is_the_text_that_the_documents_describe() {
        let decided = AccessReviewLine {
            decided_by: Some(REVIEWER),
            decided_at: Some(DateTime::UNIX_EPOCH),
            reason: Text::parse("Still in the office").ok(),
            ..line(AccessReviewLineState::Kept)
        };

        assert_eq!(
            decided.signed_text(),
            "7\t00000000-0000-0000-0000-000000000001\taccounts\timport.confirm, purchase_order.issue\t1970-01-01T00:00:00Z\tkept\t\
             00000000-0000-0000-0000-000000000002\t1970-01-01T00:00:00Z\tStill in the office\n"
        );
        assert_eq!(digest(std::slice::from_ref(&decided)), Sha256::digest(decided.signed_text()).to_vec());
        assert_ne!(digest(&[line(AccessReviewLineState::Open)]), digest(&[decided]));
    }
}
