use chrono::DateTime;
use kernel::{Currency, DepartmentId, Name, Revision, Text};
use uuid::Uuid;

use super::*;
use crate::{
    line::LineId,
    pricing::Adjusted,
    requisition::{Details, Names, RequisitionId, RequisitionLine},
    totals::totals,
};

const ALL: [Lifecycle; 8] = [
    Lifecycle::Draft,
    Lifecycle::InApproval,
    Lifecycle::Approved,
    Lifecycle::PartiallyOrdered,
    Lifecycle::Ordered,
    Lifecycle::ShortClosed,
    Lifecycle::Rejected,
    Lifecycle::Cancelled,
];

pub(in crate::requisition) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

const REQUESTER: u128 = 1;
const ON_BEHALF: u128 = 2;
const STRANGER: u128 = 3;

pub(in crate::requisition) fn line() -> RequisitionLine {
    let text = r#"{"description":"Towels","quantity":"12","unit":"C62","unit_price":"1"}"#;
    let currency = Currency::parse("EUR").unwrap();
    RequisitionLine {
        id: LineId(Uuid::nil()),
        supplier: None,
        line: serde_json::from_str(text).unwrap(),
        category: None,
        tax: None,
        gross: kernel::Money { minor: 1200, currency },
        adjustments: Vec::new(),
        net: kernel::Money { minor: 1200, currency },
        ordered: rust_decimal::Decimal::from(5),
        short_closed: None,
    }
}

pub(in crate::requisition) fn requisition(lifecycle: Lifecycle) -> Requisition {
    let (currency, name) = (Currency::parse("EUR").unwrap(), Name::parse("Somebody").unwrap());
    Requisition {
        id: RequisitionId(Uuid::nil()),
        number: None,
        details: Details {
            title: Text::parse("Towels").unwrap(),
            department_id: DepartmentId(Uuid::nil()),
            supplier_id: None,
            delivery_address_id: None,
            currency,
            need_by: None,
            note: None,
        },
        lifecycle,
        requester_id: person(REQUESTER),
        on_behalf_of: Some(person(ON_BEHALF)),
        lines: vec![line()],
        whole: Adjusted { adjustments: Vec::new(), totals: totals(currency, [], []).unwrap() },
        submitted_by: None,
        submitted_at: None,
        basis: None,
        material_digest: None,
        cancelled_because: None,
        revision: Revision::FIRST,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        is_headed_by_caller: false,
        is_handed_to_caller: false,
        names: Names {
            requester: name.clone(),
            on_behalf_of: None,
            department: name,
            supplier: None,
            delivery_address: None,
            submitted_by: None,
        },
    }
}

/// The refusal's code at every lifecycle, `open` where there is none.
fn at_each(rule: impl Fn(&Requisition) -> Result<(), Error>) -> [&'static str; 8] {
    ALL.map(|lifecycle| rule(&requisition(lifecycle)).map_or_else(|error| error.refusal().code, |()| "open"))
}

#[test]
fn only_a_draft_is_edited_and_submitted() {
    let (closed, ended) = ("requisition_not_draft", "requisition_ended");
    let expected = ["open", closed, closed, closed, closed, closed, ended, ended];

    assert_eq!(at_each(|it| it.may_update(person(REQUESTER))), expected);
    assert_eq!(at_each(|it| it.may_submit(person(ON_BEHALF))), expected);
}

#[test]
fn a_draft_without_a_line_is_not_submitted() {
    let empty = Requisition { lines: Vec::new(), ..requisition(Lifecycle::Draft) };

    let refused = empty.may_submit(person(REQUESTER)).unwrap_err();

    assert_eq!(refused.refusal(), refusals::REQUISITION_IS_EMPTY);
}

#[test]
fn decisions_are_taken_while_it_waits() {
    let closed = "requisition_not_in_approval";

    let found = at_each(Requisition::must_be_in_approval);

    assert_eq!(found, [closed, "open", closed, closed, closed, closed, closed, closed]);
}

#[test]
fn it_is_cancelled_until_something_is_ordered() {
    let (ordered, closed, ended) = ("requisition_in_orders", "requisition_short_closed", "requisition_ended");

    let found = at_each(|it| it.may_cancel(person(REQUESTER), false));

    assert_eq!(found, ["open", "open", "open", ordered, ordered, closed, ended, ended]);
}

#[test]
fn it_is_ordered_from_approval_until_nothing_is_left() {
    let (early, ended) = ("requisition_not_approved", "requisition_ended");
    let expected =
        [early, early, "open", "open", "requisition_fully_ordered", "requisition_short_closed", ended, ended];

    assert_eq!(at_each(Requisition::may_order), expected);
    assert_eq!(at_each(|it| it.may_short_close(person(REQUESTER), false)), expected);
}

#[test]
fn a_stranger_changes_nothing_and_a_head_does() {
    let draft = requisition(Lifecycle::Draft);
    let of_head = Requisition { is_headed_by_caller: true, ..draft.clone() };
    let handed_over = Requisition { is_handed_to_caller: true, ..draft.clone() };
    let stranger = person(STRANGER);

    let refusal = |rule: Result<(), Error>| rule.err().map(|error| error.refusal());
    assert_eq!(refusal(handed_over.may_update(stranger)), None);
    let not_yours = Some(refusals::REQUISITION_NOT_YOURS);
    assert_eq!(refusal(draft.may_update(stranger)), not_yours);
    assert_eq!(refusal(draft.may_cancel(stranger, false)), not_yours);
    assert_eq!(refusal(draft.may_cancel(stranger, true)), None);
    assert_eq!(refusal(of_head.may_submit(stranger)), None);
    assert_eq!(refusal(of_head.may_cancel(stranger, false)), None);
}

#[test]
fn one_asks_for_the_own_department_or_one_that_one_heads() {
    let nobody = Asking { sees_all: false, heads_it: false };
    let head = Asking { sees_all: false, heads_it: true };
    let office = Asking { sees_all: true, heads_it: false };

    let open = |asking: Asking| {
        (
            asking.may_be_on_behalf().is_ok(),
            asking.may_be_for_department(false).is_ok(),
            asking.may_be_for_department(true).is_ok(),
        )
    };
    assert_eq!(open(nobody), (false, false, true));
    assert_eq!(open(head), (true, true, true));
    assert_eq!(open(office), (true, true, true));
}

#[test]
fn what_remains_of_a_line_is_what_is_not_ordered() {
    let over = RequisitionLine { ordered: rust_decimal::Decimal::from(13), ..line() };

    assert_eq!(line().remaining(), rust_decimal::Decimal::from(7));
    assert_eq!(over.remaining(), rust_decimal::Decimal::ZERO);
}
