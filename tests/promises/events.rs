//! One small story over all rooms: each operation once, with success, and its events counted.
use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    allowed,
    story::{Story, Telling},
    support::{App, Organisation, Person},
};

#[actix_web::test]
async fn a_read_leaves_no_event_a_disclosure_one_and_a_change_its_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut story = Story::of(&app, &hotel);

    settings(&mut story, &hotel).await;
    master_data(&mut story, &hotel).await;
    people(&mut story, &hotel).await;
    suppliers(&mut story, &hotel).await;
    policies(&mut story, &hotel).await;
    a_requisition_becomes_an_order(&mut story, &hotel).await;
    requisitions_that_end_early(&mut story, &hotel).await;
    trail(&mut story, &hotel.auditor().await).await;

    let untold: BTreeSet<_> = allowed::UNTOLD.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(story.untold(), untold);
    app.stop().await;
}

// The smallest picture there is.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

async fn settings(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let owner = hotel.owner().await;
    let organisation = story.tells(&owner, "get_organisation", Telling::default()).await;
    let update = Telling::default().with(json!({ "legal_name": "Harbour House Ltd" })).on(organisation.revision());
    let organisation = story.tells(&owner, "update_organisation", update).await;
    let pixel = STANDARD.decode(PIXEL).unwrap();
    let logo = Telling { file: Some(("image/png", &pixel)), ..Telling::default().on(organisation.revision()) };
    story.tells(&owner, "set_organisation_logo", logo).await;
    story.tells(&owner, "get_organisation_logo", Telling::default()).await;
    story.tells(&owner, "list_currencies", Telling::default()).await;
    story.tells(&owner, "list_units", Telling::default()).await;
}

/// Creates, gets, lists and changes one thing of a kind.
async fn keeps(story: &mut Story<'_>, person: &Person<'_>, names: [&str; 4], new: Value) {
    let [create, get, list, update] = names;
    let created = story.tells(person, create, Telling::default().with(new)).await;
    let id = created.id();
    story.tells(person, get, Telling::of(&[&id])).await;
    story.tells(person, list, Telling::default()).await;
    let change = Telling::of(&[&id]).with(json!({ "name": "Another name" })).on(created.revision());
    story.tells(person, update, change).await;
}

async fn master_data(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let (admin, accounts) = (hotel.admin().await, hotel.accounts().await);
    let department = ["create_department", "get_department", "list_departments", "update_department"];
    keeps(story, &admin, department, json!({ "name": "Spa", "code": "SPA" })).await;
    let category = ["create_category", "get_category", "list_categories", "update_category"];
    keeps(story, &admin, category, json!({ "name": "Linen", "code": "LIN" })).await;
    let address =
        ["create_delivery_address", "get_delivery_address", "list_delivery_addresses", "update_delivery_address"];
    let quay = json!({ "name": "Back entrance", "lines": ["1 Quay Street"], "country": "IE" });
    keeps(story, &admin, address, quay).await;
    let tax = ["create_tax_code", "get_tax_code", "list_tax_codes", "update_tax_code"];
    let standard = json!({ "name": "Standard", "code": "STD", "rate_percent": "23", "treatment": "S" });
    keeps(story, &accounts, tax, standard).await;
    let rate = json!({
        "from_currency": "USD", "to_currency": "EUR", "on_date": "2026-11-20", "rate": "0.92", "source": "ECB",
    });
    let rate = story.tells(&accounts, "create_exchange_rate", Telling::default().with(rate)).await.id();
    story.tells(&accounts, "get_exchange_rate", Telling::of(&[&rate])).await;
    story.tells(&accounts, "list_exchange_rates", Telling::default()).await;
}

async fn people(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let owner = hotel.owner().await;
    let requester = hotel.people.requester.to_string();
    story.tells(&owner, "list_people", Telling::default()).await;
    story.tells(&owner, "get_person", Telling::of(&[&requester])).await;
    story.tells(&owner, "list_permissions", Telling::default()).await;
    story.tells(&owner, "list_permissions_of_person", Telling::of(&[&requester])).await;
    story.tells(&owner, "view_session", Telling::default()).await;
    let profile = story.tells(&owner, "get_profile", Telling::default()).await;
    let update = Telling::default().with(json!({ "locale": "de-DE" })).on(profile.revision());
    story.tells(&owner, "update_profile", update).await;
    story.tells(&owner, "end_session", Telling::default()).await;
}

async fn suppliers(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let (first, second) = (hotel.accounts().await, hotel.second_accounts().await);
    let linen = json!({ "name": "Harbour Linen", "country": "IE", "currency": "EUR" });
    let supplier = story.tells(&hotel.requester().await, "create_supplier", Telling::default().with(linen)).await;
    let id = supplier.id();
    let update = Telling::of(&[&id]).with(json!({ "phone": "+353 1 555 0100" })).on(supplier.revision());
    let supplier = story.tells(&first, "update_supplier", update).await;
    story.tells(&second, "activate_supplier", Telling::of(&[&id]).on(supplier.revision())).await;
    story.tells(&second, "get_supplier", Telling::of(&[&id])).await;
    story.tells(&second, "list_suppliers", Telling::default()).await;
    let block = Telling::of(&[&id]).with(json!({ "reason": "It delivers no more." }));
    story.tells(&second, "block_supplier", block).await;
}

async fn policies(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let head = hotel.head().await;
    story.tells(&head, "list_approvals", Telling::default()).await;
    let policies = story.tells(&head, "list_approval_policies", Telling::default()).await;
    let policy = policies.body["items"][0]["id"].as_str().unwrap_or_else(|| panic!("no policy in {policies:?}"));
    story.tells(&head, "get_approval_policy", Telling::of(&[policy])).await;
    story.tells(&head, "simulate_approval", Telling::default()).await;
}

async fn a_requisition_becomes_an_order(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let lines = json!([{ "description": "Bath towels", "quantity": "12", "unit": "C62", "unit_price": "4.25" }]);
    let new = Telling::default().with(json!({ "title": "Towels", "lines": lines }));
    let draft = story.tells(&requester, "create_requisition", new).await;
    let id = draft.id();
    let of = Telling::of(&[&id]);
    let edit = of.clone().with(json!({ "need_by": "2026-12-04" })).on(draft.revision());
    let draft = story.tells(&requester, "update_requisition", edit).await;
    story.tells(&requester, "preview_requisition_route", of.clone()).await;
    let note = || of.clone().with(json!({ "note": "Say which size." }));
    let sent = story.tells(&requester, "submit_requisition", of.clone().on(draft.revision())).await;
    let back = story.tells(&head, "return_requisition", note().on(sent.revision())).await;
    let sent = story.tells(&requester, "submit_requisition", of.clone().on(back.revision())).await;
    let back = story.tells(&requester, "withdraw_requisition", note().on(sent.revision())).await;
    let sent = story.tells(&requester, "submit_requisition", of.clone().on(back.revision())).await;
    story.tells(&head, "approve_requisition", note().on(sent.revision())).await;
    let approved = story.tells(&accounts, "approve_requisition", note().on(sent.revision())).await;
    let linen = json!({ "name": "Linen of the West", "country": "IE", "currency": "EUR" });
    let supplier = accounts.posts("/v1/suppliers", linen).await.is(201).id();
    let whole = json!({ "requisition_line_id": approved.body["lines"][0]["id"] });
    let orders = json!({ "orders": [{ "supplier_id": supplier, "lines": [whole] }] });
    story.tells(&accounts, "order_requisition", of.clone().with(orders).on(approved.revision())).await;
    story.tells(&requester, "get_requisition", of).await;
    story.tells(&requester, "list_requisitions", Telling::default()).await;
}

async fn requisitions_that_end_early(story: &mut Story<'_>, hotel: &Organisation<'_>) {
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let lines = json!([{ "description": "Soap", "quantity": "1", "unit": "C62", "unit_price": "1" }]);
    let new = Telling::default().with(json!({ "title": "Soap", "lines": lines }));
    let draft = story.tells(&requester, "create_requisition", new.clone()).await;
    let of = Telling::of(&[&draft.id()]);
    let housekeeper = hotel.people.housekeeper.to_string();
    story.tells(&requester, "comment_on_requisition", of.clone().with(json!({ "body": "Enough?" }))).await;
    story.tells(&requester, "list_requisition_comments", of.clone()).await;
    let watch = of.clone().with(json!({ "person_id": housekeeper }));
    story.tells(&requester, "add_requisition_watcher", watch).await;
    story.tells(&requester, "remove_requisition_watcher", Telling::of(&[&draft.id(), &housekeeper])).await;
    let sent = story.tells(&requester, "submit_requisition", of.clone().on(draft.revision())).await;
    let note = json!({ "note": "We have enough." });
    story.tells(&head, "reject_requisition", of.with(note.clone()).on(sent.revision())).await;
    let draft = story.tells(&requester, "create_requisition", new).await;
    let cancel = Telling::of(&[&draft.id()]).with(note).on(draft.revision());
    story.tells(&requester, "cancel_requisition", cancel).await;
}

async fn trail(story: &mut Story<'_>, auditor: &Person<'_>) {
    let page = story.tells(auditor, "list_audit_events", Telling::default()).await;
    let event = page.body["items"][0]["id"].as_str().unwrap().to_owned();
    story.tells(auditor, "get_audit_event", Telling::of(&[&event])).await;
    story.tells(auditor, "list_audit_denials", Telling { query: "limit=1", ..Telling::default() }).await;
}
