//! Document numbers: a series per organisation, kind and fiscal year, without gaps.
//!
//! The year of a number is the calendar year in which the organisation's fiscal year **begins**, by its own time zone: with
//! a fiscal year from July, 30 June 2027 is still 2026. The series' row stays locked until the document commits, so that a
//! number that was not committed was never given.
mod store;

use access::Work;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{Error, TimeZone};
use tenancy::number_format::{DIGITS, render};

/// What is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    Requisition,
    PurchaseOrder,
}

impl Series {
    fn code(self) -> &'static str {
        match self {
            Self::Requisition => "requisition",
            Self::PurchaseOrder => "purchase_order",
        }
    }
}

/// How an organisation counts its years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counting {
    time_zone: TimeZone,
    /// 1 to 12.
    start_month: u32,
}

impl Counting {
    /// The fiscal year of a moment.
    fn year_at(self, moment: DateTime<Utc>) -> i32 {
        fiscal_year(self.time_zone.date_at(moment), self.start_month)
    }
}

/// The year in which the fiscal year of this day begins.
fn fiscal_year(day: NaiveDate, start_month: u32) -> i32 {
    if day.month() < start_month { day.year().saturating_sub(1) } else { day.year() }
}

/// The next number of a series, as the organisation writes it; locks the series until the commit.
pub async fn next<P>(work: &mut Work<'_, P>, series: Series) -> Result<String, Error> {
    let now = work.now();
    let (counting, format) = store::counting(work, series).await?;
    let year = counting.year_at(now);
    let number = store::next(work, series, i16::try_from(year)?).await?;
    Ok(render(&format, year, number, DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(time_zone: &str, start_month: u32) -> Counting {
        Counting { time_zone: TimeZone::parse(time_zone).unwrap(), start_month }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_calendar_year_is_its_own() {
        assert_eq!(counting("UTC", 1).year_at(at("2026-01-01T00:00:00Z")), 2026);
        assert_eq!(counting("UTC", 1).year_at(at("2026-12-31T23:59:59Z")), 2026);
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_year_it_begins_in() {
        assert_eq!(counting("UTC", 7).year_at(at("2027-06-30T12:00:00Z")), 2026);
        assert_eq!(counting("UTC", 7).year_at(at("2027-07-01T00:00:00Z")), 2027);
    }

    #[test]
    fn the_year_turns_at_the_organisations_own_midnight() {
        let moment = at("2026-12-31T16:00:00Z");

        assert_eq!(counting("Asia/Tokyo", 1).year_at(moment), 2027);
        assert_eq!(counting("America/New_York", 1).year_at(moment), 2026);
    }
}
