//! Where the duties of a route collide: who is asked and may not, and who could fill two steps but counts for one.
use kernel::{Name, PersonId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{BarredBy, DeadEnd, RouteStep, StepNumber, wording::sentence};

/// One person whom separation of duties keeps from a step, or from more than one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalClash)]
pub struct Clash {
    /// `SOD-01`: their own document. `SOD-02`: more than one step. `SOD-07`: they wrote the policy. `SOD-12`: they edited it.
    #[schema(example = "SOD-02")]
    pub rule: &'static str,
    pub person_id: PersonId,
    pub person_name: Name,
    pub steps: Vec<StepNumber>,
    /// Whether one of these steps has nobody else, so that the document cannot get through.
    pub is_blocking: bool,
    #[schema(example = "Grace could approve GM and Owner, and counts for one of them (SOD-02).")]
    pub what: String,
}

/// Every clash of a plan, in the sequence of its steps.
pub(crate) fn clashes(steps: &[RouteStep], dead_ends: &[DeadEnd]) -> Vec<Clash> {
    let applied: Vec<_> = steps.iter().filter(|step| step.applies).collect();
    let is_dead = |step: &StepNumber| dead_ends.iter().any(|end| end.steps.contains(step));
    let mut found: Vec<Clash> = Vec::new();
    for step in &applied {
        for barred in &step.barred {
            let rule = match barred.by {
                BarredBy::OwnDocument => "SOD-01",
                BarredBy::Edited => "SOD-12",
                BarredBy::WrotePolicy => "SOD-07",
                BarredBy::Inactive | BarredBy::NoPermission | BarredBy::Limit => continue,
            };
            found.push(Clash {
                rule,
                person_id: barred.person,
                person_name: barred.name.clone(),
                steps: vec![step.number],
                is_blocking: is_dead(&step.number),
                what: sentence(&format!("{} {}, and so cannot approve {}.", barred.name, barred.why, step.name)),
            });
        }
        for candidate in &step.candidates {
            let of_theirs = |other: &&&RouteStep| other.candidates.iter().any(|one| one.person == candidate.person);
            let theirs: Vec<_> = applied.iter().filter(of_theirs).collect();
            let is_first = theirs.first().is_some_and(|first| first.number == step.number);
            if theirs.len() < 2 || !is_first {
                continue;
            }
            let names: Vec<_> = theirs.iter().map(|step| step.name.as_str()).collect();
            let numbers: Vec<_> = theirs.iter().map(|step| step.number).collect();
            found.push(Clash {
                rule: "SOD-02",
                person_id: candidate.person,
                person_name: candidate.name.clone(),
                is_blocking: numbers.iter().filter(|number| is_dead(number)).count() > 1,
                steps: numbers,
                what: format!(
                    "{} could approve {}, and counts for one of them (SOD-02).",
                    candidate.name,
                    crate::wording::listed(&names, "and")
                ),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{
        DocumentFacts,
        sample::{self, policy_of, role, step},
        simulate::simulate,
    };

    #[test]
    fn who_could_fill_two_steps_counts_for_one() {
        let policy =
            policy_of(vec![step("GM", 1, role("general_manager")), step("GM again", 2, role("general_manager"))]);

        let told = simulate(&policy, &sample::facts("10"), &sample::directory()).clashes;

        let what: Vec<_> = told.iter().map(|clash| (clash.rule, clash.is_blocking, clash.what.as_str())).collect();
        assert_eq!(
            what,
            [("SOD-02", true, "Grace could approve GM and GM again, and counts for one of them (SOD-02).")]
        );
    }

    #[test]
    fn a_head_who_asks_for_themselves_is_told_and_others_are_asked() {
        let own = DocumentFacts { requester: sample::HEAD, ..sample::facts("10") };

        let told = simulate(&sample::policy(), &own, &sample::directory()).clashes;

        let what: Vec<_> = told.iter().map(|clash| (clash.rule, clash.is_blocking, clash.what.as_str())).collect();
        assert_eq!(
            what.first(),
            Some(&("SOD-01", false, "Hedda asked for it (SOD-01), and so cannot approve Head of department."))
        );
    }

    #[test]
    fn a_route_whose_duties_are_apart_has_none() {
        assert_eq!(simulate(&sample::policy(), &sample::facts("10"), &sample::directory()).clashes, []);
    }
}
