//! Moments as RFC 3339 writes them, in UTC: as chrono does, without its formatter, which took a twentieth of a page.
use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serializer;

/// Writes a moment.
pub fn moment<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    let mut text = Written::default();
    match text.write(at) {
        Some(text) => to.serialize_str(text),
        None => serde::Serialize::serialize(at, to),
    }
}

/// Writes a moment, or null.
pub fn moment_if_any<S: Serializer>(at: &Option<DateTime<Utc>>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => moment(at, to),
        None => to.serialize_none(),
    }
}

/// `2026-11-21T08:05:09.123456Z` and a digit for each nanosecond's place at most.
#[derive(Default)]
struct Written {
    bytes: [u8; 30],
    length: usize,
}

impl Written {
    // Nothing before the year 0 or after 9999: those have a sign.
    fn write(&mut self, at: &DateTime<Utc>) -> Option<&str> {
        // Once: each part of a moment with a zone asks for its offset anew.
        let at = at.naive_utc();
        let year = u32::try_from(at.year()).ok().filter(|year| *year < 10_000)?;
        self.number(year, 4);
        for (mark, number) in
            [(b'-', at.month()), (b'-', at.day()), (b'T', at.hour()), (b':', at.minute()), (b':', at.second())]
        {
            self.push(mark);
            self.number(number, 2);
        }
        // A leap second would be written as the sixtieth.
        let nanos = Some(at.nanosecond()).filter(|nanos| *nanos < 1_000_000_000)?;
        if nanos > 0 {
            self.push(b'.');
            match (nanos % 1_000_000, nanos % 1_000) {
                (0, _) => self.number(nanos / 1_000_000, 3),
                (_, 0) => self.number(nanos / 1_000, 6),
                _ => self.number(nanos, 9),
            }
        }
        self.push(b'Z');
        std::str::from_utf8(self.bytes.get(..self.length)?).ok()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length = self.length.saturating_add(1);
    }

    fn number(&mut self, number: u32, digits: u32) {
        for place in (0..digits).rev() {
            let digit = number / 10_u32.pow(place) % 10;
            self.push(u8::try_from(digit).map_or(b'?', |digit| b'0' + digit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(at: DateTime<Utc>) -> String {
        let mut json = serde_json::Serializer::new(Vec::new());
        moment(&at, &mut json).expect("a moment");
        String::from_utf8(json.into_inner()).expect("text")
    }

    #[test]
    fn every_moment_is_written_as_chrono_writes_it() {
        let seconds =
            [-62_167_219_200, -1, 0, 951_782_400, 1_700_000_000, 4_102_444_799, 253_402_300_799, 253_402_300_800];
        let nanos = [0, 1, 999, 1_000, 120_000, 123_456_000, 500_000_000, 999_999_999, 1_500_000_000];
        for at in seconds.into_iter().flat_map(|second| nanos.map(|nano| DateTime::from_timestamp(second, nano))) {
            let Some(at) = at else { continue };

            assert_eq!(written(at), serde_json::to_string(&at).expect("text"));
        }
    }

    #[test]
    fn no_moment_is_null() {
        let mut json = serde_json::Serializer::new(Vec::new());
        moment_if_any(&None, &mut json).expect("null");

        assert_eq!(json.into_inner(), b"null");
    }
}
