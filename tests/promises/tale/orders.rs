//! Purchase orders.
use serde_json::{Value, json};

use super::{Cast, Goods, Teller};
use crate::telling::Telling;

/// What an order of the kitchen says, with every reference that it may have.
pub fn wanted<'a>(teller: &impl Teller<'a>, title: &str, goods: &Goods) -> Value {
    let word = teller.word();
    let line = json!({
        "description": format!("{title} {word}"),
        "quantity": "10",
        "unit": "C62",
        "unit_price": "4.25",
        "category_id": goods.category,
        "tax_code_id": goods.tax_code,
        "adjustments": [{ "kind": "discount", "percent": "10", "reason": format!("Volume of {word}"), "reason_code": "95" }],
    });
    json!({
        "title": format!("{title} {word}"),
        "currency": "EUR",
        "department_id": teller.hotel().kitchen,
        "supplier_id": goods.supplier,
        "delivery_address_id": goods.address,
        "lines": [line],
        "adjustments": [freight(&word, goods)],
    })
}

/// A charge on the whole, with the reference that it may have.
pub fn freight(word: &str, goods: &Goods) -> Value {
    json!({ "kind": "charge", "amount": "12.50", "reason": format!("Freight of {word}"), "tax_code_id": goods.tax_code })
}

/// The head drafts for somebody else, and changes it.
pub async fn on_behalf<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let mut new = wanted(&*teller, "Knives", goods);
    new["on_behalf_of_id"] = json!(teller.hotel().people.requester);
    let draft = teller.tells(&cast.head, "create_purchase_order", Telling::default().with(new.clone())).await;
    new["lines"][0]["id"] = draft.body["lines"][0]["id"].clone();
    let edit = Telling::of(&[&draft.id()]).with(new).on(draft.revision());
    teller.tells(&cast.head, "update_purchase_order", edit).await;
}

pub async fn goes_to_the_supplier<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (requester, head, accounts) = (&cast.requester, &cast.head, &cast.accounts);
    let new = Telling::default().with(wanted(&*teller, "Glasses", goods));
    let draft = teller.tells(requester, "create_purchase_order", new).await;
    let id = draft.id();
    let of = Telling::of(&[&id]);
    teller.tells(requester, "preview_purchase_order_route", of.clone()).await;
    let word = teller.word();
    let noted = |revision: i64| of.clone().with(json!({ "note": format!("Which {word}?") })).on(revision);
    let sent = teller.tells(requester, "submit_purchase_order", of.clone().on(draft.revision())).await;
    let back = teller.tells(head, "return_purchase_order", noted(sent.revision())).await;
    let sent = teller.tells(requester, "submit_purchase_order", of.clone().on(back.revision())).await;
    let back = teller.tells(requester, "withdraw_purchase_order", noted(sent.revision())).await;
    let sent = teller.tells(requester, "submit_purchase_order", of.clone().on(back.revision())).await;
    teller.tells(head, "approve_purchase_order", noted(sent.revision())).await;
    let approved = teller.tells(accounts, "approve_purchase_order", noted(sent.revision())).await;
    let says = json!({ "address": "orders@linen.example", "message": format!("Please confirm the {word}.") });
    let issue = of.clone().with(says.clone()).on(approved.revision());
    let issued = teller.tells(&cast.second_accounts, "issue_purchase_order", issue).await;
    teller.tells(accounts, "mail_purchase_order", of.clone().with(says)).await;
    teller.tells(requester, "list_purchase_order_mails", of.clone()).await;
    let answered = of.clone().with(json!({ "code": "AP" })).on(issued.revision());
    let answered = teller.tells(accounts, "acknowledge_purchase_order", answered).await;
    let hold = json!({ "axis": "receiving", "reason": format!("No certificate of {word}") });
    let held = teller.tells(accounts, "hold_purchase_order", of.clone().with(hold).on(answered.revision())).await;
    let release = of.clone().with(json!({ "axis": "receiving" })).on(held.revision());
    let released = teller.tells(accounts, "release_purchase_order", release).await;
    let part = json!({ "line_id": released.body["lines"][0]["id"], "quantity": "4" });
    let close = json!({ "reason": format!("No more {word}"), "lines": [part] });
    let close = of.clone().with(close).on(released.revision());
    let closed = teller.tells(accounts, "short_close_purchase_order", close).await;
    let lines = json!({ "reason": format!("More {word} after all"), "line_ids": [released.body["lines"][0]["id"]] });
    let reopen = of.clone().with(lines).on(closed.revision());
    teller.tells(&cast.second_accounts, "reopen_purchase_order", reopen).await;
    teller.tells(requester, "get_purchase_order", of.clone()).await;
    teller.tells(requester, "print_purchase_order", of).await;
}

pub async fn end_early<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (requester, people) = (&cast.requester, teller.hotel().people);
    let new = Telling::default().with(wanted(&*teller, "Cups", goods));
    let draft = teller.tells(requester, "create_purchase_order", new.clone()).await;
    let id = draft.id();
    let of = Telling::of(&[&id]);
    let watcher = people.housekeeping_head.to_string();
    for body in ["Which colour?", "White."] {
        let said = json!({ "body": format!("{body} {}", teller.word()), "mentions": [people.head] });
        teller.tells(requester, "comment_on_purchase_order", of.clone().with(said)).await;
    }
    teller.tells(requester, "list_purchase_order_comments", of.clone()).await;
    let watch = of.clone().with(json!({ "person_id": watcher }));
    teller.tells(requester, "add_purchase_order_watcher", watch).await;
    teller.tells(requester, "remove_purchase_order_watcher", Telling::of(&[&id, &watcher])).await;
    let sent = teller.tells(requester, "submit_purchase_order", of.clone().on(draft.revision())).await;
    let note = json!({ "note": format!("We have enough {}.", teller.word()) });
    teller.tells(&cast.head, "reject_purchase_order", of.with(note).on(sent.revision())).await;
    let draft = teller.tells(requester, "create_purchase_order", new).await;
    let because = json!({ "reason": format!("Too many {}", teller.word()) });
    let cancel = Telling::of(&[&draft.id()]).with(because).on(draft.revision());
    teller.tells(&cast.accounts, "cancel_purchase_order", cancel).await;
}

pub async fn lists<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>, goods: &Goods) {
    let (word, hotel) = (teller.word(), teller.hotel());
    let filters = [
        ("supplier_id", goods.supplier.as_str()),
        ("department_id", &hotel.kitchen.to_string()),
        ("requester_id", &hotel.people.requester.to_string()),
        ("q", &word),
    ];
    for operation in ["list_purchase_orders", "export_purchase_orders", "export_purchase_order_lines"] {
        teller.tells(&cast.requester, operation, Telling::default().asking(&filters)).await;
    }
}
