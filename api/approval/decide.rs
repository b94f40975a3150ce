//! One person's verdict on one step of a route.
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::{Error, FieldError, Name, Note, PersonId, Refused, Revision, ended};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Approval, BarredBy, Directory, DocumentFacts, Ending, HowEnded, LeftOut, Progress, RouteStatus, RouteStep,
    StepNumber, StepState,
    candidate::consider,
    progress::Eligible,
    refusals,
    wording::{listed, sentence},
};

/// The document and the people as they are now, not as they were when the route was made.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    pub facts: &'a DocumentFacts,
    pub directory: &'a Directory,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub by: PersonId,
    /// Which step; none takes the open one that asks this person.
    pub step: Option<StepNumber>,
    pub verdict: Verdict,
    /// Required to return or to reject.
    pub note: Option<Note>,
    /// The revision that the person saw.
    pub seen: Revision,
    pub at: DateTime<Utc>,
}

/// What an approver may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Approve,
    /// Back to draft, to be mended and submitted again.
    Return,
    /// For good.
    Reject,
}

impl Verdict {
    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Reject => "reject",
        }
    }
}

/// The route after a decision, and what the decision did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub progress: Progress,
    /// The step that was decided.
    pub step: StepNumber,
    pub outcome: Outcome,
    /// The steps that this decision opened.
    pub opened: Vec<StepNumber>,
    /// The steps that this decision caused to be left out.
    pub left_out: Vec<LeftOut>,
}

impl Turn {
    /// The name of the step that was decided.
    pub fn step_name(&self) -> Result<Name, Error> {
        let step = self.progress.step(self.step).ok_or_else(|| std::io::Error::other("a step that the route lacks"))?;
        Ok(step.name.clone())
    }
}

/// What a decision did to its route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It counts, and the step needs more people.
    Counted,
    StepSatisfied,
    RouteApproved,
    Returned,
    Rejected,
}

/// Carries the route on by one verdict, or says why not and who could.
pub fn decide(progress: &Progress, now: Present<'_>, decision: Decision) -> Result<Turn, Error> {
    let Decision { by, step, verdict, note, seen, at } = decision;
    now.facts.revision.must_be(seen).map_err(|_| stale(now.facts.revision, seen))?;
    if verdict != Verdict::Approve && note.is_none() {
        return Err(reason_required());
    }
    let step = may_decide(progress, now, by, step, verdict)?;
    let (before, open_before) = (progress.current_order(), progress.open_steps());
    let mut progress = progress.clone();
    let left_out = if let Some((how, _)) = ending(verdict) {
        progress.ending = Some(Ending { how, step: Some(step), by, at, note });
        Vec::new()
    } else {
        progress.approvals.push(Approval { step, by, at, note, revision: seen, is_carried: false });
        progress.advance(before, &eligible(&progress, now))
    };
    let outcome = match ending(verdict) {
        Some((_, outcome)) => outcome,
        None if progress.status() == RouteStatus::Approved => Outcome::RouteApproved,
        None if progress.step_state(step) == Some(StepState::Satisfied) => Outcome::StepSatisfied,
        None => Outcome::Counted,
    };
    let opened = progress.open_steps().into_iter().filter(|step| !open_before.contains(step)).collect();
    Ok(Turn { progress, step, outcome, opened, left_out })
}

/// Whether this person may give this verdict now, and at which step; the same rule that `decide` enforces.
pub fn may_decide(
    progress: &Progress,
    now: Present<'_>,
    by: PersonId,
    step: Option<StepNumber>,
    verdict: Verdict,
) -> Result<StepNumber, Error> {
    if progress.status() != RouteStatus::Running {
        return Err(refusals::ROUTE_IS_CLOSED.into());
    }
    let could = who_could(progress, now, by, step);
    if let Some(tie) = now.facts.tie(by) {
        return Err(Error::refused(refusals::OWN_DOCUMENT, format!("You {tie}. {could}")));
    }
    if verdict == Verdict::Approve {
        may_approve_at_all(progress, now, by, &could)?;
    }
    let mine = open_for(progress, by, step, &could)?;
    let mut refusal = None;
    for step in mine {
        match still_may(progress, step, now, by, verdict, &could) {
            Ok(()) => return Ok(step.number),
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    Err(refusal.unwrap_or_else(|| Error::refused(refusals::NOT_YOUR_STEP, could)))
}

fn ending(verdict: Verdict) -> Option<(HowEnded, Outcome)> {
    match verdict {
        Verdict::Approve => None,
        Verdict::Return => Some((HowEnded::Returned, Outcome::Returned)),
        Verdict::Reject => Some((HowEnded::Rejected, Outcome::Rejected)),
    }
}

fn stale(is: Revision, seen: Revision) -> Error {
    Error::refused(ended::STALE, format!("You decided on revision {}; the document is at {}.", seen.0, is.0))
}

fn reason_required() -> Error {
    let errors = vec![FieldError::new("note", "required", "Say why.")];
    Error::Refused(Box::new(Refused { errors, ..Refused::plain(refusals::REASON_REQUIRED) }))
}

// What bars from approving whichever step it is; returning or rejecting stays open, for it grants nothing.
fn may_approve_at_all(progress: &Progress, now: Present<'_>, by: PersonId, could: &str) -> Result<(), Error> {
    if progress.route.material_digest != now.facts.material_digest {
        return Err(refusals::DOCUMENT_CHANGED.into());
    }
    if now.facts.was_edited_by(by) {
        return Err(Error::refused(refusals::EDITED_BY_APPROVER, could));
    }
    if let Some(at) = progress.counted_at(by) {
        let detail = format!("You approved {} already. {could}", progress.name(at));
        return Err(Error::refused(refusals::APPROVED_ALREADY, detail));
    }
    Ok(())
}

// The open steps whose candidate this person is, or why there is none.
fn open_for<'a>(
    progress: &'a Progress,
    by: PersonId,
    step: Option<StepNumber>,
    could: &str,
) -> Result<Vec<&'a RouteStep>, Error> {
    let asks = |route: &&RouteStep| route.candidates.iter().any(|candidate| candidate.person == by);
    let meant = |route: &&RouteStep| step.is_none_or(|step| route.number == step);
    let (open, closed): (Vec<_>, Vec<_>) = progress
        .route
        .steps
        .iter()
        .filter(asks)
        .filter(meant)
        .partition(|route| progress.step_state(route.number) == Some(StepState::Open));
    if !open.is_empty() {
        return Ok(open);
    }
    let waiting = closed.iter().find(|route| progress.step_state(route.number) == Some(StepState::Waiting));
    match (waiting, closed.first()) {
        (Some(route), _) => {
            let before: Vec<_> = progress.open_steps().into_iter().map(|step| progress.name(step)).collect();
            let detail = format!("{} opens after {}. {could}", route.name, listed(&before, "and"));
            Err(Error::refused(refusals::STEP_NOT_OPEN, sentence(&detail)))
        }
        (None, Some(route)) => {
            let detail = format!("{} is done or was left out. {could}", route.name);
            Err(Error::refused(refusals::STEP_NOT_OPEN, sentence(&detail)))
        }
        (None, None) => Err(Error::refused(refusals::NOT_YOUR_STEP, could)),
    }
}

// The route asked this person when it was made; whether it still would, and can spare them.
fn still_may(
    progress: &Progress,
    step: &RouteStep,
    now: Present<'_>,
    by: PersonId,
    verdict: Verdict,
    could: &str,
) -> Result<(), Error> {
    let considered = consider(&step.who, step.limit, now.facts, now.directory);
    if !considered.candidates.iter().any(|candidate| candidate.person == by) {
        let barred = considered.barred.iter().find(|barred| barred.person == by);
        let may_say_no = barred.is_some_and(|barred| matches!(barred.by, BarredBy::Limit | BarredBy::Edited));
        if verdict == Verdict::Approve || !may_say_no {
            let why = barred.map_or("no longer belong to those it asks", |barred| barred.why.as_str());
            let detail = format!("{}: you {}. {could}", step.name, second_person(why));
            return Err(Error::refused(refusals::NOT_YOUR_STEP, detail));
        }
    }
    if verdict != Verdict::Approve {
        return Ok(());
    }
    progress.spares(step.number, by, &eligible(progress, now)).map_err(|short| {
        let needing: Vec<_> =
            short.steps.iter().filter(|other| **other != step.number).map(|other| progress.name(*other)).collect();
        let detail = format!("You are needed for {}. {could}", listed(&needing, "and"));
        Error::refused(refusals::NEEDED_ELSEWHERE, detail)
    })
}

fn second_person(why: &str) -> String {
    let verbs = [("is ", "are "), ("does ", "do ")];
    let turned = verbs.iter().find_map(|(they, you)| why.strip_prefix(they).map(|rest| format!("{you}{rest}")));
    turned.unwrap_or_else(|| why.to_owned())
}

// Whom the route asked when it was made and still would.
fn eligible(progress: &Progress, now: Present<'_>) -> Eligible {
    let still = |step: &RouteStep| {
        let considered = consider(&step.who, step.limit, now.facts, now.directory);
        let today: BTreeSet<_> = considered.candidates.into_iter().map(|candidate| candidate.person).collect();
        step.candidates.iter().map(|candidate| candidate.person).filter(|person| today.contains(person)).collect()
    };
    progress.route.steps.iter().map(|step| (step.number, still(step))).collect()
}

// Names those who could decide now at the step meant, else at any open step.
fn who_could(progress: &Progress, now: Present<'_>, by: PersonId, step: Option<StepNumber>) -> String {
    let eligible = eligible(progress, now);
    let waiting = progress.waiting_for();
    let meant = step.filter(|step| waiting.iter().any(|(open, _)| open == step));
    let people: BTreeSet<_> = waiting
        .into_iter()
        .filter(|(open, person)| {
            *person != by
                && meant.is_none_or(|step| step == *open)
                && eligible.get(open).is_some_and(|people| people.contains(person))
        })
        .map(|(_, person)| now.directory.name(person))
        .collect();
    if people.is_empty() {
        "Nobody else could at the moment; an administrator can give somebody the role that the step asks for, and whoever submitted it can submit it again.".into()
    } else {
        format!("{} could.", listed(&people.into_iter().collect::<Vec<_>>(), "or"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MaterialDigest, Policy,
        route::resolve,
        sample::{self, ACCOUNTS, GM, HEAD, OWNER, REQUESTER, at, facts, policy_of, role, step, version},
        start,
    };

    fn begun(policy: Policy, facts: &DocumentFacts) -> Progress {
        start(resolve(&version(policy), facts, &sample::directory()).unwrap())
    }

    fn approval(by: PersonId) -> Decision {
        Decision { by, step: None, verdict: Verdict::Approve, note: None, seen: Revision(3), at: at() }
    }

    fn said(progress: &Progress, facts: &DocumentFacts, decision: Decision) -> Result<Turn, (&'static str, String)> {
        let directory = sample::directory();
        decide(progress, Present { facts, directory: &directory }, decision)
            .map_err(|error| (error.refusal().code, error.problem().detail.unwrap_or_default().to_owned()))
    }

    #[test]
    fn a_chain_is_approved_step_by_step() {
        let facts = facts("1250");
        let head = said(&begun(sample::policy(), &facts), &facts, approval(HEAD)).unwrap();
        let accounts = said(&head.progress, &facts, approval(ACCOUNTS)).unwrap();
        let gm = said(&accounts.progress, &facts, approval(GM)).unwrap();

        assert_eq!((head.outcome, head.opened), (Outcome::StepSatisfied, vec![StepNumber(2)]));
        assert_eq!((accounts.outcome, accounts.opened), (Outcome::StepSatisfied, vec![StepNumber(3)]));
        assert_eq!((gm.outcome, gm.opened), (Outcome::RouteApproved, vec![]));
        assert_eq!(gm.progress.status(), RouteStatus::Approved);
        assert_eq!(gm.progress.step_state(StepNumber(4)), Some(StepState::Skipped));
        let again = said(&gm.progress, &facts, approval(OWNER)).unwrap_err();
        assert_eq!(again.0, "route_is_closed");
    }

    #[test]
    fn nobody_approves_a_document_of_their_own() {
        let before = facts("10");
        let now = DocumentFacts { on_behalf_of: Some(HEAD), ..facts("10") };
        let progress = begun(
            policy_of(vec![step(
                "Any",
                1,
                crate::Who::AnyOf(vec![crate::Who::DepartmentHead, role("general_manager")]),
            )]),
            &before,
        );

        let refused = said(&progress, &now, approval(HEAD)).unwrap_err();

        assert_eq!(refused, ("own_document", "You had it asked for on their behalf. Grace could.".into()));
        assert_eq!(said(&progress, &now, approval(REQUESTER)).unwrap_err().0, "own_document");
    }

    #[test]
    fn nobody_approves_what_they_edited_but_they_may_return_it() {
        let now = DocumentFacts { editors: vec![HEAD], ..facts("10") };
        let progress = begun(sample::policy(), &facts("10"));
        let back = Decision {
            verdict: Verdict::Return,
            note: Some(kernel::Note::parse("Too much.").unwrap()),
            ..approval(HEAD)
        };

        assert_eq!(said(&progress, &now, approval(HEAD)).unwrap_err().0, "edited_by_approver");
        assert_eq!(said(&progress, &now, back).unwrap().outcome, Outcome::Returned);
    }

    #[test]
    fn a_step_that_is_not_open_or_not_yours_says_whose_it_is() {
        let facts = facts("10");
        let progress = begun(sample::policy(), &facts);

        assert_eq!(
            said(&progress, &facts, approval(ACCOUNTS)).unwrap_err(),
            ("step_not_open", "Accounts opens after Head of department. Hedda could.".into())
        );
        assert_eq!(said(&progress, &facts, approval(OWNER)).unwrap_err(), ("not_your_step", "Hedda could.".into()));
    }

    #[test]
    fn a_stale_or_changed_document_is_not_approved() {
        let before = facts("10");
        let progress = begun(sample::policy(), &before);
        let stale = Decision { seen: Revision(2), ..approval(HEAD) };
        let changed = DocumentFacts { material_digest: MaterialDigest([8; 32]), ..facts("10") };

        assert_eq!(said(&progress, &before, stale).unwrap_err().0, "stale");
        assert_eq!(said(&progress, &changed, approval(HEAD)).unwrap_err().0, "document_changed");
    }

    #[test]
    fn a_return_and_a_rejection_need_a_reason_and_end_the_route() {
        let facts = facts("10");
        let progress = begun(sample::policy(), &facts);
        for (verdict, outcome, status) in [
            (Verdict::Return, Outcome::Returned, RouteStatus::Returned),
            (Verdict::Reject, Outcome::Rejected, RouteStatus::Rejected),
        ] {
            let bare = Decision { verdict, ..approval(HEAD) };
            let with_note = Decision { note: Some(kernel::Note::parse("No.").unwrap()), ..bare.clone() };

            assert_eq!(said(&progress, &facts, bare).unwrap_err().0, "reason_required");
            let decided = said(&progress, &facts, with_note).unwrap();
            assert_eq!((decided.outcome, decided.progress.status()), (outcome, status));
            assert_eq!(decided.progress.step_state(StepNumber(2)), Some(StepState::Ended));
        }
    }
}
