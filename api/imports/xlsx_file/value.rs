//! A cell of a workbook as text: what a CSV file of the sheet would hold, said exactly.
use calamine::{DataRef, ExcelDateTime};
use rust_decimal::Decimal;

/// A cell as text; empty when nothing stands there.
pub(crate) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The shortest decimal of at most 15 digits: as many as a spreadsheet shows, so that `0.1 + 0.2` is `0.3` there and here.
fn decimal(number: f64) -> String {
    let rounded = Decimal::from_scientific(&format!("{number:.14e}"));
    rounded.map_or_else(|_| number.to_string(), |decimal| decimal.normalize().to_string())
}

// Excel's own last day is 9999-12-31; what lies beyond is no day.
const DAYS_MAX: f64 = 2_958_466.0;

/// The day in ISO 8601, with the time of day if there is one; a time without a day is one alone.
fn day(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || !(0.0..DAYS_MAX).contains(&value) {
        return decimal(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if value < 1.0 {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{time}") }
}

/// The letters of a column, as spreadsheets write them.
pub(crate) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column).saturating_add(1);
    while left > 0 {
        left = left.saturating_sub(1);
        let letter = u8::try_from(left % 26).unwrap_or_default().saturating_add(b'A');
        letters.insert(0, char::from(letter));
        left /= 26;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn moment(value: f64, is_1904: bool) -> String {
        text(&DataRef::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)))
    }

    #[test]
    fn a_number_is_its_shortest_decimal() {
        for (number, text) in [
            (4.25, "4.25"),
            (100.0, "100"),
            (0.1 + 0.2, "0.3"),
            (1.1 * 1.1, "1.21"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (2_809_999_872.0, "2809999872"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e-7, "0.0000001"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn a_day_is_written_as_one_whatever_the_workbook_counts_from() {
        assert_eq!(moment(46_371.0, false), "2026-12-15");
        assert_eq!(moment(44_909.0, true), "2026-12-15");
        assert_eq!(moment(46_371.5, false), "2026-12-15T12:00:00");
        assert_eq!(moment(0.75, false), "18:00:00");
        assert_eq!(moment(3e9, false), "3000000000");
        assert_eq!(moment(-1.0, false), "-1");
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
