//! Closing short what will not come any more of an order.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ORDERS, acts, acts_with_key, approved, approves_all, body, drafted, issued, line, supplier};
use crate::support::{Answer, App, Organisation, Person};

pub(super) fn because() -> Value {
    json!({ "reason": "The supplier does not make it any more" })
}

/// Closes these lines, by their place and how much; all that is expected when none is named.
pub(super) async fn closes(person: &Person<'_>, id: &str, lines: &[(usize, Option<&str>)]) -> Answer {
    let seen = person.gets(&format!("{ORDERS}/{id}")).await.is(200);
    let mut asked = because();
    if !lines.is_empty() {
        let of = |(place, quantity): &(usize, Option<&str>)| {
            let mut named = json!({ "line_id": seen.body["lines"][*place]["id"] });
            if let Some(quantity) = quantity {
                named["quantity"] = json!(quantity);
            }
            named
        };
        asked["lines"] = lines.iter().map(of).collect();
    }
    acts(person, id, "short-close", seen.revision(), asked).await
}

/// A hundred and ten, asked for by the requester and issued by the other of Accounts.
pub(super) async fn issued_two(hotel: &Organisation<'_>) -> Answer {
    let linen = supplier(hotel, "Harbour Linen").await;
    let new = body(hotel, &linen, &[line("100", "4.25"), line("10", "2")]);
    let draft = hotel.requester().await.posts(ORDERS, new).await.is(201);
    acts(&hotel.requester().await, &draft.id(), "submit", 1, Value::Null).await.is(200);
    let order = approves_all(hotel, &draft.id(), 2).await;
    acts(&hotel.second_accounts().await, &order.id(), "issue", order.revision(), Value::Null).await.is(200)
}

pub(super) fn closed(answer: &Answer) -> Vec<&Value> {
    answer.body["lines"].as_array().unwrap().iter().map(|line| &line["short_closed"]["quantity"]).collect()
}

#[actix_web::test]
async fn a_line_is_closed_in_part_and_the_order_goes_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued_two(&hotel).await;

    let seen = closes(&hotel.head().await, &order.id(), &[(0, Some("40"))]).await.is(200);

    assert_eq!((&seen.body["lifecycle"], closed(&seen)), (&json!("issued"), vec![&json!("40"), &Value::Null]));
    let told = &seen.body["lines"][0]["short_closed"];
    assert_eq!((&told["reason"], &told["by"]["name"]), (&because()["reason"], &json!("Hugo Head")));
    assert_eq!((&seen.body["number"], &seen.body["printed"]), (&order.body["number"], &order.body["printed"]));
    let answered =
        acts(&hotel.accounts().await, &order.id(), "acknowledge", seen.revision(), json!({ "code": "AP" })).await;
    assert_eq!(answered.is(200).body["lifecycle"], "acknowledged");
    app.stop().await;
}

#[actix_web::test]
async fn an_order_of_which_nothing_is_expected_is_short_closed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (whole, by_line) = (issued_two(&hotel).await, issued_two(&hotel).await);

    let seen = closes(&accounts, &whole.id(), &[]).await.is(200);
    let first = closes(&accounts, &by_line.id(), &[(1, None)]).await.is(200);
    let second = closes(&accounts, &by_line.id(), &[(0, Some("100"))]).await.is(200);

    assert_eq!([&seen, &first, &second].map(|it| &it.body["lifecycle"]), ["short_closed", "issued", "short_closed"]);
    assert_eq!(closed(&seen), ["100", "10"]);
    for verb in ["cancel", "short_close", "hold", "acknowledge"] {
        assert_eq!(seen.action(&format!("purchase_order.{verb}")), Err("illegal_transition".into()), "{verb}");
    }
    let found = accounts.gets(&format!("{ORDERS}?lifecycle=short_closed")).await.is(200);
    assert_eq!(found.body["items"].as_array().map(Vec::len), Some(2));
    app.stop().await;
}

#[actix_web::test]
async fn each_line_must_be_expected_and_the_reason_be_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (order, other) = (issued_two(&hotel).await, issued(&hotel).await);
    closes(&accounts, &order.id(), &[(1, Some("4"))]).await.is(200);
    let id_of = |answer: &Answer, place: usize| answer.body["lines"][place]["id"].clone();
    let close = async |lines: Value| {
        let asked = json!({ "reason": "Enough", "lines": lines });
        acts(&accounts, &order.id(), "short-close", 5, asked).await
    };

    let twice = closes(&accounts, &order.id(), &[(1, None)]).await.is_refused(409, "order_line_short_closed");
    assert_eq!(twice.body["detail"], "It is line 2.");
    let more = closes(&accounts, &order.id(), &[(0, Some("100.000001"))]).await;
    assert_eq!(more.is_refused(409, "order_closed_above_ordered").body["detail"], "Of line 1 is expected 100.");
    close(json!([])).await.is_invalid("lines", "wrong_length");
    close(json!([{ "line_id": id_of(&other, 0) }])).await.is_invalid("lines[0].line_id", "unknown");
    let one = || json!({ "line_id": id_of(&order, 0), "quantity": "1" });
    close(json!([one(), one()])).await.is_invalid("lines[1].line_id", "unknown");
    let nothing = json!([{ "line_id": id_of(&order, 0), "quantity": "0" }]);
    close(nothing).await.is_invalid("lines[0].quantity", "too_small");
    acts(&accounts, &order.id(), "short-close", 5, json!({})).await.is_invalid("reason", "required");
    assert_eq!(accounts.gets(&format!("{ORDERS}/{}", order.id())).await.revision(), 5);
    app.stop().await;
}

#[actix_web::test]
async fn only_an_issued_order_is_closed_short_by_those_who_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (draft, ready, order) = (drafted(&hotel).await, approved(&hotel).await, issued(&hotel).await);

    closes(&accounts, &draft.id(), &[]).await.is_refused(409, "illegal_transition");
    closes(&accounts, &ready.id(), &[]).await.is_refused(409, "illegal_transition");
    let by_requester = closes(&hotel.requester().await, &order.id(), &[]).await.is_refused(403, "forbidden");
    assert_eq!(by_requester.body["detail"], "purchase_order.short_close");
    acts(&hotel.housekeeping_head().await, &order.id(), "short-close", 4, because()).await.is_refused(404, "not_found");
    acts(&accounts, &order.id(), "short-close", 3, because()).await.is_refused(412, "stale");
    let key = Uuid::new_v4().to_string();
    let first = acts_with_key(&accounts, &order.id(), "short-close", 4, because(), &key).await.is(200);
    let second = acts_with_key(&accounts, &order.id(), "short-close", 4, because(), &key).await.is(200);

    assert_eq!((&second.body, first.revision()), (&first.body, 5));
    assert_eq!(hotel.actions_on(&order.id()).await.last().map(String::as_str), Some("purchase_order.short_closed"));
    let seen = hotel.requester().await.gets(&format!("{ORDERS}/{}", order.id())).await.is(200);
    let told = seen.body["timeline"].as_array().unwrap().last().unwrap();
    assert_eq!((&told["detail"]["reason"], &told["detail"]["lines"]), (&because()["reason"], &json!([1])));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = issued(&clinic).await;
    assert_eq!(theirs.body["lifecycle"], "issued");

    let answer = acts(&hotel.accounts().await, &theirs.id(), "short-close", 4, because()).await;

    answer.is_refused(404, "not_found");
    app.stop().await;
}
