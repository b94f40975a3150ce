//! A row through the mapping: what each field says, and what was found on the way.
use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::rule;
use rust_decimal::Decimal;

use crate::{
    DecimalSign, Finding, Kind, Mapping, RowTrial, SheetRow, Target, Unknown,
    day::{self, DayOrder},
    number::{self, Evidence},
    sheet::cells,
};

/// The convention that names the decimal sign, where a target has it.
pub const DECIMAL_SIGN: &str = "decimal_sign";
/// The convention that names the order of day and month, where a target has it.
pub const DATE_FORMAT: &str = "date_format";

/// A mapping made ready to read many rows of one sheet.
pub struct Lens<'a> {
    sources: HashMap<&'static str, Source<'a>>,
    values: HashMap<(&'a str, &'a str), &'a str>,
    signs: HashMap<&'static str, Evidence>,
    is_sign_said: bool,
    day_order: Option<DayOrder>,
    columns: usize,
}

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Column(usize, i32),
    Constant(&'a str),
}

/// A row being read.
pub struct RowReading<'a> {
    lens: &'a Lens<'a>,
    row: &'a SheetRow,
    /// How it came out so far.
    pub trial: RowTrial,
    /// The values that no closed set has.
    pub unknown: Vec<Unknown>,
}

impl<'a> Lens<'a> {
    /// Of a mapping that fits the target and a sheet of so many columns; the rows are still to be looked at.
    pub fn of(target: Target, mapping: &'a Mapping, columns: usize) -> Self {
        let source = |name: &str| {
            let column = mapping.column_of(name).and_then(|at| Some(Source::Column(usize::try_from(at).ok()?, at)));
            column.or_else(|| mapping.constant_of(name).map(|text| Source::Constant(text.trim())))
        };
        let sources: HashMap<_, _> =
            target.fields.iter().filter_map(|field| Some((field.name, source(field.name)?))).collect();
        let values =
            mapping.values.iter().map(|said| ((said.field.as_str(), said.from.trim()), said.to.trim())).collect();
        let said = |name: &str| mapping.constant_of(name).map(str::trim);
        let sign = said(DECIMAL_SIGN).and_then(|text| DecimalSign::parse(text).ok());
        let numbers = target.fields.iter().filter(|field| field.kind == Kind::Number);
        let signs = numbers.map(|field| (field.name, sign.map_or(Evidence::Silent, Evidence::Says)));
        Self {
            sources,
            values,
            signs: signs.collect(),
            is_sign_said: sign.is_some(),
            day_order: said(DATE_FORMAT).and_then(|text| DayOrder::parse(text).ok()),
            columns,
        }
    }

    /// Looks at further rows for what they say of their columns' decimal signs; all must be looked at before any is read.
    pub fn look_at(&mut self, rows: &[SheetRow]) {
        if self.is_sign_said {
            return;
        }
        let mut signs = std::mem::take(&mut self.signs);
        for (field, evidence) in &mut signs {
            for text in rows.iter().filter_map(|row| self.text(row, field)) {
                *evidence = evidence.and(text);
            }
        }
        self.signs = signs;
    }

    /// Begins to read a row; one with too many or too few cells is a problem from the start.
    pub fn read<'r>(&'r self, row: &'r SheetRow) -> RowReading<'r>
    where
        'a: 'r,
    {
        let mut trial = RowTrial { row: row.row, ..RowTrial::default() };
        if row.cells.len() != self.columns {
            let text = format!("The row has {}, the header {}.", cells(row.cells.len()), self.columns);
            trial.problems.push(Finding::of_row("cell_count", text));
        }
        RowReading { lens: self, row, trial, unknown: Vec::new() }
    }

    fn raw<'r>(&self, row: &'r SheetRow, field: &str) -> Option<&'r str>
    where
        'a: 'r,
    {
        match self.sources.get(field)? {
            Source::Column(at, _) => Some(row.cells.get(*at)?.trim()),
            Source::Constant(text) => Some(text),
        }
    }

    /// What a field says in a row, translated; none when it is empty or comes from nowhere.
    pub fn text<'r>(&self, row: &'r SheetRow, field: &str) -> Option<&'r str>
    where
        'a: 'r,
    {
        let raw = self.raw(row, field)?;
        let means = self.values.get(&(field, raw)).copied().unwrap_or(raw);
        (!means.is_empty()).then_some(means)
    }

    fn column(&self, field: &str) -> Option<i32> {
        match self.sources.get(field)? {
            Source::Column(_, at) => Some(*at),
            Source::Constant(_) => None,
        }
    }
}

impl<'a> RowReading<'a> {
    /// What a field says, translated; none when it is empty or comes from nowhere.
    pub fn text(&self, field: &'static str) -> Option<&'a str> {
        self.lens.text(self.row, field)
    }

    /// Whether the file itself says nothing here, whatever a translation makes of it.
    pub fn is_empty_in_file(&self, field: &'static str) -> bool {
        self.lens.raw(self.row, field).is_none_or(str::is_empty)
    }

    /// The same, and a problem when there is nothing.
    pub fn required(&mut self, field: &'static str) -> Option<&'a str> {
        let text = self.text(field);
        if text.is_none() {
            let said = match self.lens.sources.get(field) {
                None => "Must come from a column or be a constant.",
                Some(Source::Column(..) | Source::Constant(_)) => "Must not be empty.",
            };
            self.problem(field, "required", said);
        }
        text
    }

    /// A field of a type that says which rule a text breaks.
    pub fn parsed<T>(&mut self, field: &'static str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(field)?;
        self.parse(field, text, parse)
    }

    /// The same, and a problem when there is nothing.
    pub fn required_parsed<T>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.required(field)?;
        self.parse(field, text, parse)
    }

    /// A number of a field made into a type that says which rule it breaks.
    pub fn parsed_from<T>(
        &mut self,
        field: &'static str,
        number: Decimal,
        parse: impl FnOnce(Decimal) -> Result<T, String>,
    ) -> Option<T> {
        self.parse(field, "", |_| parse(number))
    }

    /// A number, exactly as it is written.
    pub fn number(&mut self, field: &'static str) -> Option<Decimal> {
        let sign = self.lens.signs.get(field).and_then(|evidence| evidence.sign());
        self.parsed(field, |text| number::parse(text, sign))
    }

    /// A day.
    pub fn day(&mut self, field: &'static str) -> Option<NaiveDate> {
        let order = self.lens.day_order;
        self.parsed(field, |text| day::parse(text, order))
    }

    /// One of a closed set; what is not in it is listed as well.
    pub fn choice<T>(&mut self, field: &'static str, what: &str, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field)?;
        let found = find(text);
        if found.is_none() {
            self.is_unknown(field, text, &format!("`{}` is no {what}.", shortened(text)));
        }
        found
    }

    /// The same, and a problem when there is nothing.
    pub fn required_choice<T>(
        &mut self,
        field: &'static str,
        what: &str,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.required(field)?;
        self.choice(field, what, find)
    }

    /// A value that a closed set does not have.
    pub fn is_unknown(&mut self, field: &'static str, value: &str, said: &str) {
        // What is listed is what stands in the file, for that is what a translation begins with.
        let raw = self.lens.raw(self.row, field).unwrap_or(value);
        self.unknown.push((field, raw.to_owned()));
        self.problem(field, "unknown", said);
    }

    /// A problem of a field.
    pub fn problem(&mut self, field: &'static str, code: &str, text: impl Into<String>) {
        let finding = self.finding(field, code, text.into());
        self.trial.problems.push(finding);
    }

    /// Something worth saying of a field.
    pub fn warning(&mut self, field: &'static str, code: &str, text: impl Into<String>) {
        let finding = self.finding(field, code, text.into());
        self.trial.warnings.push(finding);
    }

    /// Whether nothing is wrong so far.
    pub fn is_good(&self) -> bool {
        self.trial.problems.is_empty()
    }

    fn finding(&self, field: &str, code: &str, text: String) -> Finding {
        Finding { field: field.to_owned(), column: self.lens.column(field), code: code.to_owned(), text }
    }

    fn parse<T>(
        &mut self,
        field: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match parse(text) {
            Ok(value) => Some(value),
            Err(said) => {
                self.trial.problems.push(Finding::of_rule(field, self.lens.column(field), &said));
                None
            }
        }
    }
}

/// Refuses conventions that say nothing we know.
pub(crate) fn convention(field: &str, text: &str) -> Result<(), String> {
    match field {
        DECIMAL_SIGN => DecimalSign::parse(text).map(|_| ()),
        DATE_FORMAT => DayOrder::parse(text).map(|_| ()),
        _ => Err(rule("unknown", "There is no such convention.")),
    }
}

/// At most 60 characters of a value, for a sentence.
pub fn shortened(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    if text.chars().count() <= CHARS_MAX {
        return text.to_owned();
    }
    text.chars().take(CHARS_MAX).chain(['…']).collect()
}
