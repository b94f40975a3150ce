//! A long import while the service is killed, restarted and run twice at once; and what memory it takes.
use std::time::Duration;

use access::TokenKeys;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    buyer::supplier,
    process::Process,
    support::{Answer, App, Organisation, Person, Start, seed},
};

const IMPORTS: &str = "/v1/imports";
const ROWS: usize = 2500;
const ROWS_LONG: usize = 100_000;
const KILLS: usize = 3;
/// What a long import may take beside what the service takes anyhow, in KiB; the file alone has about a tenth of it.
const PEAK_KIB_MAX: u64 = 98_304;

fn is_long() -> bool {
    std::env::var("COUNTERSIGN_LONG").is_ok()
}

/// Orders of ten lines each, of a hundred bytes and more.
fn orders(rows: usize) -> String {
    let note = "n".repeat(50);
    let line = |at: usize| format!("A-{},Order,Harbour Linen,EUR,Line {at},{},C62,4.25,{note}\n", at / 10, at % 9 + 1);
    let lines: String = (0..rows).map(line).collect();
    format!("PO number,Title,Supplier,Currency,Description,Quantity,Unit,Unit price,Remark\n{lines}")
}

async fn uploads(person: &Person<'_>, file: String) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv")];
    let path = format!("{IMPORTS}?kind=purchase_orders&file_name=long.csv");
    person.sends_bytes("POST", &path, Some(file.into_bytes()), &headers).await.is(201)
}

async fn acts(person: &Person<'_>, import: &Answer, verb: &str) {
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{}\"", import.revision()));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    let body = (verb == "confirm").then(|| json!({}));
    person.sends("POST", &format!("{IMPORTS}/{}/{verb}", import.id()), body, &headers).await.is(202);
}

async fn looks(person: &Person<'_>, id: &str) -> Answer {
    person.gets(&format!("{IMPORTS}/{id}")).await.is(200)
}

/// Somebody who imports, signed in a moment ago: a token lives for five minutes, and a long import longer.
async fn importer<'a>(hotel: &Organisation<'a>, process: &Process) -> Person<'a> {
    Person { address: process.address.clone(), ..hotel.accounts().await }
}

async fn settled(hotel: &Organisation<'_>, process: &Process, id: &str) -> Answer {
    loop {
        let person = importer(hotel, process).await;
        let import = looks(&person, id).await;
        if import.body["job"].is_null() {
            return import;
        }
        assert_ne!(import.body["job"]["state"], "failed", "{}", import.body);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn has_begun(person: &Person<'_>, id: &str) {
    while looks(person, id).await.body["job"]["done"] == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Orders, lines, and the events that tell of them.
async fn counted(app: &App) -> [i64; 4] {
    let mut administrator = app.administrator().await;
    let mut counts = [0; 4];
    for (place, what) in [
        "purchase_order where lifecycle = 'draft'",
        "purchase_order_line",
        "audit_event where action = 'purchase_order.created'",
        "audit_event where action = 'import.confirmed'",
    ]
    .into_iter()
    .enumerate()
    {
        let statement = sqlx::AssertSqlSafe(format!("select count(*) from tenant.{what}"));
        counts[place] = sqlx::query_scalar(statement).fetch_one(&mut administrator).await.unwrap();
    }
    counts
}

async fn served() -> (App, Vec<u8>) {
    let key = TokenKeys::generate().unwrap();
    let app = Start::default().signing_key(key.clone()).app().await;
    // The service refuses a database whose clock can be moved.
    let mut administrator = app.administrator().await;
    sqlx::query("drop table door.test_clock").execute(&mut administrator).await.unwrap();
    (app, key)
}

#[actix_web::test]
async fn an_import_outlives_the_service_and_is_made_once_by_whichever_of_two_is_left() {
    let (app, key) = served().await;
    let hotel = app.hotel().await;
    supplier(&hotel).await;
    let (mut killed, mut other) = (Process::on(&app, &key), Process::on(&app, &key));
    killed.start().await;
    let accounts = importer(&hotel, &killed).await;
    let mut administrator = app.administrator().await;
    let mut chance = StdRng::seed_from_u64(seed());
    let import = uploads(&accounts, orders(ROWS)).await;
    let tried = settled(&hotel, &killed, &import.id()).await;
    acts(&accounts, &tried, "confirm").await;

    for _ in 0..KILLS {
        has_begun(&accounts, &import.id()).await;
        tokio::time::sleep(Duration::from_millis(chance.random_range(0..400))).await;
        killed.kill();
        let [drafts, lines, told, confirmed] = counted(&app).await;
        let rows = i64::try_from(ROWS).unwrap();
        let is_whole = [drafts, lines, told, confirmed] == [rows / 10, rows, rows / 10, 1];
        assert!(is_whole || [drafts, lines, told, confirmed] == [0; 4], "half an import: {drafts} orders, {told} told");
        // As after the half minute for which a lost job is left alone.
        let ended =
            sqlx::query("update door.job set leased_until = now() - interval '1 second' where state = 'running'");
        ended.execute(&mut administrator).await.unwrap();
        killed.start().await;
        if is_whole {
            break;
        }
    }
    other.start().await;
    let made = settled(&hotel, &killed, &import.id()).await;

    assert_eq!(made.body["state"], "confirmed", "{}", made.body);
    let rows = i64::try_from(ROWS).unwrap();
    assert_eq!(counted(&app).await, [rows / 10, rows, rows / 10, 1]);
    killed.kill();
    other.kill();
    app.stop().await;
}

#[actix_web::test]
async fn a_long_import_takes_little_memory_from_upload_to_undo() {
    let rows = if is_long() { ROWS_LONG } else { ROWS };
    let (app, key) = served().await;
    let hotel = app.hotel().await;
    supplier(&hotel).await;
    let mut process = Process::on(&app, &key);
    process.start().await;
    let accounts = importer(&hotel, &process).await;
    // What a first import leaves in the service's hands is not the second's.
    settled(&hotel, &process, &uploads(&accounts, orders(10)).await.id()).await;
    let before = process.memory_kib("VmRSS");

    let import = uploads(&accounts, orders(rows)).await;
    let read = process.memory_kib("VmHWM");
    let tried = settled(&hotel, &process, &import.id()).await;
    let tried_at = process.memory_kib("VmHWM");
    acts(&importer(&hotel, &process).await, &tried, "confirm").await;
    let made = settled(&hotel, &process, &import.id()).await;
    let made_at = process.memory_kib("VmHWM");
    acts(&importer(&hotel, &process).await, &made, "undo").await;
    let undone = settled(&hotel, &process, &import.id()).await;
    let peak = process.memory_kib("VmHWM");

    assert_eq!(undone.body["state"], "undone", "{}", undone.body);
    assert_eq!(made.body["counts"]["documents"], Value::from(rows / 10));
    println!(
        "memory in KiB: {before} before, at most {read} reading {rows} rows, {tried_at} trying, {made_at} making, {peak} undoing"
    );
    assert!(peak - before < PEAK_KIB_MAX, "{} KiB more for {rows} rows", peak - before);
    process.kill();
    app.stop().await;
}
