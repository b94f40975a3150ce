//! The database away, restarted, locked, full, and with another clock: it is refused as unavailable, nothing stays half done, and
//! it goes on without a hand.
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::{
    buyer::{ORDERS, acts, draft, orders, supplier},
    support::{App, Start},
    wire::Wire,
};

/// As many as the application of a test has.
const CONNECTIONS: usize = 4;

async fn app_behind(wire: &Wire) -> App {
    let port = wire.port;
    Start::default().reaching(move |_, database| database.host("127.0.0.1").port(port)).app().await
}

async fn wire() -> Wire {
    let cluster = crate::support::cluster();
    Wire::to(cluster.get_host(), cluster.get_port()).await
}

async fn does(connection: &mut PgConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(connection).await.unwrap();
}

#[actix_web::test]
async fn a_database_that_is_away_is_said_to_be_and_the_same_key_finishes_the_work_once() {
    let wire = wire().await;
    let app = app_behind(&wire).await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let key = Uuid::new_v4().to_string();
    requester.gets(ORDERS).await.is(200);

    wire.cut();
    let begun = Instant::now();
    let looked = requester.gets(ORDERS).await.is_refused(503, "unavailable");
    let wrote = requester.posts_with_key(ORDERS, draft(&hotel), &key).await.is_refused(503, "unavailable");
    let ready = requester.gets("/health/ready").await;

    assert!(begun.elapsed() < Duration::from_secs(25), "{:?}", begun.elapsed());
    assert!(looked.header("retry-after").is_some() && wrote.header("retry-after").is_some());
    assert_eq!(ready.status, 503);
    wire.mend();
    let first = requester.posts_with_key(ORDERS, draft(&hotel), &key).await.is(201);
    let again = requester.posts_with_key(ORDERS, draft(&hotel), &key).await.is(201);
    assert_eq!(first.id(), again.id());
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(orders(&app).await, 1);
    requester.gets("/health/ready").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn after_a_restart_of_the_database_the_first_request_is_answered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let all = join_all((0..CONNECTIONS).map(|_| requester.gets(ORDERS))).await;
    assert!(all.iter().all(|answer| answer.status == 200));

    let mut administrator = app.administrator().await;
    let ended: i64 = sqlx::query_scalar(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity
         where datname = current_database() and usename = 'countersign_tenant'",
    )
    .fetch_one(&mut administrator)
    .await
    .unwrap();

    assert!(ended > 0, "nobody was connected");
    for _ in 0..CONNECTIONS {
        requester.gets(ORDERS).await.is(200);
    }
    requester.posts(ORDERS, draft(&hotel)).await.is(201);
    app.stop().await;
}

// All connections wait for a lock, others for a connection: nobody waits for ever, and nobody is told of a bug.
#[actix_web::test]
async fn when_every_connection_waits_the_waiting_ends_and_work_goes_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let mut administrator = app.administrator().await;
    let mut locked = administrator.begin().await.unwrap();
    does(&mut locked, "lock table tenant.purchase_order in access exclusive mode").await;

    let begun = Instant::now();
    let (stuck, behind) = tokio::join!(join_all((0..CONNECTIONS).map(|_| requester.gets(ORDERS))), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        requester.gets("/v1/departments").await
    });

    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    for answer in stuck {
        answer.is_refused(503, "unavailable");
    }
    behind.is(200);
    locked.rollback().await.unwrap();
    requester.gets(ORDERS).await.is(200);
    app.stop().await;
}

// The exports wait for a lock, and so do all but one of the connections of requests.
#[actix_web::test]
async fn exports_that_wait_leave_requests_their_connections() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let mut administrator = app.administrator().await;
    let mut locked = administrator.begin().await.unwrap();
    does(&mut locked, "lock table tenant.supplier in access exclusive mode").await;

    let exports = join_all((0..2).map(|_| accounts.gets("/v1/suppliers/export")));
    let lists = join_all((1..CONNECTIONS).map(|_| accounts.gets("/v1/suppliers")));
    let (exports, lists, took) = tokio::join!(exports, lists, async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let begun = Instant::now();
        accounts.gets("/v1/departments").await.is(200);
        let took = begun.elapsed();
        locked.rollback().await.unwrap();
        took
    });

    assert!(took < Duration::from_secs(1), "{took:?}");
    for answer in exports.into_iter().chain(lists) {
        answer.is(200);
    }
    app.stop().await;
}

// A disk that is full cannot be had here: a trigger says in the server's own words (53100) that it is.
#[actix_web::test]
async fn a_full_disk_leaves_nothing_half_written() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, key) = (hotel.requester().await, Uuid::new_v4().to_string());
    let mut administrator = app.administrator().await;
    does(
        &mut administrator,
        "create function public.full() returns trigger language plpgsql as $$
         begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
         create trigger full_disk after insert on tenant.purchase_order_line execute function public.full();",
    )
    .await;

    requester.posts_with_key(ORDERS, draft(&hotel), &key).await.is_refused(503, "unavailable");
    assert_eq!(orders(&app).await, 0);
    requester.gets(ORDERS).await.is(200);
    does(&mut administrator, "drop trigger full_disk on tenant.purchase_order_line").await;

    requester.posts_with_key(ORDERS, draft(&hotel), &key).await.is(201);
    assert_eq!(orders(&app).await, 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_clock_that_jumps_opens_nothing_and_gives_no_number_twice() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let supplier = supplier(&hotel).await;
    let mut numbers = Vec::new();

    for jump in ["0", "2 days", "-1 day"] {
        app.moves_clock(jump).await;
        let (requester, head) = (hotel.requester().await, hotel.head().await);
        let (accounts, issuer) = (hotel.accounts().await, hotel.second_accounts().await);
        let mut body = draft(&hotel);
        body["supplier_id"] = json!(supplier);
        let path = format!("{ORDERS}/{}", requester.posts(ORDERS, body).await.is(201).id());
        let key = || Uuid::new_v4().to_string();
        acts(&requester, &format!("{path}/submit"), 1, &key()).await;
        acts(&head, &format!("{path}/approve"), 2, &key()).await;
        acts(&accounts, &format!("{path}/approve"), 2, &key()).await;
        numbers
            .push(acts(&issuer, &format!("{path}/issue"), 3, &key()).await["number"].as_str().unwrap()[8..].to_owned());
        // What was signed before a jump forward is old after it.
        app.moves_clock("10 minutes").await;
        requester.gets(ORDERS).await.is_refused(401, "token_expired");
        app.moves_clock("-10 minutes").await;
    }

    assert_eq!(numbers, ["00001", "00002", "00003"]);
    app.stop().await;
}
