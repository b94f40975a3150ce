//! A list as a workbook of one sheet, written as the rows come.
use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use kernel::Error;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::{Cell, file::Spool, guard::is_dangerous};

/// The most characters of a cell, as the format has it, less what is said of the rest.
const CHARS_MAX: usize = 32_700;
const CUT: &str = " [cut: a cell holds no more; the CSV has the whole]";
/// How many digits the format keeps of a number.
const DIGITS_MAX: usize = 15;
/// The years that the format knows.
const YEARS: RangeInclusive<i32> = 1900..=9999;
const WIDTH_MIN: usize = 10;
const WIDTH_MAX: usize = 48;

/// An unfinished file.
pub struct XlsxFile {
    workbook: Workbook,
    rows: u32,
    widths: Vec<usize>,
    day: Format,
    moment: Format,
    /// Keeps a text a text when somebody edits the cell.
    quoted: Format,
    /// By how many places stand behind the point.
    numbers: Vec<Format>,
}

impl XlsxFile {
    /// With its headings, which stay in sight.
    pub fn begin(list: &str, headings: &[&str], at: DateTime<Utc>) -> Result<Self, Error> {
        let mut workbook = Workbook::new();
        let made_at = ExcelDateTime::from_timestamp(at.timestamp())?;
        workbook.set_properties(&DocProperties::new().set_title(list).set_creation_datetime(&made_at));
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(list)?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (place, heading) in (0_u16..).zip(headings) {
            sheet.write_string_with_format(0, place, *heading, &bold)?;
        }
        let number = |places: usize| {
            let point = if places == 0 { "" } else { "." };
            Format::new().set_num_format(format!("0{point}{}", "0".repeat(places)))
        };
        Ok(Self {
            workbook,
            rows: 0,
            widths: headings.iter().map(|heading| heading.chars().count().max(WIDTH_MIN)).collect(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            quoted: Format::new().set_quote_prefix(),
            numbers: (0..=12).map(number).collect(),
        })
    }

    /// One more row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        self.rows = self.rows.saturating_add(1);
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (place, cell) in (0_u16..).zip(cells) {
            let at = (self.rows, place);
            let chars = match cell {
                Cell::Empty => 0,
                Cell::Text(text) => write_text(sheet, at, text, &self.quoted)?,
                Cell::Number(number) => write_number(sheet, at, *number, &self.numbers)?,
                Cell::Truth(truth) => {
                    sheet.write_boolean(at.0, at.1, *truth)?;
                    0
                }
                Cell::Day(day) => write_day(sheet, at, day.and_time(NaiveTime::MIN), &self.day)?,
                Cell::Moment(moment) => write_moment(sheet, at, *moment, &self.moment)?,
            };
            if let Some(width) = self.widths.get_mut(usize::from(place)) {
                *width = (*width).max(chars);
            }
        }
        Ok(())
    }

    /// The whole of it.
    pub fn finish(mut self, mut spool: Spool) -> Result<Spool, Error> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (place, width) in (0_u16..).zip(&self.widths) {
            let width = u8::try_from((*width).min(WIDTH_MAX))?;
            sheet.set_column_width(place, f64::from(width) + 2.0)?;
        }
        if let Some(last) = u16::try_from(self.widths.len())?.checked_sub(1) {
            sheet.autofilter(0, 0, self.rows, last)?;
        }
        self.workbook.save_to_writer(&mut spool)?;
        Ok(spool)
    }
}

type Place = (u32, u16);

// Always as a text, whatever it looks like; says how wide it is.
fn write_text(sheet: &mut Worksheet, (row, column): Place, text: &str, quoted: &Format) -> Result<usize, Error> {
    let chars = text.chars().count();
    let cut;
    let text = if chars > CHARS_MAX {
        cut = text.chars().take(CHARS_MAX - CUT.len()).chain(CUT.chars()).collect::<String>();
        cut.as_str()
    } else {
        text
    };
    if is_dangerous(text) {
        sheet.write_string_with_format(row, column, text, quoted)?;
    } else {
        sheet.write_string(row, column, text)?;
    }
    Ok(chars)
}

// A number that the format would round is a text: exact beats countable.
fn write_number(
    sheet: &mut Worksheet,
    (row, column): Place,
    number: Decimal,
    formats: &[Format],
) -> Result<usize, Error> {
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let format = formats.get(usize::try_from(number.scale())?);
    match (format, number.to_f64()) {
        (Some(format), Some(value)) if digits <= DIGITS_MAX => {
            sheet.write_number_with_format(row, column, value, format)?;
        }
        _ => {
            sheet.write_string(row, column, &text)?;
        }
    }
    Ok(text.len())
}

fn write_day(sheet: &mut Worksheet, (row, column): Place, day: NaiveDateTime, format: &Format) -> Result<usize, Error> {
    if !YEARS.contains(&day.year()) {
        let text = day.date().to_string();
        sheet.write_string(row, column, &text)?;
        return Ok(text.len());
    }
    let value = ExcelDateTime::from_timestamp(day.and_utc().timestamp())?;
    sheet.write_datetime_with_format(row, column, &value, format)?;
    Ok(WIDTH_MIN)
}

fn write_moment(sheet: &mut Worksheet, at: Place, moment: DateTime<Utc>, format: &Format) -> Result<usize, Error> {
    write_day(sheet, at, moment.naive_utc(), format)?;
    Ok(moment.to_rfc3339_opts(SecondsFormat::Secs, true).len())
}
