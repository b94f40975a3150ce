//! The claims that hold over a whole chain: quorums, parallel steps, and one step for each person (SOD-02).
use std::collections::BTreeSet;

use kernel::{PersonId, Revision};
use proptest::prelude::*;

use crate::{
    Directory, DocumentFacts, OnSamePerson, Outcome, Policy, Progress, Quorum, RouteStatus, Step, StepNumber,
    StepState, Verdict, Who,
    decide::{Decision, Present, Turn, decide},
    progress::start,
    route::resolve,
    sample::{self, ACCOUNTS, GM, HEAD, OWNER, at, facts, member, name, person, policy_of, role, step, version},
};

fn begun(policy: Policy, directory: &Directory) -> Progress {
    start(resolve(&version(policy), &facts("10"), directory).unwrap())
}

fn approve(progress: &Progress, directory: &Directory, by: PersonId) -> Result<Turn, (&'static str, String)> {
    let facts: DocumentFacts = facts("10");
    let decision = Decision { by, step: None, verdict: Verdict::Approve, note: None, seen: Revision(3), at: at() };
    decide(progress, Present { facts: &facts, directory }, decision)
        .map_err(|error| (error.refusal().code, error.problem().detail.unwrap_or_default().to_owned()))
}

fn gms(directory: &mut Directory, people: &[(u128, &str)]) {
    directory.members.extend(people.iter().map(|(n, called)| member(*n, called, &["general_manager"])));
}

fn state(progress: &Progress, number: i16) -> StepState {
    progress.step_state(StepNumber(number)).unwrap()
}

#[test]
fn two_of_three_need_two_different_people() {
    let mut directory = sample::directory();
    gms(&mut directory, &[(15, "Gustav"), (16, "Gina")]);
    let two = Step { quorum: Quorum::NOf(2), ..step("Two GMs", 1, role("general_manager")) };
    let progress = begun(policy_of(vec![two]), &directory);

    let first = approve(&progress, &directory, GM).unwrap();
    let twice = approve(&first.progress, &directory, GM).unwrap_err();
    let second = approve(&first.progress, &directory, person(16)).unwrap();

    assert_eq!((first.outcome, state(&first.progress, 1)), (Outcome::Counted, StepState::Open));
    assert_eq!(twice, ("approved_already", "You approved Two GMs already. Gina or Gustav could.".into()));
    assert_eq!(second.outcome, Outcome::RouteApproved);
}

#[test]
fn all_waits_for_everybody() {
    let mut directory = sample::directory();
    gms(&mut directory, &[(15, "Gustav")]);
    let all = Step { quorum: Quorum::All, ..step("Every GM", 1, role("general_manager")) };
    let progress = begun(policy_of(vec![all]), &directory);

    let first = approve(&progress, &directory, GM).unwrap();
    let second = approve(&first.progress, &directory, person(15)).unwrap();

    assert_eq!((first.outcome, second.outcome), (Outcome::Counted, Outcome::RouteApproved));
}

#[test]
fn parallel_steps_finish_together_before_the_next_opens() {
    let directory = sample::directory();
    let steps = vec![
        step("Accounts", 1, role("accounts")),
        step("GM", 1, role("general_manager")),
        step("Owner", 2, role("owner")),
    ];
    let progress = begun(policy_of(steps), &directory);

    let gm = approve(&progress, &directory, GM).unwrap();
    let accounts = approve(&gm.progress, &directory, ACCOUNTS).unwrap();

    assert_eq!(progress.open_steps(), [StepNumber(1), StepNumber(2)]);
    assert_eq!((gm.opened.clone(), state(&gm.progress, 3)), (vec![], StepState::Waiting));
    assert_eq!(approve(&gm.progress, &directory, OWNER).unwrap_err().0, "step_not_open");
    assert_eq!(accounts.opened, [StepNumber(3)]);
    assert_eq!(accounts.progress.waiting_for(), [(StepNumber(3), OWNER)]);
}

#[test]
fn whoever_is_needed_later_is_kept_for_it() {
    let mut directory = sample::directory();
    gms(&mut directory, &[(15, "Gustav")]);
    let first = Who::AnyOf(vec![Who::DepartmentHead, Who::Person(GM)]);
    let progress = begun(policy_of(vec![step("First", 1, first), step("GM", 2, Who::Person(GM))]), &directory);

    let refused = approve(&progress, &directory, GM).unwrap_err();

    assert_eq!(refused, ("needed_elsewhere", "You are needed for GM. Hedda could.".into()));
    assert_eq!(progress.waiting_for(), [(StepNumber(1), HEAD)]);
    assert!(approve(&progress, &directory, HEAD).is_ok());
}

#[test]
fn one_person_counts_once_and_the_next_is_asked() {
    let mut directory = sample::directory();
    gms(&mut directory, &[(15, "Gustav")]);
    let progress = begun(
        policy_of(vec![step("First", 1, role("general_manager")), step("Second", 2, role("general_manager"))]),
        &directory,
    );

    let first = approve(&progress, &directory, GM).unwrap();

    assert_eq!(
        approve(&first.progress, &directory, GM).unwrap_err(),
        ("approved_already", "You approved First already. Gustav could.".into())
    );
    assert_eq!(first.progress.waiting_for(), [(StepNumber(2), person(15))]);
}

#[test]
fn a_step_may_be_left_out_where_the_policy_says_so() {
    let directory = sample::directory();
    let skip = Step { on_same_person: OnSamePerson::Skip, ..step("GM again", 2, role("general_manager")) };
    let progress = begun(
        policy_of(vec![step("GM", 1, role("general_manager")), skip, step("Owner", 3, role("owner"))]),
        &directory,
    );

    let gm = approve(&progress, &directory, GM).unwrap();

    assert_eq!((gm.outcome, gm.opened), (Outcome::StepSatisfied, vec![StepNumber(3)]));
    assert_eq!(state(&gm.progress, 2), StepState::Skipped);
    assert_eq!(
        gm.left_out[0].why,
        "GM again was left out: whoever could approve it, Grace, counts at another step of this chain (SOD-02)."
    );
}

#[test]
fn a_step_is_not_left_out_because_somebody_left() {
    let mut directory = sample::directory();
    let skip = Step { on_same_person: OnSamePerson::Skip, ..step("GM", 2, role("general_manager")) };
    let progress = begun(policy_of(vec![step("Accounts", 1, role("accounts")), skip]), &directory);
    directory.members.iter_mut().filter(|member| member.id == GM).for_each(|member| member.is_active = false);

    let accounts = approve(&progress, &directory, ACCOUNTS).unwrap();

    assert_eq!((accounts.outcome, accounts.opened), (Outcome::StepSatisfied, vec![StepNumber(2)]));
    let refused = approve(&accounts.progress, &directory, GM).unwrap_err();
    assert_eq!(refused.0, "not_your_step");
    assert!(refused.1.starts_with("GM: you are no longer active. Nobody else could"));
}

#[test]
fn whoever_lost_the_role_since_may_not_approve() {
    let mut directory = sample::directory();
    let progress = begun(policy_of(vec![step("GM", 1, role("general_manager"))]), &directory);
    directory
        .members
        .iter_mut()
        .filter(|member| member.id == GM)
        .for_each(|member| member.roles = vec![name("head_of_department")]);

    let refused = approve(&progress, &directory, GM).unwrap_err();

    assert_eq!(refused.0, "not_your_step");
    assert!(refused.1.starts_with("GM: you no longer belong to those it asks."));
}

#[test]
fn a_route_survives_the_wire_half_way() {
    let directory = sample::directory();
    let progress = approve(&begun(sample::policy(), &directory), &directory, HEAD).unwrap().progress;

    let text = serde_json::to_string(&progress).unwrap();

    assert_eq!(serde_json::from_str::<Progress>(&text).unwrap(), progress);
}

fn any_step() -> impl Strategy<Value = (u8, Vec<u128>, u8, bool)> {
    (1_u8..4, prop::collection::btree_set(11_u128..17, 1..5), 0_u8..4, any::<bool>())
        .prop_map(|(order, people, quorum, skip)| (order, people.into_iter().collect(), quorum, skip))
}

fn policy_from(steps: &[(u8, Vec<u128>, u8, bool)]) -> Policy {
    let made = steps.iter().enumerate().map(|(place, (order, people, quorum, skip))| {
        let who = Who::AnyOf(people.iter().map(|n| Who::Person(person(*n))).collect());
        let quorum = [Quorum::Any, Quorum::Any, Quorum::NOf(2), Quorum::All][usize::from(*quorum)];
        let on_same_person = if *skip { OnSamePerson::Skip } else { OnSamePerson::Next };
        Step { quorum, on_same_person, ..step(&format!("s{place}"), *order, who) }
    });
    policy_of(made.collect())
}

proptest! {
    // Whatever the policy and whoever comes first: a route that resolved can always be finished, each person counts
    // once, and somebody is always asked.
    #[test]
    fn a_route_that_resolved_never_gets_stuck(steps in prop::collection::vec(any_step(), 1..6), turns in prop::collection::vec(any::<prop::sample::Index>(), 30)) {
        let mut directory = sample::directory();
        gms(&mut directory, &[(15, "Gustav"), (16, "Gina")]);
        let Ok(route) = resolve(&version(policy_from(&steps)), &facts("10"), &directory) else {
            return Ok(());
        };
        let mut progress = start(route);
        for turn in turns {
            if progress.status() == RouteStatus::Approved {
                break;
            }
            let waiting = progress.waiting_for();
            prop_assert!(!waiting.is_empty(), "stuck: {:?}", progress);
            let (_, by) = waiting[turn.index(waiting.len())];
            let decided = approve(&progress, &directory, by);
            prop_assert!(decided.is_ok(), "{:?}", decided);
            progress = decided.unwrap().progress;
        }
        prop_assert_eq!(progress.status(), RouteStatus::Approved);
        let people: BTreeSet<_> = progress.approvals.iter().map(|approval| approval.by).collect();
        prop_assert_eq!(people.len(), progress.approvals.len());
        prop_assert!(!people.is_empty());
    }
}
