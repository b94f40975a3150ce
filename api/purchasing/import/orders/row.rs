//! One row: what it says of its order, and its line.
use chrono::NaiveDate;
use imports::{RowReading, rounded_by_32_bit};
use kernel::{Currency, DepartmentId, Money, Quantity, Reference, SupplierId, Text, Unit, UnitPrice};
use rust_decimal::Decimal;

use super::known::Known;
use crate::{
    import::attempt::currency,
    line::NewLine,
    totals::{self, Tax},
};

/// What a row says of the order that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    pub supplier_id: Option<SupplierId>,
    pub currency: Option<Currency>,
    pub department_id: Option<DepartmentId>,
    pub title: Option<Text>,
    pub stated_total: Option<Decimal>,
}

/// A line and what it comes to.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub asked: NewLine,
    pub tax: Option<Tax>,
    pub net: Money,
}

/// A row, read.
pub(super) struct Item<'a> {
    pub reading: RowReading<'a>,
    pub number: Option<Reference>,
    pub head: Head,
    pub line: Option<Line>,
}

impl<'a> Item<'a> {
    /// Reads everything that the row says; `is_alone` when no other row is of its order.
    pub(super) fn of(mut row: RowReading<'a>, known: &Known, is_alone: bool) -> Self {
        let number = row.required_parsed("external_number", Reference::parse);
        row.trial.document = row.text("external_number").map(str::to_owned);
        if let Some(number) = &number
            && known.has_order(number.as_str())
        {
            let text = format!("There is an order with the external number {number} already.");
            row.problem("external_number", "exists_already", text);
        }
        let head = Head {
            supplier_id: known.supplier(&mut row),
            currency: currency(&mut row),
            department_id: known.department(&mut row),
            title: row.parsed("title", Text::parse),
            stated_total: row.number("stated_total"),
        };
        stated_fits(&mut row, &head);
        let line = line(&mut row, known, &head, is_alone);
        Self { reading: row, number, head, line }
    }
}

fn stated_fits(row: &mut RowReading<'_>, head: &Head) {
    let (Some(total), Some(currency)) = (head.stated_total, head.currency) else { return };
    if total.normalize().scale() > currency.digits() {
        let text = format!("{currency} has {} decimal places.", currency.digits());
        row.problem("stated_total", "too_precise", text);
    } else if total.is_sign_negative() && !total.is_zero() {
        row.problem("stated_total", "too_small", "Must not be negative.");
    } else if Money::rounded(total, currency).is_none() {
        row.problem("stated_total", "too_large", "Is more than can be kept exactly.");
    }
}

fn line(row: &mut RowReading<'_>, known: &Known, head: &Head, is_alone: bool) -> Option<Line> {
    let description = row.required_parsed("description", Text::parse);
    let (quantity, unit_price) = amounts(row, head, is_alone);
    let unit = row.required_choice("unit", "known unit of UN/ECE Rec 20", |text| {
        Unit::parse(text).or_else(|_| Unit::parse(&text.to_uppercase())).ok()
    });
    let price_base = quantity_of(row, "price_base");
    let tax = known.tax_code(row);
    let category_id = known.category(row);
    let need_by: Option<NaiveDate> = row.day("need_by");
    let supplier_reference = row.parsed("supplier_reference", Reference::parse);
    let (quantity, unit_price, currency) = (quantity?, unit_price?, head.currency?);
    let asked = NewLine {
        id: None,
        description: description?,
        supplier_reference,
        category_id,
        quantity,
        unit: unit?,
        unit_price,
        price_base: price_base.unwrap_or(Quantity::ONE),
        adjustments: Vec::new(),
        tax_code_id: tax.as_ref().map(|tax| tax.id),
        need_by,
        note: None,
    };
    let Some(net) = totals::gross(quantity, unit_price, asked.price_base, currency) else {
        row.problem("quantity", "too_large", "The line comes to too much.");
        return None;
    };
    Some(Line { asked, tax, net })
}

fn quantity_of(row: &mut RowReading<'_>, field: &'static str) -> Option<Quantity> {
    let number = row.number(field)?;
    row.parsed_from(field, number, Quantity::of)
}

// A line that is alone and has neither quantity nor price is the whole order: one, at the total that is stated.
fn amounts(row: &mut RowReading<'_>, head: &Head, is_alone: bool) -> (Option<Quantity>, Option<UnitPrice>) {
    let says_nothing = row.is_empty_in_file("quantity") && row.is_empty_in_file("unit_price");
    if let (true, true, Some(total)) = (is_alone, says_nothing, head.stated_total) {
        let text =
            "The only line of its order has neither quantity nor price: it is taken as one, at the stated total.";
        row.warning("unit_price", "priced_by_total", text);
        return (Some(Quantity::ONE), row.parsed_from("stated_total", total, UnitPrice::of));
    }
    let quantity = row.required("quantity").and_then(|_| quantity_of(row, "quantity"));
    let price = row.required("unit_price").and_then(|_| row.number("unit_price"));
    let Some(price) = price else { return (quantity, None) };
    say_if_rounded(row, "unit_price", price);
    (quantity, row.parsed_from("unit_price", price, UnitPrice::of))
}

/// Says of an amount that it looks rounded to a 32-bit float; the amount stays as it is.
pub(super) fn say_if_rounded(row: &mut RowReading<'_>, field: &'static str, amount: Decimal) {
    if let Some((least, most)) = rounded_by_32_bit(amount) {
        let text = format!(
            "{} looks rounded to a 32-bit float: the true amount lies between {least} and {most}.",
            amount.normalize()
        );
        row.warning(field, "rounded_by_32_bit", text);
    }
}
