//! A draft as its readers see it.
use std::collections::BTreeMap;

use access::{Action, Work};
use chrono::{DateTime, Utc};
use kernel::{Error, Name, Note, PersonId, Revision};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Deed, Draft, DraftStatus, PolicyDraftId};
use crate::{
    Policy, PolicyVersionId,
    in_words::StepInWords,
    names::Mentions,
    policy::store::{self, Newest},
    route::show::PolicyOf,
};

/// What the approval policy could become.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyDraft)]
pub struct DraftView {
    pub id: PolicyDraftId,
    pub name: Name,
    /// Why it is proposed.
    pub note: Option<Note>,
    pub status: DraftStatus,
    /// The version that it is to follow.
    pub based_on: PolicyOf,
    /// The newest version when it is another one: the draft must be looked at against it before it is proposed.
    pub newest: Option<PolicyOf>,
    pub definition: Policy,
    /// The same, step by step, in words.
    pub in_words: Vec<StepInWords>,
    /// What the ids in it are called.
    pub names: Vec<Mentioned>,
    pub created: DoneBy,
    pub edited: DoneBy,
    /// Everybody who wrote some of it: none of them may publish it.
    pub authors: Vec<PersonNamed>,
    pub proposed: Option<DoneBy>,
    /// Why it was sent back; null once it is proposed anew.
    pub returned: Option<Returned>,
    /// When it was published or discarded.
    pub closed: Option<DoneBy>,
    /// The version that was made of it.
    pub version_id: Option<PolicyVersionId>,
    pub revision: Revision,
    pub actions: Vec<Action>,
}

/// The name of a department, category, supplier or person that the definition names by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyMention)]
pub struct Mentioned {
    pub id: Uuid,
    pub name: Name,
}

/// Somebody, by the name of today.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyPerson)]
pub struct PersonNamed {
    pub id: PersonId,
    pub name: Name,
}

/// Who did it, and when.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyDeed)]
pub struct DoneBy {
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
}

/// Why a proposal was sent back.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyReturn)]
pub struct Returned {
    pub by: PersonNamed,
    pub at: DateTime<Utc>,
    pub because: Note,
}

/// The draft with its names and what the caller may do.
pub(crate) async fn show<P>(work: &mut Work<'_, P>, draft: Draft) -> Result<DraftView, Error> {
    let newest = store::newest(work).await?;
    let mut people = draft.people();
    people.sort_unstable();
    people.dedup();
    let mut mentions = Mentions::of([&draft.content.definition]);
    mentions.people.extend(people);
    let names = store::names(work, &mentions).await?;
    let mentioned = names.of(&Mentions::of([&draft.content.definition]));
    let based_on = store::referred(work, draft.content.based_on).await?;
    let version_id = store::version_of(work, draft.id).await?;
    let named = |id: &PersonId| named(&names.people, *id);
    let done = |deed: Deed| Ok::<_, Error>(DoneBy { by: named(&deed.by)?, at: deed.at });
    let returned =
        draft.returned.clone().map(|(deed, because)| named(&deed.by).map(|by| Returned { by, at: deed.at, because }));
    Ok(DraftView {
        id: draft.id,
        actions: draft.actions(newest.policy.id, work.caller()),
        newest: (newest.policy.id != based_on.id).then_some(newest).map(|Newest { policy, .. }| policy),
        based_on,
        status: draft.status,
        in_words: draft.content.definition.in_words(&names),
        names: mentioned.into_iter().map(|(id, name)| Mentioned { id, name }).collect(),
        created: done(draft.created)?,
        edited: done(draft.edited)?,
        authors: draft.changed_by.iter().map(named).collect::<Result<_, _>>()?,
        proposed: draft.proposed.map(done).transpose()?,
        returned: returned.transpose()?,
        closed: draft.closed.map(done).transpose()?,
        version_id,
        revision: draft.revision,
        name: draft.content.name,
        note: draft.content.note,
        definition: draft.content.definition,
    })
}

/// Somebody whom the table's own keys guarantee.
pub(crate) fn named(people: &BTreeMap<PersonId, Name>, id: PersonId) -> Result<PersonNamed, Error> {
    let name = people.get(&id).cloned();
    Ok(PersonNamed { id, name: name.ok_or_else(|| std::io::Error::other("a draft names nobody who is there"))? })
}

impl Draft {
    fn people(&self) -> Vec<PersonId> {
        let deeds = [Some(self.created), Some(self.edited), self.proposed, self.closed];
        let returned = self.returned.as_ref().map(|(deed, _)| deed.by);
        deeds.into_iter().flatten().map(|deed| deed.by).chain(returned).chain(self.changed_by.iter().copied()).collect()
    }
}
