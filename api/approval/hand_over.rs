//! Handing over what waits for somebody who leaves: a route stays as it was made, and another is asked in their place.
mod store;

use access::Work;
use kernel::{DocumentId, Error, Name, PersonId, Reference, Text};
use serde::Deserialize;

use crate::{Candidate, DocumentKind, Route, RouteId, StepNumber, Who, refusals};

/// A step of a running route that asks somebody and is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApproval {
    pub kind: DocumentKind,
    pub document_id: DocumentId,
    pub number: Option<Reference>,
    pub title: Text,
    pub requester_name: Name,
    pub(crate) route: RouteId,
    pub step: StepNumber,
    pub step_name: Name,
    /// Whether too few others are asked who could do without them.
    pub needs_successor: bool,
}

/// Who is asked at a step in whose place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct HandedOver {
    pub step: StepNumber,
    pub from: PersonId,
    pub from_name: Name,
    /// None where the others are enough.
    pub to: Option<(PersonId, Name)>,
}

/// Locks the running routes that ask a person.
pub async fn lock_open_approvals<P>(work: &mut Work<'_, P>, person: PersonId) -> Result<(), Error> {
    store::lock_open(work, person).await
}

/// What asks a person on running routes, the longest open first; so many at most.
pub async fn open_approvals<P>(
    work: &mut Work<'_, P>,
    person: PersonId,
    at_most: i64,
) -> Result<Vec<OpenApproval>, Error> {
    store::open(work, person, at_most).await
}

/// Takes a person out of steps that ask them: another stands in their place where one is needed, and must be named then.
///
/// Whoever is barred from a document is refused with the document's name.
pub async fn hand_over<P>(
    work: &mut Work<'_, P>,
    open: &[OpenApproval],
    from: PersonId,
    to: Option<PersonId>,
) -> Result<(), Error> {
    for approval in open {
        let to = to.filter(|_| approval.needs_successor);
        store::insert(work, approval, from, to).await?;
    }
    store::move_waiting(work, open, from, to).await
}

impl OpenApproval {
    /// As people call it: its number, or its title as long as it has none.
    pub fn name(&self) -> &str {
        self.number.as_ref().map_or_else(|| self.title.as_str(), Reference::as_str)
    }

    fn barred(&self, why: &str) -> Error {
        Error::refused(refusals::SUCCESSOR_BARRED, format!("{}, {}: {why}.", self.name(), self.step_name))
    }
}

impl Route {
    /// With another in the place of whoever handed a step over.
    pub(crate) fn take_over(&mut self, handed: HandedOver) {
        let HandedOver { step, from, from_name, to } = handed;
        let Some(step) = self.steps.iter_mut().find(|known| known.number == step) else { return };
        step.candidates.retain(|candidate| candidate.person != from);
        if let Some((person, name)) = to {
            step.candidates.push(Candidate { person, name, asked_as: format!("in the place of {from_name}") });
            step.who = Who::AnyOf(vec![step.who.clone(), Who::Person(person)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        resolve,
        sample::{self, facts, name, person},
    };

    #[test]
    fn another_is_asked_in_the_place_of_whoever_left() {
        let version = sample::version(sample::policy());
        let mut route = resolve(&version, &facts("10"), &sample::directory()).unwrap();
        let first = route.steps[0].clone();
        let left = first.candidates[0].person;
        let to = Some((person(77), name("Zoe")));

        route.take_over(HandedOver { step: first.number, from: left, from_name: name("Hedda"), to });

        let asked: Vec<_> = route.steps[0].candidates.iter().map(|candidate| candidate.person).collect();
        assert!(asked.contains(&person(77)) && !asked.contains(&left), "{asked:?}");
        assert_eq!(route.steps[0].who, Who::AnyOf(vec![first.who, Who::Person(person(77))]));
        assert_eq!(route.steps[0].needed, first.needed);
    }
}
