//! Whether a policy keeps the rules of its grammar; every broken rule is named at its field.
use std::collections::{BTreeMap, HashSet};

use access::Role;
use kernel::{Currency, FieldError, Money, Name};

use crate::{
    AmountTest, CategoryTest, Condition, DepartmentTest, KindTest, OnNobody, Policy, Quorum, RequesterTest, Step,
    SupplierTest, Who, names::Names,
};

const STEPS_MAX: usize = 20;
const CONDITIONS_MAX: usize = 8;
const DEPTH_MAX: usize = 4;
const VALUES_MAX: usize = 50;
const CLASSES_MAX: usize = 10;
const QUORUM_MAX: u8 = 20;

/// How long the lists within each schema of the grammar may be; a variant of an enum cannot say so itself.
pub const GRAMMAR_LISTS: &[(&str, usize)] = &[
    ("CategoryTest", VALUES_MAX),
    ("Condition", CONDITIONS_MAX),
    ("DepartmentTest", VALUES_MAX),
    ("KindTest", VALUES_MAX),
    ("RequesterTest", VALUES_MAX),
    ("SupplierTest", VALUES_MAX),
    ("Who", CLASSES_MAX),
];

impl Policy {
    /// Every rule that this policy breaks, at its field.
    pub fn validate(&self) -> Result<(), Vec<FieldError>> {
        self.check(None)
    }

    /// The same, and that whatever it names is among those that are there.
    pub(crate) fn validate_knowing(&self, names: &Names) -> Result<(), Vec<FieldError>> {
        self.check(Some(names))
    }

    fn check(&self, names: Option<&Names>) -> Result<(), Vec<FieldError>> {
        let mut check = Check { currency: self.currency, known: names, broken: Vec::new() };
        check.length("steps", self.steps.len(), STEPS_MAX);
        let mut names = HashSet::new();
        for (place, step) in self.steps.iter().enumerate().take(STEPS_MAX) {
            let at = format!("steps[{place}]");
            if !names.insert(step.name.as_str().to_lowercase()) {
                check.breaks(format!("{at}.name"), "duplicate", "Another step has this name.");
            }
            check.step(&at, step);
        }
        if check.broken.is_empty() { Ok(()) } else { Err(check.broken) }
    }
}

struct Check<'a> {
    currency: Currency,
    known: Option<&'a Names>,
    broken: Vec<FieldError>,
}

impl<'a> Check<'a> {
    fn breaks(&mut self, at: impl Into<String>, rule: &str, message: impl std::fmt::Display) {
        self.broken.push(FieldError::new(at, rule, message));
    }

    fn length(&mut self, at: &str, length: usize, most: usize) {
        if length == 0 {
            self.breaks(at, "empty", "Must not be empty.");
        } else if length > most {
            self.breaks(at, "too_many", format!("At most {most}."));
        }
    }

    fn money(&mut self, at: String, money: Money) {
        if money.currency != self.currency {
            let currency = self.currency;
            self.breaks(at, "currency", format!("Must stand in the policy's currency, {currency}."));
        } else if money.minor < 0 {
            self.breaks(at, "too_small", "Must not be negative.");
        }
    }

    fn step(&mut self, at: &str, step: &Step) {
        if !(1..=20).contains(&step.order) {
            self.breaks(format!("{at}.order"), "out_of_range", "Must be 1 to 20.");
        }
        if let Quorum::NOf(n) = step.quorum
            && !(2..=QUORUM_MAX).contains(&n)
        {
            self.breaks(format!("{at}.quorum.n_of"), "out_of_range", format!("Must be 2 to {QUORUM_MAX}."));
        }
        if let Some(limit) = step.limit {
            self.money(format!("{at}.limit"), limit);
        }
        self.who(&format!("{at}.who"), &step.who);
        if let OnNobody::Ask(others) = &step.on_nobody {
            self.who(&format!("{at}.on_nobody.ask"), others);
        }
        if let Some(condition) = &step.when {
            let at = format!("{at}.when");
            if condition.count() > CONDITIONS_MAX {
                self.breaks(&at, "too_many", format!("At most {CONDITIONS_MAX} conditions in a step."));
            }
            self.condition(&at, condition, 1);
        }
    }

    fn who(&mut self, at: &str, who: &Who) {
        self.asked(at, who);
        let Who::AnyOf(classes) = who else {
            return;
        };
        let at = format!("{at}.any_of");
        self.length(&at, classes.len(), CLASSES_MAX);
        for (place, class) in classes.iter().enumerate() {
            if matches!(class, Who::AnyOf(_)) {
                self.breaks(format!("{at}[{place}]"), "too_deep", "Must not nest another `any_of`.");
            }
            self.asked(&format!("{at}[{place}]"), class);
        }
    }

    // Somebody or a role that there is.
    fn asked(&mut self, at: &str, who: &Who) {
        let Some(names) = self.known else { return };
        match who {
            Who::Role(role) if Role::of_code(role.as_str()).is_none() => {
                let codes: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
                self.breaks(format!("{at}.role"), "unknown", format!("Must be one of {}.", codes.join(", ")));
            }
            Who::Person(person) if !names.people.contains_key(person) => {
                self.breaks(format!("{at}.person"), "unknown", "There is no such person.");
            }
            Who::Role(_) | Who::Person(_) | Who::DepartmentHead | Who::AnyOf(_) => {}
        }
    }

    // Ids of the organisation's own, as far as they are looked up.
    fn ids<T: Ord + Eq + std::hash::Hash>(&mut self, at: &str, ids: &[T], of: fn(&'a Names) -> &'a BTreeMap<T, Name>) {
        self.values(at, ids);
        let Some(known) = self.known.map(of) else { return };
        for (place, id) in ids.iter().enumerate().take(VALUES_MAX) {
            if !known.contains_key(id) {
                self.breaks(format!("{at}[{place}]"), "unknown", "There is none of this id.");
            }
        }
    }

    fn condition(&mut self, at: &str, condition: &Condition, depth: usize) {
        if depth > DEPTH_MAX {
            self.breaks(at, "too_deep", format!("At most {DEPTH_MAX} levels of conditions."));
            return;
        }
        match condition {
            Condition::All(parts) => self.conditions(&format!("{at}.all"), parts, depth),
            Condition::Any(parts) => self.conditions(&format!("{at}.any"), parts, depth),
            Condition::Not(part) => self.condition(&format!("{at}.not"), part, depth.saturating_add(1)),
            Condition::Amount(test) => self.amount(&format!("{at}.amount"), test),
            Condition::CategorySum(test) => {
                self.amount(&format!("{at}.category_sum.is"), &test.is);
                if self.known.is_some_and(|names| !names.categories.contains_key(&test.category)) {
                    self.breaks(format!("{at}.category_sum.category"), "unknown", "There is no such category.");
                }
            }
            Condition::Department(DepartmentTest::In(ids)) => {
                self.ids(&format!("{at}.department.in"), ids, |names| &names.departments);
            }
            Condition::Category(CategoryTest::AnyLineIn(ids)) => {
                self.ids(&format!("{at}.category.any_line_in"), ids, |names| &names.categories);
            }
            Condition::Category(CategoryTest::EveryLineIn(ids)) => {
                self.ids(&format!("{at}.category.every_line_in"), ids, |names| &names.categories);
            }
            Condition::Requester(RequesterTest::In(ids)) => {
                self.ids(&format!("{at}.requester.in"), ids, |names| &names.people);
            }
            Condition::Supplier(SupplierTest::In(ids)) => {
                self.ids(&format!("{at}.supplier.in"), ids, |names| &names.suppliers);
            }
            Condition::Kind(KindTest::In(kinds)) => self.values(&format!("{at}.kind.in"), kinds),
        }
    }

    fn conditions(&mut self, at: &str, parts: &[Condition], depth: usize) {
        self.length(at, parts.len(), CONDITIONS_MAX);
        for (place, part) in parts.iter().enumerate().take(CONDITIONS_MAX) {
            self.condition(&format!("{at}[{place}]"), part, depth.saturating_add(1));
        }
    }

    fn values<T: Eq + std::hash::Hash>(&mut self, at: &str, values: &[T]) {
        self.length(at, values.len(), VALUES_MAX);
        let distinct: HashSet<_> = values.iter().take(VALUES_MAX).collect();
        if distinct.len() < values.len().min(VALUES_MAX) {
            self.breaks(at, "duplicate", "Names a value twice.");
        }
    }

    fn amount(&mut self, at: &str, test: &AmountTest) {
        match test {
            AmountTest::GreaterThan(money) => self.money(format!("{at}.greater_than"), *money),
            AmountTest::AtLeast(money) => self.money(format!("{at}.at_least"), *money),
            AmountTest::LessThan(money) => self.money(format!("{at}.less_than"), *money),
            AmountTest::AtMost(money) => self.money(format!("{at}.at_most"), *money),
            AmountTest::Between { at_least, at_most } => {
                self.money(format!("{at}.between.at_least"), *at_least);
                self.money(format!("{at}.between.at_most"), *at_most);
                if at_least.currency == at_most.currency && at_least.minor > at_most.minor {
                    self.breaks(format!("{at}.between"), "out_of_range", "Must not end before it begins.");
                }
            }
        }
    }
}

impl Condition {
    // Counts the questions that look at the document; all, any and not only join them.
    fn count(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::count).sum(),
            Self::Not(part) => part.count(),
            Self::Amount(_)
            | Self::Department(_)
            | Self::Category(_)
            | Self::CategorySum(_)
            | Self::Requester(_)
            | Self::Supplier(_)
            | Self::Kind(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, eur, person, step};

    fn broken(steps: Vec<Step>) -> Vec<(String, String)> {
        let policy = Policy { currency: eur("0").currency, steps };
        policy.validate().err().unwrap_or_default().into_iter().map(|error| (error.field, error.rule)).collect()
    }

    fn one(field: &str, rule: &str) -> Vec<(String, String)> {
        vec![(field.into(), rule.into())]
    }

    fn when(condition: Condition) -> Vec<Step> {
        vec![Step { when: Some(condition), ..step("GM", 1, Who::DepartmentHead) }]
    }

    fn above(limit: &str) -> Condition {
        Condition::total_above(eur(limit))
    }

    #[test]
    fn a_policy_has_one_to_twenty_steps_with_names_of_their_own() {
        let many = |n: u32| (0..n).map(|i| step(&format!("s{i}"), 1, Who::DepartmentHead)).collect::<Vec<_>>();

        assert_eq!(broken(many(20)), []);
        assert_eq!(broken(many(21)), one("steps", "too_many"));
        assert_eq!(broken(vec![]), one("steps", "empty"));
        let twice = vec![step("GM", 1, Who::DepartmentHead), step("gm", 2, Who::DepartmentHead)];
        assert_eq!(broken(twice), one("steps[1].name", "duplicate"));
    }

    #[test]
    fn every_amount_stands_in_the_policys_currency() {
        let yen = sample::money("1000", "JPY");
        let limited = Step { limit: Some(yen), ..step("GM", 1, Who::DepartmentHead) };

        assert_eq!(broken(vec![limited]), one("steps[0].limit", "currency"));
        assert_eq!(broken(when(Condition::total_above(yen))), one("steps[0].when.amount.greater_than", "currency"));
        let between = AmountTest::Between { at_least: eur("2"), at_most: eur("1") };
        assert_eq!(broken(when(Condition::Amount(between))), one("steps[0].when.amount.between", "out_of_range"));
        assert_eq!(broken(when(above("-1"))), one("steps[0].when.amount.greater_than", "too_small"));
    }

    #[test]
    fn conditions_are_bounded_in_number_depth_and_values() {
        let not = |condition| Condition::Not(Box::new(condition));
        let people = |n: u128| Condition::Requester(RequesterTest::In((0..n).map(person).collect()));
        let halves = |n| Condition::Any(vec![Condition::All(vec![above("1"); 4]), Condition::All(vec![above("1"); n])]);

        assert_eq!(broken(when(not(not(not(above("1")))))), []);
        assert_eq!(broken(when(not(not(not(not(above("1"))))))), one("steps[0].when.not.not.not.not", "too_deep"));
        assert_eq!(broken(when(halves(4))), []);
        assert_eq!(broken(when(halves(5))), one("steps[0].when", "too_many"));
        assert_eq!(broken(when(people(50))), []);
        assert_eq!(broken(when(people(51))), one("steps[0].when.requester.in", "too_many"));
        assert_eq!(broken(when(Condition::Any(vec![]))), one("steps[0].when.any", "empty"));
        let twice = KindTest::In(vec![crate::DocumentKind::Requisition; 2]);
        assert_eq!(broken(when(Condition::Kind(twice))), one("steps[0].when.kind.in", "duplicate"));
    }

    #[test]
    fn whatever_a_policy_names_is_there() {
        let names = Names { people: [(person(1), sample::name("Ada"))].into(), ..Names::default() };
        let nobody = Who::AnyOf(vec![Who::Person(person(1)), Who::Person(person(2)), Who::Role(sample::name("queen"))]);
        let asks = Condition::Requester(RequesterTest::In(vec![person(1), person(3)]));
        let policy = sample::policy_of(vec![Step { when: Some(asks), ..step("GM", 1, nobody) }]);

        let broken: Vec<_> =
            policy.validate_knowing(&names).unwrap_err().into_iter().map(|error| error.field).collect();

        assert_eq!(
            broken,
            ["steps[0].who.any_of[1].person", "steps[0].who.any_of[2].role", "steps[0].when.requester.in[1]"]
        );
        assert!(policy.validate().is_ok() && sample::policy().validate_knowing(&Names::default()).is_ok());
    }

    #[test]
    fn order_quorum_and_classes_keep_their_bounds() {
        let plain = || step("GM", 1, Who::DepartmentHead);
        let nested = Who::AnyOf(vec![Who::DepartmentHead, Who::AnyOf(vec![Who::DepartmentHead])]);

        assert_eq!(broken(vec![Step { order: 0, ..plain() }]), one("steps[0].order", "out_of_range"));
        assert_eq!(broken(vec![Step { order: 21, ..plain() }]), one("steps[0].order", "out_of_range"));
        assert_eq!(
            broken(vec![Step { quorum: Quorum::NOf(1), ..plain() }]),
            one("steps[0].quorum.n_of", "out_of_range")
        );
        assert_eq!(broken(vec![step("GM", 1, nested)]), one("steps[0].who.any_of[1]", "too_deep"));
        assert_eq!(broken(vec![step("GM", 1, Who::AnyOf(vec![]))]), one("steps[0].who.any_of", "empty"));
        let instead = Step { on_nobody: OnNobody::Ask(Who::AnyOf(vec![])), ..step("GM", 1, Who::DepartmentHead) };
        assert_eq!(broken(vec![instead]), one("steps[0].on_nobody.ask.any_of", "empty"));
    }
}
