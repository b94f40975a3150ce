//! Discounts and charges of a requisition, and what of them its orders take over.
use serde_json::{Value, json};

use super::{REQUISITIONS, acts, approves, asks, body, line, shows, submits, supplier};
use crate::support::{Answer, App, Organisation};

fn euros(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

/// A hundred towels at 4.25 less ten euros in all and five per cent, ten soaps at 2; freight of 30.01, two per cent off the whole.
fn wanted() -> Value {
    let mut towels = line("100", "4.25");
    towels["adjustments"] = json!([
        { "kind": "discount", "amount": "10", "reason": "Old pattern" },
        { "kind": "discount", "percent": "5", "reason": "Volume" },
    ]);
    let mut wanted = body(&[towels, line("10", "2")]);
    wanted["adjustments"] = json!([
        { "kind": "charge", "amount": "30.01", "reason": "Freight" },
        { "kind": "discount", "percent": "2", "reason": "Annual agreement" },
    ]);
    wanted
}

async fn approved(hotel: &Organisation<'_>) -> Answer {
    let requester = hotel.requester().await;
    let sent = submits(&requester, &asks(&requester, wanted()).await).await;
    approves(&hotel.head().await, &sent).await;
    approves(&hotel.accounts().await, &sent).await
}

fn some_of(document: &Answer, index: usize, quantity: &str) -> Value {
    json!({ "requisition_line_id": document.body["lines"][index]["id"], "quantity": quantity })
}

#[actix_web::test]
async fn a_requisition_comes_to_what_its_order_would() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let draft = asks(&requester, wanted()).await;

    assert_eq!(
        (&draft.body["lines"][0]["gross"], &draft.body["lines"][0]["net"]),
        (&euros("425.00"), &euros("393.75"))
    );
    assert_eq!(draft.body["totals"]["lines"], euros("413.75"));
    assert_eq!(
        (&draft.body["totals"]["discounts"], &draft.body["totals"]["charges"]),
        (&euros("8.28"), &euros("30.01"))
    );
    assert_eq!(draft.body["totals"]["gross"], euros("435.48"));
    let seen = shows(&requester, &draft.id()).await.is(200);
    assert_eq!((&seen.body["adjustments"], &seen.body["totals"]), (&draft.body["adjustments"], &draft.body["totals"]));
    let path = format!("{REQUISITIONS}/{}", draft.id());
    let edited = requester.patches(&path, json!({ "adjustments": [] }), 1).await.is(200);
    assert_eq!((&edited.body["totals"]["gross"], &edited.body["lines"]), (&euros("413.75"), &draft.body["lines"]));
    app.stop().await;
}

#[actix_web::test]
async fn orders_take_over_percentages_whole_and_amounts_by_their_share() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (linen, soap) = (supplier(&hotel, "Harbour Linen").await, supplier(&hotel, "Soap Works").await);
    let ready = approved(&hotel).await;
    let order = async |revision: i64, orders: Value| {
        let ordered = acts(&accounts, &ready.id(), "order", revision, json!({ "orders": orders })).await.is(200);
        let mut made = Vec::new();
        for one in ordered.body["orders"].as_array().unwrap() {
            let path = format!("/v1/purchase-orders/{}", one["id"].as_str().unwrap());
            made.push(accounts.gets(&path).await.is(200).body);
        }
        (ordered.revision(), made)
    };

    let first = json!([
        { "supplier_id": linen, "lines": [some_of(&ready, 0, "33")] },
        { "supplier_id": soap, "lines": [some_of(&ready, 1, "10")] },
    ]);
    let (revision, mut made) = order(ready.revision(), first).await;
    let rest = json!([{ "supplier_id": linen, "lines": [some_of(&ready, 0, "67")] }]);
    made.extend(order(revision, rest).await.1);

    let amounts = |adjustments: &Value| {
        let amount = |one: &Value| one["amount"]["amount"].as_str().unwrap().to_owned();
        adjustments.as_array().unwrap().iter().map(amount).collect::<Vec<_>>()
    };
    let of_lines: Vec<_> = made.iter().map(|order| amounts(&order["lines"][0]["adjustments"])).collect();
    // 140.25 and 284.75 by their price; 3.30 and 6.70 of the ten euros, five per cent of each.
    assert_eq!(of_lines, [vec!["3.30", "7.01"], vec![], vec!["6.70", "14.24"]]);
    let of_wholes: Vec<_> = made.iter().map(|order| amounts(&order["adjustments"])).collect();
    // Of 413.75: 129.94, then 20.00, then 263.81; 9.42 + 1.46 + 19.13 = 30.01.
    assert_eq!(of_wholes, [["9.42", "2.60"], ["1.46", "0.40"], ["19.13", "5.28"]]);
    app.stop().await;
}

#[actix_web::test]
async fn approvers_agree_to_a_requisition_with_its_discounts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let sent = submits(&requester, &asks(&requester, wanted()).await).await;
    let inbox = hotel.head().await.gets("/v1/approvals").await.is(200);

    assert_eq!(inbox.body["items"][0]["total"], euros("435.48"));
    let path = format!("{REQUISITIONS}/{}", sent.id());
    let back = acts(&requester, &sent.id(), "withdraw", sent.revision(), json!({ "note": "Wait" })).await.is(200);
    requester.patches(&path, json!({ "adjustments": [] }), back.revision()).await.is(200);
    let timeline = shows(&requester, &sent.id()).await.is(200).body["timeline"].as_array().unwrap().clone();
    let edited = timeline.iter().find(|moment| moment["action"] == "requisition.updated").unwrap();
    assert_eq!(edited["detail"], json!({ "fields": ["adjustments"], "is_material": true }));
    app.stop().await;
}
