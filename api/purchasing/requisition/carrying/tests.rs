use kernel::Currency;
use uuid::Uuid;

use super::*;
use crate::{line::LineId, pricing::Adjusted, totals::totals};

fn euros(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").unwrap() }
}

fn adjustment(kind: &str, size: (&str, &str), base: Money) -> Adjustment {
    let asked = serde_json::json!({ "kind": kind, size.0: size.1, "reason": "Agreed" });
    serde_json::from_value::<NewAdjustment>(asked).unwrap().on(base).unwrap()
}

fn line(number: u128, quantity: &str, net: i64, adjustments: Vec<Adjustment>) -> RequisitionLine {
    let text = format!(r#"{{"description":"Towels","quantity":"{quantity}","unit":"C62","unit_price":"1"}}"#);
    RequisitionLine {
        id: LineId(Uuid::from_u128(number)),
        supplier: None,
        line: serde_json::from_str(&text).unwrap(),
        category: None,
        tax: None,
        gross: euros(net),
        adjustments,
        net: euros(net),
        ordered: Decimal::ZERO,
        short_closed: None,
    }
}

fn carried(line: &RequisitionLine, before: i64, quantity: i64) -> Vec<NewAdjustment> {
    line.carried_adjustments(Decimal::from(before), Quantity::of(Decimal::from(quantity)).unwrap()).unwrap()
}

fn amounts(carried: &[NewAdjustment]) -> Vec<String> {
    carried.iter().filter_map(|one| one.amount).map(|amount| amount.to_string()).collect()
}

#[test]
fn a_fixed_amount_of_a_line_goes_by_quantity_and_a_percentage_as_it_is() {
    let adjustments = vec![
        adjustment("discount", ("amount", "10.00"), euros(300)),
        adjustment("charge", ("percent", "5"), euros(300)),
    ];
    let line = line(1, "3", 300, adjustments);

    let parts = [carried(&line, 0, 1), carried(&line, 1, 1), carried(&line, 2, 1)];

    assert_eq!(parts.each_ref().map(|part| amounts(part)), [["3.33"], ["3.34"], ["3.33"]]);
    assert!(parts.iter().all(|part| part[1].percent.is_some() && part[1].amount.is_none()));
    assert_eq!(amounts(&carried(&line, 0, 3)), ["10"]);
}

#[test]
fn a_share_of_nothing_does_not_go_along() {
    let line = line(1, "1000", 1000, vec![adjustment("charge", ("amount", "0.01"), euros(1000))]);

    assert!(carried(&line, 0, 1).is_empty());
    assert_eq!(amounts(&carried(&line, 0, 1000)), ["0.01"]);
}

fn requisition(lines: Vec<RequisitionLine>, on_whole: Vec<Adjustment>) -> Requisition {
    let mut requisition = crate::requisition::rules::tests::requisition(crate::requisition::Lifecycle::Approved);
    let taxed: Vec<_> = lines.iter().map(RequisitionLine::taxed).collect();
    let totals = totals(euros(0).currency, taxed, []).unwrap();
    let adjustments =
        on_whole.into_iter().map(|adjustment| crate::adjustment::DocumentAdjustment { adjustment, tax_code: None });
    requisition.whole = Adjusted { adjustments: adjustments.collect(), totals };
    requisition.lines = lines;
    requisition
}

fn ordered(line: &RequisitionLine, supplier: u128, quantity: i64) -> OrderedLine {
    let quantity = Quantity::of(Decimal::from(quantity)).unwrap();
    OrderedLine {
        requisition_line_id: line.id,
        supplier_id: SupplierId(Uuid::from_u128(supplier)),
        line: crate::line::NewLine { quantity, ..line.line.clone() },
    }
}

fn shares(requisition: &Requisition, ordered: &[OrderedLine]) -> Vec<Vec<String>> {
    let carried = requisition.carried_adjustments(ordered).unwrap();
    let amount = |one: &NewDocumentAdjustment| {
        one.amount.map_or_else(|| format!("{} %", one.percent.unwrap()), |amount| amount.to_string())
    };
    carried.iter().map(|(_, share)| share.iter().map(amount).collect()).collect()
}

#[test]
fn a_fixed_amount_of_the_whole_goes_by_value_over_suppliers_and_time() {
    let (linen, soap) = (line(1, "3", 1000, Vec::new()), line(2, "10", 500, Vec::new()));
    let freight = adjustment("charge", ("amount", "30.01"), euros(1500));
    let tenth = adjustment("discount", ("percent", "10"), euros(1500));
    let mut requisition = requisition(vec![linen.clone(), soap.clone()], vec![freight, tenth]);

    let first = shares(&requisition, &[ordered(&linen, 1, 2), ordered(&soap, 2, 10)]);
    requisition.lines[0].ordered = Decimal::from(2);
    requisition.lines[1].ordered = Decimal::from(10);
    let rest = shares(&requisition, &[ordered(&linen, 1, 1)]);

    assert_eq!(first, [["13.34", "10 %"], ["10.01", "10 %"]]);
    assert_eq!(rest, [["6.66", "10 %"]], "13.34 + 10.01 + 6.66 = 30.01");
}

#[test]
fn of_lines_worth_nothing_the_first_order_takes_all() {
    let (linen, soap) = (line(1, "3", 0, Vec::new()), line(2, "10", 0, Vec::new()));
    let mut requisition =
        requisition(vec![linen.clone(), soap.clone()], vec![adjustment("charge", ("amount", "9"), euros(0))]);

    assert_eq!(shares(&requisition, &[ordered(&linen, 1, 3), ordered(&soap, 2, 5)]), [vec!["9"], vec![]]);
    requisition.lines[0].ordered = Decimal::from(3);
    assert_eq!(shares(&requisition, &[ordered(&soap, 2, 5)]), [Vec::<String>::new()]);
}
