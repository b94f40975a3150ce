use chrono::DateTime;
use kernel::{Name, Text};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::{
    line::ShortClosed,
    order::PersonNamed,
    requisition::rules::tests::{line, person, requisition},
};

const REQUESTER: u128 = 1;
const CLOSER: u128 = 7;
const OTHER: u128 = 8;

fn id(number: u128) -> LineId {
    LineId(Uuid::from_u128(number))
}

fn open(number: u128, ordered: i64) -> RequisitionLine {
    RequisitionLine { id: id(number), ordered: Decimal::from(ordered), ..line() }
}

fn closed(number: u128, by: u128) -> RequisitionLine {
    let by = PersonNamed { id: person(by), name: Name::parse("Somebody").unwrap() };
    let reason = Text::parse("Called off").unwrap();
    let quantity = Decimal::from(7);
    let short_closed = Some(ShortClosed { quantity, reason, by, at: DateTime::UNIX_EPOCH });
    RequisitionLine { short_closed, ..open(number, 5) }
}

fn of(lines: Vec<RequisitionLine>) -> Requisition {
    Requisition { lines, ..requisition(Lifecycle::PartiallyOrdered) }
}

fn ids(lines: Result<Vec<&RequisitionLine>, Error>) -> Result<Vec<LineId>, &'static str> {
    lines.map(|lines| lines.iter().map(|line| line.id).collect()).map_err(|error| error.refusal().code)
}

#[test]
fn the_rest_of_named_lines_is_closed_and_of_nothing_else() {
    let asked = of(vec![open(1, 0), open(2, 12), closed(3, CLOSER)]);

    assert_eq!(ids(asked.lines_to_close(Some(&[id(1)]))), Ok(vec![id(1)]));
    assert_eq!(ids(asked.lines_to_close(Some(&[id(1), id(2)]))), Err("requisition_line_fully_ordered"));
    assert_eq!(ids(asked.lines_to_close(Some(&[id(3)]))), Err("requisition_line_short_closed"));
    assert_eq!(ids(asked.lines_to_close(Some(&[id(4)]))), Err("invalid"));
    assert_eq!(ids(asked.lines_to_close(Some(&[id(1), id(1)]))), Err("invalid"));
}

#[test]
fn the_whole_is_closed_with_what_its_orders_may_give_back() {
    let asked = of(vec![open(1, 0), open(2, 12), closed(3, CLOSER)]);

    assert_eq!(ids(asked.lines_to_close(None)), Ok(vec![id(1), id(2)]));
}

#[test]
fn nothing_of_a_closed_line_remains() {
    assert_eq!(closed(1, CLOSER).remaining(), Decimal::ZERO);
}

#[test]
fn what_is_closed_is_reopened_by_others_and_by_who_closed_it() {
    let asked = of(vec![open(1, 0), closed(2, CLOSER), closed(3, REQUESTER)]);

    assert_eq!(ids(asked.lines_to_reopen(None, person(OTHER))), Ok(vec![id(2), id(3)]));
    assert_eq!(ids(asked.lines_to_reopen(Some(&[id(2)]), person(CLOSER))), Ok(vec![id(2)]));
    assert_eq!(ids(asked.lines_to_reopen(Some(&[id(1)]), person(OTHER))), Err("requisition_not_short_closed"));
}

#[test]
fn who_asked_reopens_only_what_they_closed_themselves() {
    let (of_both, of_another) = (of(vec![closed(2, CLOSER), closed(3, REQUESTER)]), of(vec![closed(2, CLOSER)]));
    let by = person(REQUESTER);

    assert_eq!(ids(of_both.lines_to_reopen(None, by)), Err("reopened_by_another"));
    assert_eq!(ids(of_both.lines_to_reopen(Some(&[id(3)]), by)), Ok(vec![id(3)]));
    assert!(of_both.may_reopen(by, false).is_ok());
    assert_eq!(of_another.may_reopen(by, false).unwrap_err().refusal().code, "reopened_by_another");
}

#[test]
fn it_is_reopened_while_it_lives_by_those_in_reach() {
    let code = |rule: Result<(), Error>| rule.map_or_else(|error| error.refusal().code, |()| "open");
    let asked = of(vec![closed(2, CLOSER)]);
    let cancelled = Requisition { lifecycle: Lifecycle::Cancelled, ..asked.clone() };
    let of_head = Requisition { is_headed_by_caller: true, ..asked.clone() };
    let whole = Requisition { lifecycle: Lifecycle::ShortClosed, ..asked.clone() };

    assert_eq!(code(cancelled.may_reopen(person(OTHER), true)), "requisition_ended");
    assert_eq!(code(of(vec![open(1, 0)]).may_reopen(person(OTHER), true)), "requisition_not_short_closed");
    assert_eq!(code(asked.may_reopen(person(OTHER), false)), "requisition_not_yours");
    assert_eq!(code(of_head.may_reopen(person(OTHER), false)), "open");
    assert_eq!(code(whole.may_reopen(person(OTHER), true)), "open");
}
