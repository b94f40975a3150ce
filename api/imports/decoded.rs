//! A text read as UTF-8, whatever it is encoded in, a piece at a time.
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1252};
use kernel::{Error, Spool, SpoolReader};

use crate::sheet::body;

const PIECE_BYTES: usize = 32_768;
/// A text comes to at most three bytes for each of its own.
const DECODED_BYTES: usize = 3 * PIECE_BYTES + 64;

/// What a text is encoded in, and where it begins behind its marks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    encoding: &'static Encoding,
    begin: u64,
}

/// The text being read.
pub(crate) struct Decoded<'a> {
    raw: SpoolReader<'a>,
    decoder: Decoder,
    /// Bytes that were read and not decoded.
    left: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    is_ended: bool,
    had_errors: bool,
}

// A mark as some programs leave it: once, or once more after the text was taken for Latin-1 and encoded again.
const MARK: &[u8] = b"\xEF\xBB\xBF";
const MARK_ENCODED_AGAIN: &[u8] = b"\xC3\xAF\xC2\xBB\xC2\xBF";
const WIDE: [&[u8]; 3] = [b"\xFF\xFE", b"\xFE\xFF", b"\x00\x00\xFE\xFF"];
/// How far marks are looked for: nobody leaves hundreds.
const HEAD_BYTES: u64 = 4096;

impl Text {
    /// Finds out, or refuses what is no text.
    pub fn of(spool: &Spool) -> Result<Self, Error> {
        let mut head = Vec::new();
        spool.reader(0).take(HEAD_BYTES).read_to_end(&mut head)?;
        if WIDE.iter().any(|mark| head.starts_with(mark)) {
            return Err(not_text());
        }
        let mut rest = head.as_slice();
        while let Some(behind) = rest.strip_prefix(MARK).or_else(|| rest.strip_prefix(MARK_ENCODED_AGAIN)) {
            rest = behind;
        }
        let begin = u64::try_from(head.len().saturating_sub(rest.len()))?;
        let utf_8 = Self { encoding: UTF_8, begin };
        let text =
            if looked_through(utf_8.read(spool))?.had_errors { Self { encoding: WINDOWS_1252, begin } } else { utf_8 };
        let seen = looked_through(text.read(spool))?;
        // Pictures, spreadsheets and archives are full of odd characters, lists of suppliers are not.
        let is_odd = text.encoding == WINDOWS_1252 && seen.odd.saturating_mul(100) > seen.characters;
        if seen.has_zero || is_odd {
            return Err(not_text());
        }
        if seen.is_blank {
            return Err(body("empty", "The file is empty."));
        }
        Ok(text)
    }

    /// As an import tells it.
    pub fn name(self) -> &'static str {
        if self.encoding == UTF_8 { "utf-8" } else { "windows-1252" }
    }

    /// Reads it from its beginning.
    pub fn read(self, spool: &Spool) -> Decoded<'_> {
        Decoded {
            raw: spool.reader(self.begin),
            decoder: self.encoding.new_decoder_without_bom_handling(),
            left: Vec::new(),
            text: Vec::new(),
            given: 0,
            is_ended: false,
            had_errors: false,
        }
    }
}

fn not_text() -> Error {
    body("not_text", "The file is no text in UTF-8 or Windows-1252: save it as CSV UTF-8.")
}

#[derive(Default)]
struct Seen {
    had_errors: bool,
    has_zero: bool,
    is_blank: bool,
    odd: usize,
    characters: usize,
}

fn looked_through(mut text: Decoded<'_>) -> Result<Seen, Error> {
    let mut seen = Seen { is_blank: true, ..Seen::default() };
    while text.fills()? {
        seen.had_errors |= text.had_errors;
        seen.has_zero |= text.text.contains(&0);
        let piece = String::from_utf8_lossy(&text.text);
        seen.is_blank &= piece.trim().is_empty();
        seen.characters = seen.characters.saturating_add(piece.chars().count());
        let odd = piece.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
        seen.odd = seen.odd.saturating_add(odd);
    }
    seen.had_errors |= text.had_errors;
    Ok(seen)
}

impl Decoded<'_> {
    // Decodes the next piece; false at the end.
    fn fills(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() && !self.is_ended {
            let mut piece = vec![0; PIECE_BYTES];
            let read = self.raw.read(&mut piece)?;
            piece.truncate(read);
            self.is_ended = read == 0;
            self.left.append(&mut piece);
            self.text.resize(DECODED_BYTES, 0);
            let (result, taken, written, had_errors) =
                self.decoder.decode_to_utf8(&self.left, &mut self.text, self.is_ended);
            self.text.truncate(written);
            self.left.drain(..taken);
            self.had_errors |= had_errors;
            debug_assert!(matches!(result, CoderResult::InputEmpty), "there is room for three times the piece");
        }
        Ok(!self.text.is_empty())
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given >= self.text.len() && !self.fills()? {
            return Ok(0);
        }
        let mut rest = self.text.get(self.given..).unwrap_or_default();
        let read = rest.read(into)?;
        self.given = self.given.saturating_add(read);
        Ok(read)
    }
}
