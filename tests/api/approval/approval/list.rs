//! What waits for whom.
use serde_json::json;

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn an_inbox_shows_what_waits_for_its_owner() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let document = Document::of(&hotel, "1250");
    desk.acts(&requester, "submit", &document).await.is(200);

    let inbox = head.gets("/v1/approvals").await.is(200).body;

    let item = &inbox["items"][0];
    assert_eq!(
        inbox,
        json!({
            "items": [{
                "kind": "purchase_order",
                "document_id": document.id,
                "number": "PO-2026-00042",
                "title": "Bath towels",
                "requester": { "id": requester.id, "name": "Rosa Requester" },
                "department": { "id": hotel.kitchen, "name": "Kitchen" },
                "total": { "amount": "1250.00", "currency": "EUR" },
                "route_id": item["route_id"],
                "step": 1,
                "step_name": "Head of department",
                "since": item["since"],
            }],
            "next_cursor": null,
        })
    );
    assert!(item["since"].is_string());
    assert_eq!(accounts.gets("/v1/approvals").await.is(200).body["items"], json!([]));
    desk.acts(&head, "approve", &document).await.is(200);
    assert_eq!(head.gets("/v1/approvals").await.is(200).body["items"], json!([]));
    assert_eq!(accounts.gets("/v1/approvals").await.is(200).body["items"][0]["step_name"], "Accounts");
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn an_inbox_pages_from_the_longest_waiting() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    for title in ["First", "Second", "Third"] {
        let document = Document { title: title.into(), ..Document::of(&hotel, "10") };
        desk.acts(&requester, "submit", &document).await.is(200);
    }

    let first = head.gets("/v1/approvals?limit=2").await.is(200).body;
    let cursor = first["next_cursor"].as_str().unwrap().to_owned();
    let second = head.gets(&format!("/v1/approvals?limit=2&cursor={cursor}")).await.is(200).body;

    let titles = |page: &serde_json::Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((titles(&first), titles(&second)), (vec!["First".into(), "Second".into()], vec!["Third".into()]));
    assert_eq!(second["next_cursor"], json!(null));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_inbox_stays_its_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let desk = Desk::open(&app);
    desk.acts(&hotel.requester().await, "submit", &Document::of(&hotel, "10")).await.is(200);

    let there = hotel.head().await.gets("/v1/approvals").await.is(200).body;
    let here = clinic.head().await.gets("/v1/approvals").await.is(200).body;

    assert_eq!((there["items"].as_array().map(Vec::len), &here["items"]), (Some(1), &json!([])));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn an_inbox_needs_its_permission_and_a_page_that_exists() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.head().await;

    hotel.admin().await.gets("/v1/approvals").await.is_refused(403, "forbidden");
    app.with_token("").gets("/v1/approvals").await.is_refused(401, "unauthenticated");
    head.gets("/v1/approvals?cursor=e30").await.is_invalid("cursor", "cursor");
    head.gets("/v1/approvals?limit=0").await.is_invalid("limit", "page_size");
    head.gets("/v1/approvals?status=open").await.is_invalid("status", "unknown_field");
    head.gets("/v1/approvals?limit=100").await.is(200);

    app.stop().await;
}
