//! Taking a document back while it is being approved.
use chrono::{DateTime, Utc};
use kernel::{Error, Note, PersonId};

use crate::{Ending, HowEnded, Progress, RouteStatus, decide::Present, refusals, wording::listed};

/// Takes the document back to draft; only those whose own it is may.
pub fn withdraw(
    progress: &Progress,
    now: Present<'_>,
    by: PersonId,
    note: Option<Note>,
    at: DateTime<Utc>,
) -> Result<Progress, Error> {
    if progress.status() != RouteStatus::Running {
        return Err(refusals::ROUTE_IS_CLOSED.into());
    }
    let facts = now.facts;
    if facts.tie(by).is_none() {
        let mut people = vec![facts.requester, facts.created_by];
        people.extend(facts.on_behalf_of);
        people.extend(facts.submitted_by);
        people.sort_unstable();
        people.dedup();
        let names: Vec<_> = people.into_iter().map(|person| now.directory.name(person)).collect();
        return Err(Error::refused(refusals::NOT_YOURS_TO_WITHDRAW, format!("{} could.", listed(&names, "or"))));
    }
    let ending = Ending { how: HowEnded::Withdrawn, step: None, by, at, note };
    Ok(Progress { ending: Some(ending), ..progress.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StepNumber, StepState,
        route::resolve,
        sample::{self, GM, REQUESTER, at},
        start,
    };

    #[test]
    fn a_requester_withdraws_and_an_approver_does_not() {
        let (facts, directory) = (sample::facts("10"), sample::directory());
        let now = Present { facts: &facts, directory: &directory };
        let running = start(resolve(&sample::version(sample::policy()), &facts, &directory).unwrap());

        let withdrawn = withdraw(&running, now, REQUESTER, None, at()).unwrap();

        assert_eq!(withdrawn.status(), RouteStatus::Withdrawn);
        assert_eq!(withdrawn.step_state(StepNumber(1)), Some(StepState::Ended));
        let refused = withdraw(&running, now, GM, None, at()).unwrap_err();
        assert_eq!(refused.refusal(), refusals::NOT_YOURS_TO_WITHDRAW);
        assert_eq!(refused.problem().detail, Some("Rita could."));
        let twice = withdraw(&withdrawn, now, REQUESTER, None, at()).unwrap_err();
        assert_eq!(twice.refusal(), refusals::ROUTE_IS_CLOSED);
    }
}
