//! Listing and searching suppliers.
use serde_json::{Value, json};

use super::{active, blocks, named, proposes, with};
use crate::support::{App, Person};

async fn names(person: &Person<'_>, query: &str) -> Vec<String> {
    let answer = person.gets(&format!("/v1/suppliers{query}")).await.is(200);
    assert_eq!(answer.body["next_cursor"], Value::Null);
    answer.body["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn suppliers_are_listed_by_name_as_people_sort_them() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    for name in ["Zest Fruit", "apple & sons", "Ölmühle GmbH", "Orchard", "Müller AG", "Муниципал"] {
        proposes(&accounts, named(name)).await;
    }
    proposes(&clinic.accounts().await, named("Bandages")).await;

    let listed = names(&hotel.requester().await, "").await;

    assert_eq!(listed, ["apple & sons", "Müller AG", "Ölmühle GmbH", "Orchard", "Zest Fruit", "Муниципал"]);
    app.stop().await;
}

#[actix_web::test]
async fn an_item_says_what_a_list_needs() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let more = json!({ "number": "V-1", "external_number": "X-1", "tax_number": "IE 1", "notes": "long" });
    let id = proposes(&accounts, with("Harbour Linen", &more)).await.id();

    let mut item = accounts.gets("/v1/suppliers").await.is(200).body["items"][0].take();

    assert!(item["created_at"].take().is_string());
    assert_eq!(
        item,
        json!({
            "id": id,
            "name": "Harbour Linen",
            "number": "V-1",
            "external_number": "X-1",
            "tax_number": "IE1",
            "country": "IE",
            "currency": "EUR",
            "status": "proposed",
            "blocked_reason": null,
            "created_by": accounts.id,
            "created_at": null,
            "revision": 1,
        })
    );
    app.stop().await;
}

#[actix_web::test]
async fn pages_join_without_gap_or_repeat_even_among_equal_names() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let mut all = Vec::new();
    for name in ["Baker", "Baker Ltd", "baker", "Candles", "Anchor", &"한".repeat(120), "---"] {
        all.push(proposes(&accounts, named(name)).await.id());
    }

    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for _ in 0..4 {
        let page = accounts.gets(&format!("/v1/suppliers?limit=2{cursor}")).await.is(200);
        let items = page.body["items"].as_array().unwrap().clone();
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }

    assert_eq!(seen.len(), 7);
    seen.sort();
    all.sort();
    assert_eq!(seen, all);
    app.stop().await;
}

#[actix_web::test]
async fn status_and_country_narrow_the_list() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    active(&hotel, "Active").await;
    let blocked = active(&hotel, "Blocked").await;
    blocks(&accounts, &blocked).await.is(200);
    proposes(&accounts, with("Proposed", &json!({ "country": "FR" }))).await;

    assert_eq!(names(&accounts, "?status=active").await, ["Active"]);
    assert_eq!(names(&accounts, "?status=blocked").await, ["Blocked"]);
    assert_eq!(names(&accounts, "?status=proposed").await, ["Proposed"]);
    assert_eq!(names(&accounts, "?country=FR").await, ["Proposed"]);
    assert_eq!(names(&accounts, "?country=IE&status=proposed").await, [""; 0]);
    app.stop().await;
}

#[actix_web::test]
async fn a_search_finds_words_of_names_and_numbers_in_any_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let more = json!({ "legal_name": "Quay Trading S.A.", "tax_number": "IE 1234567-FA", "number": "V-0042", "external_number": "20001911" });
    proposes(&accounts, with("Café Olé", &more)).await;
    proposes(&accounts, named("Olive Press")).await;
    proposes(&accounts, named("100% Cotton_Co")).await;

    for found in ["cafe", "OL%C3%89%20caf", "quay", "trading%20SA", "1234567", "ie%201234567%20fa", "0042", "20001911"]
    {
        assert_eq!(names(&accounts, &format!("?q={found}")).await, ["Café Olé"], "{found}");
    }
    for nothing in ["quay%20press", "%25%25%25a", "';--a%20b"] {
        assert_eq!(names(&accounts, &format!("?q={nothing}")).await, [""; 0], "{nothing}");
    }
    assert_eq!(names(&accounts, "?q=100%25").await, ["100% Cotton_Co"]);
    assert_eq!(names(&accounts, "?q=ess&status=proposed").await, ["Olive Press"]);
    app.stop().await;
}

#[actix_web::test]
async fn one_or_two_letters_are_the_beginning_of_a_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    for name in ["Café Olé", "Olive Press", "Ölmühle"] {
        proposes(&accounts, named(name)).await;
    }

    assert_eq!(names(&accounts, "?q=OL").await, ["Olive Press", "Ölmühle"]);
    assert_eq!(names(&accounts, "?q=c").await, ["Café Olé"]);
    assert_eq!(names(&accounts, "?q=x").await, [""; 0]);
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_filter_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    for (query, field, rule) in [
        ("?status=gone", "status", "unknown_value"),
        ("?country=UK", "country", "unknown_country"),
        ("?q=--", "q", "empty"),
        ("?q=%20", "q", "empty"),
        ("?limit=101", "limit", "page_size"),
        ("?cursor=abc", "cursor", "cursor"),
        ("?sort=name", "sort", "unknown_field"),
    ] {
        accounts.gets(&format!("/v1/suppliers{query}")).await.is_invalid(field, rule);
    }
    app.stop().await;
}

#[actix_web::test]
async fn under_row_security_a_page_and_a_beginning_walk_the_index_of_names() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    for n in 0..3 {
        proposes(&accounts, named(&format!("Supplier {n}"))).await;
    }
    let mut connection = app.as_role("countersign_tenant").await;
    let plan = async |connection: &mut sqlx::PgConnection, clause: &str| {
        let explain =
            format!("explain (costs off) select id from tenant.supplier where {clause} order by name_key, id limit 51");
        let lines: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(explain)).fetch_all(connection).await.unwrap();
        lines.join("\n")
    };
    sqlx::raw_sql("set enable_seqscan = off; set enable_bitmapscan = off").execute(&mut connection).await.unwrap();

    let beginning = plan(&mut connection, "name_key >= 'ol' and name_key < 'om'").await;
    let place = plan(&mut connection, "(name_key, id) > ('ol', '00000000-0000-0000-0000-000000000000')").await;
    let words = plan(&mut connection, "strpos(search_text, 'linen') > 0").await;

    for (plan, condition) in [(&beginning, "(name_key >= 'ol'"), (&place, "(ROW(name_key, id) >")] {
        let index = plan.lines().find(|line| line.contains("Index Cond")).unwrap_or_default();
        assert!(index.contains("org_id =") && index.contains(condition), "{plan}");
    }
    for plan in [&beginning, &place, &words] {
        assert!(plan.contains("using supplier_name_key") && !plan.contains("Sort"), "{plan}");
    }
    app.stop().await;
}
