//! A file while it is written: in memory while it is small, then on the disk under no name.
use std::io::{Seek, SeekFrom};

use chrono::{DateTime, Utc};
use kernel::Error;
use tempfile::{SpooledTempFile, spooled_tempfile};

use crate::{Cell, EXPORT_TOO_LARGE, Format, csv_file::CsvFile, xlsx_file::XlsxFile};

/// Where the bytes go. A file without a name is gone with the process, whatever ends it.
pub type Spool = SpooledTempFile;

/// How many bytes stay in memory.
const IN_MEMORY_BYTES_MAX: usize = 1_048_576;
/// How much of people's text one file takes, so that no list fills the disk.
pub const TEXT_BYTES_MAX: usize = 256 * 1_048_576;

enum Kind {
    Csv(Box<CsvFile>),
    Xlsx(Box<XlsxFile>),
}

/// An unfinished file.
pub struct File {
    kind: Kind,
    text_bytes: usize,
}

/// A finished one, at its beginning.
pub struct Finished {
    pub spool: Spool,
    pub bytes: u64,
}

impl File {
    /// With its headings; `at` is when it was made.
    pub fn begin(format: Format, list: &str, headings: &[&str], at: DateTime<Utc>) -> Result<Self, Error> {
        let kind = match format {
            Format::Csv => Kind::Csv(Box::new(CsvFile::begin(spooled_tempfile(IN_MEMORY_BYTES_MAX), headings)?)),
            Format::Xlsx => Kind::Xlsx(Box::new(XlsxFile::begin(list, headings, at)?)),
        };
        Ok(Self { kind, text_bytes: 0 })
    }

    /// One more row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        self.text_bytes = cells.iter().fold(self.text_bytes, |sum, cell| sum.saturating_add(cell.text_bytes()));
        if self.text_bytes > TEXT_BYTES_MAX {
            let detail = format!("A file takes {} MiB of text.", TEXT_BYTES_MAX / 1_048_576);
            return Err(Error::refused(EXPORT_TOO_LARGE, detail));
        }
        match &mut self.kind {
            Kind::Csv(file) => file.row(cells),
            Kind::Xlsx(file) => file.row(cells),
        }
    }

    /// The whole of it.
    pub fn finish(self) -> Result<Finished, Error> {
        let mut spool = match self.kind {
            Kind::Csv(file) => file.finish()?,
            Kind::Xlsx(file) => file.finish(spooled_tempfile(IN_MEMORY_BYTES_MAX))?,
        };
        let bytes = spool.seek(SeekFrom::End(0))?;
        spool.rewind()?;
        Ok(Finished { spool, bytes })
    }
}
