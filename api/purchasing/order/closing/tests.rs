use chrono::DateTime;
use kernel::{Name, Text};
use uuid::Uuid;

use super::*;
use crate::{
    line::ShortClosed,
    order::{
        PersonNamed,
        rules::tests::{line, order, person},
    },
};

const CLOSER: u128 = 7;
const OTHER: u128 = 8;

fn of_ten(number: u128, closed: Option<(i64, u128)>) -> OrderLine {
    let closing = |(quantity, by): (i64, u128)| ShortClosed {
        quantity: Decimal::from(quantity),
        reason: Text::parse("No more").unwrap(),
        by: PersonNamed { id: person(by), name: Name::parse("Somebody").unwrap() },
        at: DateTime::UNIX_EPOCH,
    };
    OrderLine {
        id: LineId(Uuid::from_u128(number)),
        quantity: Quantity::parse("10").unwrap(),
        short_closed: closed.map(closing),
        ..line()
    }
}

fn id(number: u128) -> LineId {
    LineId(Uuid::from_u128(number))
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.map_or_else(|error| error.refusal().code, |_| "open")
}

#[test]
fn all_that_is_expected_is_closed_unless_told_otherwise() {
    let lines = [of_ten(1, None), of_ten(2, Some((4, CLOSER))), of_ten(3, None)];
    let four = Quantity::parse("4").ok();

    assert_eq!(to_close(&lines, None).unwrap(), [(id(1), Decimal::TEN), (id(3), Decimal::TEN)]);
    let some = to_close(&lines, Some(&[(id(3), four), (id(1), None)])).unwrap();
    assert_eq!(some, [(id(3), Decimal::from(4)), (id(1), Decimal::TEN)]);
    assert_eq!(code(to_close(&lines, Some(&[(id(2), None)]))), "order_line_short_closed");
    let eleven = Quantity::parse("11").ok();
    assert_eq!(code(to_close(&lines, Some(&[(id(1), eleven)]))), "order_closed_above_ordered");
    assert_eq!(code(to_close(&lines, Some(&[(id(1), None), (id(1), None)]))), "invalid");
}

#[test]
fn a_line_is_closed_once_so_an_order_with_no_other_is_not_closed_again() {
    let issued = order(Lifecycle::Issued);
    let (part, open) = (of_ten(1, Some((4, CLOSER))), of_ten(2, None));

    assert_eq!(code(issued.may_be_short_closed(Tie::Office, std::slice::from_ref(&part))), "order_line_short_closed");
    assert_eq!(code(issued.may_be_short_closed(Tie::Office, &[part, open])), "open");
}

#[test]
fn a_second_person_reopens() {
    let lines = [of_ten(1, Some((10, CLOSER))), of_ten(2, Some((4, OTHER))), of_ten(3, None)];

    assert_eq!(to_reopen(&lines, None, person(9)).unwrap().len(), 2);
    assert_eq!(code(to_reopen(&lines, None, person(CLOSER))), "reopened_by_second_person");
    assert_eq!(code(to_reopen(&lines, Some(&[id(2)]), person(CLOSER))), "open");
    assert_eq!(code(to_reopen(&lines, Some(&[id(3)]), person(9))), "order_not_short_closed");
}

#[test]
fn the_action_is_open_to_who_could_reopen_a_line() {
    let issued = order(Lifecycle::Issued);
    let (mine, ours) = ([of_ten(1, Some((10, CLOSER)))], [of_ten(1, Some((10, CLOSER))), of_ten(2, Some((4, OTHER)))]);
    let by = person(CLOSER);

    assert_eq!(code(issued.may_be_reopened(Tie::Office, by, &mine)), "reopened_by_second_person");
    assert_eq!(code(issued.may_be_reopened(Tie::Office, by, &ours)), "open");
    assert_eq!(code(issued.may_be_reopened(Tie::Own, person(9), &ours)), "reopened_by_second_person");
    let submitted = Order { submitted_by: Some(person(9)), ..order(Lifecycle::Issued) };
    assert_eq!(code(submitted.may_be_reopened(Tie::Office, person(9), &ours)), "reopened_by_second_person");
    assert_eq!(code(issued.may_be_reopened(Tie::Watcher, person(9), &ours)), "not_your_order");
    assert_eq!(code(issued.may_be_reopened(Tie::Office, by, &[])), "order_not_short_closed");
    assert_eq!(code(order(Lifecycle::Cancelled).may_be_reopened(Tie::Office, by, &ours)), "illegal_transition");
}

#[test]
fn an_order_is_short_closed_when_nothing_is_expected() {
    let issued = order(Lifecycle::Issued);
    let answered = Order { acknowledged_at: Some(DateTime::UNIX_EPOCH), ..order(Lifecycle::ShortClosed) };

    assert_eq!(standing(&issued, &[of_ten(1, Some((10, CLOSER)))]), Lifecycle::ShortClosed);
    assert_eq!(standing(&issued, &[of_ten(1, Some((9, CLOSER)))]), Lifecycle::Issued);
    assert_eq!(standing(&answered, &[of_ten(1, None)]), Lifecycle::Acknowledged);
}
