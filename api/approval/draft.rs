//! A draft of the approval policy: written by some, put in force by somebody who wrote none of it.
use access::{
    Action, Caller, Shown,
    catalogue::{
        DiscardPolicyDrafts, ProposePolicyDrafts, PublishApprovalPolicies, ReturnPolicyDrafts, UpdatePolicyDrafts,
    },
};
use chrono::{DateTime, Utc};
use kernel::{Name, Note, PersonId, Refusal, Revision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Policy, PolicyVersionId, refusals};

pub(crate) mod compare;
pub(crate) mod create;
pub(crate) mod discard;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod propose;
pub(crate) mod publish;
pub(crate) mod r#return;
pub(crate) mod store;
pub(crate) mod update;
pub(crate) mod view;

kernel::id! {
    /// A draft of an organisation's approval policy.
    PolicyDraftId;
}

/// How far a draft came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = ApprovalPolicyDraftStatus)]
pub enum DraftStatus {
    /// Being written.
    Open,
    /// Waits for a second person to publish it, or to send it back.
    Proposed,
    /// A version was made of it.
    Published,
    Discarded,
}

/// What its authors write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub name: Name,
    /// Why, for whoever is to publish it.
    pub note: Option<Note>,
    /// The version that it is to follow.
    pub based_on: PolicyVersionId,
    pub definition: Policy,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deed {
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub id: PolicyDraftId,
    pub content: Content,
    pub status: DraftStatus,
    pub created: Deed,
    pub edited: Deed,
    /// Everybody who wrote some of it.
    pub changed_by: Vec<PersonId>,
    pub proposed: Option<Deed>,
    pub returned: Option<(Deed, Note)>,
    pub closed: Option<Deed>,
    pub revision: Revision,
}

impl DraftStatus {
    /// As the table writes it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Proposed => "proposed",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }
}

impl Draft {
    /// A new one: its author's own.
    pub(crate) fn begun(id: PolicyDraftId, content: Content, by: Deed) -> Self {
        Self {
            id,
            content,
            status: DraftStatus::Open,
            created: by,
            edited: by,
            changed_by: vec![by.by],
            proposed: None,
            returned: None,
            closed: None,
            revision: Revision::FIRST,
        }
    }

    /// With other content; what was proposed is open again, for nobody publishes what was not proposed to them.
    pub(crate) fn edit(self, content: Content, edited: Deed) -> Result<Self, Refusal> {
        self.may_be_edited()?;
        if content == self.content {
            return Err(refusals::DRAFT_UNCHANGED);
        }
        let mut changed_by = self.changed_by;
        if !changed_by.contains(&edited.by) {
            changed_by.push(edited.by);
        }
        let revision = self.revision.next();
        Ok(Self { content, status: DraftStatus::Open, edited, changed_by, revision, ..self })
    }

    /// Offered for publication.
    pub(crate) fn propose(self, newest: PolicyVersionId, proposed: Deed) -> Result<Self, Refusal> {
        self.may_be_proposed(newest)?;
        let revision = self.revision.next();
        Ok(Self { status: DraftStatus::Proposed, proposed: Some(proposed), returned: None, revision, ..self })
    }

    /// Sent back to its authors.
    pub(crate) fn send_back(self, because: Note, by: Deed) -> Result<Self, Refusal> {
        self.may_be_returned()?;
        let revision = self.revision.next();
        Ok(Self { status: DraftStatus::Open, returned: Some((by, because)), revision, ..self })
    }

    /// Thrown away.
    pub(crate) fn discard(self, by: Deed) -> Result<Self, Refusal> {
        self.may_be_edited()?;
        let revision = self.revision.next();
        Ok(Self { status: DraftStatus::Discarded, closed: Some(by), revision, ..self })
    }

    /// In force, or to be.
    pub(crate) fn publish(self, newest: PolicyVersionId, by: Deed) -> Result<Self, Refusal> {
        self.may_be_published(newest, by.by)?;
        let revision = self.revision.next();
        Ok(Self { status: DraftStatus::Published, closed: Some(by), revision, ..self })
    }

    fn may_be_edited(&self) -> Result<(), Refusal> {
        match self.status {
            DraftStatus::Open | DraftStatus::Proposed => Ok(()),
            DraftStatus::Published | DraftStatus::Discarded => Err(refusals::DRAFT_IS_CLOSED),
        }
    }

    fn may_be_proposed(&self, newest: PolicyVersionId) -> Result<(), Refusal> {
        self.may_be_edited()?;
        if self.status == DraftStatus::Proposed {
            Err(refusals::DRAFT_ALREADY_PROPOSED)
        } else if self.content.based_on == newest {
            Ok(())
        } else {
            Err(refusals::DRAFT_IS_OUTDATED)
        }
    }

    fn may_be_returned(&self) -> Result<(), Refusal> {
        self.may_be_edited()?;
        if self.status == DraftStatus::Proposed { Ok(()) } else { Err(refusals::DRAFT_NOT_PROPOSED) }
    }

    fn may_be_published(&self, newest: PolicyVersionId, by: PersonId) -> Result<(), Refusal> {
        self.may_be_returned()?;
        if self.changed_by.contains(&by) {
            Err(refusals::OWN_POLICY_DRAFT)
        } else if self.content.based_on == newest {
            Ok(())
        } else {
            Err(refusals::DRAFT_IS_OUTDATED)
        }
    }

    /// What `caller` may do with it, and why not.
    pub(crate) fn actions(&self, newest: PolicyVersionId, caller: &Caller) -> Vec<Action> {
        vec![
            caller.action::<UpdatePolicyDrafts>(self.may_be_edited()),
            caller.action::<ProposePolicyDrafts>(self.may_be_proposed(newest)),
            caller.action::<ReturnPolicyDrafts>(self.may_be_returned()),
            caller.action::<DiscardPolicyDrafts>(self.may_be_edited()),
            caller.action::<PublishApprovalPolicies>(self.may_be_published(newest, caller.person_id)),
        ]
    }
}

impl Shown for view::DraftView {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::sample::{self, person};

    const FIRST: PolicyVersionId = PolicyVersionId(Uuid::from_u128(61));
    const SECOND: PolicyVersionId = PolicyVersionId(Uuid::from_u128(62));

    fn by(n: u128) -> Deed {
        Deed { by: person(n), at: sample::at() }
    }

    fn draft() -> Draft {
        let content =
            Content { name: sample::name("Standard"), note: None, based_on: FIRST, definition: sample::policy() };
        Draft::begun(PolicyDraftId(Uuid::from_u128(71)), content, by(1))
    }

    fn renamed(draft: Draft, name: &str, n: u128) -> Draft {
        let content = Content { name: sample::name(name), ..draft.content.clone() };
        draft.edit(content, by(n)).unwrap()
    }

    #[test]
    fn nobody_publishes_what_they_wrote_even_when_others_edited_it_since() {
        let proposed = renamed(draft(), "Stricter", 2).propose(FIRST, by(2)).unwrap();

        for author in [1, 2] {
            assert_eq!(proposed.clone().publish(FIRST, by(author)), Err(refusals::OWN_POLICY_DRAFT));
        }
        let published = proposed.publish(FIRST, by(3)).unwrap();
        assert_eq!((published.status, published.revision), (DraftStatus::Published, Revision(4)));
        assert_eq!(published.discard(by(3)), Err(refusals::DRAFT_IS_CLOSED));
    }

    #[test]
    fn an_edit_takes_a_proposal_back() {
        let proposed = draft().propose(FIRST, by(1)).unwrap();

        let edited = renamed(proposed, "Stricter", 2);

        assert_eq!((edited.status, &edited.changed_by), (DraftStatus::Open, &vec![person(1), person(2)]));
        assert_eq!(edited.publish(FIRST, by(3)), Err(refusals::DRAFT_NOT_PROPOSED));
    }

    #[test]
    fn a_draft_follows_the_newest_version_alone() {
        assert_eq!(draft().propose(SECOND, by(1)), Err(refusals::DRAFT_IS_OUTDATED));
        let proposed = draft().propose(FIRST, by(1)).unwrap();

        assert_eq!(proposed.clone().propose(FIRST, by(1)), Err(refusals::DRAFT_ALREADY_PROPOSED));
        assert_eq!(proposed.publish(SECOND, by(3)), Err(refusals::DRAFT_IS_OUTDATED));
    }

    #[test]
    fn only_what_is_proposed_is_sent_back_and_the_same_twice_is_no_edit() {
        let note = || Note::parse("Too high.").unwrap();
        let content = draft().content;

        assert_eq!(draft().send_back(note(), by(3)), Err(refusals::DRAFT_NOT_PROPOSED));
        assert_eq!(draft().edit(content, by(1)), Err(refusals::DRAFT_UNCHANGED));
        let back = draft().propose(FIRST, by(1)).unwrap().send_back(note(), by(3)).unwrap();
        assert_eq!((back.status, back.returned), (DraftStatus::Open, Some((by(3), note()))));
    }
}
