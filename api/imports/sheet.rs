//! The rows of a file as they were read.
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Column;

const EXAMPLES_MAX: usize = 3;
const EXAMPLE_CHARS_MAX: usize = 100;

/// A header and the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<SheetRow>,
}

/// A row with the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    pub row: i32,
    pub cells: Vec<String>,
}

impl Sheet {
    /// Its columns, each with the first values that stand in it.
    pub fn columns(&self) -> Vec<Column> {
        let columns = self.header.iter().zip(0_i32..).zip(0_usize..);
        columns.map(|((name, column), at)| Column { column, name: name.clone(), examples: self.examples(at) }).collect()
    }

    fn examples(&self, column: usize) -> Vec<String> {
        let mut seen = HashSet::new();
        let values = self.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.trim());
        let different = values.filter(|cell| !cell.is_empty() && seen.insert(*cell));
        different.take(EXAMPLES_MAX).map(|cell| cell.chars().take(EXAMPLE_CHARS_MAX).collect()).collect()
    }
}
