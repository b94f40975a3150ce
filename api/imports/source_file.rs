//! A file as it was sent, read once: what it is, its header and its rows as they stand there.
use kernel::{Error, Spool};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    Column, csv_file,
    sheet::{Header, Rows},
    xlsx_file,
};

/// The most bytes of a file.
pub const BYTES_MAX: usize = 52_428_800;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = ImportFormat)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// As the database knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Of what is sent under a media type, macros or not.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        match media_type {
            "text/csv" => Some(Self::Csv),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            | "application/vnd.ms-excel.sheet.macroenabled.12" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// Something of a file that its rows do not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportNote)]
pub struct Note {
    /// Stable: programs may rely on it.
    #[schema(example = "other_sheets")]
    pub code: String,
    /// The same for people.
    #[schema(example = "The sheet `Orders` was read; the file also has `Notes`.")]
    pub text: String,
}

impl Note {
    pub(crate) fn new(code: &str, text: impl Into<String>) -> Self {
        Self { code: code.to_owned(), text: text.into() }
    }
}

/// A file that was read: all that is known of it but its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub bytes: u64,
    pub sha256: [u8; 32],
    pub format: Format,
    /// Of a text alone.
    pub encoding: Option<&'static str>,
    /// Of a text alone.
    pub delimiter: Option<char>,
    /// Of a workbook alone: the sheet that was read.
    pub sheet_name: Option<String>,
    pub notes: Vec<Note>,
    pub header: Vec<Column>,
    pub rows: usize,
}

/// The text of a file, for the document.
#[derive(Debug)]
pub struct CsvText;

impl PartialSchema for CsvText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(BYTES_MAX))
            .examples(["Name,Country,Currency\nHarbour Linen,IE,EUR\n"])
            .into()
    }
}

impl ToSchema for CsvText {}

impl SourceFile {
    /// Reads a file and gives its rows away part by part, or says which rule it breaks; of a workbook the sheet of this
    /// name, else the first that shows.
    pub(crate) fn read(spool: &Spool, format: Format, sheet: Option<&str>, rows: Rows<'_>) -> Result<Self, Error> {
        let (encoding, delimiter, sheet_name, notes, header) = match format {
            Format::Csv => {
                let csv_file::Found { encoding, delimiter, header } = csv_file::read(spool, rows)?;
                (Some(encoding), Some(delimiter), None, Vec::new(), header)
            }
            Format::Xlsx => {
                let xlsx_file::Found { name, notes, header } = xlsx_file::read(spool, sheet, rows)?;
                (None, None, Some(name), notes, header)
            }
        };
        let Header { columns: header, rows } = header;
        let (bytes, sha256) = (spool.bytes(), spool.sha256());
        Ok(Self { bytes, sha256, format, encoding, delimiter, sheet_name, notes, header, rows })
    }
}
