//! How amounts and lists of people read in a sentence.
use chrono::{DateTime, Utc};
use kernel::{Money, Name, TimeZone};

/// An amount with its thousands apart: `1,250.00 EUR`.
pub(crate) fn amount(money: Money) -> String {
    let text = money.decimal().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (place, digit) in (0..whole.len()).rev().zip(whole.chars()) {
        grouped.push(digit);
        if place > 0 && place % 3 == 0 {
            grouped.push(',');
        }
    }
    let fraction = fraction.map(|part| format!(".{part}")).unwrap_or_default();
    format!("{sign}{grouped}{fraction} {}", money.currency)
}

/// `Ada`, `Ada or Bob`, `Ada, Bob or Cleo`; after five names, how many more.
pub(crate) fn listed<T: AsRef<str>>(names: &[T], word: &str) -> String {
    const SHOWN_MAX: usize = 5;
    let more = names.len().saturating_sub(SHOWN_MAX);
    let mut shown: Vec<String> = names.iter().take(SHOWN_MAX).map(|name| name.as_ref().to_owned()).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    match shown.split_last() {
        None => "nobody".into(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
    }
}

/// A moment by an organisation's own clock: `1 January 2027 at 08:00 (Europe/London)`.
pub(crate) fn moment(at: DateTime<Utc>, zone: TimeZone) -> String {
    format!("{} ({zone})", zone.local(at).format("%-d %B %Y at %H:%M"))
}

/// A role as people say it: policies name it by its code, `general_manager`.
pub(crate) fn role_words(role: &Name) -> String {
    role.as_str().replace('_', " ")
}

/// The sentence, its first letter a capital.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn shown(text: &str, code: &str) -> String {
        amount(Money::parse(text, Currency::parse(code).unwrap()).unwrap())
    }

    #[test]
    fn an_amount_reads_with_its_thousands_apart() {
        assert_eq!(shown("1250", "EUR"), "1,250.00 EUR");
        assert_eq!(shown("999.5", "EUR"), "999.50 EUR");
        assert_eq!(shown("-1234567", "JPY"), "-1,234,567 JPY");
        assert_eq!(shown("1000.001", "KWD"), "1,000.001 KWD");
    }

    #[test]
    fn a_moment_reads_by_the_clock_of_the_place() {
        let zone = TimeZone::parse("Europe/Dublin").unwrap();

        assert_eq!(moment(crate::sample::at(), zone), "28 May 2026 at 21:26 (Europe/Dublin)");
    }

    #[test]
    fn a_long_list_says_how_many_more() {
        assert_eq!(listed::<&str>(&[], "or"), "nobody");
        assert_eq!(listed(&["a"], "or"), "a");
        assert_eq!(listed(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(listed(&["a", "b", "c", "d", "e", "f", "g"], "or"), "a, b, c, d, e or 2 more");
    }
}
