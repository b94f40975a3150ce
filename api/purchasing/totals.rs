//! What lines come to: exact, in the document's own currency.
//!
//! A line's net is quantity x price / base quantity, rounded half up once. Tax is taken per tax code on the sum of its
//! lines, not line by line (EN 16931, BR-CO-17), so that it agrees with the supplier's invoice.
use kernel::{Currency, Money, Quantity, UnitPrice};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::line::TaxCodeId;

/// The largest amount in minor units, as the database holds it too.
const MINOR_MAX: u128 = 1_000_000_000_000_000_000;

/// A tax code as it stood when the line was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = LineTax)]
pub struct Tax {
    pub id: TaxCodeId,
    #[schema(example = "VAT20")]
    pub code: String,
    #[schema(example = "VAT 20 %")]
    pub name: String,
    /// UNCL 5305: S standard, Z zero, E exempt, AE reverse charge, K intra-community, G export, O outside.
    #[schema(example = "S")]
    pub treatment: String,
    /// Per cent.
    #[schema(value_type = String, example = "20")]
    pub rate_percent: Decimal,
}

/// What the lines of one tax code come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxSum {
    /// Null for the lines without a tax code.
    pub tax_code: Option<Tax>,
    /// The net of these lines.
    pub taxable: Money,
    pub tax: Money,
}

/// What a document comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    pub net: Money,
    pub tax: Money,
    /// Net and tax.
    pub gross: Money,
    /// Per tax code, in the order of the lines.
    pub by_tax_code: Vec<TaxSum>,
}

/// The net of a line; none when it is too large to be kept.
pub fn net(quantity: Quantity, unit_price: UnitPrice, price_base: Quantity, currency: Currency) -> Option<Money> {
    let (quantity, price, base) = (quantity.decimal(), unit_price.decimal(), price_base.decimal());
    let above = mantissa(quantity)?.checked_mul(mantissa(price)?)?;
    let below = mantissa(base)?;
    // Powers of ten left to apply: the currency's digits and the base's places up, the factors' places down.
    let up = currency.digits().checked_add(base.scale())?;
    let down = quantity.scale().checked_add(price.scale())?;
    money(divide_half_up(above, below, up, down)?, currency)
}

/// The tax on a taxable amount; none when it is too large to be kept.
pub fn tax_on(taxable: Money, rate_percent: Decimal) -> Option<Money> {
    let rate = rate_percent.normalize();
    let above = u128::try_from(taxable.minor).ok()?.checked_mul(mantissa(rate)?)?;
    money(divide_half_up(above, 1, 0, rate.scale().checked_add(2)?)?, taxable.currency)
}

/// The totals of lines, each its net and tax code; none when they are too large to be kept.
pub fn totals<'a>(currency: Currency, lines: impl IntoIterator<Item = (Money, Option<&'a Tax>)>) -> Option<Totals> {
    let zero = Money::zero(currency);
    let mut sums: Vec<TaxSum> = Vec::new();
    for (net, tax) in lines {
        match sums.iter_mut().find(|sum| sum.tax_code.as_ref() == tax) {
            Some(sum) => sum.taxable = sum.taxable.plus(net)?,
            None => sums.push(TaxSum { tax_code: tax.cloned(), taxable: zero.plus(net)?, tax: zero }),
        }
    }
    let mut totals = Totals { net: zero, tax: zero, gross: zero, by_tax_code: Vec::new() };
    for sum in &mut sums {
        if let Some(code) = &sum.tax_code {
            sum.tax = tax_on(sum.taxable, code.rate_percent)?;
        }
        totals.net = totals.net.plus(sum.taxable)?;
        totals.tax = totals.tax.plus(sum.tax)?;
    }
    totals.gross = totals.net.plus(totals.tax)?;
    totals.by_tax_code = sums;
    Some(totals)
}

fn mantissa(decimal: Decimal) -> Option<u128> {
    u128::try_from(decimal.mantissa()).ok()
}

fn money(minor: u128, currency: Currency) -> Option<Money> {
    (minor < MINOR_MAX).then_some(())?;
    Some(Money { minor: i64::try_from(minor).ok()?, currency })
}

// above x 10^up / (below x 10^down), rounded half up; by long division, for the product may not fit before it is divided.
fn divide_half_up(above: u128, below: u128, up: u32, down: u32) -> Option<u128> {
    let places = up.saturating_sub(down);
    let below = below.checked_mul(10_u128.checked_pow(down.saturating_sub(up))?)?;
    let (mut quotient, mut rest) = (above.checked_div(below)?, above.checked_rem(below)?);
    for _ in 0..places {
        rest = rest.checked_mul(10)?;
        quotient = quotient.checked_mul(10)?.checked_add(rest.checked_div(below)?)?;
        rest = rest.checked_rem(below)?;
    }
    let is_half_or_more = rest.checked_mul(2)? >= below;
    quotient.checked_add(u128::from(is_half_or_more))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn line(quantity: &str, price: &str, base: &str, code: &str) -> Option<String> {
        let (quantity, base) = (Quantity::parse(quantity).unwrap(), Quantity::parse(base).unwrap());
        net(quantity, UnitPrice::parse(price).unwrap(), base, currency(code)).map(|net| net.to_string())
    }

    fn tax(rate: &str) -> Tax {
        Tax {
            id: TaxCodeId(Uuid::from_u128(u128::try_from(rate.len()).unwrap())),
            code: rate.into(),
            name: rate.into(),
            treatment: "S".into(),
            rate_percent: rate.parse().unwrap(),
        }
    }

    fn euros(minor: i64) -> Money {
        Money { minor, currency: currency("EUR") }
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
    }

    #[test]
    fn tax_is_taken_on_the_sum_and_not_on_each_line() {
        let (vat, lines) = (tax("20"), [euros(3), euros(3), euros(3)]);

        let totals = totals(currency("EUR"), lines.iter().map(|net| (*net, Some(&vat)))).unwrap();

        assert_eq!((totals.net, totals.tax, totals.gross), (euros(9), euros(2), euros(11)));
    }

    #[test]
    fn each_tax_code_has_its_own_sum_and_none_has_no_tax() {
        let (full, half) = (tax("20"), tax("9.5"));
        let lines =
            [(euros(1000), Some(&full)), (euros(500), None), (euros(1000), Some(&half)), (euros(1), Some(&full))];

        let totals = totals(currency("EUR"), lines).unwrap();

        let sums: Vec<_> = totals.by_tax_code.iter().map(|sum| (sum.taxable.minor, sum.tax.minor)).collect();
        assert_eq!(sums, [(1001, 200), (500, 0), (1000, 95)]);
        assert_eq!((totals.net, totals.tax, totals.gross), (euros(2501), euros(295), euros(2796)));
    }

    #[test]
    fn no_lines_come_to_nothing() {
        let totals = totals(currency("JPY"), []).unwrap();

        assert_eq!((totals.gross.minor, totals.by_tax_code.len()), (0, 0));
    }

    proptest! {
        #[test]
        fn a_net_is_at_most_half_a_minor_unit_off(
            quantity in 1_u64..10_000_000_000, price in 0_u64..10_000_000_000, base in 1_u64..1_000_000_000,
            code in prop::sample::select(vec!["EUR", "JPY", "KWD", "PYG", "CLF"]),
        ) {
            let decimal = |mantissa: u64, scale| Decimal::new(i64::try_from(mantissa).unwrap(), scale);
            let (q, p, b) = (
                Quantity::of(decimal(quantity, 4)).unwrap(),
                UnitPrice::of(decimal(price, 6)).unwrap(),
                Quantity::of(decimal(base, 3)).unwrap(),
            );
            let Some(net) = net(q, p, b, currency(code)) else { return Ok(()) };
            // net / 10^digits = quantity/10^4 x price/10^6 / (base/10^3), so compare net x base x 10^7 with quantity x price x 10^digits.
            let exact = i128::from(quantity) * i128::from(price) * 10_i128.pow(currency(code).digits());
            let step = i128::from(base) * 10_i128.pow(7);
            let off = i128::from(net.minor) * step - exact;
            prop_assert!(2 * off.abs() <= step);
            prop_assert!(2 * off != -step, "a half goes up");
        }

        #[test]
        fn totals_add_up_whatever_the_order(lines in prop::collection::vec((0_i64..1_000_000_000, 0_usize..4), 0..40)) {
            let codes = [tax("20"), tax("9.5"), tax("12.345")];
            let of = |lines: &[(i64, usize)]| {
                totals(currency("EUR"), lines.iter().map(|(minor, code)| (euros(*minor), codes.get(*code)))).unwrap()
            };
            let forward = of(&lines);
            let backward = of(&lines.iter().rev().copied().collect::<Vec<_>>());

            let net: i64 = lines.iter().map(|(minor, _)| minor).sum();
            let tax: i64 = forward.by_tax_code.iter().map(|sum| sum.tax.minor).sum();
            prop_assert_eq!(forward.net.minor, net);
            prop_assert_eq!(forward.tax.minor, tax);
            prop_assert_eq!(forward.gross.minor, net + tax);
            prop_assert_eq!((backward.net, backward.tax, backward.gross), (forward.net, forward.tax, forward.gross));
        }
    }
}
