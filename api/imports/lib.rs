//! Import of files: the mechanism, which knows no target.
//!
//! A file is read once, strictly, and every row is kept as it was read. A mapping says which field of the target comes
//! from which column or constant, and what a value of the file means; it is guessed from the header and then said by
//! somebody. Trying the rows has no effect beyond telling, row by row, what is wrong. A room that has a target
//! describes its [`Field`]s, judges each row through a [`RowReading`] and makes documents of the good ones. Nothing is
//! mended in silence: what can be read in two ways, or was rounded before it came, is said.

mod correction;
mod csv_file;
mod day;
mod decoded;
mod field;
mod finding;
mod guess;
mod import;
mod mapping;
mod number;
mod reading;
mod refusals;
mod remembered;
mod sheet;
mod source_file;
mod store;
mod trial;
mod upload;
mod view;
mod wanted;
mod xlsx_file;

pub use correction::CorrectionFile;
pub use field::{Field, Kind, Target};
pub use finding::{Finding, ProblemCount, ROW};
pub use guess::guess;
pub use import::{FileFacts, Import, ImportId, State, UNDO_WITHIN, Verdict};
pub use mapping::{FieldColumn, FieldConstant, FieldValue, Mapping, Origin};
pub use number::{DecimalSign, rounded_by_32_bit};
pub use reading::{DATE_FORMAT, DECIMAL_SIGN, Lens, RowReading, shortened};
pub use refusals::{
    IMPORT_BUSY, IMPORT_HAS_PROBLEMS, IMPORT_NOT_CONFIRMED, IMPORT_NOT_OPEN, IMPORT_TOUCHED, IMPORT_UNDER_WAY,
    NO_PROBLEM_ROWS, NOTHING_REMEMBERED, NOTHING_TO_CANCEL, NOTHING_TO_IMPORT, REFUSALS, TARGET_NOT_ALLOWED,
    UNDO_NOT_ALLOWED, UNDO_TOO_LATE,
};
pub use remembered::{KeptMapping, Remembered};
pub use sheet::{ROWS_OF_PART, SheetRow};
pub use source_file::{BYTES_MAX, CsvText, Format, Note, SourceFile};
pub use store::{
    NewImport, RowFound, confirm, discard, find, forget, insert, keep_found, kept, kept_for, lock, made, page,
    page_of_rows, problem_rows, remember, rows_of_part, save_first_trial, save_trial, take_turn, undo,
};
pub use trial::{RowTrial, Tally, Unknown};
pub use upload::take_in;
pub use view::{Column, Counts, Created, ImportRow, MappedField, Outcome, UnknownValue};
pub use wanted::{ListedImport, Wanted, WantedRows};
