//! BR-CO-10 to BR-CO-17 of EN 16931, each on documents made by chance, in currencies with 0, 2, 3 and 4 minor units.
use std::collections::BTreeMap;

use kernel::{Quantity, UnitPrice};
use proptest::prelude::*;

use super::{super::*, category};

const CURRENCIES: [&str; 5] = ["EUR", "JPY", "KWD", "PYG", "CLF"];

/// A document: its currency, lines by net and category, then discounts and charges alike.
#[derive(Debug, Clone)]
struct Drawn {
    currency: Currency,
    lines: Vec<(i64, Option<usize>)>,
    discounts: Vec<(i64, Option<usize>)>,
    charges: Vec<(i64, Option<usize>)>,
}

fn categories() -> [Tax; 6] {
    // The last two are one category by two codes.
    [("S", "20"), ("S", "9.5"), ("S", "12.3456"), ("E", "0"), ("Z", "0"), ("S", "20")]
        .map(|(treatment, rate)| category(treatment, rate))
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let amounts = |most: i64, count| prop::collection::vec((0..most, prop::option::of(0_usize..6)), 0..count);
    let code = prop::sample::select(CURRENCIES.to_vec());
    (code, amounts(1_000_000_000, 40), amounts(10_000_000, 8), amounts(10_000_000, 8)).prop_map(
        |(code, lines, discounts, charges)| Drawn {
            currency: Currency::parse(code).unwrap(),
            lines,
            discounts,
            charges,
        },
    )
}

impl Drawn {
    fn taxed<'a>(&self, (minor, of): (i64, Option<usize>), taxes: &'a [Tax; 6]) -> Taxed<'a> {
        Taxed { amount: Money { minor, currency: self.currency }, tax: of.and_then(|of| taxes.get(of)) }
    }

    fn totals(&self, taxes: &[Tax; 6]) -> Totals {
        let lines = self.lines.iter().map(|line| self.taxed(*line, taxes));
        let discounts = self.discounts.iter().map(|one| OnDocument::Discount(self.taxed(*one, taxes)));
        let charges = self.charges.iter().map(|one| OnDocument::Charge(self.taxed(*one, taxes)));
        totals(self.currency, lines, discounts.chain(charges)).unwrap()
    }

    fn all(&self) -> impl Iterator<Item = (i64, Option<usize>)> {
        let discounts = self.discounts.iter().map(|(minor, of)| (-minor, *of));
        self.lines.iter().copied().chain(discounts).chain(self.charges.iter().copied())
    }
}

fn minors(amounts: &[(i64, Option<usize>)]) -> i64 {
    amounts.iter().map(|(minor, _)| minor).sum()
}

proptest! {
    #[test]
    fn br_co_10_the_lines_add_up(drawn in drawn()) {
        prop_assert_eq!(drawn.totals(&categories()).lines.minor, minors(&drawn.lines));
    }

    #[test]
    fn br_co_11_the_discounts_on_the_document_add_up(drawn in drawn()) {
        prop_assert_eq!(drawn.totals(&categories()).discounts.minor, minors(&drawn.discounts));
    }

    #[test]
    fn br_co_12_the_charges_on_the_document_add_up(drawn in drawn()) {
        prop_assert_eq!(drawn.totals(&categories()).charges.minor, minors(&drawn.charges));
    }

    #[test]
    fn br_co_13_net_is_lines_less_discounts_with_charges(drawn in drawn()) {
        let totals = drawn.totals(&categories());

        prop_assert_eq!(totals.net.minor, minors(&drawn.lines) - minors(&drawn.discounts) + minors(&drawn.charges));
        let taxable: i64 = totals.by_tax_code.iter().map(|sum| sum.taxable.minor).sum();
        prop_assert_eq!(totals.net.minor, taxable, "what bears tax, and what bears none, is all there is");
    }

    #[test]
    fn br_co_14_tax_is_the_sum_of_the_categories_taxes(drawn in drawn()) {
        let totals = drawn.totals(&categories());

        prop_assert_eq!(totals.tax.minor, totals.by_tax_code.iter().map(|sum| sum.tax.minor).sum::<i64>());
    }

    #[test]
    fn br_co_15_gross_is_net_and_tax(drawn in drawn()) {
        let totals = drawn.totals(&categories());

        prop_assert_eq!(totals.gross.minor, totals.net.minor + totals.tax.minor);
    }

    #[test]
    fn br_co_16_payable_is_gross_less_paid_with_rounding(drawn in drawn(), paid in 0_i64..1_000_000, rounding in -50_i64..50) {
        let totals = drawn.totals(&categories());
        let money = |minor| Money { minor, currency: drawn.currency };

        prop_assert_eq!(totals.payable, totals.gross);
        let left = payable(totals.gross, money(paid), money(rounding)).unwrap();
        prop_assert_eq!(left.minor, totals.gross.minor - paid + rounding);
    }

    #[test]
    fn br_co_17_a_categorys_tax_is_its_taxable_by_its_rate_rounded_once(drawn in drawn()) {
        let taxes = categories();
        let totals = drawn.totals(&taxes);
        let mut taxable: BTreeMap<(String, String), i64> = BTreeMap::new();
        for (minor, of) in drawn.all() {
            let key = of.map_or_else(Default::default, |of| (taxes[of].treatment.clone(), taxes[of].rate_percent.to_string()));
            *taxable.entry(key).or_default() += minor;
        }

        prop_assert_eq!(totals.by_tax_code.len(), taxable.len(), "each treatment and rate once");
        for sum in &totals.by_tax_code {
            let key = sum.tax_code.as_ref().map_or_else(Default::default, |tax| (tax.treatment.clone(), tax.rate_percent.to_string()));
            prop_assert_eq!(sum.taxable.minor, taxable[&key]);
            // Rates have four places at most: so many millionths of a minor unit.
            let rate = sum.tax_code.as_ref().map_or(0, |tax| (tax.rate_percent * Decimal::from(10_000)).mantissa()
                / 10_i128.pow((tax.rate_percent * Decimal::from(10_000)).scale()));
            let exact = i128::from(sum.taxable.minor) * rate;
            let off = i128::from(sum.tax.minor) * 1_000_000 - exact;
            prop_assert!(2 * off.abs() <= 1_000_000);
            prop_assert!(2 * off.abs() < 1_000_000 || off.signum() == exact.signum(), "a half goes away from zero");
        }
    }

    #[test]
    fn the_order_of_things_does_not_matter(drawn in drawn()) {
        let turned = Drawn {
            lines: drawn.lines.iter().rev().copied().collect(),
            discounts: drawn.discounts.iter().rev().copied().collect(),
            charges: drawn.charges.iter().rev().copied().collect(),
            ..drawn.clone()
        };
        let (taxes, sorted) = (categories(), |mut totals: Totals| {
            totals.by_tax_code.sort_by_key(|sum| (sum.taxable.minor, sum.tax.minor));
            totals.by_tax_code.iter_mut().for_each(|sum| sum.tax_code = None);
            totals
        });

        prop_assert_eq!(sorted(drawn.totals(&taxes)), sorted(turned.totals(&taxes)));
    }

    #[test]
    fn a_gross_is_at_most_half_a_minor_unit_off(
        quantity in 1_u64..10_000_000_000, price in 0_u64..10_000_000_000, base in 1_u64..1_000_000_000,
        code in prop::sample::select(CURRENCIES.to_vec()),
    ) {
        let decimal = |mantissa: u64, scale| Decimal::new(i64::try_from(mantissa).unwrap(), scale);
        let (q, p, b) = (
            Quantity::of(decimal(quantity, 4)).unwrap(),
            UnitPrice::of(decimal(price, 6)).unwrap(),
            Quantity::of(decimal(base, 3)).unwrap(),
        );
        let currency = Currency::parse(code).unwrap();
        let Some(gross) = gross(q, p, b, currency) else { return Ok(()) };
        // gross / 10^digits = quantity/10^4 x price/10^6 / (base/10^3), so compare gross x base x 10^7 with quantity x price x 10^digits.
        let exact = i128::from(quantity) * i128::from(price) * 10_i128.pow(currency.digits());
        let step = i128::from(base) * 10_i128.pow(7);
        let off = i128::from(gross.minor) * step - exact;
        prop_assert!(2 * off.abs() <= step);
        prop_assert!(2 * off != -step, "a half goes up");
    }

    #[test]
    fn a_line_with_fixed_discounts_is_rounded_as_if_all_were_one(
        quantity in 1_u64..10_000_000, price in 0_u64..10_000_000, off in 0_i64..1_000_000, on in 0_i64..1_000_000,
    ) {
        let (q, p) = (
            Quantity::of(Decimal::new(i64::try_from(quantity).unwrap(), 3)).unwrap(),
            UnitPrice::of(Decimal::new(i64::try_from(price).unwrap(), 4)).unwrap(),
        );
        let currency = Currency::parse("EUR").unwrap();
        let net = gross(q, p, Quantity::ONE, currency).unwrap().minor - off + on;
        prop_assume!(net >= 0);

        // quantity/10^3 x price/10^4 in hundredths, less and with whole hundredths, rounded half up once.
        let exact = i128::from(quantity) * i128::from(price) + i128::from(on - off) * 100_000;
        prop_assert_eq!(i128::from(net), (2 * exact + 100_000).div_euclid(200_000));
    }

    #[test]
    fn stretches_of_a_whole_come_to_all_of_it(
        minor in 0_i64..1_000_000_000_000, parts in prop::collection::vec(0_u32..1_000_000, 1..12),
        code in prop::sample::select(CURRENCIES.to_vec()),
    ) {
        let whole: Decimal = parts.iter().map(|part| Decimal::new(i64::from(*part), 6)).sum();
        prop_assume!(!whole.is_zero());
        let amount = Money { minor, currency: Currency::parse(code).unwrap() };
        let (mut place, mut sum) = (Decimal::ZERO, 0);
        for part in parts {
            let next = place + Decimal::new(i64::from(part), 6);
            let stretch = stretch_of(amount, place, next, whole).unwrap();
            prop_assert!(stretch.minor >= 0);
            (place, sum) = (next, sum + stretch.minor);
        }
        prop_assert_eq!(sum, minor);
    }
}
