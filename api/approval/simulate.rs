//! Who would approve this, and why: the same plan that `resolve` makes, dead ends included.
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Clash, DeadEnd, Directory, DocumentFacts, Policy, Quorum, RouteStep,
    clash::clashes,
    route::{Plan, plan},
    wording::{listed, sentence},
};

/// What would happen if this document were submitted under this policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Simulation {
    /// One sentence: whom it would go to, in which order.
    pub summary: String,
    /// Whether it could be submitted and approved.
    pub finishes: bool,
    /// Every step of the policy, with the reason why it applies or not.
    pub steps: Vec<RouteStep>,
    /// What stands in its way, and who could mend it.
    pub dead_ends: Vec<DeadEnd>,
    /// Whom separation of duties keeps from a step, or from more than one.
    pub clashes: Vec<Clash>,
}

/// Plays a draft or a published policy through for one document, real or imagined.
pub fn simulate(policy: &Policy, facts: &DocumentFacts, directory: &Directory) -> Simulation {
    let Plan { steps, dead_ends } = plan(policy, facts, directory);
    let dead_ends: Vec<_> = dead_ends.into_iter().map(|(_, end)| end).collect();
    let finishes = dead_ends.is_empty();
    let summary = if finishes {
        summary(&steps)
    } else {
        let whats: Vec<_> = dead_ends.iter().map(|end| end.what.as_str()).collect();
        format!("This cannot be approved. {}", whats.join(" "))
    };
    let clashes = clashes(&steps, &dead_ends);
    Simulation { summary, finishes, steps, dead_ends, clashes }
}

fn summary(steps: &[RouteStep]) -> String {
    let mut asked: Vec<_> = steps.iter().filter(|step| step.applies).collect();
    asked.sort_by_key(|step| step.order);
    let groups: Vec<_> = asked
        .chunk_by(|step, next| step.order == next.order)
        .map(|group| group.iter().map(|step| turn(step)).collect::<Vec<_>>().join(" and at the same time to "))
        .collect();
    sentence(&format!("this goes to {}.", groups.join(", then to ")))
}

fn turn(step: &RouteStep) -> String {
    let names: Vec<_> = step.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    let who = match step.quorum {
        Quorum::Any => listed(&names, "or"),
        Quorum::All => listed(&names, "and"),
        Quorum::NOf(n) => format!("{n} of {}", listed(&names, "and")),
    };
    format!("{who} ({})", step.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        StepNumber,
        sample::{self, policy_of, role, step},
    };

    #[test]
    fn a_simulation_says_who_would_approve_and_why() {
        let simulation = simulate(&sample::policy(), &sample::facts("1250"), &sample::directory());

        assert_eq!(
            simulation.summary,
            "This goes to Hedda (Head of department), then to Achim (Accounts), then to Grace (GM)."
        );
        assert!(simulation.finishes && simulation.dead_ends.is_empty());
        let whys: Vec<_> = simulation.steps.iter().map(|step| step.why.as_str()).collect();
        assert_eq!(
            whys,
            [
                "Head of department: always",
                "Accounts: always",
                "GM: total 1,250.00 EUR is above 1,000.00 EUR",
                "Owner: total 1,250.00 EUR is not above 25,000.00 EUR"
            ]
        );
    }

    #[test]
    fn a_simulation_lists_every_dead_end() {
        let policy = policy_of(vec![
            step("Spa", 1, role("Spa")),
            step("GM", 2, role("general_manager")),
            step("GM again", 3, role("general_manager")),
        ]);

        let simulation = simulate(&policy, &sample::facts("10"), &sample::directory());

        let ends: Vec<_> = simulation.dead_ends.iter().map(|end| (end.rule.as_str(), end.steps.clone())).collect();
        let numbers = |numbers: &[i16]| numbers.iter().copied().map(StepNumber).collect::<Vec<_>>();
        assert_eq!(ends, [("route_has_nobody", numbers(&[1])), ("route_cannot_finish", numbers(&[2, 3]))]);
        assert!(
            !simulation.finishes && simulation.summary.starts_with("This cannot be approved. Spa asks the role Spa")
        );
    }

    #[test]
    fn steps_of_one_order_go_out_at_the_same_time() {
        let policy = policy_of(vec![step("Accounts", 1, role("accounts")), step("GM", 1, role("general_manager"))]);

        let simulation = simulate(&policy, &sample::facts("10"), &sample::directory());

        assert_eq!(simulation.summary, "This goes to Achim (Accounts) and at the same time to Grace (GM).");
    }
}
