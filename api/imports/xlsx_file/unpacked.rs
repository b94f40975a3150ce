//! What a workbook comes to when it is unpacked, measured before anything reads it.
use std::io::{self, BufReader, Read};

use kernel::{Error, Spool};
use zip::{ZipArchive, read::ZipFile};

use crate::sheet::body;

const ENTRIES_MAX: usize = 1000;
/// The most bytes of all its entries together.
const UNPACKED_MAX: u64 = 268_435_456;
/// The most bytes of its table of texts, which its reader holds whole.
const TABLE_BYTES_MAX: u64 = 67_108_864;
const WORKBOOK: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
// What Excel wrote before 2007, and what it wraps a workbook in that has a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// What is known of an unpacked workbook.
pub(crate) struct Unpacked {
    /// Whether a sheet hides rows or columns.
    pub hides_cells: bool,
}

/// Unpacks each entry by itself and keeps none: what an entry says of its own size is not believed.
pub(crate) fn look(spool: &Spool) -> Result<Unpacked, Error> {
    let mut begin = Vec::new();
    spool.reader(0).take(4).read_to_end(&mut begin)?;
    if begin == COMPOUND {
        let text = "The file is an old Excel workbook or locked by a password: save it as XLSX without one.";
        return Err(body("not_a_workbook", text));
    }
    if !WORKBOOK.iter().any(|mark| begin == *mark) {
        return Err(body("not_a_workbook", "The file is no XLSX workbook."));
    }
    let mut archive = ZipArchive::new(BufReader::new(spool.reader(0))).map_err(|_| damaged())?;
    if archive.len() > ENTRIES_MAX {
        let message = format!("At most {ENTRIES_MAX} parts in a workbook; it has {}.", archive.len());
        return Err(body("too_large_unpacked", message));
    }
    let (mut left, mut hides_cells) = (UNPACKED_MAX, false);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| damaged())?;
        let (size, hides) = part(entry, left)?;
        left = left.checked_sub(size).ok_or_else(too_large)?;
        hides_cells |= hides;
    }
    Ok(Unpacked { hides_cells })
}

fn damaged() -> Error {
    body("not_a_workbook", "The workbook is damaged: open it, save it again, and send that.")
}

fn too_large() -> Error {
    let message = format!("At most {UNPACKED_MAX} bytes when it is unpacked: take away what is not needed.");
    body("too_large_unpacked", message)
}

fn too_many_texts() -> Error {
    let message = format!("At most {TABLE_BYTES_MAX} bytes of different texts when it is unpacked: save it as CSV.");
    body("too_large_unpacked", message)
}

// The size of one part, and whether it is a sheet that hides something.
fn part<R: Read>(entry: ZipFile<'_, R>, left: u64) -> Result<(u64, bool), Error> {
    let name = entry.name().map(|name| name.to_ascii_lowercase()).map_err(|_| damaged())?;
    let mut entry = entry.take(left.saturating_add(1));
    let (is_table, is_sheet) = (name.ends_with("sharedstrings.xml"), name.contains("worksheets/"));
    if is_table {
        let mut bytes = Vec::new();
        entry.take(TABLE_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = u64::try_from(bytes.len())?;
        if size > TABLE_BYTES_MAX {
            return Err(too_many_texts());
        }
        must_be_plain(&bytes)?;
        return Ok((size, false));
    }
    let mut seen = Seen::default();
    let size = if is_sheet { io::copy(&mut entry, &mut seen) } else { io::copy(&mut entry, &mut io::sink()) };
    Ok((size.map_err(|_| damaged())?, seen.hides))
}

// What goes by of a sheet: whether anything in it is hidden, also where the word lies across two pieces.
#[derive(Default)]
struct Seen {
    hides: bool,
    tail: Vec<u8>,
}

const HIDDEN: [&str; 2] = [" hidden=\"1\"", " hidden=\"true\""];
const HIDDEN_BYTES_MAX: usize = 14;

impl io::Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.hides {
            self.tail.extend_from_slice(bytes);
            self.hides = HIDDEN.iter().any(|what| has(&self.tail, what));
            let gone = self.tail.len().saturating_sub(HIDDEN_BYTES_MAX);
            self.tail.drain(..gone);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// The reader takes room for as many texts as their table claims, and a text has five bytes at least. XML has no other control
// characters, and an encoding by which the claim could look otherwise needs them.
fn must_be_plain(bytes: &[u8]) -> Result<(), Error> {
    let is_odd = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x7F);
    let room = bytes.len() / 5;
    if bytes.iter().any(is_odd) || claims(bytes).any(|claimed| claimed > room) {
        return Err(damaged());
    }
    Ok(())
}

fn has(bytes: &[u8], what: &str) -> bool {
    places(bytes, what).next().is_some()
}

// What stands behind each place where this stands.
fn places<'a>(bytes: &'a [u8], what: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let first = what.as_bytes().first().copied();
    let starts = bytes.iter().zip(0_usize..).filter(move |(byte, _)| Some(**byte) == first).map(|(_, at)| at);
    starts.filter_map(move |at| bytes.get(at..)?.strip_prefix(what.as_bytes()))
}

fn claims(bytes: &[u8]) -> impl Iterator<Item = usize> {
    places(bytes, "uniqueCount").map(|behind| {
        let digits = behind.iter().skip_while(|byte| !byte.is_ascii_digit() && !matches!(byte, b'>' | b'<'));
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        digits
            .fold(0_usize, |sum, digit| sum.saturating_mul(10).saturating_add(usize::from(digit.saturating_sub(b'0'))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_row_is_found_and_a_hidden_button_is_none() {
        assert!(has(b"<row r=\"2\" hidden=\"1\">", " hidden=\"1\""));
        assert!(!has(b"<filterColumn hiddenButton=\"1\"/>", " hidden=\"1\""));
    }

    #[test]
    fn a_table_that_claims_more_texts_than_it_has_room_for_is_refused() {
        assert!(must_be_plain(b"<sst count=\"2\" uniqueCount=\"2\"><si/><si/></sst>").is_ok());
        for text in [
            "<sst uniqueCount=\"99999999999\"/>",
            "<sst uniqueCount = '999'/>",
            "<sst uniqueCount=\"+99999999999999999999999\"/>",
        ] {
            assert!(must_be_plain(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_part_in_an_encoding_that_hides_words_is_refused() {
        assert!(must_be_plain("<sst>é\t\r\n</sst>".as_bytes()).is_ok());
        assert!(must_be_plain(b"<\0s\0s\0t\0>\0").is_err());
        assert!(must_be_plain(b"<sst uni\x1B(BqueCount=\"9\"/>").is_err());
    }
}
