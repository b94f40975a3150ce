//! What a workbook comes to when it is unpacked, measured before anything reads it.
use std::io::{self, Cursor, Read, Write};

use kernel::Error;
use zip::ZipArchive;

use crate::sheet::body;

const ENTRIES_MAX: usize = 1000;
/// The most bytes of all its entries together.
const UNPACKED_MAX: u64 = 67_108_864;
const WORKBOOK: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
// What Excel wrote before 2007, and what it wraps a workbook in that has a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// What is known of an unpacked workbook.
pub(crate) struct Unpacked {
    /// Whether a sheet hides rows or columns.
    pub hides_cells: bool,
}

/// Unpacks each entry to nowhere: what an entry says of its own size is not believed.
pub(crate) fn look(bytes: &[u8]) -> Result<Unpacked, Error> {
    if bytes.starts_with(COMPOUND) {
        let text = "The file is an old Excel workbook or locked by a password: save it as XLSX without one.";
        return Err(body("not_a_workbook", text));
    }
    if !WORKBOOK.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(body("not_a_workbook", "The file is no XLSX workbook."));
    }
    let damaged = || body("not_a_workbook", "The workbook is damaged: open it, save it again, and send that.");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > ENTRIES_MAX {
        let message = format!("At most {ENTRIES_MAX} parts in a workbook; it has {}.", archive.len());
        return Err(body("too_large_unpacked", message));
    }
    let (mut left, mut hides_cells) = (UNPACKED_MAX, false);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| damaged())?;
        let is_sheet = entry.name().is_ok_and(|name| name.starts_with("xl/worksheets/"));
        let (mut entry, mut sought) = (entry.take(left.saturating_add(1)), Sought::default());
        let copied = if is_sheet { io::copy(&mut entry, &mut sought) } else { io::copy(&mut entry, &mut io::sink()) };
        let size = copied.map_err(|_| damaged())?;
        left = left.checked_sub(size).ok_or_else(|| {
            let message = format!("At most {UNPACKED_MAX} bytes when it is unpacked: take away what is not needed.");
            body("too_large_unpacked", message)
        })?;
        hides_cells |= sought.is_found;
    }
    Ok(Unpacked { hides_cells })
}

// Looks for the attribute of hidden rows and columns in what is written to it, and keeps nothing else.
#[derive(Default)]
struct Sought {
    is_found: bool,
    // The last bytes of what came before, for an attribute may lie across two writes.
    tail: Vec<u8>,
}

const HIDDEN: &[u8] = b" hidden=\"1\"";
const HIDDEN_TRUE: &[u8] = b" hidden=\"true\"";

impl Write for Sought {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_found {
            self.tail.extend_from_slice(bytes);
            let has = |what: &[u8]| self.tail.windows(what.len()).any(|window| window == what);
            self.is_found = has(HIDDEN) || has(HIDDEN_TRUE);
            let kept = self.tail.len().saturating_sub(HIDDEN_TRUE.len());
            self.tail.drain(..kept);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_row_is_found_across_two_writes_and_a_hidden_button_is_none() {
        for (parts, is_found) in [
            (["<row r=\"2\" hid", "den=\"1\">"], true),
            (["<col hidden=\"true\"/>", ""], true),
            (["<filterColumn hiddenButton=\"1\"", "/><row hidden=\"0\"/>"], false),
        ] {
            let mut sought = Sought::default();
            for part in parts {
                sought.write_all(part.as_bytes()).expect("nothing is kept");
            }
            assert_eq!(sought.is_found, is_found, "{parts:?}");
        }
    }
}
