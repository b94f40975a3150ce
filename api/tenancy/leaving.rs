//! Leaving: what of this room goes with a person, or is handed over. The verbs stand in the room that knows all work.
use std::collections::HashMap;

use access::{Event, LeavingMail, Work};
use kernel::{DepartmentId, Error, Name, PersonId, SessionId, Text};
use serde_json::{Value, json};

use crate::{
    department::hand_over,
    directory,
    person::{Person, store},
    refusals,
};

pub use crate::department::hand_over::{Headed, NewHead};

/// Locks somebody who is to leave, the caller and whoever is named to go on, so that two who deactivate each other wait; only somebody active leaves.
pub async fn lock<P>(work: &mut Work<'_, P>, id: PersonId, named: &[PersonId]) -> Result<Person, Error> {
    let own = work.caller().person_id;
    store::lock_in_order(work, &[named, &[id, own]].concat()).await?;
    let person = store::find(work, id).await?;
    if person.is_active { Ok(person) } else { Err(refusals::PERSON_INACTIVE.into()) }
}

/// Somebody of the organisation, to look at what is open with them.
pub async fn find<P>(work: &mut Work<'_, P>, id: PersonId) -> Result<Person, Error> {
    store::find(work, id).await
}

/// The departments that somebody heads, by name.
pub async fn headed<P>(work: &mut Work<'_, P>, id: PersonId) -> Result<Vec<Headed>, Error> {
    hand_over::headed(work, id).await
}

/// Gives departments other heads; what the trail says of each.
pub async fn hand_over_departments<P>(work: &mut Work<'_, P>, heads: &[NewHead]) -> Result<Vec<Event>, Error> {
    let own = work.caller().person_id;
    hand_over::to_new_heads(work, own, heads).await
}

/// Ends the account of somebody who is locked: what they held and were signed in with goes now. Says which sessions ended.
pub async fn end_account<P>(work: &mut Work<'_, P>, person: &Person) -> Result<Vec<SessionId>, Error> {
    let own = work.caller().person_id;
    if person.id != own {
        let by = directory::name_of(work, own).await?;
        let facts = json!({ "at": work.now(), "by": by });
        work.mail_of_leaving(person.id, LeavingMail::AccountDeactivated, &facts).await?;
    }
    store::deactivate(work, person.id).await
}

/// What a successor is told.
#[derive(Debug, Default)]
struct Share {
    departments: Vec<Name>,
    approvals: usize,
    documents: usize,
}

/// Who goes on with what.
#[derive(Debug, Default)]
pub struct Shares {
    of: HashMap<PersonId, Share>,
}

impl Shares {
    /// A department that somebody heads from now on.
    pub fn add_department(&mut self, to: PersonId, name: Name) {
        self.of.entry(to).or_default().departments.push(name);
    }

    /// So many approvals.
    pub fn add_approvals(&mut self, to: PersonId, count: usize) {
        self.of.entry(to).or_default().approvals += count;
    }

    /// So many documents.
    pub fn add_documents(&mut self, to: PersonId, count: usize) {
        self.of.entry(to).or_default().documents += count;
    }
}

/// Tells whoever goes on with somebody's work.
pub async fn tell_successors<P>(work: &mut Work<'_, P>, from: &Person, shares: Shares) -> Result<(), Error> {
    let own = work.caller().person_id;
    let by = if own == from.id { None } else { directory::name_of(work, own).await? };
    for (to, share) in shares.of {
        let facts = json!({ "at": work.now(), "by": by, "from": from.name, "departments": share.departments,
            "approvals": share.approvals, "documents": share.documents });
        work.mail_of_leaving(to, LeavingMail::WorkHandedOver, &facts).await?;
    }
    Ok(())
}

/// Tells whoever may deactivate people that somebody has left by themselves.
pub async fn tell_that_they_left<P>(work: &mut Work<'_, P>, person: &Person) -> Result<(), Error> {
    let facts = json!({ "at": work.now(), "by": person.name });
    for member in directory::who_may(work, "person.deactivate", &[person.id]).await? {
        work.mail_of_leaving(member, LeavingMail::PersonLeft, &facts).await?;
    }
    Ok(())
}

/// What the trail says of an account that ended.
pub fn detail(reason: Option<&Text>, ended: &[SessionId], handed: &Value) -> Value {
    json!({ "reason": reason, "ended": ended, "handed_over": handed })
}

/// What each of these departments is called.
pub fn names_of(headed: &[Headed]) -> HashMap<DepartmentId, Name> {
    headed.iter().map(|department| (department.id, department.name.clone())).collect()
}
