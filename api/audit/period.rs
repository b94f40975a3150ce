//! A stretch of time that a reader of the trail asks for.
use chrono::{DateTime, TimeDelta, Utc};
use kernel::Error;

/// From a moment on, and up to but without another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

/// How far a search for text may reach.
pub const SEARCH_DAYS_MAX: i64 = 366;

impl Period {
    /// A period that does not end before it begins.
    pub fn new(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Result<Self, Error> {
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            return Err(Error::invalid("to", "too_early", "Must be later than `from`."));
        }
        Ok(Self { from, to })
    }

    /// The same, when it is short enough to be read through; a search that quietly looked at less would mislead.
    pub fn searchable(self, now: DateTime<Utc>) -> Result<Self, Error> {
        let from = self.from.ok_or_else(|| {
            Error::invalid("from", "required", "A search for text says from when on; the other filters need not.")
        })?;
        if self.to.unwrap_or(now) - from > TimeDelta::days(SEARCH_DAYS_MAX) {
            let message = format!("A search for text reaches over at most {SEARCH_DAYS_MAX} days.");
            return Err(Error::invalid("from", "too_early", message));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn broken<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, String) {
        let error = outcome.expect_err("a refusal");
        let problem = error.problem();
        (problem.errors[0].field.clone(), problem.errors[0].rule.clone())
    }

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        assert_eq!(broken(Period::new(Some(day(2)), Some(day(2)))), ("to".into(), "too_early".into()));
        assert!(Period::new(Some(day(1)), Some(day(2))).is_ok());
    }

    #[test]
    fn a_search_says_from_when_on_and_not_too_far_back() {
        let period = |from, to| Period { from, to };

        assert_eq!(broken(period(None, Some(day(2))).searchable(day(9))), ("from".into(), "required".into()));
        assert_eq!(broken(period(Some(day(0)), None).searchable(day(367))), ("from".into(), "too_early".into()));
        assert!(period(Some(day(0)), None).searchable(day(366)).is_ok());
        assert!(period(Some(day(0)), Some(day(366))).searchable(day(900)).is_ok());
    }
}
