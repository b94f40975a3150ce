//! The rows that have problems as a file: to be corrected in a spreadsheet and uploaded again as it stands.
//!
//! Two columns stand before the file's own: the row's line in the file that was uploaded, and what is wrong with it. They
//! stand in front so that a row with too few or too many cells keeps its shape. By them a file is known again: they are
//! taken off, and so is the mark that keeps a spreadsheet from running a cell as a formula.
use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use kernel::Error;

use crate::{Finding, Import, ImportRow, ROW, Target};

const ROW_HEADER: &str = "Import row";
const PROBLEMS_HEADER: &str = "Import problems";

/// How many columns stand before the file's own.
pub(crate) const AHEAD: usize = 2;

// Spreadsheets take these for UTF-8; without it they guess.
const MARK: &[u8] = b"\xEF\xBB\xBF";
const GUARD: char = '\'';
// What begins a formula, in ASCII and in full width (OWASP, CSV injection).
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];

/// Whether a header is that of a file of ours.
pub(crate) fn is_correction<'a>(header: impl IntoIterator<Item = &'a str>) -> bool {
    let mut cells = header.into_iter().map(str::trim);
    cells.next() == Some(ROW_HEADER) && cells.next() == Some(PROBLEMS_HEADER)
}

fn could_run(cell: &str) -> bool {
    let bare = cell.trim_start_matches(GUARD);
    bare.starts_with(['\t', '\r', '\n']) || bare.trim_start().starts_with(FORMULA)
}

/// A cell that no spreadsheet runs: with a mark in front where it could be taken for a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if could_run(cell) { format!("{GUARD}{cell}").into() } else { cell.into() }
}

/// A cell as it was before it was guarded.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|_| could_run(cell)).unwrap_or(cell)
}

/// Such a file being written.
pub struct CorrectionFile {
    target: Target,
    writer: Writer<Vec<u8>>,
    rows: usize,
}

impl CorrectionFile {
    /// Begins with the header of the import, and what its file was delimited by.
    pub fn of(target: Target, import: &Import) -> Result<Self, Error> {
        let delimiter = import.file.delimiter.iter().flat_map(|sign| sign.bytes()).next().unwrap_or(b',');
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(QuoteStyle::Always)
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(MARK.to_vec());
        let own = import.header.iter().map(|column| guarded(&column.name));
        let ahead = [ROW_HEADER, PROBLEMS_HEADER].map(Cow::Borrowed);
        writer.write_record(ahead.into_iter().chain(own).map(Cow::into_owned))?;
        Ok(Self { target, writer, rows: 0 })
    }

    /// Adds rows as they were read, each with what is wrong with it.
    pub fn add(&mut self, rows: &[ImportRow]) -> Result<(), Error> {
        for row in rows {
            let said: Vec<String> = row.problems.iter().map(|found| self.said(found)).collect();
            let ahead = [row.row.to_string(), guarded(&said.join(" ")).into_owned()];
            let own = row.cells.iter().map(|cell| guarded(cell).into_owned());
            self.writer.write_record(ahead.into_iter().chain(own))?;
            self.rows = self.rows.saturating_add(1);
        }
        Ok(())
    }

    /// The file; none when no row was added.
    pub fn bytes(self) -> Result<Option<Vec<u8>>, Error> {
        if self.rows == 0 {
            return Ok(None);
        }
        Ok(Some(self.writer.into_inner()?))
    }

    fn said(&self, found: &Finding) -> String {
        match self.target.field(&found.field) {
            Some(field) if found.field != ROW => format!("{}: {}", field.label, found.text),
            Some(_) | None => found.text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_run_is_guarded_and_nothing_else() {
        for cell in ["=1+1", "+353 1", "-5", "@SUM(A1)", "\t=1", "\rx", " =1", "'=1", "''-2", "\u{FF1D}1"] {
            assert_eq!(guarded(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "5", "a=b", "'s-Hertogenbosch", "''", "1-2", " x"] {
            assert_eq!(guarded(cell), cell, "{cell:?}");
        }
    }

    #[test]
    fn what_somebody_types_anew_is_read_as_it_is_typed() {
        for cell in ["'s-Gravenhage", "=1+1", "-5", "'", "plain"] {
            assert_eq!(unguarded(cell), cell);
        }
    }

    #[test]
    fn a_file_is_known_by_its_first_two_columns_alone() {
        assert!(is_correction(["Import row", " Import problems ", "Name"]));
        assert!(!is_correction(["Import problems", "Import row", "Name"]));
        assert!(!is_correction(["Name", "Import row", "Import problems"]));
    }

    proptest! {
        #[test]
        fn a_cell_is_read_back_as_it_was(cell in "['=+@\\-\\t\\r\\n a-c]{0,8}") {
            let kept = guarded(&cell);
            prop_assert_eq!(unguarded(&kept), cell.as_str());
            prop_assert!(!kept.trim_start().starts_with(FORMULA) && !kept.starts_with(['\t', '\r', '\n']));
        }
    }
}
