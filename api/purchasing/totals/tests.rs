//! The arithmetic by examples, its identities by chance, and the documents of others.
mod identities;
mod ubl;

use kernel::{Quantity, UnitPrice};
use uuid::Uuid;

use super::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn euros(minor: i64) -> Money {
    Money { minor, currency: currency("EUR") }
}

fn line(quantity: &str, price: &str, base: &str, code: &str) -> Option<String> {
    let (quantity, base) = (Quantity::parse(quantity).unwrap(), Quantity::parse(base).unwrap());
    gross(quantity, UnitPrice::parse(price).unwrap(), base, currency(code)).map(|gross| gross.to_string())
}

fn category(treatment: &str, rate: &str) -> Tax {
    Tax {
        id: TaxCodeId(Uuid::nil()),
        code: format!("{treatment}{rate}"),
        name: format!("{treatment} {rate} %"),
        treatment: treatment.into(),
        rate_percent: rate.parse().unwrap(),
    }
}

fn tax(rate: &str) -> Tax {
    category("S", rate)
}

fn taxed(minor: i64, tax: Option<&Tax>) -> Taxed<'_> {
    Taxed { amount: euros(minor), tax }
}

#[test]
fn a_line_is_rounded_half_up_to_the_currencys_digits() {
    assert_eq!(line("3", "0.335", "1", "EUR").as_deref(), Some("1.01 EUR"));
    assert_eq!(line("1", "0.005", "1", "EUR").as_deref(), Some("0.01 EUR"));
    assert_eq!(line("1", "0.004999", "1", "EUR").as_deref(), Some("0.00 EUR"));
    assert_eq!(line("3", "1234.5", "1", "JPY").as_deref(), Some("3704 JPY"));
    assert_eq!(line("1.5", "0.333", "1", "KWD").as_deref(), Some("0.500 KWD"));
}

#[test]
fn a_price_may_stand_for_a_hundred() {
    assert_eq!(line("250", "4.20", "100", "EUR").as_deref(), Some("10.50 EUR"));
    assert_eq!(line("1", "1", "3", "EUR").as_deref(), Some("0.33 EUR"));
    assert_eq!(line("2", "1", "3", "EUR").as_deref(), Some("0.67 EUR"));
    assert_eq!(line("1", "1", "0.000003", "EUR").as_deref(), Some("333333.33 EUR"));
}

#[test]
fn what_is_too_large_is_none_and_not_wrong() {
    let most = "999999999999.999999";
    assert_eq!(line(most, most, "1", "EUR"), None);
    assert_eq!(line(most, most, most, "EUR").as_deref(), Some("1000000000000.00 EUR"));
    assert_eq!(totals(currency("EUR"), [taxed(999_999_999_999_999_999, None), taxed(1, None)], []), None);
    assert_eq!(totals(currency("EUR"), [taxed(999_999_999_999_999_999, Some(&tax("20")))], []), None);
}

#[test]
fn a_share_is_rounded_half_away_from_zero() {
    let share = |minor, percent: &str| percent_of(euros(minor), percent.parse().unwrap()).unwrap().minor;

    assert_eq!([share(250, "1"), share(249, "1"), share(50, "1"), share(49, "1")], [3, 2, 1, 0]);
    assert_eq!([share(-250, "1"), share(-249, "1"), share(-50, "1"), share(-49, "1")], [-3, -2, -1, 0]);
    assert_eq!(share(1_000_000, "12.3456"), 123_456);
    let yen = Money { minor: 995, currency: currency("JPY") };
    let dinars = Money { minor: 12_345, currency: currency("KWD") };
    assert_eq!(percent_of(yen, Decimal::TEN).unwrap().to_string(), "100 JPY");
    assert_eq!(percent_of(dinars, Decimal::from(5)).unwrap().to_string(), "0.617 KWD");
}

#[test]
fn tax_is_taken_on_the_sum_and_not_on_each_line() {
    let vat = tax("20");

    let totals = totals(currency("EUR"), [3, 3, 3].map(|minor| taxed(minor, Some(&vat))), []).unwrap();

    assert_eq!((totals.net, totals.tax, totals.gross), (euros(9), euros(2), euros(11)));
}

#[test]
fn each_category_has_its_own_sum_and_none_has_no_tax() {
    let (full, half) = (tax("20"), tax("9.5"));
    let lines = [taxed(1000, Some(&full)), taxed(500, None), taxed(1000, Some(&half)), taxed(1, Some(&full))];

    let totals = totals(currency("EUR"), lines, []).unwrap();

    let sums: Vec<_> = totals.by_tax_code.iter().map(|sum| (sum.taxable.minor, sum.tax.minor)).collect();
    assert_eq!(sums, [(1001, 200), (500, 0), (1000, 95)]);
    assert_eq!((totals.net, totals.tax, totals.gross), (euros(2501), euros(295), euros(2796)));
}

#[test]
fn two_codes_of_one_treatment_and_rate_are_one_category() {
    let (goods, exempt) = (tax("20"), category("E", "0"));
    let services = Tax { code: "SERVICES".into(), ..tax("20") };
    let lines = [taxed(3, Some(&goods)), taxed(3, Some(&services)), taxed(3, Some(&services)), taxed(5, Some(&exempt))];

    let totals = totals(currency("EUR"), lines, []).unwrap();

    let sums: Vec<_> = totals.by_tax_code.iter().map(|sum| (sum.taxable.minor, sum.tax.minor)).collect();
    assert_eq!(sums, [(9, 2), (5, 0)], "each code on its own would come to a cent less");
    assert_eq!(totals.by_tax_code[0].tax_code.as_ref(), Some(&goods));
}

#[test]
fn discounts_and_charges_on_the_document_change_what_bears_their_tax() {
    let (full, half) = (tax("20"), tax("9.5"));
    let lines = [taxed(10_000, Some(&full)), taxed(5_000, Some(&half))];
    let changes = [
        OnDocument::Discount(taxed(1_000, Some(&full))),
        OnDocument::Charge(taxed(300, Some(&half))),
        OnDocument::Charge(taxed(25, None)),
    ];

    let totals = totals(currency("EUR"), lines, changes).unwrap();

    let sums: Vec<_> = totals.by_tax_code.iter().map(|sum| (sum.taxable.minor, sum.tax.minor)).collect();
    assert_eq!(sums, [(9_000, 1_800), (5_300, 504), (25, 0)]);
    assert_eq!((totals.lines, totals.discounts, totals.charges), (euros(15_000), euros(1_000), euros(325)));
    assert_eq!((totals.net, totals.tax), (euros(14_325), euros(2_304)));
    assert_eq!((totals.gross, totals.payable), (euros(16_629), euros(16_629)));
}

#[test]
fn no_lines_come_to_nothing() {
    let totals = totals(currency("JPY"), [], []).unwrap();

    assert_eq!((totals.gross.minor, totals.by_tax_code.len()), (0, 0));
}

#[test]
fn what_is_paid_comes_off_and_what_is_rounded_goes_on() {
    assert_eq!(payable(euros(172_870), euros(100_000), euros(30)), Some(euros(72_900)));
}

#[test]
fn stretches_end_to_end_come_to_the_whole() {
    let third = |from: i64, to: i64| {
        stretch_of(euros(1000), Decimal::from(from), Decimal::from(to), Decimal::from(3)).unwrap().minor
    };

    assert_eq!([third(0, 1), third(1, 2), third(2, 3)], [333, 334, 333]);
    assert_eq!(stretch_of(euros(1), Decimal::ZERO, Decimal::ONE, Decimal::ZERO), None);
}
