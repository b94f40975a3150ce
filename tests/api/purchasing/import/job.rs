//! A long import: tried, made and taken back by jobs, in the name of whoever asked.
use std::time::{Duration, Instant};

use access::{Changed, Event, catalogue::ConfirmImports};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    IMPORTS, acts,
    cancel::{cancels, long},
    confirms, counts, settled, supplier, uploads,
};
use crate::support::{App, Organisation, Person};

/// As many as the issue asks for with `COUNTERSIGN_LONG`.
fn rows_of_run() -> usize {
    if std::env::var("COUNTERSIGN_LONG").is_ok() { 100_000 } else { 5000 }
}

/// Orders of ten lines each, of which the rows of two neighbours are mixed.
fn orders(rows: usize) -> String {
    let line = |at: usize| {
        let order = at / 20 * 2 + at % 2;
        format!("A-{order},Order {order},Quay Fish,EUR,Line {at},{},KGM,9.90,note {}\n", at % 9 + 1, "x".repeat(40))
    };
    let lines: String = (0..rows).map(line).collect();
    format!("PO number,Title,Supplier,Currency,Description,Quantity,Unit,Unit price,Remark\n{lines}")
}

async fn count(app: &App, hotel: &Organisation<'_>, what: &str) -> i64 {
    let mut administrator = app.administrator().await;
    let statement = format!("select count(*) from tenant.{what} and org_id = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).bind(hotel.org_id).fetch_one(&mut administrator).await.unwrap()
}

/// The import when no job works on it any more, by somebody signed in a moment ago: a token lives for five minutes.
async fn settled_at_last(hotel: &Organisation<'_>, id: &str) -> crate::support::Answer {
    loop {
        let import = hotel.accounts().await.gets(&format!("{IMPORTS}/{id}")).await.is(200);
        if import.body["job"].is_null() {
            return import;
        }
        assert_ne!(import.body["job"]["state"], "failed", "{}", import.body);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn undoes(person: &Person<'_>, id: &str) -> crate::support::Answer {
    let revision = person.gets(&format!("{IMPORTS}/{id}")).await.is(200).revision();
    acts(person, id, "undo", revision, Value::Null).await
}

#[actix_web::test]
async fn a_long_file_of_orders_is_tried_made_and_taken_back_whole() {
    let rows = rows_of_run();
    let app = App::start().await;
    app.does_jobs();
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    supplier(&hotel, "Quay Fish").await;
    let (number, documents) = (i64::try_from(rows).unwrap(), i64::try_from(rows / 10).unwrap());

    let began = Instant::now();
    let import = uploads(&accounts, "purchase_orders", orders(rows)).await.is(201);
    assert_eq!((&import.body["state"], import.revision()), (&json!("uploaded"), 1));
    let (id, read) = (import.id(), began.elapsed());
    let tried = settled_at_last(&hotel, &id).await;
    println!("imports: {rows} rows read in {read:?}, tried after {:?}", began.elapsed());
    assert_eq!((&tried.body["state"], tried.revision()), (&json!("tried"), 1));
    assert_eq!(counts(&tried), [number, 0, 0, 0, documents]);
    assert_eq!(hotel.actions_on(&id).await, ["import.created", "import.queued", "import.tried"]);

    let began = Instant::now();
    let asked = confirms(&hotel.accounts().await, &tried, false).await.is(202);
    assert_eq!(asked.header("location"), Some(format!("{IMPORTS}/{id}").as_str()));
    assert_eq!(asked.body["job"]["act"], "confirm");
    let made = settled_at_last(&hotel, &id).await;
    let accounts = hotel.accounts().await;
    println!("imports: {documents} orders made after {:?}", began.elapsed());
    assert_eq!((&made.body["state"], &made.body["job"]), (&json!("confirmed"), &Value::Null));
    assert_eq!(count(&app, &hotel, "purchase_order where lifecycle = 'draft'").await, documents);
    assert_eq!(count(&app, &hotel, "purchase_order_line where true").await, number);
    assert_eq!(count(&app, &hotel, "audit_event where action = 'purchase_order.created'").await, documents);
    assert_eq!(made.body["undo"]["documents"], documents);
    let last = accounts.gets(&format!("{IMPORTS}/{id}/rows?cursor={}", cursor(number))).await.is(200);
    assert_eq!(last.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(last.body["items"][0]["created"]["kind"], "purchase_order");

    let began = Instant::now();
    undoes(&accounts, &id).await.is(202);
    let undone = settled_at_last(&hotel, &id).await;
    println!("imports: taken back after {:?}", began.elapsed());
    assert_eq!((&undone.body["state"], &undone.body["job"]), (&json!("undone"), &Value::Null));
    assert_eq!(count(&app, &hotel, "purchase_order where lifecycle = 'cancelled'").await, documents);
    app.stop().await;
}

/// The place of the last row but one.
fn cursor(rows: i64) -> String {
    let place = rows.to_string();
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, place)
}

#[actix_web::test]
async fn a_name_that_comes_again_far_below_is_the_supplier_that_it_was() {
    let app = App::start().await;
    app.does_jobs();
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = format!("{}STALL 3 Ltd,IE,EUR\nStall 4,GB,EUR\n", long(1200));

    let import = uploads(&accounts, "suppliers", file).await.is(201).id();
    let tried = settled(&accounts, &import).await;
    confirms(&accounts, &tried, false).await.is(202);
    let made = settled(&accounts, &import).await;

    assert_eq!(counts(&made), [1200, 0, 0, 2, 1200]);
    let first = accounts.gets(&format!("{IMPORTS}/{import}/rows?limit=5")).await.is(200);
    let again = accounts.gets(&format!("{IMPORTS}/{import}/rows?outcome=repeated")).await.is(200);
    for (row, of) in [(0, 3), (1, 4)] {
        assert_eq!(again.body["items"][row]["created"], first.body["items"][of]["created"]);
    }
    assert_eq!(again.body["items"][1]["warnings"][0]["code"], "differs_from_first");
    app.stop().await;
}

#[actix_web::test]
async fn a_confirmation_that_is_refused_says_why_and_makes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    app.does_jobs();
    let import = uploads(&accounts, "suppliers", long(1500)).await.is(201).id();
    let tried = settled(&accounts, &import).await;
    supplier(&hotel, "Stall 1400").await;

    confirms(&accounts, &tried, false).await.is(202);
    let refused = settled(&accounts, &import).await;

    assert_eq!((&refused.body["state"], &refused.body["job"]["state"]), (&json!("tried"), &json!("failed")));
    let failure = json!({ "code": "import_has_problems", "text": "1 of 1500 rows have problems." });
    assert_eq!(refused.body["job"]["failure"], failure);
    assert_eq!(count(&app, &hotel, "supplier where true").await, 1);
    assert_eq!(count(&app, &hotel, "audit_event where action = 'supplier.created'").await, 1);
    confirms(&accounts, &refused, true).await.is(202);
    let made = settled(&accounts, &import).await;
    assert_eq!((&made.body["state"], counts(&made)), (&json!("confirmed"), [1499, 0, 1, 0, 1499]));
    app.stop().await;
}

/// Tried by hand, so that only the confirmation is left to do; says in whose name.
async fn asks_for_confirmation(app: &App, hotel: &Organisation<'_>) -> Uuid {
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", long(1001)).await.is(201).id();
    let homes = app.state.homes.clone();
    let home = homes.iter().next().unwrap();
    assert!(home.do_next_job(async |job| purchasing::import::job::run(job).await).await.unwrap());
    let tried = accounts.gets(&format!("{IMPORTS}/{import}")).await.is(200);
    confirms(&accounts, &tried, false).await.is(202);
    accounts.gets("/v1/session").await.is(200).body["person"]["id"].as_str().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn what_was_judged_by_rights_that_changed_meanwhile_is_begun_anew() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let person = asks_for_confirmation(&app, &hotel).await;
    let mut administrator = app.administrator().await;
    let homes = app.state.homes.clone();
    let home = homes.iter().next().unwrap();

    let done = home.do_next_job(async |job| {
        job.change::<ConfirmImports>(async |_, asked| {
            let mut tx = sqlx::Connection::begin(&mut administrator).await?;
            sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await?;
            sqlx::query("delete from tenant.permission_grant where permission = 'supplier.create' and person_id = $1")
                .bind(person)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(Changed::new((), Event::of::<ConfirmImports>(asked.subject, Value::Null)))
        })
        .await
    });
    assert!(done.await.unwrap());

    let job = "select state, failure from door.job";
    let (state, failure): (String, Option<String>) = sqlx::query_as(job).fetch_one(&mut administrator).await.unwrap();
    assert_eq!((state.as_str(), failure), ("waiting", None), "it is not done, and not refused");
    sqlx::query("update door.job set not_before = now() - interval '1 second'")
        .execute(&mut administrator)
        .await
        .unwrap();
    assert!(home.do_next_job(async |job| purchasing::import::job::run(job).await).await.unwrap());
    let (_, failure): (String, Option<String>) = sqlx::query_as(job).fetch_one(&mut administrator).await.unwrap();
    assert_eq!(failure.as_deref(), Some("target_not_allowed"));
    assert_eq!(count(&app, &hotel, "supplier where true").await, 0);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_may_not_any_more_has_nothing_made() {
    for lost in [
        "update door.session set ended_at = now(), ended_because = 'ended_by_administrator' where person_id = $1",
        "delete from tenant.permission_grant where permission = 'import.confirm' and person_id = $1",
        "delete from tenant.permission_grant where permission = 'supplier.create' and person_id = $1",
        "update tenant.person set is_active = false where id = $1",
    ] {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let id = asks_for_confirmation(&app, &hotel).await;
        let mut administrator = app.administrator().await;
        let homes = app.state.homes.clone();
        let home = homes.iter().next().unwrap();
        let mut tx = sqlx::Connection::begin(&mut administrator).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
        sqlx::query(lost).bind(id).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();

        assert!(home.do_next_job(async |job| purchasing::import::job::run(job).await).await.unwrap());

        assert_eq!(count(&app, &hotel, "supplier where true").await, 0, "{lost}");
        assert_eq!(count(&app, &hotel, "import where state = 'tried'").await, 1, "{lost}");
        let (state, failure): (String, String) =
            sqlx::query_as("select state, failure from door.job").fetch_one(&mut administrator).await.unwrap();
        assert_eq!(state, "failed", "{lost}");
        assert!(
            ["unauthenticated", "forbidden", "target_not_allowed"].contains(&failure.as_str()),
            "{lost}: {failure}"
        );
        app.stop().await;
    }
}

#[actix_web::test]
async fn who_has_signed_out_finds_it_done() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", long(1001)).await.is(201).id();
    let mut administrator = app.administrator().await;
    sqlx::query("update door.session set ended_at = now(), ended_because = 'signed_out'")
        .execute(&mut administrator)
        .await
        .unwrap();

    app.does_jobs();

    let accounts = hotel.accounts().await;
    assert_eq!(settled(&accounts, &import).await.body["state"], "tried");
    app.stop().await;
}

#[actix_web::test]
async fn a_job_is_done_once_however_many_look_for_it_and_whoever_comes_late_commits_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", long(1001)).await.is(201).id();
    let homes = app.state.homes.clone();
    let home = homes.iter().next().unwrap();
    let mut administrator = app.administrator().await;

    let took_over = home
        .do_next_job(async |job| {
            // Nobody else gets it while it is held.
            assert!(!home.do_next_job(async |_| panic!("handed out twice")).await.unwrap());
            // Then its lease ends, and another takes it over and does it before the first is done.
            sqlx::query("update door.job set leased_until = now() - interval '1 minute'")
                .execute(&mut administrator)
                .await
                .unwrap();
            assert!(home.do_next_job(async |job| purchasing::import::job::run(job).await).await.unwrap());
            purchasing::import::job::run(job).await
        })
        .await;

    took_over.unwrap();
    assert_eq!(settled(&accounts, &import).await.body["state"], "tried");
    let told = hotel.actions_on(&import).await;
    assert_eq!(told, ["import.created", "import.queued", "import.tried"]);
    app.stop().await;
}

#[actix_web::test]
async fn two_who_look_at_once_find_one_job_of_an_organisation() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    for _ in 0..2 {
        uploads(&accounts, "suppliers", long(1001)).await.is(201);
    }
    let (mut one, mut other) = (app.as_role("countersign_worker").await, app.as_role("countersign_worker").await);
    let claim = |ticket: u8| sqlx::query_scalar("select door.claim_job($1, '1 minute')").bind(vec![ticket; 32]);
    let mut tx = sqlx::Connection::begin(&mut one).await.unwrap();

    let first: Option<String> = claim(1).fetch_one(&mut *tx).await.unwrap();
    let ends = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        tx.commit().await.unwrap();
    };
    let (second, ()) = futures_util::future::join(claim(2).fetch_one(&mut other), ends).await;
    let second: Option<String> = second.unwrap();

    assert!(first.is_some());
    assert_eq!(second, None, "the organisation has a job under way");
    app.stop().await;
}

#[actix_web::test]
async fn a_job_that_is_stopped_while_it_runs_leaves_nothing_behind() {
    let app = App::start().await;
    app.does_jobs();
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    supplier(&hotel, "Quay Fish").await;
    let import = uploads(&accounts, "purchase_orders", orders(5000)).await.is(201).id();
    let tried = settled(&accounts, &import).await;
    confirms(&accounts, &tried, false).await.is(202);
    acts(&accounts, &import, "confirm", 1, json!({})).await.is_refused(409, "import_busy");
    loop {
        let seen = accounts.gets(&format!("{IMPORTS}/{import}")).await.is(200);
        if seen.body["job"]["done"].as_i64().is_some_and(|done| done > 0) {
            break;
        }
    }

    cancels(&accounts, &import).await.is(200);
    let stopped = settled(&accounts, &import).await;

    assert_eq!((&stopped.body["state"], &stopped.body["job"]["state"]), (&json!("tried"), &json!("cancelled")));
    assert_eq!(count(&app, &hotel, "purchase_order where true").await, 0);
    assert_eq!(count(&app, &hotel, "audit_event where action = 'purchase_order.created'").await, 0);
    assert_eq!(count(&app, &hotel, "audit_event where action = 'import.confirmed'").await, 0);
    app.stop().await;
}
