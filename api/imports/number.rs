//! Numbers as files write them: read exactly, and never by a guess.
//!
//! A point or a comma may set off decimals or thousands. One value alone often does not say which; the other values of
//! its column do, else the value is ambiguous and said so.
use kernel::rule;
use rust_decimal::Decimal;

/// What sets off the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSign {
    Point,
    Comma,
}

impl DecimalSign {
    /// As a convention says it: `.` or `,`.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "." => Ok(Self::Point),
            "," => Ok(Self::Comma),
            _ => Err(rule("wrong_value", "Must be `.` or `,`.")),
        }
    }

    fn of(sign: char) -> Self {
        if sign == ',' { Self::Comma } else { Self::Point }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// What the values of one column say of its decimal sign, as far as they were looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Evidence {
    #[default]
    Silent,
    Says(DecimalSign),
    Contradicts,
}

impl Evidence {
    /// With one value more.
    #[must_use]
    pub fn and(self, value: &str) -> Self {
        if self == Self::Contradicts {
            return self;
        }
        match (self, told_by(&bare(value))) {
            (before, None) => before,
            (Self::Says(before), Some(sign)) if before != sign => Self::Contradicts,
            (Self::Silent | Self::Says(_) | Self::Contradicts, Some(sign)) => Self::Says(sign),
        }
    }

    /// The sign, unless the values are silent or contradict each other.
    pub fn sign(self) -> Option<DecimalSign> {
        match self {
            Self::Says(sign) => Some(sign),
            Self::Silent | Self::Contradicts => None,
        }
    }
}

/// A number, its decimals set off by `sign` where that is known.
pub(crate) fn parse(text: &str, sign: Option<DecimalSign>) -> Result<Decimal, String> {
    let wrong = || rule("not_a_number", format!("`{text}` is no number such as 1250.00."));
    let digits = bare(text);
    let (negative, unsigned) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.as_str()),
    };
    if unsigned.is_empty() || !unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(wrong());
    }
    // What was said, or the whole column shows, is stronger than what one value suggests.
    let sign = match sign.or_else(|| told_by(unsigned)) {
        Some(sign) => sign,
        None if !unsigned.contains(['.', ',']) => DecimalSign::Point,
        None => {
            let message = format!(
                "`{text}` can be read in two ways, and its column does not say which: give the decimal sign as a constant."
            );
            return Err(rule("ambiguous_number", message));
        }
    };
    let plain = plain(unsigned, sign).ok_or_else(wrong)?;
    let number = Decimal::from_str_exact(&plain).map_err(|_| wrong())?;
    Ok(if negative { -number } else { number })
}

// Without what only sets off: spaces of any kind and the Swiss apostrophe, between digits.
fn bare(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}')).collect()
}

// What a value says by itself: two different signs, one twice, or one that cannot set off thousands.
fn told_by(value: &str) -> Option<DecimalSign> {
    let value = value.strip_prefix('-').unwrap_or(value);
    let last = value.rfind(['.', ','])?;
    let sign = DecimalSign::of(value.get(last..)?.chars().next()?);
    let (before, after) = (value.get(..last)?, value.get(last..)?.get(1..)?);
    if before.contains(sign.sign()) {
        return Some(sign.other());
    }
    if before.contains(sign.other().sign()) {
        return Some(sign);
    }
    let may_be_thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    (!may_be_thousands).then_some(sign)
}

// The digits with a point, if the thousands stand in threes.
fn plain(value: &str, sign: DecimalSign) -> Option<String> {
    let (whole, fraction) = match value.split_once(sign.sign()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (value, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(sign.other().sign());
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let in_threes = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    if !in_threes || !is_digits(first) || !rest.iter().all(|group| is_digits(group)) {
        return None;
    }
    let whole = format!("{first}{}", rest.concat());
    match fraction {
        None | Some("") => (fraction.is_none()).then_some(whole),
        Some(fraction) => is_digits(fraction).then(|| format!("{whole}.{fraction}")),
    }
}

// Every whole number up to here is a 32-bit float.
const EXACT_MAX: Decimal = Decimal::from_parts(16_777_216, 0, 0, false, 0);

/// Whether a number looks rounded to a 32-bit float, and between which numbers the true one lies.
pub fn rounded_by_32_bit(number: Decimal) -> Option<(String, String)> {
    if number < EXACT_MAX || !number.fract().is_zero() {
        return None;
    }
    let exact = number.trunc().normalize().to_string();
    let float: f32 = exact.parse().ok()?;
    let stored = format!("{:.0}", f64::from(float));
    // The shortest text that reads as this float is what its writer had in hand, were it not for the rounding.
    if stored != exact || format!("{float}") == exact {
        return None;
    }
    let half = |next: f32| f64::midpoint(f64::from(float), f64::from(next));
    Some((format!("{:.0}", half(float.next_down())), format!("{:.0}", half(float.next_up()))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, sign: Option<DecimalSign>) -> Result<String, String> {
        let code = |said: String| said.split('\u{1}').nth(1).unwrap().to_owned();
        parse(text, sign).map(|number| number.to_string()).map_err(code)
    }

    #[test]
    fn what_can_be_read_in_one_way_is_read() {
        for (text, number) in [
            ("12", "12"),
            ("12.5", "12.5"),
            ("12,5", "12.5"),
            ("-3,25", "-3.25"),
            ("1.234.567", "1234567"),
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("1 234 567,5", "1234567.5"),
            ("1'234.50", "1234.50"),
            ("1\u{202f}234,50", "1234.50"),
            ("1234.567", "1234.567"),
            ("0.125", "0.125"),
            ("2809999872.0", "2809999872.0"),
        ] {
            assert_eq!(read(text, None).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_ambiguous_until_somebody_says() {
        for text in ["1.234", "1,234", "12,345", "999.999"] {
            assert_eq!(read(text, None), Err("ambiguous_number".into()), "{text}");
        }
        assert_eq!(read("1.234", Some(DecimalSign::Point)).as_deref(), Ok("1.234"));
        assert_eq!(read("1.234", Some(DecimalSign::Comma)).as_deref(), Ok("1234"));
        assert_eq!(read("12.5", Some(DecimalSign::Comma)), Err("not_a_number".into()));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", "abc", "1.2E+09", "12 EUR", "£5", "(5)", "1,23.4", "12.34.5", "1..2", "5.", "--5", "=1+1"]
        {
            assert_eq!(read(text, None), Err("not_a_number".into()), "{text}");
        }
    }

    fn evidence<const N: usize>(values: [&str; N]) -> Option<DecimalSign> {
        values.into_iter().fold(Evidence::default(), Evidence::and).sign()
    }

    #[test]
    fn the_other_values_of_a_column_say_what_one_cannot() {
        assert_eq!(evidence(["1.234", "12.5"]), Some(DecimalSign::Point));
        assert_eq!(evidence(["1.234", "1.234.567"]), Some(DecimalSign::Comma));
        assert_eq!(evidence(["1.234", "7"]), None);
        assert_eq!(evidence(["1.5", "1,5"]), None);
    }

    fn range(number: &str) -> Option<(String, String)> {
        rounded_by_32_bit(number.parse().unwrap())
    }

    #[test]
    fn a_32_bit_float_that_was_something_else_says_between_which_numbers() {
        assert_eq!(range("2809999872.0"), Some(("2809999744".into(), "2810000000".into())));
        assert_eq!(range("180941456"), Some(("180941448".into(), "180941464".into())));
    }

    #[test]
    fn what_a_32_bit_float_holds_as_it_was_is_not_suspected() {
        for number in ["16777215", "43510784.0", "2810000000", "2809999873", "20000000.5", "12.5"] {
            assert_eq!(range(number), None, "{number}");
        }
    }

    proptest! {
        #[test]
        fn no_number_is_ever_read_as_another(whole in 0_u64..10_000_000_000, cents in 0_u32..100) {
            let mut groups = Vec::new();
            let mut rest = whole;
            while rest >= 1000 {
                groups.push(format!("{:03}", rest % 1000));
                rest /= 1000;
            }
            groups.push(rest.to_string());
            groups.reverse();
            let expected = format!("{whole}.{cents:02}");

            for (thousands, sign) in [(",", "."), (".", ","), (" ", ","), ("", "."), ("", ",")] {
                let text = format!("{}{sign}{cents:02}", groups.join(thousands));
                prop_assert_eq!(read(&text, None), Ok(expected.clone()));
            }
        }
    }
}
