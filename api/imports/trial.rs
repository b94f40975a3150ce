//! How the rows of a sheet came out, and what they come to together.
use std::{cmp::Reverse, collections::HashMap, hash::Hash};

use crate::{Counts, Finding, Import, Outcome, ProblemCount, UnknownValue, import::Verdict};

/// The most entries of a list of what was found.
pub const LISTED_MAX: usize = 50;
const VALUE_CHARS_MAX: usize = 200;

/// How a sheet came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    pub rows: Vec<RowTrial>,
    pub counts: Counts,
    pub verdict: Verdict,
}

/// How one row came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowTrial {
    pub row: i32,
    /// What it belongs to.
    pub document: Option<String>,
    pub is_repeated: bool,
    pub problems: Vec<Finding>,
    pub warnings: Vec<Finding>,
}

/// Values of the file that a closed set does not have: field, value.
pub type Unknown = (&'static str, String);

impl RowTrial {
    /// What follows from what was found.
    pub fn outcome(&self) -> Outcome {
        if !self.problems.is_empty() {
            Outcome::Problem
        } else if self.is_repeated {
            Outcome::Repeated
        } else if self.warnings.is_empty() {
            Outcome::Ready
        } else {
            Outcome::Warning
        }
    }
}

impl Trial {
    /// Counts what was found, and how many documents come of it.
    pub fn of(rows: Vec<RowTrial>, unknown: &[Unknown], documents: usize) -> Self {
        let count = |outcome| saturated(rows.iter().filter(|row| row.outcome() == outcome).count());
        let counts = Counts {
            rows: saturated(rows.len()),
            ready: count(Outcome::Ready),
            warnings: count(Outcome::Warning),
            problems: count(Outcome::Problem),
            repeated: count(Outcome::Repeated),
            documents: saturated(documents),
        };
        let problems = rows.iter().flat_map(|row| &row.problems);
        let problems = most_frequent(problems.map(|found| (&*found.code, &*found.field, &*found.text)));
        let problems = problems.into_iter().map(|((code, field, text), rows)| ProblemCount {
            code: code.to_owned(),
            field: field.to_owned(),
            text: text.to_owned(),
            rows,
        });
        let verdict = Verdict { problems: problems.collect(), unknown_values: listed(unknown) };
        Self { rows, counts, verdict }
    }
}

impl Import {
    /// The same import with the counts of another trial.
    #[must_use]
    pub fn tried_again(self, trial: &Trial) -> Self {
        Self { counts: trial.counts, verdict: trial.verdict.clone(), ..self }
    }
}

fn listed(unknown: &[Unknown]) -> Vec<(String, Vec<UnknownValue>)> {
    let mut fields: Vec<&str> = unknown.iter().map(|(field, _)| *field).collect();
    fields.sort_unstable();
    fields.dedup();
    let of_field = |name: &str| {
        let values = unknown.iter().filter(|(field, _)| *field == name).map(|(_, value)| value.as_str());
        let short = |value: &str| value.chars().take(VALUE_CHARS_MAX).collect();
        most_frequent(values).into_iter().map(|(value, rows)| UnknownValue { value: short(value), rows }).collect()
    };
    fields.into_iter().map(|field| (field.to_owned(), of_field(field))).collect()
}

// Equally frequent ones stay in the order in which they came first.
fn most_frequent<T: Copy + Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counted: HashMap<T, (usize, usize)> = HashMap::new();
    for (at, one) in all.enumerate() {
        let (times, _) = counted.entry(one).or_insert((0, at));
        *times = times.saturating_add(1);
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by_key(|(_, (times, first))| (Reverse(*times), *first));
    counted.into_iter().take(LISTED_MAX).map(|(one, (times, _))| (one, times)).collect()
}

fn saturated(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: i32, problem: Option<&str>) -> RowTrial {
        let problems = problem.map(|text| Finding::of_row("code", text)).into_iter().collect();
        RowTrial { row, problems, ..RowTrial::default() }
    }

    #[test]
    fn a_problem_is_stronger_than_a_repetition_and_that_than_a_warning() {
        let warnings = vec![Finding::of_row("code", "said")];
        let warned = RowTrial { warnings, ..row(2, None) };
        let repeated = RowTrial { is_repeated: true, ..warned.clone() };
        let wrong = RowTrial { problems: vec![Finding::of_row("code", "wrong")], ..repeated.clone() };

        let outcomes = [row(2, None), warned, repeated, wrong].map(|row| row.outcome());

        assert_eq!(outcomes, [Outcome::Ready, Outcome::Warning, Outcome::Repeated, Outcome::Problem]);
    }

    #[test]
    fn the_same_problem_is_counted_and_the_most_frequent_stand_first() {
        let rows = vec![row(2, Some("a")), row(3, Some("b")), row(4, None), row(5, Some("b")), row(6, Some("c"))];

        let trial = Trial::of(rows, &[("unit", "box".into()), ("unit", "box".into()), ("currency", "€".into())], 1);

        let problems: Vec<_> = trial.verdict.problems.iter().map(|found| (found.text.as_str(), found.rows)).collect();
        assert_eq!(problems, [("b", 2), ("a", 1), ("c", 1)]);
        let counts = Counts { rows: 5, ready: 1, warnings: 0, problems: 4, repeated: 0, documents: 1 };
        assert_eq!(trial.counts, counts);
        let unknown: Vec<_> =
            trial.verdict.unknown_values.iter().map(|(field, values)| (&**field, values[0].rows)).collect();
        assert_eq!(unknown, [("currency", 1), ("unit", 2)]);
    }

    #[test]
    fn at_most_fifty_problems_are_listed_and_all_are_counted() {
        let rows = (0..60).map(|at| row(at, Some(&at.to_string()))).collect();

        let trial = Trial::of(rows, &[], 0);

        assert_eq!((trial.verdict.problems.len(), trial.counts.problems), (LISTED_MAX, 60));
    }
}
