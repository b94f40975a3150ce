//! Listing and searching requisitions.
use serde_json::{Value, json};

use super::{REQUISITIONS, acts, asks, body, line, submits, supplier, with};
use crate::support::{App, Person};

async fn titles(person: &Person<'_>, filters: &str) -> Vec<String> {
    let answer = person.gets(&format!("{REQUISITIONS}?{filters}")).await.is(200);
    let items = answer.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

fn titled(title: &str, more: &Value) -> Value {
    with(json!({ "title": title }), more)
}

#[actix_web::test]
async fn each_sees_what_is_theirs_to_see_newest_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, housekeeper) = (hotel.requester().await, hotel.housekeeper().await);
    asks(&requester, titled("Towels", &json!({}))).await;
    let soap = asks(&housekeeper, titled("Soap", &json!({}))).await;
    asks(&hotel.head().await, titled("Pans", &json!({}))).await;

    assert_eq!(titles(&requester, "").await, ["Towels"]);
    assert_eq!(titles(&housekeeper, "").await, ["Soap"]);
    assert_eq!(titles(&hotel.head().await, "").await, ["Pans", "Towels"]);
    assert_eq!(titles(&hotel.housekeeping_head().await, "").await, ["Soap"]);
    assert_eq!(titles(&hotel.accounts().await, "").await, ["Pans", "Soap", "Towels"]);
    assert_eq!(titles(&app.clinic().await.accounts().await, "").await, Vec::<String>::new());
    let watch = json!({ "person_id": requester.id });
    housekeeper.posts(&format!("{REQUISITIONS}/{}/watchers", soap.id()), watch).await.is(200);
    assert_eq!(titles(&requester, "").await, ["Soap", "Towels"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_row_says_what_a_list_needs() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let requester = hotel.requester().await;
    let asked = with(body(&[line("2", "10.5")]), &json!({ "supplier_id": linen, "need_by": "2026-12-04" }));
    let draft = asks(&requester, asked).await;

    let mut listed = requester.gets(REQUISITIONS).await.is(200).body;

    assert!(listed["items"][0]["created_at"].take().is_string());
    let item = json!({
        "id": draft.id(),
        "number": null,
        "title": "Towels",
        "lifecycle": "draft",
        "requester": { "id": requester.id, "name": "Rosa Requester" },
        "on_behalf_of": null,
        "department": { "id": hotel.kitchen, "name": "Kitchen" },
        "supplier": { "id": linen, "name": "Harbour Linen" },
        "total": { "amount": "21.00", "currency": "EUR" },
        "lines": 1,
        "lines_to_order": 0,
        "need_by": "2026-12-04",
        "submitted_at": null,
        "created_at": null,
        "revision": 1,
    });
    assert_eq!(listed, json!({ "items": [item], "next_cursor": null }));
    app.stop().await;
}

#[actix_web::test]
async fn each_filter_keeps_what_it_names() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, accounts) = (hotel.requester().await, hotel.accounts().await);
    let (linen, soap) = (supplier(&hotel, "Harbour Linen").await, supplier(&hotel, "Soap Works").await);
    let robes = with(line("1", "3"), &json!({ "description": "Bath ROBES", "supplier_id": soap }));
    let first = asks(
        &requester,
        with(body(&[line("1", "10")]), &json!({ "title": "First", "supplier_id": linen, "need_by": "2026-12-01" })),
    )
    .await;
    asks(&requester, with(body(&[robes]), &json!({ "title": "Second", "need_by": "2026-12-31" }))).await;
    let behalf = json!({ "title": "Third", "on_behalf_of_id": hotel.people.housekeeper, "currency": "JPY" });
    asks(&hotel.general_manager().await, with(body(&[line("1", "1000")]), &behalf)).await;
    submits(&requester, &first).await;
    let today = first.body["created_at"].as_str().unwrap()[..10].to_owned();
    let found = [
        ("lifecycle=draft".into(), vec!["Third", "Second"]),
        ("lifecycle=in_approval".into(), vec!["First"]),
        (format!("supplier_id={linen}"), vec!["First"]),
        (format!("supplier_id={soap}"), vec!["Second"]),
        (format!("department_id={}", hotel.housekeeping), vec!["Third"]),
        (format!("requester_id={}", requester.id), vec!["Second", "First"]),
        (format!("requester_id={}", hotel.people.housekeeper), vec!["Third"]),
        ("currency=JPY".into(), vec!["Third"]),
        ("currency=EUR&amount_from=3.01".into(), vec!["First"]),
        ("currency=EUR&amount_from=3&amount_to=10".into(), vec!["Second", "First"]),
        ("currency=EUR&amount_to=9.99".into(), vec!["Second"]),
        (format!("created_from={today}&created_to=2199-12-31"), vec!["Third", "Second", "First"]),
        ("created_from=2199-12-31".into(), vec![]),
        ("created_to=2020-01-01".into(), vec![]),
        ("need_by_from=2026-12-02".into(), vec!["Second"]),
        ("need_by_to=2026-12-01".into(), vec!["First"]),
        ("q=robes".into(), vec!["Second"]),
        ("q=bath%20second".into(), vec!["Second"]),
        ("q=pr-2026-00001".into(), vec!["First"]),
        ("q=%25".into(), vec![]),
    ];

    for (filters, expected) in found {
        assert_eq!(titles(&accounts, &filters).await, expected, "{filters}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    for title in ["1", "2", "3", "4", "5"] {
        asks(&requester, titled(title, &json!({}))).await;
    }

    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = requester.gets(&format!("{REQUISITIONS}?limit=2{cursor}")).await.is(200).body;
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["title"].clone()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }

    seen.sort_by_key(|title| title.as_str().map(str::to_owned));
    assert_eq!(seen, ["1", "2", "3", "4", "5"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_wrong_filter_is_a_field_error() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let broken = [
        ("lifecycle=gone", "lifecycle", "unknown_value"),
        ("amount_from=1", "currency", "required"),
        ("amount_from=1.001&currency=EUR", "amount_from", "too_precise"),
        ("amount_to=x&currency=EUR", "amount_to", "decimal"),
        ("created_from=yesterday", "created_from", "wrong_value"),
        ("limit=101", "limit", "page_size"),
        ("cursor=abc", "cursor", "cursor"),
        ("status=draft", "status", "unknown_field"),
    ];

    for (filters, field, rule) in broken {
        requester.gets(&format!("{REQUISITIONS}?{filters}")).await.is_invalid(field, rule);
    }
    app.stop().await;
}

#[actix_web::test]
async fn an_approver_finds_what_waits() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let draft = asks(&requester, body(&[line("1", "10")])).await;
    let sent = submits(&requester, &draft).await;

    let inbox = hotel.head().await.gets("/v1/approvals").await.is(200).body;

    assert_eq!(inbox["items"][0]["document_id"], json!(sent.id()));
    assert_eq!(
        (&inbox["items"][0]["number"], &inbox["items"][0]["title"]),
        (&json!("PR-2026-00001"), &json!("Towels"))
    );
    acts(&hotel.head().await, &sent.id(), "approve", 2, json!({})).await.is(200);
    assert_eq!(hotel.head().await.gets("/v1/approvals").await.body["items"], json!([]));
    app.stop().await;
}
