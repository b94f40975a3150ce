//! Requisitions.
use serde_json::{Value, json};

use super::{Cast, Goods, Teller, orders::freight};
use crate::telling::Telling;

fn line(word: &str, goods: &Goods) -> Value {
    json!({
        "description": format!("Bath towels {word}"),
        "quantity": "12",
        "unit": "C62",
        "unit_price": "4.25",
        "category_id": goods.category,
        "tax_code_id": goods.tax_code,
        "adjustments": [{ "kind": "discount", "percent": "10", "reason": format!("Volume of {word}"), "reason_code": "95" }],
        "supplier_id": goods.supplier,
    })
}

pub fn wanted<'a>(teller: &impl Teller<'a>, title: &str, goods: &Goods) -> Value {
    let word = teller.word();
    json!({
        "title": format!("{title} {word}"),
        "department_id": teller.hotel().kitchen,
        "supplier_id": goods.supplier,
        "delivery_address_id": goods.address,
        "lines": [line(&word, goods)],
        "adjustments": [freight(&word, goods)],
    })
}

/// The head asks for somebody else, and changes it.
pub async fn on_behalf<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let mut new = wanted(&*teller, "Aprons", goods);
    new["on_behalf_of_id"] = json!(teller.hotel().people.requester);
    let draft = teller.tells(&cast.head, "create_requisition", Telling::default().with(new)).await;
    let mut edit = wanted(&*teller, "More aprons", goods);
    edit["lines"][0]["id"] = draft.body["lines"][0]["id"].clone();
    let edit = Telling::of(&[&draft.id()]).with(edit).on(draft.revision());
    teller.tells(&cast.head, "update_requisition", edit).await;
}

pub async fn becomes_an_order<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (requester, head, accounts) = (&cast.requester, &cast.head, &cast.accounts);
    let new = Telling::default().with(wanted(&*teller, "Towels", goods));
    let draft = teller.tells(requester, "create_requisition", new).await;
    let id = draft.id();
    let of = Telling::of(&[&id]);
    let edit = of.clone().with(json!({ "need_by": "2026-12-04" })).on(draft.revision());
    let draft = teller.tells(requester, "update_requisition", edit).await;
    teller.tells(requester, "preview_requisition_route", of.clone()).await;
    let note = json!({ "note": format!("Say which size of {}.", teller.word()) });
    let noted = |revision: i64| of.clone().with(note.clone()).on(revision);
    let sent = teller.tells(requester, "submit_requisition", of.clone().on(draft.revision())).await;
    let back = teller.tells(head, "return_requisition", noted(sent.revision())).await;
    let sent = teller.tells(requester, "submit_requisition", of.clone().on(back.revision())).await;
    let back = teller.tells(requester, "withdraw_requisition", noted(sent.revision())).await;
    let sent = teller.tells(requester, "submit_requisition", of.clone().on(back.revision())).await;
    teller.tells(head, "approve_requisition", noted(sent.revision())).await;
    let approved = teller.tells(accounts, "approve_requisition", noted(sent.revision())).await;
    let line = &approved.body["lines"][0]["id"];
    let part = json!({ "requisition_line_id": line, "quantity": "5" });
    let orders = json!({ "orders": [{ "supplier_id": goods.supplier, "lines": [part] }] });
    let ordered = teller.tells(accounts, "order_requisition", of.clone().with(orders).on(approved.revision())).await;
    let because = json!({ "reason": format!("Enough of {}", teller.word()), "line_ids": [line] });
    let close = of.clone().with(because.clone()).on(ordered.revision());
    let closed = teller.tells(head, "short_close_requisition", close).await;
    let reopen = of.clone().with(because).on(closed.revision());
    teller.tells(accounts, "reopen_requisition", reopen).await;
    teller.tells(requester, "get_requisition", of).await;
}

pub async fn end_early<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (requester, people) = (&cast.requester, teller.hotel().people);
    let new = Telling::default().with(wanted(&*teller, "Soap", goods));
    let draft = teller.tells(requester, "create_requisition", new.clone()).await;
    let id = draft.id();
    let of = Telling::of(&[&id]);
    let watcher = people.housekeeping_head.to_string();
    for body in ["Enough?", "I think so."] {
        let said = json!({ "body": format!("{body} {}", teller.word()), "mentions": [people.head] });
        teller.tells(requester, "comment_on_requisition", of.clone().with(said)).await;
    }
    teller.tells(requester, "list_requisition_comments", of.clone()).await;
    let watch = of.clone().with(json!({ "person_id": watcher }));
    teller.tells(requester, "add_requisition_watcher", watch).await;
    teller.tells(requester, "remove_requisition_watcher", Telling::of(&[&id, &watcher])).await;
    let sent = teller.tells(requester, "submit_requisition", of.clone().on(draft.revision())).await;
    let note = json!({ "note": format!("We have enough of {}.", teller.word()) });
    teller.tells(&cast.head, "reject_requisition", of.with(note.clone()).on(sent.revision())).await;
    let draft = teller.tells(requester, "create_requisition", new).await;
    let cancel = Telling::of(&[&draft.id()]).with(note).on(draft.revision());
    teller.tells(requester, "cancel_requisition", cancel).await;
}

pub async fn lists<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (word, hotel) = (teller.word(), teller.hotel());
    let filters = [
        ("supplier_id", goods.supplier.as_str()),
        ("department_id", &hotel.kitchen.to_string()),
        ("requester_id", &hotel.people.requester.to_string()),
        ("q", &word),
    ];
    for operation in ["list_requisitions", "export_requisitions", "export_requisition_lines"] {
        teller.tells(&cast.requester, operation, Telling::default().asking(&filters)).await;
    }
}
