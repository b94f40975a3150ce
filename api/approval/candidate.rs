//! Whom a step asks, and whom a rule bars from it.
use std::collections::BTreeSet;

use kernel::{Money, Name, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Directory, DocumentFacts, Who,
    directory::Member,
    wording::{amount, role_words},
};

/// Somebody who may approve a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    pub person: PersonId,
    pub name: Name,
    /// Why the step asks this person: `head of Kitchen`, `role general manager`.
    #[serde(rename = "as")]
    pub asked_as: String,
}

/// Somebody whom the step would ask, were it not for a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Barred {
    pub person: PersonId,
    pub name: Name,
    #[serde(rename = "as")]
    pub asked_as: String,
    pub by: BarredBy,
    /// The rule for people: `created it (SOD-01)`.
    pub why: String,
}

/// The rule that bars somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BarredBy {
    /// SOD-01.
    OwnDocument,
    /// SOD-12.
    Edited,
    /// SOD-07.
    WrotePolicy,
    Inactive,
    NoPermission,
    Limit,
}

/// Everybody whom a step would ask.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Considered {
    pub candidates: Vec<Candidate>,
    pub barred: Vec<Barred>,
}

/// Sorts those whom `who` names into those who may approve and those who may not.
pub(crate) fn consider(who: &Who, limit: Option<Money>, facts: &DocumentFacts, directory: &Directory) -> Considered {
    let mut considered = Considered { candidates: Vec::new(), barred: Vec::new() };
    let mut seen = BTreeSet::new();
    for (member, asked_as) in asked(who, facts, directory) {
        if !seen.insert(member.id) {
            continue;
        }
        let (person, name) = (member.id, member.name.clone());
        match bar(member, limit, facts) {
            Some((by, why)) => considered.barred.push(Barred { person, name, asked_as, by, why }),
            None => considered.candidates.push(Candidate { person, name, asked_as }),
        }
    }
    considered
}

fn asked<'a>(who: &Who, facts: &DocumentFacts, directory: &'a Directory) -> Vec<(&'a Member, String)> {
    match who {
        Who::Person(person) => {
            directory.member(*person).map(|member| (member, "named by the policy".into())).into_iter().collect()
        }
        Who::Role(role) => {
            let holds = |member: &&Member| member.roles.contains(role);
            directory
                .members
                .iter()
                .filter(holds)
                .map(|member| (member, format!("role {}", role_words(role))))
                .collect()
        }
        Who::DepartmentHead => {
            let Some(department) = &facts.department else {
                return Vec::new();
            };
            let heads = directory.heads.iter().filter(|head| head.department == department.id);
            heads
                .filter_map(|head| directory.member(head.person))
                .map(|member| (member, format!("head of {}", department.name)))
                .collect()
        }
        Who::AnyOf(classes) => classes.iter().flat_map(|class| asked(class, facts, directory)).collect(),
    }
}

fn bar(member: &Member, step_limit: Option<Money>, facts: &DocumentFacts) -> Option<(BarredBy, String)> {
    if let Some(tie) = facts.tie(member.id) {
        Some((BarredBy::OwnDocument, format!("{tie} (SOD-01)")))
    } else if facts.was_edited_by(member.id) {
        Some((BarredBy::Edited, "changed it while it was being approved (SOD-12)".into()))
    } else if member.wrote_policy {
        Some((BarredBy::WrotePolicy, "wrote some of the policy less than 30 days ago (SOD-07)".into()))
    } else if !member.is_active {
        Some((BarredBy::Inactive, "is no longer active".into()))
    } else if !member.may_approve {
        Some((BarredBy::NoPermission, format!("does not hold the permission to approve a {}", facts.kind.words())))
    } else {
        let limits = [(step_limit, "as an approver of this step"), (member.limit, "by a limit of their own")];
        limits.into_iter().find_map(|(limit, whose)| over(limit?, whose, facts)).map(|why| (BarredBy::Limit, why))
    }
}

// A limit holds in its own currency: the policy's or the document's; one that cannot be compared bars.
fn over(limit: Money, whose: &str, facts: &DocumentFacts) -> Option<String> {
    let totals = [facts.total_in_policy_currency, facts.total];
    match totals.into_iter().find(|total| total.currency == limit.currency) {
        Some(total) if total.minor <= limit.minor => None,
        Some(total) => Some(format!("may approve up to {} {whose}, and this is {}", amount(limit), amount(total))),
        None => Some(format!(
            "may approve up to {} {whose}, which is neither the policy's nor the document's currency",
            amount(limit)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, eur, facts, member, money, name, person};

    fn one(member: Member, limit: Option<Money>, facts: &DocumentFacts) -> Result<String, (BarredBy, String)> {
        let directory = Directory { members: vec![member], heads: vec![] };
        let mut considered = consider(&Who::Role(name("general_manager")), limit, facts, &directory);
        match considered.barred.pop() {
            Some(barred) => Err((barred.by, barred.why)),
            None => Ok(considered.candidates.pop().unwrap().asked_as),
        }
    }

    #[test]
    fn whoever_had_a_hand_in_asking_is_no_candidate() {
        let gm = || member(9, "Grace", &["general_manager"]);
        let asked_for = DocumentFacts { on_behalf_of: Some(person(9)), ..facts("10") };
        let edited = DocumentFacts { editors: vec![person(9)], ..facts("10") };

        assert_eq!(one(gm(), None, &facts("10")), Ok("role general manager".into()));
        assert_eq!(
            one(gm(), None, &asked_for),
            Err((BarredBy::OwnDocument, "had it asked for on their behalf (SOD-01)".into()))
        );
        assert_eq!(
            one(gm(), None, &edited),
            Err((BarredBy::Edited, "changed it while it was being approved (SOD-12)".into()))
        );
    }

    #[test]
    fn whoever_wrote_the_policy_is_no_candidate_under_it() {
        let author = Member { wrote_policy: true, ..member(9, "Grace", &["general_manager"]) };

        assert_eq!(one(author, None, &facts("10")).unwrap_err().0, BarredBy::WrotePolicy);
    }

    #[test]
    fn whoever_left_or_lost_the_permission_is_no_candidate() {
        let gm = || member(9, "Grace", &["general_manager"]);

        assert_eq!(one(Member { is_active: false, ..gm() }, None, &facts("10")).unwrap_err().0, BarredBy::Inactive);
        assert_eq!(
            one(Member { may_approve: false, ..gm() }, None, &facts("10")).unwrap_err().0,
            BarredBy::NoPermission
        );
    }

    #[test]
    fn a_limit_holds_to_the_cent_and_in_its_own_currency() {
        let gm =
            |limit: &str, code| Member { limit: Some(money(limit, code)), ..member(9, "Grace", &["general_manager"]) };
        let total = sample::facts("1000");

        assert!(one(gm("1000", "EUR"), None, &total).is_ok());
        assert_eq!(
            one(gm("999.99", "EUR"), None, &total),
            Err((
                BarredBy::Limit,
                "may approve up to 999.99 EUR by a limit of their own, and this is 1,000.00 EUR".into()
            ))
        );
        assert_eq!(one(gm("2000", "EUR"), Some(eur("999")), &total).unwrap_err().0, BarredBy::Limit);
        let in_yen = DocumentFacts { total: money("160000", "JPY"), ..total };
        assert!(one(gm("160000", "JPY"), None, &in_yen).is_ok());
        assert!(one(gm("159999", "JPY"), None, &in_yen).is_err());
        assert!(one(gm("9000", "USD"), None, &in_yen).is_err());
    }

    #[test]
    fn a_person_named_twice_is_asked_once() {
        let directory = sample::directory();
        let who = Who::AnyOf(vec![Who::DepartmentHead, Who::Person(sample::HEAD), Who::Role(name("general_manager"))]);

        let considered = consider(&who, None, &facts("10"), &directory);

        let asked: Vec<_> = considered.candidates.iter().map(|c| (c.name.as_str(), c.asked_as.as_str())).collect();
        assert_eq!(asked, [("Hedda", "head of Kitchen"), ("Grace", "role general manager")]);
    }
}
