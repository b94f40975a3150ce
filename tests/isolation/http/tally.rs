//! What was tried and what came of it.
use std::collections::{BTreeMap, BTreeSet};

use super::{excepted, position::Position};

/// The least number of attempts on a pair of operation and position.
pub const HITS_MIN: usize = 10;

/// Counts attempts that the same request shows to succeed at home.
#[derive(Default)]
pub struct Tally {
    pub attempts: usize,
    /// Those of them by people of the same organisation who do not see the document.
    pub without_sight: usize,
    pub requests: usize,
    /// Requests of home that succeeded in the state in which strangers tried them.
    pub controls: usize,
    pub leaks: Vec<String>,
    pub told: BTreeSet<String>,
    pub hits: BTreeMap<(String, String), usize>,
}

impl Tally {
    /// So many attempts on a pair.
    pub fn counts(&mut self, operation: &str, position: &Position, attempts: usize) {
        self.attempts += attempts;
        *self.hits.entry((operation.to_owned(), position.to_string())).or_default() += attempts;
    }

    /// The pairs that were not hit often enough, the operations that were not told, and the exceptions that are none.
    pub fn uncovered(&self, positions: &BTreeMap<String, Vec<Position>>, hits_min: usize) -> Vec<String> {
        let mut uncovered = Vec::new();
        for (operation, positions) in positions {
            let is_untold = excepted::UNTOLD.iter().any(|(id, _)| id == operation);
            if self.told.contains(operation) == is_untold {
                uncovered.push(format!("{operation} (not told: tell it in tests/promises/tale)"));
            }
            for position in positions {
                let place = position.to_string();
                let is_excepted = excepted::POSITIONS.iter().any(|(id, at, _)| (*id, *at) == (&**operation, &*place));
                let hits = self.hits.get(&(operation.clone(), place.clone())).copied().unwrap_or(0);
                if hits < hits_min && !is_excepted || hits >= HITS_MIN && is_excepted {
                    uncovered.push(format!("{operation}, {place} ({hits} attempts)"));
                }
            }
        }
        let is_known = |id: &str, at: &str| {
            positions.get(id).is_some_and(|places| places.iter().any(|place| place.to_string() == at))
        };
        let gone = excepted::POSITIONS.iter().filter(|(id, at, _)| !is_known(id, at));
        uncovered.extend(gone.map(|(id, at, _)| format!("{id}, {at} (excepted, and not there)")));
        uncovered
    }
}

#[test]
fn a_pair_that_is_not_hit_and_an_operation_that_is_not_told_are_uncovered() {
    let place = Position::Path(0, "id".into());
    let known = BTreeMap::from([("get_thing".to_owned(), vec![place.clone()])]);
    let of_thing =
        |tally: &Tally| tally.uncovered(&known, HITS_MIN).into_iter().filter(|what| what.contains("thing")).count();
    let mut tally = Tally::default();

    assert_eq!(of_thing(&tally), 2);
    tally.told.insert("get_thing".into());
    tally.counts("get_thing", &place, HITS_MIN - 1);
    assert_eq!(of_thing(&tally), 1);
    tally.counts("get_thing", &place, 1);
    assert_eq!(of_thing(&tally), 0);
    assert_eq!(tally.uncovered(&known, HITS_MIN).len(), excepted::POSITIONS.len(), "an exception of what is not there");
}
