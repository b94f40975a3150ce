use proptest::prelude::*;

use super::*;

fn money(amount: &str, code: &str) -> Result<Money, String> {
    Money::parse(amount, Currency::parse(code).expect("a currency"))
}

#[test]
fn each_currency_keeps_its_own_digits() {
    assert_eq!(money("12.5", "EUR").map(|m| m.to_string()), Ok("12.50 EUR".into()));
    assert_eq!(money("0", "EUR").map(|m| m.to_string()), Ok("0.00 EUR".into()));
    assert_eq!(money("1200", "JPY").map(|m| (m.minor, m.to_string())), Ok((1200, "1200 JPY".into())));
    assert_eq!(money("1.234", "KWD").map(|m| m.minor), Ok(1234));
    assert_eq!(money("2809999872", "PYG").map(|m| m.minor), Ok(2_809_999_872));
    assert!(money("1.5", "JPY").is_err_and(|why| why.contains("too_precise")));
    assert!(money("1.005", "EUR").is_err_and(|why| why.contains("too_precise")));
}

proptest! {
    #[test]
    fn an_amount_is_written_as_its_decimal_is(minor in proptest::num::i64::ANY, small in -2_000_i64..2_000, digits in 0_u32..=4) {
        for minor in [minor, small] {
            prop_assert_eq!(plain(minor, digits), Decimal::new(minor, digits).to_string());
        }
    }
}

#[test]
fn an_amount_is_digits_and_one_point() {
    for wrong in ["", "1,5", "1e3", "+1", ".5", "5.", "1 000", "NaN", "--1", "1.2.3", "١"] {
        assert!(money(wrong, "EUR").is_err(), "{wrong}");
    }
}

#[test]
fn metals_and_tests_are_no_money() {
    assert!(Currency::parse("XAU").is_err());
    assert!(Currency::parse("eur").is_err());
}

#[test]
fn what_is_replaced_or_a_fund_is_not_in_use() {
    let codes: Vec<_> = Currency::in_use().into_iter().map(Currency::code).collect();

    assert!(codes.len() > 140 && codes.is_sorted(), "{codes:?}");
    assert!(["EUR", "JPY", "KWD", "PYG"].iter().all(|code| codes.contains(code)));
    assert!(["HRK", "CLF", "XAU", "XXX"].iter().all(|code| !codes.contains(code)));
}

#[test]
fn a_quantity_is_above_zero() {
    assert!(Quantity::parse("0").is_err());
    assert!(Quantity::parse("-1").is_err());
    assert_eq!(Quantity::parse("1.500000").map(|q| q.to_string()), Ok("1.5".into()));
    assert!(Quantity::parse("0.0000001").is_err());
}

#[test]
fn a_share_is_at_most_a_hundred() {
    assert_eq!(Percent::parse("100.0000").map(|p| p.to_string()), Ok("100".into()));
    assert!(Percent::parse("100.0001").is_err_and(|why| why.contains("too_large")));
    assert!(Percent::parse("-1").is_err_and(|why| why.contains("too_small")));
}

#[test]
fn a_rate_has_at_most_twelve_places() {
    assert_eq!(Rate::parse("0.000000000001").map(|r| r.to_string()), Ok("0.000000000001".into()));
    assert!(Rate::parse("0").is_err_and(|why| why.contains("too_small")));
    assert!(Rate::parse("1.0000000000001").is_err());
}

proptest! {
    #[test]
    fn money_survives_the_wire(minor in -999_999_999_999_999_i64..999_999_999_999_999, code in prop::sample::select(vec!["EUR", "JPY", "KWD", "PYG", "CLF"])) {
        let sent = Money { minor, currency: Currency::parse(code).expect("a currency") };
        let text = serde_json::to_string(&sent).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Money>(&text).expect("money"), sent);
    }
}
