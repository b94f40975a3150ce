//! Which steps a document goes through, and what stands in its way.
use super::*;
use crate::{
    Member,
    sample::{self, HEAD, eur, facts, member, name, policy_of, role, step, version},
};

fn refused(policy: Policy, facts: &DocumentFacts, directory: &Directory) -> (&'static str, String) {
    let error = resolve(&version(policy), facts, directory).unwrap_err();
    (error.refusal().code, error.problem().detail.unwrap_or_default().to_owned())
}

fn applying(total: &str) -> Vec<String> {
    let route = resolve(&version(sample::policy()), &facts(total), &sample::directory()).unwrap();
    route.steps.iter().filter(|step| step.applies).map(|step| step.name.to_string()).collect()
}

#[test]
fn the_demo_policy_asks_further_up_above_its_thresholds() {
    assert_eq!(applying("1000"), ["Head of department", "Accounts"]);
    assert_eq!(applying("1000.01"), ["Head of department", "Accounts", "GM"]);
    assert_eq!(applying("25000.01"), ["Head of department", "Accounts", "GM", "Owner"]);
}

#[test]
fn a_route_keeps_its_version_and_the_documents_digest() {
    let (version, facts) = (version(sample::policy()), facts("10"));

    let route = resolve(&version, &facts, &sample::directory()).unwrap();

    assert_eq!((route.policy_version, route.policy_number), (version.id, version.number));
    assert_eq!((route.document, route.revision), (facts.id, facts.revision));
    assert_eq!(route.material_digest, facts.material_digest);
    let text = serde_json::to_string(&route).unwrap();
    assert_eq!(serde_json::from_str::<Route>(&text).unwrap(), route);
}

#[test]
fn a_step_without_anybody_says_who_was_considered_and_who_could_mend_it() {
    let facts = DocumentFacts { requester: HEAD, ..facts("10") };

    let refused = refused(policy_of(vec![step("Head", 1, Who::DepartmentHead)]), &facts, &sample::directory());

    assert_eq!(
        refused,
        (
            "route_has_nobody",
            "Head asks the head of Kitchen, and nobody may approve it: Hedda asked for it (SOD-01). \
             An administrator can name another head of Kitchen. Or: An owner can publish a policy that asks others in their \
             place."
                .into()
        )
    );
}

#[test]
fn nobody_matching_a_step_is_never_an_approval() {
    let spa = || policy_of(vec![step("Spa", 1, role("Spa manager"))]);
    let above = Step { when: Some(crate::Condition::total_above(eur("50"))), ..step("GM", 1, role("general_manager")) };

    assert_eq!(
        refused(spa(), &facts("10"), &sample::directory()),
        (
            "route_has_nobody",
            "Spa asks the role Spa manager, and nobody may approve it: nobody was considered. \
             An administrator can give the role Spa manager to somebody who may approve this."
                .into()
        )
    );
    assert_eq!(
        refused(policy_of(vec![above]), &facts("10"), &sample::directory()),
        (
            "route_is_empty",
            "No step applies: GM: total 10.00 EUR is not above 50.00 EUR. An owner can publish a policy that covers it.".into()
        )
    );
}

#[test]
fn where_nobody_may_others_are_asked_in_their_place_and_the_route_says_why() {
    let own = DocumentFacts { requester: HEAD, ..facts("10") };
    let nowhere = DocumentFacts { department: None, ..facts("10") };
    let first = |facts| resolve(&version(sample::policy()), facts, &sample::directory()).unwrap().steps.remove(0);

    let (own, nowhere, usual) = (first(&own), first(&nowhere), first(&facts("10")));

    assert_eq!(own.names(), "Grace or Olga");
    assert_eq!(
        own.why,
        "Head of department: always; Hedda asked for it (SOD-01), so it asks the role general manager or the role owner \
         instead"
    );
    assert_eq!(own.barred.iter().map(|barred| barred.person).collect::<Vec<_>>(), [HEAD]);
    assert!(nowhere.why.contains("it has none, and there is nobody, so it asks"), "{}", nowhere.why);
    assert_eq!((usual.names(), usual.why.as_str()), ("Hedda".into(), "Head of department: always"));
}

#[test]
fn where_those_in_their_place_may_not_either_it_is_refused() {
    let ask = |who| Step { on_nobody: OnNobody::Ask(who), ..step("Head", 1, Who::DepartmentHead) };
    let own = DocumentFacts { requester: HEAD, ..facts("10") };

    let refused = refused(policy_of(vec![ask(Who::Person(HEAD))]), &own, &sample::directory());

    assert_eq!(refused.0, "route_has_nobody");
    assert!(refused.1.contains("Hedda asked for it (SOD-01)"), "{}", refused.1);
}

#[test]
fn a_quorum_above_its_candidates_is_refused() {
    let two = Step { quorum: Quorum::NOf(2), ..step("Two GMs", 1, role("general_manager")) };

    let (code, detail) = refused(policy_of(vec![two]), &facts("10"), &sample::directory());

    assert_eq!(code, "route_has_nobody");
    assert!(detail.starts_with(
        "Two GMs needs 2 of the role general manager; 1 short, for only Grace may approve it: nobody else was considered."
    ));
}

#[test]
fn a_limit_below_the_amount_bars_and_says_so() {
    let limited = Step { limit: Some(eur("500")), ..step("Head", 1, Who::DepartmentHead) };

    let (code, detail) = refused(policy_of(vec![limited]), &facts("500.01"), &sample::directory());

    assert_eq!(code, "route_has_nobody");
    assert!(detail.contains("Hedda may approve up to 500.00 EUR as an approver of this step, and this is 500.01 EUR"));
}

#[test]
fn one_person_cannot_fill_two_steps() {
    let mut directory = sample::directory();
    directory.members.retain(|member| member.id != sample::GM);
    directory.members.iter_mut().filter(|m| m.id == HEAD).for_each(|m| m.roles.push(name("general_manager")));

    let refused = refused(sample::policy(), &facts("1250"), &directory);

    assert_eq!(refused.0, "route_cannot_finish");
    assert!(refused.1.starts_with(
        "Head of department and GM need 2 different people, for one person counts for at most one step (SOD-02), \
         and only Hedda may approve them."
    ));
    directory.members.push(member(15, "Gustav", &["general_manager"]));
    assert!(resolve(&version(sample::policy()), &facts("1250"), &directory).is_ok());
}

#[test]
fn amounts_of_another_currency_are_refused_not_compared() {
    let facts = DocumentFacts { total_in_policy_currency: sample::money("10", "USD"), ..facts("10") };

    assert_eq!(refused(sample::policy(), &facts, &sample::directory()).0, "amount_not_converted");
}

#[test]
fn all_means_everybody_who_may() {
    let all = Step { quorum: Quorum::All, ..step("Every GM", 1, role("general_manager")) };
    let mut directory = sample::directory();
    directory.members.push(member(15, "Gustav", &["general_manager"]));
    directory.members.push(Member { is_active: false, ..member(16, "Gone", &["general_manager"]) });

    let route = resolve(&version(policy_of(vec![all])), &facts("10"), &directory).unwrap();

    assert_eq!((route.steps[0].needed, route.steps[0].candidates.len(), route.steps[0].barred.len()), (2, 2, 1));
}

#[test]
fn a_broken_policy_resolves_to_nothing() {
    assert_eq!(refused(policy_of(vec![]), &facts("10"), &sample::directory()).0, "policy_is_broken");
}
