//! When a step applies: what a policy asks of a document, and the answer with its reason.
use kernel::{CategoryId, DepartmentId, Money, PersonId, SupplierId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    CategorySum, DocumentFacts, DocumentKind,
    wording::{amount, listed},
};

/// A question to a document. At most 8 conditions in a step, nested at most 4 deep, at most 50 values in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Each of these holds.
    #[schema(no_recursion)]
    All(Vec<Condition>),
    /// At least one of these holds.
    #[schema(no_recursion)]
    Any(Vec<Condition>),
    /// This does not hold.
    #[schema(no_recursion)]
    Not(Box<Condition>),
    /// The document's total, in the policy's currency.
    Amount(AmountTest),
    Department(DepartmentTest),
    Category(CategoryTest),
    CategorySum(CategorySumTest),
    Requester(RequesterTest),
    Supplier(SupplierTest),
    Kind(KindTest),
}

/// What an amount is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AmountTest {
    GreaterThan(Money),
    AtLeast(Money),
    LessThan(Money),
    AtMost(Money),
    /// Both ends included.
    Between {
        at_least: Money,
        at_most: Money,
    },
}

/// Whether the document is of one of these departments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentTest {
    In(Vec<DepartmentId>),
}

/// Which categories the document's lines are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CategoryTest {
    AnyLineIn(Vec<CategoryId>),
    /// A line without a category is in none.
    EveryLineIn(Vec<CategoryId>),
}

/// What the lines of one category come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorySumTest {
    pub category: CategoryId,
    pub is: AmountTest,
}

/// Whether one of these people asked, or had it asked for on their behalf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequesterTest {
    In(Vec<PersonId>),
}

/// Whether the document is for one of these suppliers; one without a supplier is for none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplierTest {
    In(Vec<SupplierId>),
}

/// Whether the document is of one of these kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindTest {
    In(Vec<DocumentKind>),
}

/// Whether a condition holds, and the facts that made it so.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub holds: bool,
    pub why: String,
}

impl Condition {
    /// The total is above this.
    pub(crate) fn total_above(above: Money) -> Self {
        Self::Amount(AmountTest::GreaterThan(above))
    }

    /// Asks the document.
    pub(crate) fn judge(&self, facts: &DocumentFacts) -> Judgement {
        match self {
            Self::All(parts) => all(parts, facts),
            Self::Any(parts) => any(parts, facts),
            Self::Not(part) => {
                let part = part.judge(facts);
                Judgement { holds: !part.holds, ..part }
            }
            Self::Amount(test) => test.judge("total", facts.total_in_policy_currency),
            Self::Department(DepartmentTest::In(ids)) => department(ids, facts),
            Self::Category(test) => test.judge(&facts.categories),
            Self::CategorySum(test) => test.judge(facts),
            Self::Requester(RequesterTest::In(people)) => {
                let holds =
                    people.contains(&facts.requester) || facts.on_behalf_of.is_some_and(|p| people.contains(&p));
                Judgement::of(holds, "requester is among those named", "requester is not among those named")
            }
            Self::Supplier(SupplierTest::In(ids)) => {
                let holds = facts.supplier.is_some_and(|supplier| ids.contains(&supplier));
                Judgement::of(holds, "supplier is among those named", "supplier is not among those named")
            }
            Self::Kind(KindTest::In(kinds)) => {
                let (is, words) = (kinds.contains(&facts.kind), facts.kind.words());
                let asked: Vec<_> = kinds.iter().map(|kind| kind.words()).collect();
                let isnt = format!("it is a {words}, not a {}", listed(&asked, "or"));
                Judgement::of(is, format!("it is a {words}"), isnt)
            }
        }
    }
}

impl Judgement {
    fn of(holds: bool, if_so: impl Into<String>, if_not: impl Into<String>) -> Self {
        Self { holds, why: if holds { if_so.into() } else { if_not.into() } }
    }

    fn joined(holds: bool, parts: &[Self]) -> Self {
        Self { holds, why: parts.iter().map(|part| part.why.as_str()).collect::<Vec<_>>().join(" and ") }
    }
}

// What fails alone explains why not all hold; what holds explains why any does.
fn all(parts: &[Condition], facts: &DocumentFacts) -> Judgement {
    let (held, failed): (Vec<_>, Vec<_>) = parts.iter().map(|part| part.judge(facts)).partition(|part| part.holds);
    if failed.is_empty() { Judgement::joined(true, &held) } else { Judgement::joined(false, &failed) }
}

fn any(parts: &[Condition], facts: &DocumentFacts) -> Judgement {
    let (held, failed): (Vec<_>, Vec<_>) = parts.iter().map(|part| part.judge(facts)).partition(|part| part.holds);
    if held.is_empty() { Judgement::joined(false, &failed) } else { Judgement::joined(true, &held) }
}

fn department(ids: &[DepartmentId], facts: &DocumentFacts) -> Judgement {
    match &facts.department {
        None => Judgement { holds: false, why: "it has no department".into() },
        Some(own) => Judgement::of(
            ids.contains(&own.id),
            format!("department {} is among those named", own.name),
            format!("department {} is not among those named", own.name),
        ),
    }
}

impl AmountTest {
    // Amounts of one policy stand in one currency: `validate` holds the policy to it, and `plan` the document.
    fn judge(&self, what: &str, money: Money) -> Judgement {
        let (holds, is, named) = match self {
            Self::GreaterThan(than) => (money.minor > than.minor, "above", amount(*than)),
            Self::AtLeast(least) => (money.minor >= least.minor, "at least", amount(*least)),
            Self::LessThan(than) => (money.minor < than.minor, "below", amount(*than)),
            Self::AtMost(most) => (money.minor <= most.minor, "at most", amount(*most)),
            Self::Between { at_least, at_most } => (
                (at_least.minor..=at_most.minor).contains(&money.minor),
                "between",
                format!("{} and {}", amount(*at_least), amount(*at_most)),
            ),
        };
        let money = amount(money);
        Judgement::of(holds, format!("{what} {money} is {is} {named}"), format!("{what} {money} is not {is} {named}"))
    }
}

impl CategoryTest {
    fn judge(&self, lines: &[CategorySum]) -> Judgement {
        let is_in = |ids: &[CategoryId], sum: &CategorySum| sum.category.as_ref().is_some_and(|c| ids.contains(&c.id));
        let named = |sum: &CategorySum| match &sum.category {
            Some(category) => format!("a line is of category {}", category.name),
            None => "a line has no category".into(),
        };
        match self {
            Self::AnyLineIn(ids) => match lines.iter().find(|sum| is_in(ids, sum)) {
                Some(sum) => Judgement { holds: true, why: format!("{}, which is named", named(sum)) },
                None => Judgement { holds: false, why: "no line is of the categories named".into() },
            },
            Self::EveryLineIn(ids) => match lines.iter().find(|sum| !is_in(ids, sum)) {
                Some(sum) => Judgement { holds: false, why: format!("{}, not of those named", named(sum)) },
                None if lines.is_empty() => Judgement { holds: false, why: "it has no lines".into() },
                None => Judgement { holds: true, why: "every line is of the categories named".into() },
            },
        }
    }
}

impl CategorySumTest {
    fn judge(&self, facts: &DocumentFacts) -> Judgement {
        let found = facts.categories.iter().find_map(|sum| {
            let category = sum.category.as_ref().filter(|category| category.id == self.category)?;
            Some((format!("{} in total", category.name), sum.total))
        });
        let nothing =
            || ("the category named in total".to_owned(), Money::zero(facts.total_in_policy_currency.currency));
        let (what, total) = found.unwrap_or_else(nothing);
        self.is.judge(&what, total)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::{self, category, eur, facts, person};

    fn answer(condition: &Condition, facts: &DocumentFacts) -> (bool, String) {
        let Judgement { holds, why } = condition.judge(facts);
        (holds, why)
    }

    fn above(limit: &str) -> Condition {
        Condition::total_above(eur(limit))
    }

    #[test]
    fn an_amount_is_above_only_beyond_its_edge() {
        let total = facts("1000");

        assert_eq!(answer(&above("999.99"), &total), (true, "total 1,000.00 EUR is above 999.99 EUR".into()));
        assert_eq!(answer(&above("1000"), &total), (false, "total 1,000.00 EUR is not above 1,000.00 EUR".into()));
        let holds = |test| Condition::Amount(test).judge(&total).holds;
        assert!(holds(AmountTest::AtLeast(eur("1000"))) && !holds(AmountTest::AtLeast(eur("1000.01"))));
        assert!(holds(AmountTest::AtMost(eur("1000"))) && !holds(AmountTest::AtMost(eur("999.99"))));
        assert!(holds(AmountTest::LessThan(eur("1000.01"))) && !holds(AmountTest::LessThan(eur("1000"))));
        assert!(holds(AmountTest::Between { at_least: eur("1000"), at_most: eur("2000") }));
        assert!(!holds(AmountTest::Between { at_least: eur("1"), at_most: eur("999.99") }));
    }

    #[test]
    fn what_fails_says_why_not_all_hold() {
        let both = Condition::All(vec![
            above("1"),
            above("5000"),
            Condition::Kind(KindTest::In(vec![DocumentKind::Requisition])),
        ]);

        assert_eq!(
            answer(&both, &facts("1000")),
            (
                false,
                "total 1,000.00 EUR is not above 5,000.00 EUR and it is a purchase order, not a requisition".into()
            )
        );
        assert!(Condition::Any(vec![above("5000"), above("1")]).judge(&facts("1000")).holds);
        assert!(Condition::Not(Box::new(above("5000"))).judge(&facts("1000")).holds);
    }

    #[test]
    fn a_line_without_a_category_is_in_none() {
        let mut document = sample::facts_of(&[(Some(1), "10"), (None, "5")]);
        let every = Condition::Category(CategoryTest::EveryLineIn(vec![category(1)]));
        let some = Condition::Category(CategoryTest::AnyLineIn(vec![category(1)]));

        assert_eq!(answer(&every, &document), (false, "a line has no category, not of those named".into()));
        assert_eq!(answer(&some, &document), (true, "a line is of category Category 1, which is named".into()));
        document.categories.clear();
        assert_eq!(answer(&every, &document), (false, "it has no lines".into()));
        assert_eq!(answer(&some, &document), (false, "no line is of the categories named".into()));
    }

    #[test]
    fn a_category_has_a_sum_of_its_own() {
        let document = sample::facts_of(&[(Some(1), "600"), (Some(2), "900")]);
        let sum = |n, least| CategorySumTest { category: category(n), is: AmountTest::AtLeast(eur(least)) };

        assert!(Condition::CategorySum(sum(1, "600")).judge(&document).holds);
        assert!(!Condition::CategorySum(sum(1, "600.01")).judge(&document).holds);
        assert!(!Condition::CategorySum(sum(3, "0.01")).judge(&document).holds);
    }

    #[test]
    fn a_person_for_whom_others_ask_is_a_requester_too() {
        let document = DocumentFacts { on_behalf_of: Some(person(8)), ..facts("10") };
        let asked_by = |n| Condition::Requester(RequesterTest::In(vec![person(n)])).judge(&document).holds;

        assert_eq!((asked_by(8), asked_by(1), asked_by(2)), (true, true, false));
    }

    #[test]
    fn a_document_without_department_or_supplier_is_in_none() {
        let document = DocumentFacts { department: None, supplier: None, ..facts("10") };
        let department = Condition::Department(DepartmentTest::In(vec![sample::department()]));
        let supplier = Condition::Supplier(SupplierTest::In(vec![sample::supplier()]));

        assert!(!department.judge(&document).holds && !supplier.judge(&document).holds);
        assert!(department.judge(&facts("10")).holds && supplier.judge(&facts("10")).holds);
    }

    proptest! {
        #[test]
        fn not_all_is_any_not(total in 0_i64..100, limits in prop::collection::vec(0_i64..100, 1..6)) {
            let euro = |minor| Money { minor, ..eur("0") };
            let document = DocumentFacts { total_in_policy_currency: euro(total), ..facts("1") };
            let parts: Vec<_> = limits.iter().map(|limit| Condition::total_above(euro(*limit))).collect();
            let denied = parts.iter().map(|part| Condition::Not(Box::new(part.clone()))).collect();

            let not_all = !Condition::All(parts).judge(&document).holds;

            prop_assert_eq!(not_all, Condition::Any(denied).judge(&document).holds);
        }
    }
}
