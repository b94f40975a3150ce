//! Who there is: the people, roles and heads of department that a route may ask.
use kernel::{DepartmentId, Money, Name, PersonId};

use crate::{DocumentFacts, Policy, PolicyVersionId, Step, Who};

pub(crate) mod store;

/// The people that the store loaded for one policy and one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    pub members: Vec<Member>,
    pub heads: Vec<Head>,
}

/// One person as the engine sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: PersonId,
    pub name: Name,
    pub is_active: bool,
    /// Whether the person holds the approve permission of this kind of document.
    pub may_approve: bool,
    /// Whether the person wrote some of the policy that is asked, which took effect less than 30 days ago (SOD-07).
    pub wrote_policy: bool,
    /// The codes of the roles that the person was given.
    pub roles: Vec<Name>,
    /// Up to which amount the person may approve; none is without limit.
    pub limit: Option<Money>,
}

/// Who heads a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub department: DepartmentId,
    pub person: PersonId,
}

/// What a directory must hold, so that the store loads nobody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Everybody who has one of these.
    pub roles: Vec<Name>,
    /// These people, who are named by the policy or by the document.
    pub people: Vec<PersonId>,
    /// The heads of these departments.
    pub heads_of: Vec<DepartmentId>,
    /// Whose authors approve nothing yet; none where a draft is played, or a route is frozen already.
    pub policy: Option<PolicyVersionId>,
}

impl Directory {
    pub(crate) fn member(&self, id: PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }

    /// The person's name, or a word for somebody who was not loaded.
    pub(crate) fn name(&self, id: PersonId) -> &str {
        self.member(id).map_or("somebody who is not here any more", |member| member.name.as_str())
    }
}

impl Needs {
    /// What `resolve`, `simulate`, `decide` and `withdraw` ask of a directory.
    pub fn of<'a>(classes: impl IntoIterator<Item = &'a Who>, facts: &DocumentFacts) -> Self {
        let mut needs = Self::default();
        for who in classes {
            needs.add(who, facts);
        }
        needs.people.extend([facts.requester, facts.created_by]);
        needs.people.extend(facts.on_behalf_of);
        needs.people.extend(facts.submitted_by);
        needs.people.extend(&facts.editors);
        needs.roles.sort_unstable();
        needs.roles.dedup();
        needs.people.sort_unstable();
        needs.people.dedup();
        needs
    }

    /// The same under a version of the policy, whose authors are barred.
    #[must_use]
    pub fn under(self, policy: Option<PolicyVersionId>) -> Self {
        Self { policy, ..self }
    }

    fn add(&mut self, who: &Who, facts: &DocumentFacts) {
        match who {
            Who::Person(person) => self.people.push(*person),
            Who::Role(role) => self.roles.push(role.clone()),
            Who::DepartmentHead => self.heads_of = facts.department.iter().map(|department| department.id).collect(),
            Who::AnyOf(classes) => classes.iter().for_each(|class| self.add(class, facts)),
        }
    }
}

impl Policy {
    /// What a directory must hold to resolve this policy for this document.
    pub fn needs(&self, facts: &DocumentFacts) -> Needs {
        Needs::of(self.steps.iter().flat_map(Step::asks), facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, name, person};

    #[test]
    fn a_directory_needs_each_named_person_role_and_head_once() {
        let facts = DocumentFacts { editors: vec![person(7), person(7)], ..sample::facts("10") };
        let any = Who::AnyOf(vec![Who::Role(name("general_manager")), Who::Person(person(9))]);
        let classes = [Who::DepartmentHead, Who::Role(name("general_manager")), any];

        let needs = Needs::of(&classes, &facts);

        assert_eq!(needs.roles, [name("general_manager")]);
        assert_eq!(needs.people, [facts.requester, person(7), person(9)]);
        assert_eq!(needs.heads_of, [sample::department()]);
    }
}
