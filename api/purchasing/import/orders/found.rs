//! How the rows of a file came out, held until all of their part did.
use std::collections::BTreeMap;

use imports::{ROWS_OF_PART, RowFound};

/// The parts of which some rows have come out.
pub(super) struct Found {
    rows: usize,
    parts: BTreeMap<usize, BTreeMap<usize, RowFound>>,
}

impl Found {
    /// Of a file of so many rows.
    pub fn of(rows: usize) -> Self {
        Self { rows, parts: BTreeMap::new() }
    }

    /// A row came out.
    pub fn add(&mut self, place: usize, found: RowFound) {
        self.parts.entry(place / ROWS_OF_PART).or_default().insert(place, found);
    }

    /// The parts of which all rows have come out; they are held no longer.
    pub fn complete(&mut self) -> Vec<(usize, Vec<RowFound>)> {
        let rows = self.rows;
        let size = |part: usize| rows.saturating_sub(part.saturating_mul(ROWS_OF_PART)).min(ROWS_OF_PART);
        let complete = self.parts.extract_if(.., |part, found| found.len() >= size(*part));
        complete.map(|(part, found)| (part, found.into_values().collect())).collect()
    }
}
