//! Export of lists: every row that a list shows, in one file.
//!
//! A list says its columns once, as pairs of a heading and what stands below it, and hands over the function that reads its
//! pages; sight, filters and order are then those of the list, for it is the list that is read. The rows are read page by
//! page over one snapshot and written as they come, so that memory holds one page whatever the file's size. What the
//! file shows to a spreadsheet is text, number, truth or day, never a formula. It leaves whole or not at all: too many
//! rows are refused, not cut, and nothing leaves before the event that says how many rows of what were taken by whom.

mod answer;
mod cell;
mod csv_file;
mod file;
mod format;
mod guard;
mod refusals;
mod request;
mod sheet;
mod store;
mod xlsx_file;

pub use answer::ExportAnswer;
pub use cell::Cell;
pub use format::Format;
pub use refusals::{EXPORT_TOO_LARGE, EXPORT_TOO_SLOW, REFUSALS};
pub use request::{Everything, Exporting};
pub use sheet::{Column, ROWS_AT_A_TIME, ROWS_MAX, Sheet};
