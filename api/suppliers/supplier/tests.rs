//! The rules of a supplier, without a database.
use uuid::Uuid;

use super::{create::CreateRequest, *};

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn creator() -> PersonId {
    person(1)
}

fn second() -> PersonId {
    person(2)
}

fn parsed(body: &str) -> SupplierDetails {
    serde_json::from_str::<CreateRequest>(body).expect("a request").into()
}

fn details() -> SupplierDetails {
    parsed(r#"{"name":"Harbour Linen","country":"GB","currency":"GBP","email":"orders@linen.example"}"#)
}

fn proposed() -> Supplier {
    Supplier::proposed(SupplierId(Uuid::nil()), details(), creator(), DateTime::UNIX_EPOCH)
}

fn active() -> Supplier {
    proposed().activate(second(), DateTime::UNIX_EPOCH).expect("an active supplier")
}

fn renamed(supplier: Supplier, by: PersonId) -> Supplier {
    let name = Name::parse(&format!("Linen of {}", supplier.revision.0)).expect("a name");
    supplier.edit(SupplierDetails { name, ..details() }, by).expect("an edit").supplier
}

fn reason() -> Text {
    Text::parse("Delivered the wrong goods twice").expect("a reason")
}

#[test]
fn a_second_person_activates_a_proposal() {
    let supplier = active();

    assert_eq!((supplier.status, supplier.activated_by), (Status::Active, Some(second())));
    assert_eq!(supplier.revision, Revision(2));
}

#[test]
fn the_creator_does_not_activate_it() {
    assert_eq!(proposed().activate(creator(), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
}

#[test]
fn the_creator_activates_it_where_somebody_looks_afterwards_and_lifts_no_block() {
    let reviewer = Name::parse("Olga Owner").ok().map(|name| Reviewer { id: person(3), name });
    let supplier = Supplier { reviewer: reviewer.clone(), ..proposed() };

    assert_eq!(supplier.activation_reviewer(creator()), reviewer.as_ref());
    assert_eq!(supplier.activation_reviewer(second()), None);
    let activated = supplier.clone().activate(creator(), DateTime::UNIX_EPOCH).expect("an active supplier");
    assert_eq!((activated.status, activated.activation_reviewer(creator())), (Status::Active, None));
    for by in [creator(), second()] {
        let blocked = supplier.clone().block(by, reason()).expect("a block");
        assert_eq!(blocked.activation_reviewer(creator()), None);
        assert_eq!(blocked.activate(creator(), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
    }
}

#[test]
fn whoever_changed_it_does_not_activate_it_even_when_another_edit_follows() {
    let supplier = renamed(renamed(proposed(), second()), person(3));

    assert_eq!(supplier.clone().activate(second(), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
    assert_eq!(supplier.clone().activate(person(3), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
    assert_eq!(supplier.activate(person(4), DateTime::UNIX_EPOCH).map(|s| s.status), Ok(Status::Active));
}

#[test]
fn a_material_edit_of_an_active_supplier_asks_for_the_second_person_again() {
    let supplier = renamed(active(), person(3));

    assert_eq!((supplier.status, supplier.activated_by, supplier.activated_at), (Status::Proposed, None, None));
    assert_eq!(supplier.clone().activate(person(3), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
    assert_eq!(supplier.activate(second(), DateTime::UNIX_EPOCH).map(|s| s.status), Ok(Status::Active));
}

#[test]
fn each_material_field_is_material() {
    for edit in [
        r#"{"name":"Other","country":"GB","currency":"GBP","email":"orders@linen.example"}"#,
        r#"{"name":"Harbour Linen","legal_name":"Other","country":"GB","currency":"GBP","email":"orders@linen.example"}"#,
        r#"{"name":"Harbour Linen","tax_number":"GB1","country":"GB","currency":"GBP","email":"orders@linen.example"}"#,
        r#"{"name":"Harbour Linen","country":"IE","currency":"GBP","email":"orders@linen.example"}"#,
        r#"{"name":"Harbour Linen","country":"GB","currency":"GBP","email":"orders@other.example"}"#,
    ] {
        let edited = active().edit(parsed(edit), person(3)).expect("an edit");

        assert_eq!((edited.supplier.status, edited.fields.len()), (Status::Proposed, 1), "{edit}");
    }
}

#[test]
fn a_cosmetic_edit_leaves_an_active_supplier_active() {
    let phone = Reference::parse("+44 117 496 0123").ok();

    let edited = active().edit(SupplierDetails { phone, ..details() }, creator()).expect("an edit");

    assert_eq!(edited.fields, ["phone"]);
    assert_eq!((edited.supplier.status, edited.supplier.activated_by), (Status::Active, Some(second())));
    assert_eq!(edited.supplier.changed_by, [creator()]);
}

#[test]
fn an_edit_must_change_something() {
    assert_eq!(active().edit(details(), creator()), Err(refusals::SUPPLIER_UNCHANGED));
}

#[test]
fn a_block_is_lifted_by_somebody_other_than_who_set_it() {
    let blocked = active().block(person(3), reason()).expect("a block");

    assert_eq!((blocked.status, blocked.activated_by, blocked.blocked_by), (Status::Blocked, None, Some(person(3))));
    assert_eq!(blocked.clone().block(second(), reason()), Err(refusals::SUPPLIER_ALREADY_BLOCKED));
    assert_eq!(blocked.clone().activate(person(3), DateTime::UNIX_EPOCH), Err(refusals::OWN_BLOCK));
    let lifted = blocked.activate(second(), DateTime::UNIX_EPOCH).expect("an active supplier");
    assert_eq!((lifted.status, lifted.blocked_by, lifted.blocked_reason), (Status::Active, None, None));
}

#[test]
fn a_blocked_supplier_stays_blocked_when_it_is_edited() {
    let blocked = active().block(person(3), reason()).expect("a block");

    let edited = renamed(blocked, person(4));

    assert_eq!(edited.status, Status::Blocked);
    assert_eq!(edited.activate(person(4), DateTime::UNIX_EPOCH), Err(refusals::OWN_SUPPLIER));
}

#[test]
fn an_active_supplier_is_not_activated_again() {
    assert_eq!(active().activate(person(3), DateTime::UNIX_EPOCH), Err(refusals::SUPPLIER_ALREADY_ACTIVE));
}

#[test]
fn more_than_six_address_lines_are_too_many() {
    let lines = |n: usize| serde_json::json!({ "name": "A", "country": "GB", "currency": "GBP", "address_lines": vec!["x"; n] });

    assert!(serde_json::from_value::<CreateRequest>(lines(6)).is_ok());
    assert!(
        serde_json::from_value::<CreateRequest>(lines(7)).is_err_and(|error| error.to_string().contains("too_many"))
    );
}
