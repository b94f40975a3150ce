//! No list of a big table is read from end to end or sorted, whoever asks and however deep.
use std::collections::BTreeSet;

use bench::{
    client::Request,
    ground::Organisation,
    message::Message,
    operation::{ORDERS, PAGE, one, page},
    plan::{Kind, Node, Plan, Prover, big_tables},
    recorder::Recording,
};
use serde_json::Value;

use super::Scene;

const KINDS: [Kind; 2] = [Kind::Custom, Kind::Generic];
const TABLE: &str = "purchase_order";
/// What one document may have of anything: lines, watchers, decisions.
const ROWS_OF_ONE_MAX: u64 = 100;

async fn big(scene: &Scene) -> BTreeSet<String> {
    let mut administrator = scene.ground.administers().await.unwrap();
    let big = big_tables(&mut administrator).await.unwrap();
    for table in [TABLE, "purchase_order_line", "approval_route", "approval_decision", "watcher"] {
        assert!(big.contains(table), "{table} is not big: {big:?}");
    }
    big
}

/// The plans of every statement of a request, with the statement.
async fn plans(scene: &Scene, recording: &Recording, kind: Kind) -> Vec<(Message, Plan)> {
    let mut prover = Prover::of(&scene.ground.tenant(), recording).await.unwrap();
    let mut plans = Vec::new();
    // The first two messages open the transaction.
    for message in recording.iter().skip(2) {
        if let Some(plan) = prover.plan(message, kind).await.unwrap() {
            plans.push((message.clone(), plan));
        }
    }
    assert!(!plans.is_empty(), "{recording:?}");
    plans
}

/// The page is found by this index, in its order, and nothing big is read otherwise.
async fn is_found_by(scene: &Scene, organisation: &Organisation, filters: &str, index: &str) {
    let recording = scene.records(&page(organisation, filters)).await;
    let big = big(scene).await;
    for kind in KINDS {
        let plans = plans(scene, &recording, kind).await;
        let [(_, plan)] = plans.as_slice() else { panic!("a page is one statement, not {}", plans.len()) };
        let objections = plan.objections(&big);
        assert!(objections.is_empty(), "{kind:?} {filters}: {objections:?}\n{plan}");
        assert_eq!(plan.indexes_of(TABLE), [index], "{kind:?} {filters}\n{plan}");
    }
}

/// The cursor after so many pages.
async fn cursor_after(scene: &Scene, organisation: &Organisation, pages: usize) -> String {
    let mut filters = String::new();
    for _ in 0..pages {
        let answer = scene.client.asks(&page(organisation, &filters), 200).await.unwrap();
        assert_eq!(answer["items"].as_array().map(Vec::len), Some(PAGE), "{filters}");
        filters =
            format!("&cursor={}", answer["next_cursor"].as_str().unwrap_or_else(|| panic!("no cursor in {answer}")));
    }
    filters
}

#[actix_web::test]
async fn the_first_page_is_read_by_the_primary_key() {
    let scene = Scene::open("first").await;

    for organisation in [scene.filling.large().unwrap(), scene.filling.small().unwrap()] {
        is_found_by(&scene, organisation, "", "purchase_order_pkey").await;
    }
    scene.close().await;
}

#[actix_web::test]
async fn a_deep_page_is_read_by_the_primary_key() {
    let scene = Scene::open("deep").await;

    for (organisation, pages) in [(scene.filling.large().unwrap(), 30), (scene.filling.small().unwrap(), 12)] {
        let cursor = cursor_after(&scene, organisation, pages).await;
        is_found_by(&scene, organisation, &cursor, "purchase_order_pkey").await;
    }
    scene.close().await;
}

#[actix_web::test]
async fn a_filtered_page_is_read_by_the_filter_s_own_index() {
    let scene = Scene::open("filtered").await;
    let large = scene.filling.large().unwrap();
    let orders = scene.client.asks(&page(large, ""), 200).await.unwrap();
    let supplier = orders["items"][7]["supplier"]["id"].as_str().unwrap_or_else(|| panic!("{orders}")).to_owned();

    is_found_by(&scene, large, "&lifecycle=pending_approval", "purchase_order_lifecycle").await;
    is_found_by(&scene, large, &format!("&supplier_id={supplier}"), "purchase_order_supplier").await;
    scene.close().await;
}

#[actix_web::test]
async fn who_sees_only_a_part_has_it_found_newest_first_too() {
    let scene = Scene::open("part").await;
    let big = big(&scene).await;
    let large = scene.filling.large().unwrap();
    let mut filters = vec![String::new()];
    filters.push(cursor_after(&scene, large, 12).await);

    for (token, indexes) in [
        (&large.tokens.requester, vec!["purchase_order_pkey"]),
        (&large.tokens.head, vec!["purchase_order_pkey", "purchase_order_department"]),
    ] {
        for filters in &filters {
            let recording = scene.records(&Request { token, ..page(large, filters) }).await;
            for kind in KINDS {
                for (_, plan) in plans(&scene, &recording, kind).await {
                    let objections = plan.objections(&big);
                    assert!(objections.is_empty(), "{kind:?}: {objections:?}\n{plan}");
                    assert_eq!(plan.indexes_of(TABLE), indexes, "{kind:?}\n{plan}");
                    assert_eq!(plan.indexes_of("watcher"), ["watcher_newest"], "{kind:?}\n{plan}");
                }
            }
        }
    }
    scene.close().await;
}

#[actix_web::test]
async fn one_order_with_its_lines_reads_few_rows_and_by_indexes_alone() {
    let scene = Scene::open("one").await;
    let big = big(&scene).await;

    for organisation in [scene.filling.large().unwrap(), scene.filling.small().unwrap()] {
        let orders = scene.client.asks(&page(organisation, ""), 200).await.unwrap();
        let id: uuid::Uuid = serde_json::from_value(orders["items"][3]["id"].clone()).unwrap();
        let recording = scene.records(&one(organisation, id)).await;
        let mut tables = BTreeSet::new();
        for kind in KINDS {
            for (message, plan) in plans(&scene, &recording, kind).await {
                let is_big = |node: &&Node| node.table.as_ref().is_some_and(|table| big.contains(table));
                for node in plan.nodes.iter().filter(is_big) {
                    // One document's rows may be sorted; an organisation's may not even be read.
                    let is_fine = node.kind.starts_with("Index") && node.rows <= ROWS_OF_ONE_MAX;
                    assert!(is_fine, "{kind:?} {}: {node:?}\n{plan}", message.sql());
                }
                tables.extend(plan.nodes.into_iter().filter_map(|node| node.table));
            }
        }
        assert!(tables.contains(TABLE) && tables.contains("purchase_order_line"), "{tables:?}");
    }
    scene.close().await;
}

// With a million orders PostgreSQL kept a hash of all that the person watches, to look this one up in it.
#[actix_web::test]
async fn who_sees_an_order_by_watching_it_has_that_one_watcher_looked_up() {
    let scene = Scene::open("watched").await;
    let large = scene.filling.large().unwrap();
    let orders = scene.client.asks(&page(large, ""), 200).await.unwrap();
    let id: uuid::Uuid = serde_json::from_value(orders["items"][3]["id"].clone()).unwrap();

    let recording = scene.records(&Request { token: &large.tokens.requester, ..one(large, id) }).await;

    for kind in KINDS {
        let plans = plans(&scene, &recording, kind).await;
        let reads = |plan: &Plan, table: &str| plan.nodes.iter().any(|node| node.table.as_deref() == Some(table));
        let seen: Vec<_> = plans.iter().filter(|(_, plan)| reads(plan, TABLE) && reads(plan, "watcher")).collect();
        assert!(!seen.is_empty(), "{kind:?}");
        for (message, plan) in seen {
            assert!(!plan.reads_per_row("watcher"), "{kind:?} {}\n{plan}", message.sql());
        }
    }
    scene.close().await;
}

#[actix_web::test]
async fn the_proof_objects_when_the_page_is_not_read_in_its_order() {
    let scene = Scene::open("unordered").await;
    let recording = scene.records(&page(scene.filling.large().unwrap(), "")).await;
    let big = big(&scene).await;
    let mut prover = Prover::of(&scene.ground.tenant(), &recording).await.unwrap();
    let by_bitmap =
        "set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_seqscan = off";
    prover.after(by_bitmap).await.unwrap();
    let page = recording.iter().skip(2).find(|message| matches!(message, Message::Bound { .. })).unwrap();

    let plan = prover.plan(page, Kind::Custom).await.unwrap().unwrap();

    let objections = plan.objections(&big);
    assert!(objections.iter().any(|objection| objection.starts_with("sorts")), "{objections:?}\n{plan}");
    scene.close().await;
}

#[actix_web::test]
async fn the_proof_objects_when_the_page_is_joined_and_sorted_before_it_is_cut() {
    let scene = Scene::open("joined").await;
    let recording = scene.records(&page(scene.filling.large().unwrap(), "")).await;
    let big = big(&scene).await;
    let mut prover = Prover::of(&scene.ground.tenant(), &recording).await.unwrap();
    // The service's own values, but a join before the limit, by which the order of the index is lost.
    let joined = recording.iter().skip(2).find_map(|message| match message {
        Message::Bound { types, values, .. } => Some(Message::Bound {
            sql: "select o.*, supplier.name from tenant.purchase_order o
                join tenant.supplier supplier on (supplier.org_id, supplier.id) = (o.org_id, o.supplier_id)
                order by supplier.name, o.created_at desc, o.id desc limit $1"
                .into(),
            types: types.clone(),
            values: values.clone(),
        }),
        Message::Simple(_) | Message::Prepared(_) => None,
    });

    let plan = prover.plan(&joined.unwrap(), Kind::Custom).await.unwrap().unwrap();

    assert!(plan.objections(&big).iter().any(|objection| objection.starts_with("sorts")), "{plan}");
    scene.close().await;
}

#[actix_web::test]
async fn the_large_organisation_holds_a_fifth() {
    let scene = Scene::open("fifth").await;
    let mut administrator = scene.ground.administers().await.unwrap();

    let counts: Vec<(uuid::Uuid, i64)> =
        sqlx::query_as("select org_id, count(*) from tenant.purchase_order group by 1 order by 2 desc")
            .fetch_all(&mut administrator)
            .await
            .unwrap();
    let page = scene.client.asks(&page(scene.filling.large().unwrap(), ""), 200).await.unwrap();

    let (large, all) = (counts[0].1, counts.iter().map(|(_, count)| count).sum::<i64>());
    assert!(counts.len() >= 10 && all >= i64::from(super::ORDERS), "{counts:?}");
    assert!((large * 5 - all).abs() < 100, "{large} of {all}");
    let first = &page["items"][0];
    assert!(first["supplier"]["name"].is_string() && first["total"] != Value::Null, "{ORDERS}: {first}");
    scene.close().await;
}
