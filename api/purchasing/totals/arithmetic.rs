//! Products and quotients of amounts, exact until they are rounded half up once.
use kernel::{Currency, Money, Quantity, UnitPrice};
use rust_decimal::Decimal;

/// The largest amount in minor units, as the database holds it too.
const MINOR_MAX: u128 = 1_000_000_000_000_000_000;

/// Quantity x price / base quantity, before discounts and charges; none when it is too large to be kept.
pub fn gross(quantity: Quantity, unit_price: UnitPrice, price_base: Quantity, currency: Currency) -> Option<Money> {
    let (quantity, price, base) = (quantity.decimal(), unit_price.decimal(), price_base.decimal());
    let above = mantissa(quantity)?.checked_mul(mantissa(price)?)?;
    let below = mantissa(base)?;
    // Powers of ten left to apply: the currency's digits and the base's places up, the factors' places down.
    let up = currency.digits().checked_add(base.scale())?;
    let down = quantity.scale().checked_add(price.scale())?;
    money(divide_half_up(above, below, up, down)?, currency)
}

/// So many per cent of an amount, a half away from zero: a tax, a discount, a charge; none when it is too large to be kept.
pub fn percent_of(amount: Money, percent: Decimal) -> Option<Money> {
    let percent = percent.normalize();
    let above = u128::from(amount.minor.unsigned_abs()).checked_mul(mantissa(percent)?)?;
    let share = money(divide_half_up(above, 1, 0, percent.scale().checked_add(2)?)?, amount.currency)?;
    Some(Money { minor: share.minor.checked_mul(amount.minor.signum())?, ..share })
}

/// What goes with the stretch from `before` to `after` of a whole, rounded so that stretches end to end come to all of
/// `amount`, whichever they are.
pub fn stretch_of(amount: Money, before: Decimal, after: Decimal, whole: Decimal) -> Option<Money> {
    let until = |place: Decimal| {
        let places = place.scale().max(whole.scale());
        let units = |decimal: Decimal| mantissa(decimal)?.checked_mul(10_u128.checked_pow(places - decimal.scale())?);
        let above = u128::try_from(amount.minor).ok()?.checked_mul(units(place)?)?;
        money(divide_half_up(above, units(whole)?, 0, 0)?, amount.currency)
    };
    until(after.normalize())?.minus(until(before.normalize())?)
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
