//! The lines of a postal address.
use std::ops::RangeInclusive;

use kernel::{Error, Name};

/// The most lines of an address.
pub(crate) const LINES_MAX: usize = 6;

/// Refuses an address of too few or too many lines.
pub(crate) fn must_have(lines: &[Name], count: RangeInclusive<usize>, field: &str) -> Result<(), Error> {
    if count.contains(&lines.len()) {
        return Ok(());
    }
    let message = format!("Must have {} to {} lines; this has {}.", count.start(), count.end(), lines.len());
    Err(Error::invalid(field, "line_count", message))
}
