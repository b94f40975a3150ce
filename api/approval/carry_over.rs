//! What stays approved when a document is submitted again (B.6).
use kernel::{Name, PersonId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Approval, Progress, Route, RouteStatus, RouteStep, StepNumber, start, wording::listed};

/// A new route with the approvals that were kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Already approved when every step's approvals were kept: ask its `status`.
    pub progress: Progress,
    /// A sentence for each step that was or is asked.
    pub steps: Vec<CarriedStep>,
}

/// What became of the approvals of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CarriedStep {
    /// None for a step that is not asked any more.
    pub step: Option<StepNumber>,
    pub name: Name,
    /// Whose approval stands.
    pub kept: Vec<PersonId>,
    pub why: String,
}

/// Sets out on a new route and keeps what was approved on the previous one, where nothing that matters changed.
///
/// A changed digest or a rejection keeps nothing. With the same digest a step is asked again only when it did not
/// apply before, asks others than before, or when its approver may not approve it any more.
pub fn carry_over(previous: &Progress, route: Route) -> Carried {
    let start_anew = if previous.status() == RouteStatus::Rejected {
        Some("a rejected document starts anew")
    } else if previous.route.material_digest != route.material_digest {
        Some("something that matters to its approvers has changed")
    } else {
        None
    };
    let mut fresh = Progress { route, approvals: Vec::new(), left_out: Vec::new(), ending: None };
    let mut steps = Vec::new();
    for step in fresh.route.steps.clone().iter().filter(|step| step.applies) {
        let (kept, why) = match start_anew {
            Some(why) => (Vec::new(), format!("{} is asked anew: {why}.", step.name)),
            None => keep(previous, step, &mut fresh),
        };
        steps.push(CarriedStep { step: Some(step.number), name: step.name.clone(), kept, why });
    }
    steps.extend(no_longer_asked(previous, &fresh.route));
    let kept = std::mem::take(&mut fresh.approvals);
    Carried { progress: resume(fresh.route, kept), steps }
}

// The approvals count before the first step opens, so that nothing is left out on their account unseen.
fn resume(route: Route, approvals: Vec<Approval>) -> Progress {
    if approvals.is_empty() {
        return start(route);
    }
    let mut progress = Progress { route, approvals, left_out: Vec::new(), ending: None };
    let asked = progress.asked();
    progress.advance(None, &asked);
    progress
}

fn keep(previous: &Progress, step: &RouteStep, fresh: &mut Progress) -> (Vec<PersonId>, String) {
    let name = &step.name;
    let Some(before) = previous.route.steps.iter().find(|before| before.name == step.name && before.applies) else {
        return (Vec::new(), format!("{name} is asked, and was not before: {}.", reason(step)));
    };
    if before.who != step.who || before.quorum != step.quorum {
        return (Vec::new(), format!("{name} is asked anew: the policy asks others than before."));
    }
    let given: Vec<_> = previous.approvals.iter().filter(|approval| approval.step == before.number).collect();
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for approval in given {
        match again(approval, step, fresh) {
            Ok(()) => kept.push(approval.by),
            Err(why) => {
                let name = named(before, approval.by);
                dropped.push(format!("the approval of {name} does not stand, for they {why}"));
            }
        }
    }
    let names: Vec<_> = kept.iter().map(|person| named(before, *person)).collect();
    let why = match (kept.as_slice(), dropped.as_slice()) {
        ([], []) => format!("{name} had not been approved yet."),
        ([], _) => format!("{name} is asked anew: {}.", dropped.join("; ")),
        (_, []) => format!("{name} stays approved by {}: nothing that matters has changed.", listed(&names, "and")),
        (_, _) => format!("{name} stays approved by {}; {}.", listed(&names, "and"), dropped.join("; ")),
    };
    (kept, why)
}

// Keeps one approval, unless its giver may not give it today or is needed elsewhere on the new route (SOD-02).
fn again(approval: &Approval, step: &RouteStep, fresh: &mut Progress) -> Result<(), String> {
    let by = approval.by;
    if let Some(barred) = step.barred.iter().find(|barred| barred.person == by) {
        return Err(barred.why.clone());
    }
    if !step.candidates.iter().any(|candidate| candidate.person == by) {
        return Err("are not asked any more".into());
    }
    if fresh.counted_at(by).is_some() || fresh.still_needed(step) == 0 {
        return Err("are not needed for it any more".into());
    }
    fresh.approvals.push(Approval { step: step.number, is_carried: true, ..approval.clone() });
    if fresh.can_finish() {
        return Ok(());
    }
    fresh.approvals.pop();
    Err("are needed for another step".into())
}

fn no_longer_asked(previous: &Progress, route: &Route) -> Vec<CarriedStep> {
    let gone = |before: &&RouteStep| {
        before.applies && !route.steps.iter().any(|step| step.applies && step.name == before.name)
    };
    let told = |before: &RouteStep| {
        let now = route.steps.iter().find(|step| step.name == before.name);
        let why = now.map_or("the policy does not have it any more", reason);
        let why = format!("{} is not asked any more: {why}.", before.name);
        CarriedStep { step: None, name: before.name.clone(), kept: Vec::new(), why }
    };
    previous.route.steps.iter().filter(gone).map(told).collect()
}

// The trace without the step's name, which the sentence has already.
fn reason(step: &RouteStep) -> &str {
    step.why.strip_prefix(step.name.as_str()).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&step.why)
}

fn named(step: &RouteStep, person: PersonId) -> &str {
    let candidate = step.candidates.iter().find(|candidate| candidate.person == person);
    candidate.map_or("somebody", |candidate| candidate.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Approval, DocumentFacts, Ending, HowEnded, MaterialDigest, OnSamePerson, Step, StepState,
        route::resolve,
        sample::{self, ACCOUNTS, GM, HEAD, at, facts, policy_of, role, step, version},
    };

    fn routed(facts: &DocumentFacts) -> Route {
        resolve(&version(sample::policy()), facts, &sample::directory()).unwrap()
    }

    // Approved by the first two steps, then returned by the GM.
    fn returned(how: HowEnded) -> Progress {
        let approval = |step, by| Approval {
            step: StepNumber(step),
            by,
            at: at(),
            note: None,
            revision: kernel::Revision(3),
            is_carried: false,
        };
        let ending = Ending { how, step: Some(StepNumber(3)), by: GM, at: at(), note: None };
        Progress {
            approvals: vec![approval(1, HEAD), approval(2, ACCOUNTS)],
            ending: Some(ending),
            ..start(routed(&facts("1250")))
        }
    }

    fn whys(carried: &Carried) -> Vec<&str> {
        carried.steps.iter().map(|step| step.why.as_str()).collect()
    }

    #[test]
    fn an_unchanged_document_keeps_its_approvals() {
        let carried = carry_over(&returned(HowEnded::Returned), routed(&facts("1250")));

        assert_eq!(
            whys(&carried),
            [
                "Head of department stays approved by Hedda: nothing that matters has changed.",
                "Accounts stays approved by Achim: nothing that matters has changed.",
                "GM had not been approved yet."
            ]
        );
        assert!(carried.progress.approvals.iter().all(|approval| approval.is_carried));
        assert_eq!(carried.progress.waiting_for(), [(StepNumber(3), GM)]);
    }

    #[test]
    fn a_changed_or_rejected_document_starts_anew() {
        let changed = DocumentFacts { material_digest: MaterialDigest([8; 32]), ..facts("1250") };

        for carried in [
            carry_over(&returned(HowEnded::Returned), routed(&changed)),
            carry_over(&returned(HowEnded::Rejected), routed(&facts("1250"))),
        ] {
            assert_eq!(carried.progress.approvals, []);
            assert!(whys(&carried)[0].starts_with("Head of department is asked anew: "));
            assert_eq!(carried.progress.waiting_for(), [(StepNumber(1), HEAD)]);
        }
    }

    #[test]
    fn only_a_step_whose_condition_changed_is_asked_again() {
        let dearer = DocumentFacts { total_in_policy_currency: sample::eur("26000"), ..facts("1250") };
        let cheaper = DocumentFacts { total_in_policy_currency: sample::eur("900"), ..facts("1250") };

        let up = carry_over(&returned(HowEnded::Withdrawn), routed(&dearer));
        let down = carry_over(&returned(HowEnded::Withdrawn), routed(&cheaper));

        assert_eq!(up.progress.approvals.len(), 2);
        assert_eq!(whys(&up)[3], "Owner is asked, and was not before: total 26,000.00 EUR is above 25,000.00 EUR.");
        assert_eq!(whys(&down)[2], "GM is not asked any more: total 900.00 EUR is not above 1,000.00 EUR.");
        assert_eq!(down.progress.status(), RouteStatus::Approved);
    }

    #[test]
    fn an_approval_does_not_outlive_its_givers_right() {
        let edited = DocumentFacts { editors: vec![HEAD], ..facts("1250") };
        let mut directory = sample::directory();
        directory.members.push(sample::member(15, "Hanna", &["head_of_department"]));
        directory.heads.push(crate::Head { department: sample::department(), person: sample::person(15) });
        let route = resolve(&version(sample::policy()), &edited, &directory).unwrap();

        let carried = carry_over(&returned(HowEnded::Returned), route);

        assert_eq!(
            whys(&carried)[0],
            "Head of department is asked anew: the approval of Hedda does not stand, for they changed it while it was being approved (SOD-12)."
        );
        assert_eq!(carried.progress.step_state(StepNumber(1)), Some(StepState::Open));
        assert_eq!(carried.progress.step_state(StepNumber(2)), Some(StepState::Satisfied));
    }

    #[test]
    fn an_approval_is_not_kept_where_its_giver_is_needed_elsewhere() {
        let before = returned(HowEnded::Returned);
        let both = crate::Who::AnyOf(vec![crate::Who::DepartmentHead, role("general_manager")]);
        let mut old = step("Head of department", 1, both);
        old.on_same_person = OnSamePerson::Next;
        let new_policy = |who| policy_of(vec![old.clone(), Step { ..step("Only Hedda", 2, who) }]);
        let mut previous = before.clone();
        previous.route = resolve(&version(new_policy(role("owner"))), &facts("1250"), &sample::directory()).unwrap();
        previous.approvals.truncate(1);
        let route =
            resolve(&version(new_policy(crate::Who::DepartmentHead)), &facts("1250"), &sample::directory()).unwrap();

        let carried = carry_over(&previous, route);

        assert_eq!(carried.progress.approvals, []);
        assert_eq!(
            whys(&carried),
            [
                "Head of department is asked anew: the approval of Hedda does not stand, for they are needed for another step.",
                "Only Hedda is asked anew: the policy asks others than before."
            ]
        );
        assert_eq!(carried.progress.waiting_for(), [(StepNumber(1), GM)]);
    }
}
