//! A list as CSV (RFC 4180), written as the rows come.
use std::io::Write;

use chrono::SecondsFormat;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use kernel::Error;

use crate::{Cell, file::Spool, guard::guarded};

/// Without it, Excel takes UTF-8 for the machine's own code page.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// An unfinished file.
pub struct CsvFile(Writer<Spool>);

impl CsvFile {
    /// With its headings.
    pub fn begin(mut spool: Spool, headings: &[&str]) -> Result<Self, Error> {
        spool.write_all(BYTE_ORDER_MARK)?;
        // Whatever is no number is quoted, so that nothing within ends a cell.
        let mut writer =
            WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).terminator(Terminator::CRLF).from_writer(spool);
        writer.write_record(headings)?;
        Ok(Self(writer))
    }

    /// One more row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        for cell in cells {
            match cell {
                Cell::Empty => self.0.write_field("")?,
                Cell::Text(text) => self.0.write_field(guarded(text).as_ref())?,
                Cell::Number(number) => self.0.write_field(number.to_string())?,
                Cell::Truth(truth) => self.0.write_field(if *truth { "true" } else { "false" })?,
                Cell::Day(day) => self.0.write_field(day.format("%Y-%m-%d").to_string())?,
                Cell::Moment(moment) => self.0.write_field(moment.to_rfc3339_opts(SecondsFormat::Secs, true))?,
            }
        }
        self.0.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// The whole of it.
    pub fn finish(self) -> Result<Spool, Error> {
        self.0.into_inner().map_err(|error| error.into_error().into())
    }
}
