//! A workbook, read once: one of its sheets, each cell as the text that a CSV file of it would hold.
//!
//! Cells are read one after another and rows built from them, so that a sheet with a cell in its last corner costs no
//! more than one. Formulas come as the value that was kept beside them; macros are never looked at.
mod unpacked;
mod value;

use std::{
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Dimensions, Reader, Sheet as Listed, SheetType, SheetVisible, Xlsx, XlsxError};
use kernel::{Error, FieldError, Spool, SpoolReader};

use self::unpacked::Unpacked;
use crate::{
    reading::shortened,
    sheet::{COLUMNS_MAX, Header, Reading, Rows, body},
    source_file::Note,
};

/// The most sheets that are named to somebody who asks for one that is not there.
const NAMED_MAX: usize = 20;

/// What a workbook turned out to be.
pub(crate) struct Found {
    pub name: String,
    pub notes: Vec<Note>,
    pub header: Header,
}

type Workbook<'a> = Xlsx<BufReader<SpoolReader<'a>>>;

/// Reads the sheet of this name, else the first that shows, and gives its rows away part by part, or says which rule the
/// file breaks.
pub(crate) fn read(spool: &Spool, wanted: Option<&str>, rows: Rows<'_>) -> Result<Found, Error> {
    if spool.bytes() == 0 {
        return Err(body("empty", "The file is empty."));
    }
    let unpacked = unpacked::look(spool)?;
    // What was sent may be damaged in ways that its reader did not think of.
    let reading = AssertUnwindSafe(|| read_sheet(spool, wanted, &unpacked, rows));
    catch_unwind(reading).unwrap_or_else(|_| Err(damaged()))
}

fn read_sheet(spool: &Spool, wanted: Option<&str>, unpacked: &Unpacked, rows: Rows<'_>) -> Result<Found, Error> {
    let file = BufReader::new(spool.reader(0));
    let mut workbook: Workbook<'_> = Xlsx::new(file).map_err(|error| broken(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let chosen = chosen(&sheets, wanted)?;
    let mut notes = notes(&sheets, chosen);
    if unpacked.hides_cells {
        let text = "The file hides rows or columns; what is hidden in the sheet was read like everything else.";
        notes.push(Note::new("hidden_cells", text));
    }
    let merged = workbook.merge_cells_by_sheet_name(&chosen.name).map_err(|error| broken(&error))?;
    if let Some(first) = merged.first() {
        notes.push(Note::new("merged_cells", said_of_merged(merged.len(), first)));
    }
    let header = read_rows(&mut workbook, &chosen.name, rows)?;
    Ok(Found { name: chosen.name.clone(), notes, header })
}

fn broken(error: &XlsxError) -> Error {
    if matches!(error, XlsxError::Password) {
        return body("locked", "The workbook is locked by a password: save it without one.");
    }
    damaged()
}

fn damaged() -> Error {
    let text = "The file is no XLSX workbook, or it is damaged: open it, save it as XLSX or CSV, and send that.";
    body("not_a_workbook", text)
}

fn chosen<'a>(sheets: &'a [Listed], wanted: Option<&str>) -> Result<&'a Listed, Error> {
    let mut readable = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let Some(wanted) = wanted else {
        let first = readable.clone().find(|sheet| sheet.visible == SheetVisible::Visible);
        return first.ok_or_else(|| body("no_sheet", "The workbook shows no sheet: name the one to be read."));
    };
    let found = readable.clone().find(|sheet| sheet.name.trim() == wanted.trim());
    found.ok_or_else(|| {
        let names: Vec<_> = readable.by_ref().take(NAMED_MAX).map(|sheet| quoted(&sheet.name)).collect();
        let message = format!("The workbook has no such sheet; it has {}.", names.join(", "));
        Error::invalid_fields(vec![FieldError::new("sheet", "unknown", message)])
    })
}

fn quoted(name: &str) -> String {
    format!("`{}`", shortened(name))
}

fn notes(sheets: &[Listed], chosen: &Listed) -> Vec<Note> {
    let mut notes = Vec::new();
    let others: Vec<_> =
        sheets.iter().filter(|sheet| sheet.name != chosen.name).map(|sheet| quoted(&sheet.name)).collect();
    if !others.is_empty() {
        let more = others.len().saturating_sub(NAMED_MAX);
        let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named: Vec<_> = others.into_iter().take(NAMED_MAX).collect();
        let text = format!("The sheet {} was read; not read: {}{and_more}.", quoted(&chosen.name), named.join(", "));
        notes.push(Note::new("other_sheets", text));
    }
    if chosen.visible != SheetVisible::Visible {
        notes.push(Note::new("hidden_sheet", format!("The sheet {} is hidden in the file.", quoted(&chosen.name))));
    }
    notes
}

fn said_of_merged(count: usize, first: &Dimensions) -> String {
    let (row, column) = first.start;
    let place = format!("{}{}", value::letters(column), row.saturating_add(1));
    let cells = if count == 1 { "Merged cells".to_owned() } else { format!("{count} groups of merged cells") };
    format!("{cells}, the first at {place}: only the upper left cell of each has a value, the others are empty.")
}

// The row that is being put together.
#[derive(Default)]
struct Row {
    number: u32,
    cells: Vec<String>,
}

fn read_rows(workbook: &mut Workbook<'_>, name: &str, rows: Rows<'_>) -> Result<Header, Error> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    let (mut sheet, mut row) = (Begun { reading: None, rows: Some(rows) }, Row::default());
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let (number, column) = cell.get_position();
        if number < row.number {
            return Err(broken(&XlsxError::Unexpected("rows out of order")));
        }
        if number > row.number {
            row = finished(row, number, &mut sheet)?;
        }
        let text = value::text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let at = usize::try_from(column)?;
        if at >= COLUMNS_MAX.saturating_add(crate::correction::AHEAD) {
            let message = format!(
                "At most {COLUMNS_MAX} columns; row {} has a value in column {}.",
                number.saturating_add(1),
                value::letters(column)
            );
            return Err(body("too_many_columns", message));
        }
        if row.cells.len() <= at {
            row.cells.resize(at.saturating_add(1), String::new());
        }
        if let Some(place) = row.cells.get_mut(at) {
            *place = text;
        }
    }
    finished(row, u32::MAX, &mut sheet)?;
    sheet.reading.ok_or_else(|| body("empty", "The sheet is empty."))?.done()
}

// A sheet whose header may be still to come.
struct Begun<'a> {
    reading: Option<Reading<'a>>,
    rows: Option<Rows<'a>>,
}

// A row ends where another begins: the first with content is the header, the others have at least its columns.
fn finished(row: Row, next: u32, sheet: &mut Begun<'_>) -> Result<Row, Error> {
    let Row { number, mut cells } = row;
    let next = Row { number: next, cells: Vec::new() };
    if cells.is_empty() {
        return Ok(next);
    }
    if let Some(rows) = sheet.rows.take() {
        sheet.reading = Some(Reading::of(cells.iter().map(String::as_str), rows)?);
        return Ok(next);
    }
    if let Some(reading) = &mut sheet.reading {
        if cells.len() < reading.columns() {
            cells.resize(reading.columns(), String::new());
        }
        let line = i32::try_from(number.saturating_add(1))?;
        reading.add(line, cells.iter().map(String::as_str))?;
    }
    Ok(next)
}

#[cfg(test)]
#[path = "xlsx_file/tests.rs"]
mod tests;
