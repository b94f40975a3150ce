//! Listing orders.
use serde_json::{Value, json};
use uuid::{Builder, Uuid};

use super::{ORDERS, acts, body, drafted, line, supplier};
use crate::support::{App, Organisation, Person};

async fn titles(person: &Person<'_>, query: &str) -> Vec<String> {
    let page = person.gets(&format!("{ORDERS}?{query}")).await.is(200);
    page.body["items"].as_array().unwrap().iter().map(|order| order["title"].as_str().unwrap().to_owned()).collect()
}

/// The titles of all pages, an order to each.
async fn one_by_one(person: &Person<'_>) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = person.gets(&format!("{ORDERS}?limit=1{cursor}")).await.is(200);
        seen.extend(
            page.body["items"].as_array().unwrap().iter().map(|order| order["title"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page.body["next_cursor"].as_str() else { return seen };
        cursor = format!("&cursor={next}");
    }
}

/// Three orders, one after the other: linen for the kitchen, soap for housekeeping, rice in yen.
async fn three(hotel: &Organisation<'_>) -> (String, String) {
    let (linen, soap) = (supplier(hotel, "Harbour Linen").await, supplier(hotel, "Quay Soap").await);
    let mut first = body(hotel, &linen, &[line("100", "4.25")]);
    first["title"] = json!("Linen");
    first["external_number"] = json!("EXT-77");
    hotel.requester().await.posts(ORDERS, first).await.is(201);
    let mut second = body(hotel, &soap, &[line("10", "2.00")]);
    second["title"] = json!("Soap");
    second["department_id"] = json!(hotel.housekeeping);
    second["need_by"] = json!("2026-12-04");
    hotel.housekeeper().await.posts(ORDERS, second).await.is(201);
    let third = json!({ "title": "Rice ŽITO", "currency": "JPY", "lines": [line("1", "5000")] });
    hotel.accounts().await.posts(ORDERS, third).await.is(201);
    (linen, soap)
}

#[actix_web::test]
async fn each_sees_their_own_part_newest_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    three(&hotel).await;

    assert_eq!(titles(&hotel.auditor().await, "").await, ["Rice ŽITO", "Soap", "Linen"]);
    assert_eq!(titles(&hotel.requester().await, "").await, ["Linen"]);
    assert_eq!(titles(&hotel.head().await, "").await, ["Linen"]);
    assert_eq!(titles(&hotel.housekeeping_head().await, "").await, ["Soap"]);
    app.stop().await;
}

#[actix_web::test]
async fn each_filter_finds_what_it_says() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (linen, _) = three(&hotel).await;
    let all = hotel.auditor().await;
    let today = chrono::Utc::now().date_naive();

    assert_eq!(titles(&all, &format!("supplier_id={linen}")).await, ["Linen"]);
    assert_eq!(titles(&all, &format!("department_id={}", hotel.housekeeping)).await, ["Soap"]);
    assert_eq!(titles(&all, &format!("requester_id={}", hotel.people.requester)).await, ["Linen"]);
    assert_eq!(titles(&all, "lifecycle=draft").await.len(), 3);
    assert_eq!(titles(&all, "lifecycle=issued").await.len(), 0);
    assert_eq!(titles(&all, "currency=EUR&amount_from=20.00&amount_to=424.99").await, ["Soap"]);
    assert_eq!(titles(&all, "currency=EUR&amount_from=425").await, ["Linen"]);
    assert_eq!(titles(&all, "currency=JPY").await, ["Rice ŽITO"]);
    assert_eq!(titles(&all, "need_by_from=2026-12-04&need_by_to=2026-12-04").await, ["Soap"]);
    assert_eq!(titles(&all, "need_by_to=2026-12-03").await.len(), 0);
    assert_eq!(titles(&all, "created_to=2001-01-01").await.len(), 0);
    assert_eq!(titles(&all, &format!("created_from={}", today - chrono::Days::new(1))).await.len(), 3);
    app.stop().await;
}

#[actix_web::test]
async fn a_search_looks_at_title_numbers_and_supplier() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    three(&hotel).await;
    let all = hotel.auditor().await;

    assert_eq!(titles(&all, "q=ext-77").await, ["Linen"]);
    assert_eq!(titles(&all, "q=QUAY").await, ["Soap"]);
    assert_eq!(titles(&all, "q=%C5%BEito+rice").await, ["Rice ŽITO"]);
    assert_eq!(titles(&all, "q=soap+linen").await.len(), 0);
    assert_eq!(titles(&all, "q=%25").await.len(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn pages_follow_each_other_without_gap_or_twin() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    three(&hotel).await;

    assert_eq!(one_by_one(&hotel.auditor().await).await, ["Rice ŽITO", "Soap", "Linen"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_a_head_watches_and_what_the_department_asked_for_is_one_list() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    three(&hotel).await;
    let watch = json!({ "person_id": hotel.people.head });
    for (person, title) in [(hotel.housekeeper().await, "Soap"), (hotel.requester().await, "Linen")] {
        let mine = person.gets(ORDERS).await.is(200);
        assert_eq!(mine.body["items"][0]["title"], title);
        let id = mine.body["items"][0]["id"].as_str().unwrap().to_owned();
        person.posts(&format!("{ORDERS}/{id}/watchers"), watch.clone()).await.is(200);
    }

    let head = hotel.head().await;

    assert_eq!(titles(&head, "").await, ["Soap", "Linen"]);
    assert_eq!(one_by_one(&head).await, ["Soap", "Linen"]);
    assert_eq!(titles(&head, &format!("department_id={}", hotel.housekeeping)).await, ["Soap"]);
    assert_eq!(titles(&head, "q=linen").await, ["Linen"]);
    app.stop().await;
}

// A day in a filter is found by the ids that begin with it.
#[actix_web::test]
async fn the_least_id_of_a_moment_is_above_all_ids_before_it() {
    let app = App::start().await;
    let mut administrator = app.administrator().await;
    let id = |millis: u64, rest: u8| Builder::from_unix_timestamp_millis(millis, &[rest; 10]).into_uuid();

    for (moment, millis) in [
        ("2026-11-22 10:00:00.123+00", 1_795_341_600_123),
        ("2026-11-22 10:00:00.1220001+00", 1_795_341_600_122),
        ("2026-11-22 10:00:00.122001+00", 1_795_341_600_123),
        ("1970-01-01 00:00:00.001+00", 1),
    ] {
        let least = "select tenant.least_id($1::text::timestamptz)";
        let least: Uuid = sqlx::query_scalar(least).bind(moment).fetch_one(&mut administrator).await.unwrap();
        assert!(id(millis - 1, 0xff) < least && least < id(millis, 0), "{moment}: {least}");
    }
    for (moment, bound) in
        [("0044-03-15 12:00:00+00 BC", Uuid::nil()), ("294276-12-31 00:00:00+00", id(0xffff_ffff_ffff, 0))]
    {
        let least = "select tenant.least_id($1::text::timestamptz)";
        let least: Uuid = sqlx::query_scalar(least).bind(moment).fetch_one(&mut administrator).await.unwrap();
        assert!(least <= bound && bound.as_u128() - least.as_u128() < 1 << 80, "{moment}: {least}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_bad_filter_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let all = hotel.auditor().await;
    let asks = async |query: &str| all.gets(&format!("{ORDERS}?{query}")).await;

    asks("amount_from=10").await.is_invalid("currency", "required");
    asks("currency=JPY&amount_from=1.5").await.is_invalid("amount_from", "too_precise");
    asks("lifecycle=open").await.is_invalid("lifecycle", "unknown_value");
    asks("cursor=abc").await.is_invalid("cursor", "cursor");
    asks("limit=101").await.is_invalid("limit", "page_size");
    assert_eq!(asks("state=draft").await.status, 422);
    app.stop().await;
}

#[actix_web::test]
async fn a_watched_order_is_listed_and_a_number_is_found() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = drafted(&hotel).await.id();
    let watch = json!({ "person_id": hotel.people.housekeeper });
    hotel.requester().await.posts(&format!("{ORDERS}/{id}/watchers"), watch).await.is(200);
    acts(&hotel.requester().await, &id, "submit", 1, Value::Null).await.is(200);

    let watched = hotel.housekeeper().await.gets(ORDERS).await.is(200);

    assert_eq!(watched.body["items"][0]["id"], json!(id));
    assert_eq!(watched.body["items"][0]["total"], json!({ "amount": "425.00", "currency": "EUR" }));
    assert_eq!(watched.body["items"][0]["lifecycle"], "pending_approval");
    app.stop().await;
}
