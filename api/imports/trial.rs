//! How the rows of a file came out, and what they come to together: counted as they come, never held.
use std::{cmp::Reverse, collections::HashMap};

use crate::{Counts, Finding, Outcome, ProblemCount, UnknownValue, import::Verdict};

/// The most entries of a list of what was found.
pub const LISTED_MAX: usize = 50;
/// How many different things are counted at once; beyond them, those seen once make room.
const COUNTED_MAX: usize = 20_000;
const VALUE_CHARS_MAX: usize = 200;

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

/// What the rows of a trial come to.
#[derive(Debug, Default)]
pub struct Tally {
    counts: Counts,
    problems: Counted<(String, String, String)>,
    unknown: HashMap<&'static str, Counted<String>>,
}

impl Tally {
    /// Counts a row, in the order of the file or not.
    pub fn add(&mut self, trial: &RowTrial, unknown: Vec<Unknown>) {
        let count = match trial.outcome() {
            Outcome::Ready => &mut self.counts.ready,
            Outcome::Warning => &mut self.counts.warnings,
            Outcome::Problem => &mut self.counts.problems,
            Outcome::Repeated => &mut self.counts.repeated,
        };
        *count = count.saturating_add(1);
        self.counts.rows = self.counts.rows.saturating_add(1);
        for found in &trial.problems {
            self.problems.add((found.code.clone(), found.field.clone(), found.text.clone()), trial.row);
        }
        for (field, value) in unknown {
            let value = value.chars().take(VALUE_CHARS_MAX).collect();
            self.unknown.entry(field).or_default().add(value, trial.row);
        }
    }

    /// Counts documents that come of good rows.
    pub fn add_documents(&mut self, count: usize) {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        self.counts.documents = self.counts.documents.saturating_add(count);
    }

    /// How many rows came out how.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What is to be said of them together.
    pub fn verdict(&self) -> Verdict {
        let problems = self.problems.most_frequent().into_iter().map(|((code, field, text), rows)| ProblemCount {
            code: code.clone(),
            field: field.clone(),
            text: text.clone(),
            rows,
        });
        let mut unknown_values: Vec<_> = self
            .unknown
            .iter()
            .map(|(field, values)| {
                let values = values.most_frequent().into_iter();
                ((*field).to_owned(), values.map(|(value, rows)| UnknownValue { value: value.clone(), rows }).collect())
            })
            .collect();
        unknown_values.sort_by(|(one, _): &(String, Vec<_>), (other, _)| one.cmp(other));
        Verdict { problems: problems.collect(), unknown_values }
    }
}

// How often something was seen, and on which line first.
#[derive(Debug)]
struct Counted<T>(HashMap<T, (usize, i32)>);

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + std::hash::Hash + Ord> Counted<T> {
    fn add(&mut self, one: T, line: i32) {
        if let Some((times, first)) = self.0.get_mut(&one) {
            *times = times.saturating_add(1);
            *first = line.min(*first);
            return;
        }
        if self.0.len() >= COUNTED_MAX {
            self.0.retain(|_, (times, _)| *times > 1);
        }
        if self.0.len() < COUNTED_MAX {
            self.0.insert(one, (1, line));
        }
    }

    // Equally frequent ones stand in the order in which they came first.
    fn most_frequent(&self) -> Vec<(&T, usize)> {
        let mut counted: Vec<_> = self.0.iter().collect();
        counted.sort_by_key(|(one, (times, first))| (Reverse(*times), *first, *one));
        counted.into_iter().take(LISTED_MAX).map(|(one, (times, _))| (one, *times)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: i32, problem: Option<&str>) -> RowTrial {
        let problems = problem.map(|text| Finding::of_row("code", text)).into_iter().collect();
        RowTrial { row, problems, ..RowTrial::default() }
    }

    fn tally(rows: impl IntoIterator<Item = RowTrial>) -> Tally {
        let mut tally = Tally::default();
        for row in rows {
            tally.add(&row, Vec::new());
        }
        tally
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
        let rows = [row(2, Some("a")), row(6, Some("c")), row(3, Some("b")), row(4, None), row(5, Some("b"))];

        let mut tally = tally(rows);
        tally.add(&row(7, None), vec![("unit", "box".into()), ("currency", "€".into())]);
        tally.add(&row(8, None), vec![("unit", "box".into())]);
        tally.add_documents(1);

        let verdict = tally.verdict();
        let problems: Vec<_> = verdict.problems.iter().map(|found| (found.text.as_str(), found.rows)).collect();
        assert_eq!(problems, [("b", 2), ("a", 1), ("c", 1)]);
        let counts = Counts { rows: 7, ready: 3, warnings: 0, problems: 4, repeated: 0, documents: 1 };
        assert_eq!(tally.counts(), counts);
        let unknown: Vec<_> = verdict.unknown_values.iter().map(|(field, values)| (&**field, values[0].rows)).collect();
        assert_eq!(unknown, [("currency", 1), ("unit", 2)]);
    }

    #[test]
    fn at_most_fifty_problems_are_listed_and_all_are_counted() {
        let tally = tally((0..60).map(|at| row(at, Some(&at.to_string()))));

        assert_eq!((tally.verdict().problems.len(), tally.counts().problems), (LISTED_MAX, 60));
    }

    #[test]
    fn what_is_frequent_is_found_among_ever_so_many_that_are_not() {
        let often = (0..200_000).map(|at| row(at, Some(if at % 2 == 0 { "often" } else { "" })));
        let rows = often
            .map(|one| if one.problems[0].text.is_empty() { row(one.row, Some(&one.row.to_string())) } else { one });

        let tally = tally(rows);

        assert_eq!((tally.verdict().problems[0].text.as_str(), tally.verdict().problems[0].rows), ("often", 100_000));
        assert!(tally.problems.0.len() <= COUNTED_MAX);
    }
}
