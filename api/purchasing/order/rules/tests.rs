//! Who may do what, and when.
use kernel::{Currency, DepartmentId, Money, Name, Quantity, Revision, SupplierId, Text, Unit, UnitPrice};
use uuid::Uuid;

use super::*;
use crate::{line::LineId, order::OrderId};

const ALL: [Lifecycle; 9] = [
    Lifecycle::Draft,
    Lifecycle::PendingApproval,
    Lifecycle::Approved,
    Lifecycle::Issued,
    Lifecycle::Acknowledged,
    Lifecycle::Completed,
    Lifecycle::ShortClosed,
    Lifecycle::Rejected,
    Lifecycle::Cancelled,
];

pub(in crate::order) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub(in crate::order) fn order(lifecycle: Lifecycle) -> Order {
    let name = |name| Name::parse(name).unwrap();
    Order {
        id: OrderId(Uuid::nil()),
        title: Text::parse("Towels").unwrap(),
        lifecycle,
        requester_id: person(1),
        requester_name: name("Rosa"),
        created_by: person(2),
        created_by_name: name("Ada"),
        on_behalf_of_id: Some(person(3)),
        on_behalf_of_name: Some(name("Henk")),
        department_id: Some(DepartmentId(Uuid::nil())),
        department_name: Some(name("Kitchen")),
        department_head_id: Some(person(4)),
        is_handed_to_caller: false,
        supplier_id: Some(SupplierId(Uuid::nil())),
        supplier_name: Some(name("Harbour Linen")),
        currency: Currency::parse("EUR").unwrap(),
        revision: Revision::FIRST,
        created_at: chrono::DateTime::UNIX_EPOCH,
        net_minor: 0,
        tax_minor: 0,
        total_minor: 0,
        number: None,
        external_number: None,
        receiving_hold_reason: None,
        receiving_held_by: None,
        receiving_held_by_name: None,
        receiving_held_at: None,
        billing_hold_reason: None,
        billing_held_by: None,
        billing_held_by_name: None,
        billing_held_at: None,
        submitted_by: None,
        submitted_by_name: None,
        base_currency: None,
        base_total_minor: None,
        base_rate: None,
        base_rate_on: None,
        adjustments: None,
        need_by: None,
        delivery_address_id: None,
        delivery_address_name: None,
        delivery_address_lines: None,
        delivery_address_country: None,
        payment_terms: None,
        delivery_terms: None,
        notes_to_supplier: None,
        internal_note: None,
        requisition_id: None,
        material_digest: None,
        submitted_at: None,
        approved_at: None,
        issued_at: None,
        issued_by: None,
        issued_by_name: None,
        acknowledged_at: None,
        acknowledged_by: None,
        acknowledged_by_name: None,
        acknowledgement: None,
        acknowledgement_note: None,
        cancelled_at: None,
        cancelled_by: None,
        cancelled_by_name: None,
        cancellation_reason: None,
    }
}

pub(in crate::order) fn line() -> OrderLine {
    OrderLine {
        id: LineId(Uuid::nil()),
        position: 1,
        description: Text::parse("Towels").unwrap(),
        supplier_reference: None,
        category: None,
        quantity: Quantity::ONE,
        unit: Unit::parse("C62").unwrap(),
        unit_price: UnitPrice::parse("1").unwrap(),
        price_base: Quantity::ONE,
        tax_code: None,
        gross: Money { minor: 100, currency: Currency::parse("EUR").unwrap() },
        adjustments: Vec::new(),
        net: Money { minor: 100, currency: Currency::parse("EUR").unwrap() },
        need_by: None,
        note: None,
        requisition_line_id: None,
        answers: None,
        short_closed: None,
    }
}

fn open_at(rule: impl Fn(&Order) -> Result<(), Error>) -> Vec<Lifecycle> {
    ALL.into_iter().filter(|lifecycle| rule(&order(*lifecycle)).is_ok()).collect()
}

fn code(outcome: Result<(), Error>) -> Option<(&'static str, String)> {
    let error = outcome.err()?;
    Some((error.refusal().code, error.problem().detail.unwrap_or_default().to_owned()))
}

#[test]
fn an_order_is_ones_own_ones_departments_or_ones_office() {
    let order = order(Lifecycle::Draft);
    let tie = |person, all, department| Tie::between(&order, person, Sight { all, department });

    assert_eq!([1, 2, 3].map(|number| tie(person(number), false, false)), [Tie::Own; 3]);
    assert_eq!(tie(person(4), false, true), Tie::Head);
    assert_eq!(tie(person(4), false, false), Tie::Watcher);
    assert_eq!(tie(person(9), true, false), Tie::Office);
    assert_eq!(tie(person(9), false, true), Tie::Watcher);
    let handed = Order { is_handed_to_caller: true, ..order.clone() };
    let tie = |all| Tie::between(&handed, person(9), Sight { all, department: false });
    assert_eq!((tie(false), tie(true)), (Tie::Own, Tie::Office));
}

#[test]
fn each_act_begins_where_it_should() {
    use Lifecycle::{Acknowledged, Approved, Completed, Draft, Issued, PendingApproval, ShortClosed};

    assert_eq!(open_at(|order| order.may_be_edited(Tie::Own)), [Draft]);
    assert_eq!(open_at(|order| order.may_be_submitted(Tie::Own, &[line()])), [Draft]);
    assert_eq!(open_at(Order::may_be_decided), [PendingApproval]);
    assert_eq!(open_at(Order::may_be_withdrawn), [PendingApproval]);
    assert_eq!(open_at(|order| order.may_be_issued(Tie::Office)), [Approved]);
    assert_eq!(open_at(|order| order.may_be_mailed(Tie::Office)), [Issued, Acknowledged, Completed, ShortClosed]);
    assert_eq!(open_at(Order::may_be_acknowledged), [Issued, Acknowledged]);
    assert_eq!(open_at(|order| order.may_be_held(Axis::Billing)), [PendingApproval, Approved, Issued, Acknowledged]);
    assert_eq!(
        open_at(|order| order.may_be_cancelled(Tie::Office)),
        [Draft, PendingApproval, Approved, Issued, Acknowledged]
    );
}

#[test]
fn a_watcher_changes_nothing() {
    let draft = order(Lifecycle::Draft);

    for outcome in [
        draft.may_be_edited(Tie::Watcher),
        draft.may_be_submitted(Tie::Watcher, &[line()]),
        draft.may_be_cancelled(Tie::Watcher),
        order(Lifecycle::Approved).may_be_issued(Tie::Watcher),
        order(Lifecycle::Issued).may_be_mailed(Tie::Watcher),
    ] {
        assert_eq!(code(outcome).map(|(code, _)| code), Some("not_your_order"));
    }
}

#[test]
fn what_an_order_lacks_is_named() {
    let bare = Order { supplier_id: None, ..order(Lifecycle::Draft) };

    assert_eq!(
        code(bare.may_be_submitted(Tie::Own, &[])),
        Some(("order_incomplete", "It lacks a line and a supplier.".into()))
    );
}

#[test]
fn each_axis_is_held_and_released_once() {
    let held = Order { billing_held_at: Some(chrono::DateTime::UNIX_EPOCH), ..order(Lifecycle::Issued) };

    assert_eq!(code(held.may_be_held(Axis::Billing)), Some(("held_already", "Billing is held.".into())));
    assert_eq!(code(held.may_be_held(Axis::Receiving)), None);
    assert_eq!(code(held.may_be_released(Axis::Billing)), None);
    assert_eq!(code(held.may_be_released(Axis::Receiving)), Some(("not_held", "Receiving is not held.".into())));
}

#[test]
fn only_a_mere_receipt_is_followed_by_an_answer() {
    let after =
        |answer| Order { acknowledgement: Some(answer), ..order(Lifecycle::Acknowledged) }.may_be_acknowledged();

    assert_eq!(code(after(Acknowledgement::Acknowledged)), None);
    for answer in [Acknowledgement::Accepted, Acknowledgement::AcceptedWithChanges, Acknowledgement::Rejected] {
        assert_eq!(code(after(answer)).map(|(code, _)| code), Some("answered_already"));
    }
}
