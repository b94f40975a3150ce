//! The rows of a file as they were read.
use std::collections::HashSet;

use kernel::Error;
use serde::{Deserialize, Serialize};

use crate::{
    Column,
    correction::{AHEAD, is_correction, unguarded},
};

/// The most rows of a file, its header apart.
pub const ROWS_MAX: usize = 20_000;
/// The most columns of a file.
pub const COLUMNS_MAX: usize = 64;
/// The most characters of a cell.
pub const CELL_CHARS_MAX: usize = 4000;

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

/// What is wrong with a whole file.
pub(crate) fn body(rule: &str, message: impl std::fmt::Display) -> Error {
    Error::invalid("body", rule, message)
}

/// A sheet whose rows come one by one, held to what a file may have.
pub(crate) struct Reading {
    sheet: Sheet,
    // How many cells stand before the file's own, in a file of ours that comes back.
    ahead: usize,
}

impl Reading {
    /// Begins with the header.
    pub fn of<'a>(header: impl Iterator<Item = &'a str> + Clone) -> Result<Self, Error> {
        let ahead = if is_correction(header.clone()) { AHEAD } else { 0 };
        let sheet = Sheet { header: own(header, ahead).map(|cell| cell.trim().to_owned()).collect(), rows: Vec::new() };
        must_be_header(&sheet.header)?;
        Ok(Self { sheet, ahead })
    }

    /// How many columns the header has, with those that are not the file's own.
    pub fn columns(&self) -> usize {
        self.sheet.header.len().saturating_add(self.ahead)
    }

    /// Adds the row that begins on this line; one without any content is left out.
    pub fn add<'a>(&mut self, line: i32, cells: impl Iterator<Item = &'a str>) -> Result<(), Error> {
        let cells: Vec<&str> = own(cells, self.ahead).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.sheet.rows.len() >= ROWS_MAX {
            return Err(body("too_many_rows", format!("At most {ROWS_MAX} rows: split the file.")));
        }
        if cells.len() > COLUMNS_MAX {
            let message = format!("At most {COLUMNS_MAX} columns; line {line} has {}.", cells.len());
            return Err(body("too_many_columns", message));
        }
        if cells.iter().any(|cell| cell.len() > CELL_CHARS_MAX && cell.chars().count() > CELL_CHARS_MAX) {
            return Err(body("cell_too_long", format!("At most {CELL_CHARS_MAX} characters a cell; see line {line}.")));
        }
        self.sheet.rows.push(SheetRow { row: line, cells: cells.into_iter().map(str::to_owned).collect() });
        Ok(())
    }

    /// The sheet, which has a row and whose first line is its header.
    pub fn done(self) -> Result<Sheet, Error> {
        if self.sheet.rows.is_empty() {
            return Err(body("no_rows", "The file has a header and no row."));
        }
        must_head(&self.sheet)?;
        Ok(self.sheet)
    }
}

fn own<'a>(cells: impl Iterator<Item = &'a str>, ahead: usize) -> impl Iterator<Item = &'a str> {
    cells.skip(ahead).map(move |cell| if ahead > 0 { unguarded(cell) } else { cell })
}

fn must_be_header(header: &[String]) -> Result<(), Error> {
    if header.len() > COLUMNS_MAX {
        let message = format!("At most {COLUMNS_MAX} columns; the header has {}.", header.len());
        return Err(body("too_many_columns", message));
    }
    if !header.iter().any(|cell| cell.chars().any(char::is_alphabetic)) {
        return Err(body("no_header", "The first line names no column: put a header there."));
    }
    if header.iter().any(|cell| cell.chars().count() > CELL_CHARS_MAX) {
        return Err(body("cell_too_long", format!("At most {CELL_CHARS_MAX} characters a cell; see line 1.")));
    }
    Ok(())
}

// A stray line above the header: a statement, a title. Then nearly no row has as many cells as it.
fn must_head(Sheet { header, rows }: &Sheet) -> Result<(), Error> {
    let alike = rows.iter().filter(|row| row.cells.len() == header.len()).count();
    let Some(second) = rows.first() else { return Ok(()) };
    let like_second = rows.iter().filter(|row| row.cells.len() == second.cells.len()).count();
    let longer = rows.iter().filter(|row| row.cells.len() > header.len()).count();
    let nearly_all = |count: usize| count.saturating_mul(10) >= rows.len().saturating_mul(9);
    if alike.saturating_mul(10) >= rows.len() || !(nearly_all(like_second) || nearly_all(longer)) {
        return Ok(());
    }
    let message = format!(
        "The first line has {} and most others have {}: it is no header. Remove what stands above the header.",
        cells(header.len()),
        second.cells.len()
    );
    Err(body("no_header", message))
}

/// So many cells, in words.
pub(crate) fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}
