//! Days as files write them: ISO 8601 always, other orders when they can be read in one way or somebody says which.
use chrono::{Datelike, NaiveDate};
use kernel::rule;

/// In which order day, month and year stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// As a convention says it.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "dd/mm/yyyy" => Ok(Self::DayFirst),
            "mm/dd/yyyy" => Ok(Self::MonthFirst),
            _ => Err(rule("wrong_value", "Must be `dd/mm/yyyy` or `mm/dd/yyyy`.")),
        }
    }
}

/// A day; of a moment the day as it is written.
pub(crate) fn parse(text: &str, order: Option<DayOrder>) -> Result<NaiveDate, String> {
    let day = iso(text).map_or_else(|| slashed(text, order), Ok).map_err(|unread| match unread {
        Unread::NoDay => rule("not_a_date", format!("`{text}` is no day such as 2026-12-04.")),
        Unread::TwoDays => rule(
            "ambiguous_date",
            format!("`{text}` can be read in two ways: give the order of day and month as a constant."),
        ),
    })?;
    if (2000..2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err(rule("day", "Must be a day from 2000-01-01 to 2199-12-31."))
    }
}

fn iso(text: &str) -> Option<NaiveDate> {
    let (day, rest) = text.split_at_checked(10)?;
    let is_moment = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    is_moment.then(|| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()).flatten()
}

enum Unread {
    NoDay,
    TwoDays,
}

fn slashed(text: &str, order: Option<DayOrder>) -> Result<NaiveDate, Unread> {
    let (first, second, year) = numbers(text).ok_or(Unread::NoDay)?;
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    let read = match order {
        Some(DayOrder::DayFirst) => day_first,
        Some(DayOrder::MonthFirst) => month_first,
        None if day_first.is_some() && month_first.is_some() && day_first != month_first => {
            return Err(Unread::TwoDays);
        }
        None => day_first.or(month_first),
    };
    read.ok_or(Unread::NoDay)
}

// Two of at most two digits and a year of four, all apart by the same sign.
fn numbers(text: &str) -> Option<(u32, u32, i32)> {
    let sign = ['/', '.', '-'].into_iter().find(|sign| text.contains(*sign))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fits = first.len() <= 2 && second.len() <= 2 && year.len() == 4;
    if !fits || ![first, second, year].into_iter().all(|part| is_digits(part)) {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Option<DayOrder>) -> Result<String, String> {
        let code = |said: String| said.split('\u{1}').nth(1).unwrap().to_owned();
        parse(text, order).map(|day| day.to_string()).map_err(code)
    }

    #[test]
    fn an_iso_day_is_read_and_of_a_moment_the_day_as_it_is_written() {
        assert_eq!(read("2026-12-04", None).as_deref(), Ok("2026-12-04"));
        assert_eq!(read("2016-06-28T23:30:00-04:00", None).as_deref(), Ok("2016-06-28"));
        assert_eq!(read("2026-12-04 10:00", None).as_deref(), Ok("2026-12-04"));
    }

    #[test]
    fn day_and_month_are_told_apart_or_asked_for() {
        assert_eq!(read("25/12/2026", None).as_deref(), Ok("2026-12-25"));
        assert_eq!(read("12/25/2026", None).as_deref(), Ok("2026-12-25"));
        assert_eq!(read("7.7.2026", None).as_deref(), Ok("2026-07-07"));
        assert_eq!(read("04/12/2026", None), Err("ambiguous_date".into()));
        assert_eq!(read("04/12/2026", Some(DayOrder::DayFirst)).as_deref(), Ok("2026-12-04"));
        assert_eq!(read("04/12/2026", Some(DayOrder::MonthFirst)).as_deref(), Ok("2026-04-12"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "tomorrow", "2026-02-30", "31/02/2026", "4/12/26", "46000", "2026-12-04x"] {
            assert_eq!(read(text, None), Err("not_a_date".into()), "{text}");
        }
        assert_eq!(read("25/12/2026", Some(DayOrder::MonthFirst)), Err("not_a_date".into()));
        assert_eq!(read("1999-12-31", None), Err("day".into()));
    }
}
