//! Which rows are one order, found out by a first look at all of them; of each row only that is held.
use std::{collections::HashMap, ops::Range};

use imports::{Lens, SheetRow};

use crate::line::LINES_MAX;

/// How many rows are judged together, and so held at once.
const ROWS_AT_ONCE: usize = 2000;

/// The orders of a file by the numbers of their rows, in the order in which they begin.
#[derive(Default)]
pub(super) struct Groups {
    of_row: Vec<u32>,
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    rows: usize,
    first: usize,
    last: usize,
    is_numbered: bool,
}

/// Orders that are judged together, and where their rows stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    groups: Range<usize>,
    places: Range<usize>,
}

/// What is looked at while the groups are found.
#[derive(Default)]
pub(super) struct Grouping {
    by_number: HashMap<Box<str>, u32>,
    groups: Groups,
}

impl Grouping {
    /// Takes further rows, in the order of the file.
    pub fn add(&mut self, lens: &Lens<'_>, rows: &[SheetRow]) {
        for row in rows {
            self.add_row(lens.text(row, "external_number"));
        }
    }

    fn add_row(&mut self, number: Option<&str>) {
        let Self { by_number, groups: Groups { of_row, groups } } = self;
        let (place, next) = (of_row.len(), u32::try_from(groups.len()).unwrap_or(u32::MAX));
        let known = number.and_then(|number| by_number.get(number).copied());
        let at = known.unwrap_or(next);
        of_row.push(at);
        if known.is_some()
            && let Some(group) = usize::try_from(at).ok().and_then(|at| groups.get_mut(at))
        {
            group.rows = group.rows.saturating_add(1);
            group.last = place;
            return;
        }
        if let Some(number) = number {
            by_number.insert(number.into(), next);
        }
        groups.push(Group { rows: 1, first: place, last: place, is_numbered: number.is_some() });
    }

    /// The groups, all rows having been looked at.
    pub fn done(self) -> Groups {
        self.groups
    }
}

impl Groups {
    /// The group of a row.
    pub fn of(&self, place: usize) -> Option<usize> {
        self.of_row.get(place).and_then(|group| usize::try_from(*group).ok())
    }

    /// How many rows a group has in the whole file.
    pub fn rows(&self, group: usize) -> usize {
        self.groups.get(group).map_or(0, |group| group.rows)
    }

    /// Whether a row is the only one of a number.
    pub fn is_alone(&self, group: usize) -> bool {
        self.groups.get(group).is_some_and(|group| group.is_numbered && group.rows == 1)
    }

    /// Orders whole, as many together as may be; one of more lines than an order may have is looked at piece by piece.
    pub fn batches(&self) -> Vec<Batch> {
        let mut batches: Vec<Batch> = Vec::new();
        let mut rows = 0_usize;
        for (group, at) in self.groups.iter().zip(0..) {
            let whole = Batch { groups: at..at.saturating_add(1), places: group.first..group.last.saturating_add(1) };
            if group.rows > LINES_MAX {
                let pieces = whole.places.clone().step_by(ROWS_AT_ONCE);
                batches.extend(pieces.map(|from| {
                    let to = from.saturating_add(ROWS_AT_ONCE).min(whole.places.end);
                    Batch { groups: whole.groups.clone(), places: from..to }
                }));
                rows = ROWS_AT_ONCE;
                continue;
            }
            match batches.last_mut() {
                Some(batch) if rows.saturating_add(group.rows) <= ROWS_AT_ONCE => {
                    batch.groups.end = whole.groups.end;
                    batch.places.end = batch.places.end.max(whole.places.end);
                    rows = rows.saturating_add(group.rows);
                }
                Some(_) | None => {
                    batches.push(whole);
                    rows = group.rows;
                }
            }
        }
        batches
    }

    /// Whether a row is of a batch.
    pub fn is_of(&self, place: usize, batch: &Batch) -> bool {
        batch.places.contains(&place) && self.of(place).is_some_and(|group| batch.groups.contains(&group))
    }
}

impl Batch {
    /// The parts in which its rows may be.
    pub fn parts(&self, rows_of_part: usize) -> Range<usize> {
        self.places.start / rows_of_part..self.places.end.div_ceil(rows_of_part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Groups {
        let mut grouping = Grouping::default();
        for number in numbers {
            grouping.add_row((!number.is_empty()).then_some(number));
        }
        grouping.done()
    }

    fn held(groups: &Groups, batch: &Batch) -> Vec<usize> {
        batch.places.clone().filter(|place| groups.is_of(*place, batch)).collect()
    }

    #[test]
    fn rows_of_one_number_are_one_order_wherever_they_stand() {
        let groups = groups(["A", "B", "A", "", ""]);

        assert_eq!((0..5).map(|row| groups.of(row).unwrap()).collect::<Vec<_>>(), [0, 1, 0, 2, 3]);
        assert_eq!((0..4).map(|group| groups.rows(group)).collect::<Vec<_>>(), [2, 1, 1, 1]);
        assert_eq!((0..4).map(|group| groups.is_alone(group)).collect::<Vec<_>>(), [false, true, false, false]);
    }

    #[test]
    fn every_row_is_of_one_batch_and_no_batch_holds_many() {
        let sorted: Vec<String> = (0..100_000).map(|row| (row / 7).to_string()).collect();
        let shuffled: Vec<String> = (0..100_000).map(|row| (row % 14_286).to_string()).collect();
        let one: Vec<String> = (0..100_000).map(|_| "A".to_owned()).collect();
        for numbers in [sorted, shuffled, one] {
            let groups = groups(numbers.iter().map(String::as_str));
            let mut all: Vec<usize> = Vec::new();
            for batch in groups.batches() {
                let held = held(&groups, &batch);
                assert!(held.len() <= ROWS_AT_ONCE);
                all.extend(held);
            }
            all.sort_unstable();
            assert_eq!(all, (0..100_000).collect::<Vec<_>>());
        }
    }
}
