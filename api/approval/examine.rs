//! Where a policy gets stuck: every document that it tells apart is played through.
use std::{collections::BTreeSet, iter::once};

use kernel::{Error, Money, Name, PersonId, SupplierId};
use uuid::Uuid;

use crate::{
    AmountTest, CategorySum, Condition, DeadEnd, DepartmentOf, Directory, DocumentFacts, DocumentKind, NamedCategory,
    Policy, route::plan,
};

/// So many documents are played through at most.
pub(crate) const PLAYED_MAX: usize = 5_000;
/// And so many dead ends are told.
pub(crate) const FOUND_MAX: usize = 100;

/// What a policy tells documents apart by, and the values that make a difference to it. Where others than those named are all alike
/// to it, none stands for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Variety {
    pub amounts: Vec<Money>,
    pub departments: Vec<DepartmentOf>,
    pub categories: Vec<Option<NamedCategory>>,
    pub suppliers: Vec<Option<(SupplierId, Name)>>,
    pub requesters: Vec<Option<(PersonId, Name)>>,
}

/// A document that is only imagined.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Imagined<'a> {
    pub kind: DocumentKind,
    pub amount: Money,
    pub department: &'a DepartmentOf,
    pub category: Option<&'a NamedCategory>,
    pub supplier: Option<&'a (SupplierId, Name)>,
    pub requester: Option<&'a (PersonId, Name)>,
}

/// A dead end, and whom it meets.
#[derive(Debug, Clone)]
pub(crate) struct Found<'a> {
    pub dead_end: DeadEnd,
    /// How many of the documents end there.
    pub documents: u32,
    pub first: Imagined<'a>,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Examination<'a> {
    pub played: u32,
    pub found: Vec<Found<'a>>,
    /// Whether there were more dead ends than are told.
    pub is_cut: bool,
}

impl Variety {
    /// How many documents these make.
    pub(crate) fn count(&self) -> usize {
        [self.amounts.len(), self.departments.len(), self.categories.len(), self.suppliers.len(), self.requesters.len()]
            .into_iter()
            .fold(DocumentKind::ALL.len(), usize::saturating_mul)
    }

    /// Every one of them, the plainest first.
    pub(crate) fn documents(&self) -> impl Iterator<Item = Imagined<'_>> {
        self.requesters.iter().flat_map(move |requester| {
            self.suppliers.iter().flat_map(move |supplier| {
                self.categories.iter().flat_map(move |category| {
                    DocumentKind::ALL.iter().flat_map(move |kind| {
                        self.departments.iter().flat_map(move |department| {
                            self.amounts.iter().map(move |amount| Imagined {
                                kind: *kind,
                                amount: *amount,
                                department,
                                category: category.as_ref(),
                                supplier: supplier.as_ref(),
                                requester: requester.as_ref(),
                            })
                        })
                    })
                })
            })
        })
    }
}

impl Imagined<'_> {
    /// What the engine knows of it.
    pub(crate) fn facts(&self) -> Result<DocumentFacts, Error> {
        let requester = self.requester.map_or(PersonId(Uuid::nil()), |(id, _)| *id);
        Ok(DocumentFacts {
            department: Some(self.department.clone()),
            supplier: self.supplier.map(|(id, _)| *id),
            categories: vec![CategorySum { category: self.category.cloned(), total: self.amount }],
            ..DocumentFacts::imagined(self.kind, requester, self.amount)?
        })
    }
}

impl<'a> Examination<'a> {
    /// Plays one more through.
    pub(crate) fn play(&mut self, policy: &Policy, document: Imagined<'a>, directory: &Directory) -> Result<(), Error> {
        self.played = self.played.saturating_add(1);
        for (_, dead_end) in plan(policy, &document.facts()?, directory).dead_ends {
            let is_same = |known: &&mut Found<'_>| {
                let known = &known.dead_end;
                (&known.rule, &known.steps, &known.mend) == (&dead_end.rule, &dead_end.steps, &dead_end.mend)
            };
            if let Some(known) = self.found.iter_mut().find(is_same) {
                known.documents = known.documents.saturating_add(1);
            } else if self.found.len() < FOUND_MAX {
                self.found.push(Found { dead_end, documents: 1, first: document });
            } else {
                self.is_cut = true;
            }
        }
        Ok(())
    }
}

impl Policy {
    /// The amounts on both sides of every one that this policy names, the smallest there is, and last nothing at all.
    pub(crate) fn telling_amounts(&self) -> Vec<Money> {
        let mut named = BTreeSet::new();
        for step in &self.steps {
            named.extend(step.limit.map(|limit| limit.minor));
            if let Some(condition) = &step.when {
                condition.amounts(&mut named);
            }
        }
        let beside = |minor: i64| [minor.saturating_sub(1), minor, minor.saturating_add(1)];
        let telling: BTreeSet<_> =
            named.into_iter().flat_map(beside).filter(|minor| *minor > 0).chain(once(1)).collect();
        telling.into_iter().chain(once(0)).map(|minor| Money { minor, currency: self.currency }).collect()
    }
}

impl Condition {
    fn amounts(&self, named: &mut BTreeSet<i64>) {
        let test = match self {
            Self::All(parts) | Self::Any(parts) => return parts.iter().for_each(|part| part.amounts(named)),
            Self::Not(part) => return part.amounts(named),
            Self::Amount(test) => test,
            Self::CategorySum(test) => &test.is,
            Self::Department(_) | Self::Category(_) | Self::Requester(_) | Self::Supplier(_) | Self::Kind(_) => return,
        };
        match test {
            AmountTest::GreaterThan(than)
            | AmountTest::AtLeast(than)
            | AmountTest::LessThan(than)
            | AmountTest::AtMost(than) => named.extend([than.minor]),
            AmountTest::Between { at_least, at_most } => named.extend([at_least.minor, at_most.minor]),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::DepartmentId;

    use super::*;
    use crate::{
        Step, Who,
        sample::{self, eur, name, policy_of, role, step},
    };

    fn variety(policy: &Policy) -> Variety {
        let kitchen = DepartmentOf { id: sample::department(), name: name("Kitchen") };
        let spa = DepartmentOf { id: DepartmentId(Uuid::from_u128(22)), name: name("Spa") };
        let head = (sample::HEAD, name("Hedda"));
        Variety {
            amounts: policy.telling_amounts(),
            departments: vec![kitchen, spa],
            categories: vec![None],
            suppliers: vec![None],
            requesters: vec![None, Some(head)],
        }
    }

    fn examined<'a>(policy: &Policy, variety: &'a Variety) -> Examination<'a> {
        let mut examination = Examination::default();
        for document in variety.documents() {
            examination.play(policy, document, &sample::directory()).unwrap();
        }
        examination
    }

    #[test]
    fn each_amount_that_a_policy_names_is_tried_on_both_sides() {
        let limited = Step { limit: Some(eur("0.01")), ..step("GM", 1, role("general_manager")) };
        let above = Step { when: Some(Condition::total_above(eur("1000"))), ..step("Owner", 2, role("owner")) };

        let amounts = policy_of(vec![limited, above]).telling_amounts();

        let told: Vec<_> = amounts.into_iter().map(|amount| amount.minor).collect();
        assert_eq!(told, [1, 2, 99_999, 100_000, 100_001, 0]);
    }

    #[test]
    fn a_department_without_a_head_is_a_dead_end_for_each_of_its_documents() {
        let policy = policy_of(vec![step("Head", 1, Who::DepartmentHead)]);
        let variety = variety(&policy);

        let told = examined(&policy, &variety);

        assert_eq!((usize::try_from(told.played).unwrap(), told.is_cut), (variety.count(), false));
        let found: Vec<_> = told
            .found
            .iter()
            .map(|found| (found.dead_end.what.as_str(), found.documents, found.first.requester.is_some()))
            .collect();
        assert_eq!(
            found,
            [
                ("Head asks the head of Spa, and nobody may approve it: nobody was considered.", 8, false),
                ("Head asks the head of Kitchen, and nobody may approve it: Hedda asked for it (SOD-01).", 4, true),
            ]
        );
    }

    #[test]
    fn a_gap_between_two_amounts_is_found() {
        let below = Step {
            when: Some(Condition::Amount(AmountTest::LessThan(eur("100")))),
            ..step("Accounts", 1, role("accounts"))
        };
        let above = Step { when: Some(Condition::total_above(eur("100"))), ..step("GM", 2, role("general_manager")) };
        let policy = policy_of(vec![below, above]);
        let variety = variety(&policy);

        let told = examined(&policy, &variety);

        let found: Vec<_> = told.found.iter().map(|found| (found.dead_end.rule.as_str(), found.first.amount)).collect();
        assert_eq!(found, [("route_is_empty", eur("100"))]);
    }

    #[test]
    fn the_standard_policy_has_none_where_each_department_has_a_head() {
        let policy = sample::policy();
        let mut variety = variety(&policy);
        variety.departments.truncate(1);

        assert!(examined(&policy, &variety).found.is_empty());
    }

    #[test]
    fn more_dead_ends_than_are_told_are_cut() {
        let policy = policy_of((0..20).map(|n| step(&format!("Step {n}"), 1, Who::DepartmentHead)).collect());
        let department = |n| DepartmentOf { id: DepartmentId(Uuid::from_u128(n)), name: name(&format!("Kitchen {n}")) };
        let variety = Variety { departments: (100..106).map(department).collect(), ..variety(&policy) };

        let told = examined(&policy, &variety);

        assert_eq!((told.found.len(), told.is_cut), (FOUND_MAX, true));
    }
}
