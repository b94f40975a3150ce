//! A policy in the words of those who live by it: each step as a sentence in parts.
use kernel::{Money, Name};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AmountTest, CategoryTest, Condition, DepartmentTest, KindTest, OnNobody, OnSamePerson, Policy, Quorum,
    RequesterTest, Step, StepNumber, SupplierTest, Who,
    names::{Names, name_of},
    wording::{amount, role_words, sentence},
};

/// One step as its reader would say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyStepInWords)]
pub struct StepInWords {
    pub number: StepNumber,
    pub name: Name,
    /// When it has its turn.
    #[schema(example = "turn 2")]
    pub turn: String,
    #[schema(example = "the total is above 1,000.00 EUR")]
    pub when: String,
    #[schema(example = "anybody with the role general manager")]
    pub who: String,
    #[schema(example = "one of them")]
    pub quorum: String,
    #[schema(example = "without limit")]
    pub limit: String,
    #[schema(example = "the next person is asked")]
    pub on_same_person: String,
    #[schema(example = "it is refused")]
    pub on_nobody: String,
    /// All of it in a sentence.
    #[schema(
        example = "When the total is above 1,000.00 EUR: anybody with the role general manager; one of them, without limit."
    )]
    pub sentence: String,
}

impl Policy {
    /// Every step in words, in the policy's own sequence.
    pub(crate) fn in_words(&self, names: &Names) -> Vec<StepInWords> {
        (1..).map(StepNumber).zip(&self.steps).map(|(number, step)| StepInWords::of(number, step, names)).collect()
    }
}

impl StepInWords {
    pub(crate) fn of(number: StepNumber, step: &Step, names: &Names) -> Self {
        let when = step.when.as_ref().map_or_else(|| "always".into(), |condition| condition.in_words(names));
        let who = step.who.in_words(names);
        let quorum = match step.quorum {
            Quorum::Any => "one of them".to_owned(),
            Quorum::All => "all of them".to_owned(),
            Quorum::NOf(n) => format!("{n} of them"),
        };
        let on_nobody = match &step.on_nobody {
            OnNobody::Fail => "it is refused".to_owned(),
            OnNobody::Ask(others) => format!("{} instead", others.in_words(names)),
        };
        let on_same_person = match step.on_same_person {
            OnSamePerson::Next => "the next person is asked",
            OnSamePerson::Skip => "the step is left out",
        };
        let limit = step.limit.map_or_else(|| "without limit".into(), |limit| format!("up to {}", amount(limit)));
        // What most steps do is left unsaid.
        let instead = match &step.on_nobody {
            OnNobody::Fail => String::new(),
            OnNobody::Ask(_) => format!("; where none of them may, {on_nobody}"),
        };
        let left_out = match step.on_same_person {
            OnSamePerson::Next => "",
            OnSamePerson::Skip => "; left out where all of them count at another step",
        };
        let asked = if step.when.is_some() { format!("when {when}: {who}") } else { format!("always: {who}") };
        Self {
            number,
            name: step.name.clone(),
            turn: format!("turn {}", step.order),
            sentence: sentence(&format!("{asked}; {quorum}, {limit}{instead}{left_out}.")),
            when,
            who,
            quorum,
            limit,
            on_same_person: on_same_person.into(),
            on_nobody,
        }
    }
}

impl Who {
    pub(crate) fn in_words(&self, names: &Names) -> String {
        match self {
            Self::DepartmentHead => "the head of the department".into(),
            Self::Role(role) => format!("anybody with the role {}", role_words(role)),
            Self::Person(person) => name_of(&names.people, person),
            Self::AnyOf(classes) => joined(classes.iter().map(|class| class.in_words(names)), "or"),
        }
    }
}

impl Condition {
    /// The question as a clause: `the total is above 1,000.00 EUR`.
    pub(crate) fn in_words(&self, names: &Names) -> String {
        match self {
            Self::All(parts) => joined(parts.iter().map(|part| part.as_part(names)), "and"),
            Self::Any(parts) => joined(parts.iter().map(|part| part.as_part(names)), "or"),
            Self::Not(part) => format!("it is not so that {}", part.as_part(names)),
            Self::Amount(test) => format!("the total is {}", test.in_words()),
            Self::Department(DepartmentTest::In(ids)) => {
                format!("the department is {}", joined(ids.iter().map(|id| name_of(&names.departments, id)), "or"))
            }
            Self::Category(CategoryTest::AnyLineIn(ids)) => {
                format!("a line is of category {}", joined(ids.iter().map(|id| name_of(&names.categories, id)), "or"))
            }
            Self::Category(CategoryTest::EveryLineIn(ids)) => {
                let categories = joined(ids.iter().map(|id| name_of(&names.categories, id)), "or");
                format!("every line is of category {categories}")
            }
            Self::CategorySum(test) => {
                let category = name_of(&names.categories, &test.category);
                format!("what falls to {category} is {}", test.is.in_words())
            }
            Self::Requester(RequesterTest::In(ids)) => {
                format!("the requester is {}", joined(ids.iter().map(|id| name_of(&names.people, id)), "or"))
            }
            Self::Supplier(SupplierTest::In(ids)) => {
                format!("the supplier is {}", joined(ids.iter().map(|id| name_of(&names.suppliers, id)), "or"))
            }
            Self::Kind(KindTest::In(kinds)) => {
                format!("it is a {}", joined(kinds.iter().map(|kind| kind.words().to_owned()), "or a"))
            }
        }
    }

    // What joins others stands in brackets within another, so that `and` and `or` cannot be confused.
    fn as_part(&self, names: &Names) -> String {
        match self {
            Self::All(parts) | Self::Any(parts) if parts.len() > 1 => format!("({})", self.in_words(names)),
            Self::All(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::Amount(_)
            | Self::Department(_)
            | Self::Category(_)
            | Self::CategorySum(_)
            | Self::Requester(_)
            | Self::Supplier(_)
            | Self::Kind(_) => self.in_words(names),
        }
    }
}

impl AmountTest {
    fn in_words(&self) -> String {
        let of = |words: &str, money: &Money| format!("{words} {}", amount(*money));
        match self {
            Self::GreaterThan(money) => of("above", money),
            Self::AtLeast(money) => of("at least", money),
            Self::LessThan(money) => of("below", money),
            Self::AtMost(money) => of("at most", money),
            Self::Between { at_least, at_most } => {
                format!("between {} and {}", amount(*at_least), amount(*at_most))
            }
        }
    }
}

// All of them: a change in the fiftieth must be read as well as one in the first.
fn joined(parts: impl Iterator<Item = String>, word: &str) -> String {
    let parts: Vec<_> = parts.collect();
    match parts.split_last() {
        None => "nobody".into(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, eur};

    #[test]
    fn the_standard_policy_reads_as_people_say_it() {
        let told: Vec<_> = sample::policy().in_words(&Names::default());

        let sentences: Vec<_> = told.iter().map(|step| step.sentence.as_str()).collect();
        assert_eq!(
            sentences,
            [
                "Always: the head of the department; one of them, without limit; where none of them may, anybody with the role \
                 general manager or anybody with the role owner instead.",
                "Always: anybody with the role accounts; one of them, without limit.",
                "When the total is above 1,000.00 EUR: anybody with the role general manager; one of them, without limit; \
                 where none of them may, anybody with the role owner instead.",
                "When the total is above 25,000.00 EUR: anybody with the role owner; one of them, without limit.",
            ]
        );
        assert_eq!(told.get(2).map(|step| step.on_nobody.as_str()), Some("anybody with the role owner instead"));
        let skipped = Step { on_same_person: OnSamePerson::Skip, ..sample::step("GM", 1, sample::role("owner")) };
        assert_eq!(
            StepInWords::of(StepNumber(1), &skipped, &Names::default()).sentence,
            "Always: anybody with the role owner; one of them, without limit; left out where all of them count at another step."
        );
    }

    #[test]
    fn and_within_or_stands_in_brackets() {
        let above = |limit| Condition::total_above(eur(limit));
        let both = Condition::All(vec![above("1"), above("2")]);
        let any = Condition::Any(vec![both, Condition::Not(Box::new(above("3")))]);

        assert_eq!(
            any.in_words(&Names::default()),
            "(the total is above 1.00 EUR and the total is above 2.00 EUR) or it is not so that the total is above 3.00 EUR"
        );
    }

    #[test]
    fn every_value_of_a_long_list_is_said() {
        let people = (1..=9).map(sample::person).collect::<Vec<_>>();
        let names = Names {
            people: people.iter().zip(1..).map(|(id, n)| (*id, sample::name(&format!("P{n}")))).collect(),
            ..Names::default()
        };

        let told = Condition::Requester(RequesterTest::In(people)).in_words(&names);

        assert_eq!(told, "the requester is P1, P2, P3, P4, P5, P6, P7, P8 or P9");
    }
}
