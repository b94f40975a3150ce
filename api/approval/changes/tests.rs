use proptest::prelude::*;

use super::{
    StepChangeKind::{Added, Removed, Unchanged},
    *,
};
use crate::{
    Condition, Quorum, Who,
    sample::{self, eur, name, policy_of, role, step},
};

fn told(before: &Policy, after: &Policy) -> PolicyChanges {
    changes(Some(before), after, &Names::default())
}

fn kinds(changes: &PolicyChanges) -> Vec<(&str, StepChangeKind)> {
    changes.steps.iter().map(|step| (step.name.as_str(), step.kind)).collect()
}

#[test]
fn a_changed_threshold_is_told_in_both_wordings() {
    let before = sample::policy();
    let mut after = before.clone();
    after.steps[2].when = Some(Condition::total_above(eur("2500")));

    let changes = told(&before, &after);

    assert_eq!(changes.summary, "1 step changed.");
    let gm = &changes.steps[2];
    assert_eq!(
        (gm.kind, gm.number_before, gm.number_after),
        (StepChangeKind::Changed, Some(StepNumber(3)), Some(StepNumber(3)))
    );
    assert_eq!(
        gm.parts,
        [PartChange {
            part: StepPart::When,
            before: "the total is above 1,000.00 EUR".into(),
            after: "the total is above 2,500.00 EUR".into()
        }]
    );
}

#[test]
fn a_removed_step_stands_where_it_stood_and_moves_nobody() {
    let before = sample::policy();
    let mut after = before.clone();
    after.steps.remove(1);
    after.steps.push(step("Auditor", 5, role("auditor")));

    let changes = told(&before, &after);

    assert_eq!(
        kinds(&changes),
        [
            ("Head of department", Unchanged),
            ("Accounts", Removed),
            ("GM", Unchanged),
            ("Owner", Unchanged),
            ("Auditor", Added)
        ]
    );
    assert_eq!(changes.summary, "1 step added, 1 step removed.");
}

#[test]
fn a_renamed_step_is_one_step() {
    let before = sample::policy();
    let mut after = before.clone();
    after.steps[1].name = name("Finance");

    let changes = told(&before, &after);

    assert_eq!(changes.steps[1].kind, StepChangeKind::Changed);
    assert_eq!(changes.steps[1].parts[0].before, "Accounts");
    assert_eq!(changes.steps.len(), 4);
}

#[test]
fn another_sequence_is_told_even_when_every_step_says_the_same() {
    let before = policy_of(vec![step("A", 1, Who::DepartmentHead), step("B", 1, role("owner"))]);
    let mut after = before.clone();
    after.steps.reverse();

    let changes = told(&before, &after);

    assert_eq!(kinds(&changes), [("B", StepChangeKind::Moved), ("A", StepChangeKind::Moved)]);
    assert!(!changes.is_same);
}

#[test]
fn without_a_policy_before_everything_is_new() {
    let changes = changes(None, &sample::policy(), &Names::default());

    assert!(changes.steps.iter().all(|step| step.kind == StepChangeKind::Added));
    assert_eq!((changes.is_same, changes.summary.as_str()), (false, "4 steps added."));
}

fn some_policy() -> impl Strategy<Value = Policy> {
    let some_step =
        (0_u8..6, 1_u8..4, any::<bool>(), 0_i64..3, any::<bool>()).prop_map(|(n, order, all, above, head)| {
            let who = if head { Who::DepartmentHead } else { role("owner") };
            let when = (above > 0).then(|| Condition::total_above(kernel::Money { minor: above, ..eur("0") }));
            let quorum = if all { Quorum::All } else { Quorum::Any };
            Step { when, quorum, ..step(&format!("Step {n}"), order, who) }
        });
    prop::collection::vec(some_step, 1..6).prop_map(|steps| {
        let mut seen = BTreeSet::new();
        policy_of(steps.into_iter().filter(|step| seen.insert(step.name.clone())).collect())
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_hidden(before in some_policy(), after in some_policy()) {
        let changes = told(&before, &after);

        let numbers = |of: fn(&StepChange) -> Option<StepNumber>| changes.steps.iter().filter_map(of).collect::<Vec<_>>();
        let (mut was, is) = (numbers(|step| step.number_before), numbers(|step| step.number_after));
        was.sort_unstable();
        prop_assert_eq!(was, (0..before.steps.len()).map(number).collect::<Vec<_>>());
        prop_assert_eq!(is, (0..after.steps.len()).map(number).collect::<Vec<_>>());
        let is_quiet = changes.steps.iter().all(|step| step.kind == StepChangeKind::Unchanged);
        prop_assert_eq!(is_quiet, before == after);
        prop_assert_eq!(changes.is_same, before == after);
    }
}
