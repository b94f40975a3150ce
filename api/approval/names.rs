//! What the organisation calls whatever a policy names by id.
use std::collections::{BTreeMap, BTreeSet};

use kernel::{CategoryId, DepartmentId, Name, PersonId, SupplierId};
use uuid::Uuid;

use crate::{CategoryTest, Condition, DepartmentTest, Policy, RequesterTest, Step, SupplierTest, Who};

/// Every id that stands in some policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    pub departments: BTreeSet<DepartmentId>,
    pub categories: BTreeSet<CategoryId>,
    pub suppliers: BTreeSet<SupplierId>,
    pub people: BTreeSet<PersonId>,
}

/// The names of those that exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub departments: BTreeMap<DepartmentId, Name>,
    pub categories: BTreeMap<CategoryId, Name>,
    pub suppliers: BTreeMap<SupplierId, Name>,
    pub people: BTreeMap<PersonId, Name>,
}

impl Mentions {
    /// Of all of these.
    pub(crate) fn of<'a>(policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        let mut mentions = Self::default();
        for step in policies.into_iter().flat_map(|policy| &policy.steps) {
            mentions.step(step);
        }
        mentions
    }

    fn step(&mut self, step: &Step) {
        step.asks().for_each(|who| self.who(who));
        if let Some(condition) = &step.when {
            self.condition(condition);
        }
    }

    fn who(&mut self, who: &Who) {
        match who {
            Who::Person(person) => {
                self.people.insert(*person);
            }
            Who::AnyOf(classes) => classes.iter().for_each(|class| self.who(class)),
            Who::DepartmentHead | Who::Role(_) => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.condition(part)),
            Condition::Not(part) => self.condition(part),
            Condition::Department(DepartmentTest::In(ids)) => self.departments.extend(ids),
            Condition::Category(CategoryTest::AnyLineIn(ids) | CategoryTest::EveryLineIn(ids)) => {
                self.categories.extend(ids);
            }
            Condition::CategorySum(test) => {
                self.categories.insert(test.category);
            }
            Condition::Requester(RequesterTest::In(ids)) => self.people.extend(ids),
            Condition::Supplier(SupplierTest::In(ids)) => self.suppliers.extend(ids),
            Condition::Amount(_) | Condition::Kind(_) => {}
        }
    }
}

impl Names {
    /// Those of what is mentioned, by id.
    pub(crate) fn of(&self, mentions: &Mentions) -> Vec<(Uuid, Name)> {
        let departments = mentions.departments.iter().filter_map(|id| Some((id.0, self.departments.get(id)?.clone())));
        let categories = mentions.categories.iter().filter_map(|id| Some((id.0, self.categories.get(id)?.clone())));
        let suppliers = mentions.suppliers.iter().filter_map(|id| Some((id.0, self.suppliers.get(id)?.clone())));
        let people = mentions.people.iter().filter_map(|id| Some((id.0, self.people.get(id)?.clone())));
        departments.chain(categories).chain(suppliers).chain(people).collect()
    }
}

/// The name, or a word for what is not there any more.
pub(crate) fn name_of<K: Ord>(names: &BTreeMap<K, Name>, id: &K) -> String {
    names.get(id).map_or_else(|| "one that is not there any more".into(), ToString::to_string)
}
