//! The rows of a file as they are read: given away part by part, so that a file is never held whole.
use kernel::Error;
use serde::{Deserialize, Serialize};

use crate::{
    Column,
    correction::{AHEAD, is_correction, unguarded},
};

/// The most rows of a file, its header apart.
pub const ROWS_MAX: usize = 100_000;
/// The most columns of a file.
pub const COLUMNS_MAX: usize = 64;
/// The most characters of a cell.
pub const CELL_CHARS_MAX: usize = 4000;
/// The most bytes of all cells together: a workbook says a text once and uses it in every cell.
const TEXT_BYTES_MAX: usize = 134_217_728;
/// How many rows are kept together (decision 8).
pub const ROWS_OF_PART: usize = 500;

const EXAMPLES_MAX: usize = 3;
const EXAMPLE_CHARS_MAX: usize = 100;

/// A row with the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    pub row: i32,
    pub cells: Vec<String>,
}

/// What the rows of a file turned out to have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Each with the first values that stand in it.
    pub columns: Vec<Column>,
    pub rows: usize,
}

/// Whoever takes the rows, some hundreds at a time.
pub(crate) type Rows<'a> = &'a mut dyn FnMut(Vec<SheetRow>) -> Result<(), Error>;

/// What is wrong with a whole file.
pub(crate) fn body(rule: &str, message: impl std::fmt::Display) -> Error {
    Error::invalid("body", rule, message)
}

/// A sheet whose rows come one by one, held to what a file may have.
pub(crate) struct Reading<'a> {
    columns: Vec<Column>,
    // How many cells stand before the file's own, in a file of ours that comes back.
    ahead: usize,
    part: Vec<SheetRow>,
    rows: Rows<'a>,
    text_bytes: usize,
    widths: Widths,
}

// How many rows have how many cells, to know a header from a stray line above it.
#[derive(Default)]
struct Widths {
    rows: usize,
    as_header: usize,
    longer: usize,
    second: Option<usize>,
    as_second: usize,
}

impl<'a> Reading<'a> {
    /// Begins with the header.
    pub fn of<'c>(header: impl Iterator<Item = &'c str> + Clone, rows: Rows<'a>) -> Result<Self, Error> {
        let ahead = if is_correction(header.clone()) { AHEAD } else { 0 };
        let names = own(header, ahead).map(|cell| cell.trim().to_owned());
        let column = |(name, column)| Column { column, name, examples: Vec::new() };
        let columns: Vec<Column> = names.zip(0..).map(column).collect();
        must_be_header(&columns)?;
        Ok(Self { columns, ahead, part: Vec::new(), rows, text_bytes: 0, widths: Widths::default() })
    }

    /// How many columns the header has, with those that are not the file's own.
    pub fn columns(&self) -> usize {
        self.columns.len().saturating_add(self.ahead)
    }

    /// Adds the row that begins on this line; one without any content is left out.
    pub fn add<'c>(&mut self, line: i32, cells: impl Iterator<Item = &'c str>) -> Result<(), Error> {
        let cells: Vec<&str> = own(cells, self.ahead).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.widths.rows >= ROWS_MAX {
            return Err(body("too_many_rows", format!("At most {ROWS_MAX} rows: split the file.")));
        }
        if cells.len() > COLUMNS_MAX {
            let message = format!("At most {COLUMNS_MAX} columns; line {line} has {}.", cells.len());
            return Err(body("too_many_columns", message));
        }
        if cells.iter().any(|cell| cell.len() > CELL_CHARS_MAX && cell.chars().count() > CELL_CHARS_MAX) {
            return Err(body("cell_too_long", format!("At most {CELL_CHARS_MAX} characters a cell; see line {line}.")));
        }
        self.text_bytes = cells.iter().fold(self.text_bytes, |sum, cell| sum.saturating_add(cell.len()));
        if self.text_bytes > TEXT_BYTES_MAX {
            let message = format!("At most {TEXT_BYTES_MAX} bytes of text in all cells together: split the file.");
            return Err(body("too_large_unpacked", message));
        }
        self.widths.add(cells.len(), self.columns.len());
        for (column, cell) in self.columns.iter_mut().zip(&cells) {
            add_example(column, cell.trim());
        }
        self.part.push(SheetRow { row: line, cells: cells.into_iter().map(str::to_owned).collect() });
        if self.part.len() >= ROWS_OF_PART {
            (self.rows)(std::mem::take(&mut self.part))?;
        }
        Ok(())
    }

    /// The header, which heads a row at least and is none of them.
    pub fn done(self) -> Result<Header, Error> {
        if self.widths.rows == 0 {
            return Err(body("no_rows", "The file has a header and no row."));
        }
        self.widths.must_be_headed_by(self.columns.len())?;
        if !self.part.is_empty() {
            (self.rows)(self.part)?;
        }
        Ok(Header { columns: self.columns, rows: self.widths.rows })
    }
}

fn own<'a>(cells: impl Iterator<Item = &'a str>, ahead: usize) -> impl Iterator<Item = &'a str> {
    cells.skip(ahead).map(move |cell| if ahead > 0 { unguarded(cell) } else { cell })
}

fn add_example(column: &mut Column, cell: &str) {
    if cell.is_empty() || column.examples.len() >= EXAMPLES_MAX {
        return;
    }
    let example: String = cell.chars().take(EXAMPLE_CHARS_MAX).collect();
    if !column.examples.contains(&example) {
        column.examples.push(example);
    }
}

fn must_be_header(header: &[Column]) -> Result<(), Error> {
    if header.len() > COLUMNS_MAX {
        let message = format!("At most {COLUMNS_MAX} columns; the header has {}.", header.len());
        return Err(body("too_many_columns", message));
    }
    if !header.iter().any(|column| column.name.chars().any(char::is_alphabetic)) {
        return Err(body("no_header", "The first line names no column: put a header there."));
    }
    if header.iter().any(|column| column.name.chars().count() > CELL_CHARS_MAX) {
        return Err(body("cell_too_long", format!("At most {CELL_CHARS_MAX} characters a cell; see line 1.")));
    }
    Ok(())
}

impl Widths {
    fn add(&mut self, width: usize, header: usize) {
        let second = *self.second.get_or_insert(width);
        let more = |count: &mut usize, is_one: bool| *count = count.saturating_add(usize::from(is_one));
        more(&mut self.rows, true);
        more(&mut self.as_header, width == header);
        more(&mut self.longer, width > header);
        more(&mut self.as_second, width == second);
    }

    // A stray line above the header: a statement, a title. Then nearly no row has as many cells as it.
    fn must_be_headed_by(&self, header: usize) -> Result<(), Error> {
        let nearly_all = |count: usize| count.saturating_mul(10) >= self.rows.saturating_mul(9);
        let are_some_alike = self.as_header.saturating_mul(10) >= self.rows;
        if are_some_alike || !(nearly_all(self.as_second) || nearly_all(self.longer)) {
            return Ok(());
        }
        let message = format!(
            "The first line has {} and most others have {}: it is no header. Remove what stands above the header.",
            cells(header),
            cells(self.second.unwrap_or_default())
        );
        Err(body("no_header", message))
    }
}

/// So many cells, in words.
pub(crate) fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// What reading these bytes gives, and all rows together.
#[cfg(test)]
pub(crate) fn collected<T>(
    bytes: &[u8],
    read: impl FnOnce(&kernel::Spool, Rows<'_>) -> Result<T, Error>,
) -> Result<(T, Vec<SheetRow>), Error> {
    let mut spool = kernel::Spool::new()?;
    std::io::Write::write_all(&mut spool, bytes)?;
    let mut all = Vec::new();
    let found = read(&spool, &mut |mut part| {
        all.append(&mut part);
        Ok(())
    })?;
    Ok((found, all))
}
