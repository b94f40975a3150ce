//! A CSV file, read once: its text, its delimiter, its header and its rows as they stand there.
use std::io;

use encoding_rs::{UTF_8, WINDOWS_1252};
use kernel::Error;

use crate::{
    Sheet,
    sheet::{Reading, body},
};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
// How many records the delimiter is judged by.
const SNIFFED: usize = 50;

/// What a CSV file turned out to be.
pub(crate) struct Read {
    pub encoding: &'static str,
    pub delimiter: char,
    pub sheet: Sheet,
}

/// Reads a file, or says which rule it breaks.
pub(crate) fn read(bytes: &[u8]) -> Result<Read, Error> {
    let (text, encoding) = text_of(bytes)?;
    if text.trim().is_empty() {
        return Err(body("empty", "The file is empty."));
    }
    let delimiter = sniffed(&text);
    let sheet = sheet_of(&text, delimiter)?;
    Ok(Read { encoding, delimiter: char::from(delimiter), sheet })
}

// A mark as some programs leave it: once, or once more after the text was taken for Latin-1 and encoded again.
const MARK: &[u8] = b"\xEF\xBB\xBF";
const MARK_ENCODED_AGAIN: &[u8] = b"\xC3\xAF\xC2\xBB\xC2\xBF";

fn without_marks(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(MARK).or_else(|| bytes.strip_prefix(MARK_ENCODED_AGAIN)) {
        bytes = rest;
    }
    bytes
}

fn text_of(bytes: &[u8]) -> Result<(String, &'static str), Error> {
    let wide = [b"\xFF\xFE".as_slice(), b"\xFE\xFF", b"\x00\x00\xFE\xFF"];
    if wide.iter().any(|mark| bytes.starts_with(mark)) || bytes.contains(&0) {
        return Err(body("not_text", "The file is no text in UTF-8 or Windows-1252: save it as CSV UTF-8."));
    }
    let bytes = without_marks(bytes);
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok((text.into_owned(), "utf-8"));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    // Pictures, spreadsheets and archives are full of them, lists of suppliers are not.
    if odd.saturating_mul(100) > text.chars().count() {
        return Err(body("not_text", "The file is no text in UTF-8 or Windows-1252: save it as CSV UTF-8."));
    }
    Ok((text.into_owned(), "windows-1252"))
}

fn reader<R: io::Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).from_reader(text)
}

// The one by which most records have as many cells as the first, more than one.
fn sniffed(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut lengths =
            reader(text.as_bytes(), delimiter).into_records().take(SNIFFED).map_while(Result::ok).map(|r| r.len());
        let first = lengths.next().unwrap_or(0);
        let alike = lengths.filter(|length| *length == first).count();
        if first > 1 { (alike.saturating_add(1), first) } else { (0, 0) }
    };
    let scored = DELIMITERS.into_iter().map(|delimiter| (score(delimiter), delimiter));
    // Of two that are as good the earlier: the later wins only by more.
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or(b',', |(_, delimiter)| delimiter)
}

// A record below the text: a quotation mark that is never closed swallows it, and with it every row from there on.
const END: &[u8] = b"\nend";

fn sheet_of(text: &str, delimiter: u8) -> Result<Sheet, Error> {
    let mut records = reader(io::Read::chain(text.as_bytes(), END), delimiter).into_records();
    let header = records.next().transpose()?.unwrap_or_default();
    let mut reading = Reading::of(header.iter())?;
    let mut lines = Lines { text: text.as_bytes(), read: 0, line: 1 };
    let (mut line, mut is_closed) = (1, false);
    for record in records {
        let record = record?;
        let begins = lines.line_at(record.position().map_or(0, csv::Position::byte))?;
        if lines.are_read() {
            is_closed = true;
            break;
        }
        line = begins;
        reading.add(i32::try_from(line)?, record.iter())?;
    }
    if !is_closed {
        let message = format!("A quotation mark in the row that begins on line {line} is never closed.");
        return Err(body("unclosed_quote", message));
    }
    reading.done()
}

// Where a record begins: the reader's own count stands before the line breaks that it has yet to skip.
struct Lines<'a> {
    text: &'a [u8],
    read: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_at(&mut self, byte: u64) -> Result<u64, Error> {
        let byte = usize::try_from(byte)?;
        while let Some(next) = self.text.get(self.read) {
            if self.read >= byte && !matches!(next, b'\r' | b'\n') {
                break;
            }
            self.read = self.read.saturating_add(1);
            // The reader ends a record at a lone carriage return too.
            let ends = *next == b'\n' || (*next == b'\r' && self.text.get(self.read) != Some(&b'\n'));
            self.line = self.line.saturating_add(u64::from(ends));
        }
        Ok(self.line)
    }

    fn are_read(&self) -> bool {
        self.read >= self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<i32> {
        read(text.as_bytes()).unwrap().sheet.rows.iter().map(|row| row.row).collect()
    }

    #[test]
    fn a_row_is_the_line_on_which_it_begins_whatever_ends_the_lines() {
        assert_eq!(lines("a,b\n1,2\n\n3,4\n\"5\n6\",7\n8,9"), [2, 4, 5, 7]);
        assert_eq!(lines("a,b\r\n1,2\r\n\r\n3,4\r\n\"5\r\n6\",7\r\n8,9\r\n"), [2, 4, 5, 7]);
        assert_eq!(lines("a,b\r1,2\r\r3,4\r\"5\r6\",7\r8,9\r"), [2, 4, 5, 7]);
        assert_eq!(lines("a,b\r\n1,2\r3,4\n\r5,6"), [2, 3, 5]);
        assert_eq!(lines("a,b\n\"\n1\",2\n3,4\n"), [2, 4]);
        assert_eq!(lines("a,b\n1,2"), [2]);
        assert_eq!(lines("a,b\n1,\"2\""), [2]);
        assert_eq!(lines("a,b\n1,2\n\n\n"), [2]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_by_its_row() {
        for (text, line) in [("a,b\n1,2\n\n3,\"4\n5,6\n7,8\n", 4), ("a,\"b\n1,2\n", 1), ("a,b\n1,2\n\"", 3)] {
            let error = read(text.as_bytes()).err().unwrap();
            let told = error.problem();
            let (rule, message) = (&told.errors[0].rule, &told.errors[0].message);
            assert_eq!(rule, "unclosed_quote", "{text}");
            assert!(message.contains(&format!("line {line} ")), "{text}: {message}");
        }
    }
}
