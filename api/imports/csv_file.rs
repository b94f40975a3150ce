//! A CSV file, read from its beginning to its end: its text, its delimiter, its header and its rows as they stand there.
use std::io::{self, BufRead, BufReader, Read};

use kernel::{Error, Spool};

use crate::{
    decoded::{Decoded, Text},
    sheet::{Header, Reading, Rows, body},
};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
// How many records the delimiter is judged by, and how far they are looked for.
const SNIFFED: usize = 50;
const SNIFFED_BYTES: u64 = 1_048_576;

/// What a CSV file turned out to be.
pub(crate) struct Found {
    pub encoding: &'static str,
    pub delimiter: char,
    pub header: Header,
}

/// Reads a file and gives its rows away part by part, or says which rule it breaks.
pub(crate) fn read(spool: &Spool, rows: Rows<'_>) -> Result<Found, Error> {
    let text = Text::of(spool)?;
    let delimiter = sniffed(spool, text);
    let header = read_rows(spool, text, delimiter, rows)?;
    Ok(Found { encoding: text.name(), delimiter: char::from(delimiter), header })
}

fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).from_reader(text)
}

// The one by which most records have as many cells as the first, more than one.
fn sniffed(spool: &Spool, text: Text) -> u8 {
    let score = |delimiter: u8| {
        let records = reader(text.read(spool).take(SNIFFED_BYTES), delimiter).into_records();
        let mut lengths = records.take(SNIFFED).map_while(Result::ok).map(|record| record.len());
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

fn read_rows(spool: &Spool, text: Text, delimiter: u8, rows: Rows<'_>) -> Result<Header, Error> {
    let mut records = reader(text.read(spool).chain(END), delimiter);
    let mut record = csv::StringRecord::new();
    records.read_record(&mut record)?;
    let mut reading = Reading::of(record.iter(), rows)?;
    let mut lines = Lines { text: BufReader::new(text.read(spool)), read: 0, line: 1, next: None };
    lines.moves_on()?;
    let (mut line, mut is_closed) = (1, false);
    while records.read_record(&mut record)? {
        let begins = lines.line_at(record.position().map_or(0, csv::Position::byte))?;
        if lines.next.is_none() {
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

// Where a record begins, by a second look at the text: the reader's own count stands before the line breaks that it has yet
// to skip.
struct Lines<'a> {
    text: BufReader<Decoded<'a>>,
    read: u64,
    line: u64,
    next: Option<u8>,
}

impl Lines<'_> {
    fn line_at(&mut self, byte: u64) -> Result<u64, Error> {
        while let Some(next) = self.next {
            if self.read >= byte && !matches!(next, b'\r' | b'\n') {
                break;
            }
            self.moves_on()?;
            self.read = self.read.saturating_add(1);
            // The reader ends a record at a lone carriage return too.
            let ends = next == b'\n' || (next == b'\r' && self.next != Some(b'\n'));
            self.line = self.line.saturating_add(u64::from(ends));
        }
        Ok(self.line)
    }

    fn moves_on(&mut self) -> io::Result<()> {
        self.next = self.text.fill_buf()?.first().copied();
        self.text.consume(usize::from(self.next.is_some()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::collected;

    fn lines(text: &str) -> Vec<i32> {
        let (_, rows) = collected(text.as_bytes(), |spool, rows| read(spool, rows)).unwrap();
        rows.iter().map(|row| row.row).collect()
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
            let error = collected(text.as_bytes(), |spool, rows| read(spool, rows)).err().unwrap();
            let told = error.problem();
            let (rule, message) = (&told.errors[0].rule, &told.errors[0].message);
            assert_eq!(rule, "unclosed_quote", "{text}");
            assert!(message.contains(&format!("line {line} ")), "{text}: {message}");
        }
    }

    #[test]
    fn a_long_text_in_any_encoding_is_read_whole_across_the_pieces_it_comes_in() {
        let row = "Caf\u{e9} \u{20ac},12,\"two\nlines\"\n";
        let text = format!("\u{feff}Name,No,Note\n{}", row.repeat(20_000));
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text.trim_start_matches('\u{feff}'));
        for (bytes, encoding) in [(text.as_bytes(), "utf-8"), (&*windows, "windows-1252")] {
            let (found, rows) = collected(bytes, |spool, rows| read(spool, rows)).unwrap();

            assert_eq!((found.encoding, rows.len(), rows.last().unwrap().row), (encoding, 20_000, 40_000));
            assert!(rows.iter().all(|row| row.cells == ["Caf\u{e9} \u{20ac}", "12", "two\nlines"]));
        }
    }
}
