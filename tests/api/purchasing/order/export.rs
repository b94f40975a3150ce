//! Exporting orders: what is in the file, what is not, and how long lists leave.
use std::io::Write;

use serde_json::json;
use sqlx::Connection;

use super::{ORDERS, body, drafted, issued, line, supplier};
use crate::support::{
    App, Organisation,
    exported::{holds_what_the_list_shows, newest_event},
};

const COLUMNS: &[(&str, &str)] = &[
    ("Number", "/number"),
    ("External number", "/external_number"),
    ("Title", "/title"),
    ("Status", "/lifecycle"),
    ("Receipt", "/receipt"),
    ("Billing", "/billing"),
    ("Receiving held", "/is_receiving_held"),
    ("Supplier", "/supplier/name"),
    ("Department", "/department/name"),
    ("Requester", "/requester/name"),
    ("Total", "/total/amount"),
    ("Currency", "/total/currency"),
    ("Need by", "/need_by"),
    ("Id", "/id"),
];

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    issued(&hotel).await;
    let soap = supplier(&hotel, "Quay \"Soap\", Ltd").await;
    let mut second = body(&hotel, &soap, &[line("10", "2.00")]);
    second["need_by"] = json!("2026-12-04");
    hotel.requester().await.posts(ORDERS, second).await.is(201);
    let rice = json!({ "title": "Rice ŽITO 米", "currency": "JPY", "lines": [line("1", "5000")] });
    hotel.accounts().await.posts(ORDERS, rice).await.is(201);
    issued(&clinic).await;
    let auditor = hotel.auditor().await;

    let sheet = holds_what_the_list_shows(&auditor, (ORDERS, "purchase_order.export"), "", COLUMNS).await;
    let yen = holds_what_the_list_shows(&auditor, (ORDERS, "purchase_order.export"), "currency=JPY", COLUMNS).await;

    assert_eq!(sheet.column("Total"), ["5000", "20.00", "425.00"]);
    assert_eq!(yen.column("Title"), ["Rice ŽITO 米"]);
    app.stop().await;
}

#[actix_web::test]
async fn each_takes_away_their_own_part() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    drafted(&hotel).await;
    let mut second = body(&hotel, &supplier(&hotel, "Quay Soap").await, &[line("10", "2.00")]);
    second["department_id"] = json!(hotel.housekeeping);
    hotel.housekeeper().await.posts(ORDERS, second).await.is(201);

    let rows = async |person: crate::support::Person<'_>| {
        person.gets(&format!("{ORDERS}/export")).await.is(200).header("export-rows").unwrap().to_owned()
    };

    assert_eq!(rows(hotel.auditor().await).await, "2");
    assert_eq!(rows(hotel.requester().await).await, "1");
    assert_eq!(rows(hotel.head().await).await, "1");
    assert_eq!(rows(hotel.somebody_who_may(&["purchase_order.export"]).await).await, "0");
    let viewer = hotel.somebody_who_may(&["purchase_order.view", "purchase_order.view_all"]).await;
    let refused = viewer.gets(&format!("{ORDERS}/export")).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "purchase_order.export");
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_who_took_what_but_not_which_words_were_looked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    drafted(&hotel).await;
    let auditor = hotel.auditor().await;

    auditor.gets(&format!("{ORDERS}/export?format=xlsx&lifecycle=draft&q=towels")).await.is(200);

    let (action, permission, detail) = newest_event(&auditor).await;
    assert_eq!((&*action, &*permission), ("purchase_order.exported", "purchase_order.export"));
    let filters = json!({ "lifecycle": "draft", "q": true });
    assert_eq!(detail, json!({ "list": "purchase-orders", "format": "xlsx", "rows": 1, "filters": filters }));
    app.stop().await;
}

/// So many more of an order; without the trail, which is not what is tested here.
async fn copies(hotel: &Organisation<'_>, order: &str, count: i32) {
    let mut connection = hotel.app.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *tx).await.unwrap();
    sqlx::query(
        "insert into tenant.purchase_order (org_id, id, title, lifecycle, requester_id, created_by, department_id, supplier_id,
            currency, net_minor, tax_minor, total_minor, created_at)
        select org_id, copy.id, 'Order ' || n, lifecycle, requester_id, created_by, department_id, supplier_id, currency, n, 0, n,
            uuid_extract_timestamp(copy.id)
        from tenant.purchase_order o, generate_series(1, $2) n, uuidv7(n * interval '-1 minute') copy (id)
        where o.id = $1::uuid",
    )
    .bind(order)
    .bind(count)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[actix_web::test]
async fn a_list_of_many_pages_leaves_whole_and_in_order() {
    const COPIES: i32 = 5000;
    let app = App::start().await;
    let hotel = app.hotel().await;
    copies(&hotel, &drafted(&hotel).await.id(), COPIES).await;
    let auditor = hotel.auditor().await;

    let sheet = auditor.gets(&format!("{ORDERS}/export")).await.is(200).csv();
    let book = auditor.gets(&format!("{ORDERS}/export?format=xlsx")).await.is(200).xlsx();

    let titles: Vec<_> =
        std::iter::once("Towels".to_owned()).chain((1..=COPIES).map(|n| format!("Order {n}"))).collect();
    assert_eq!(sheet.column("Title"), titles);
    let place = sheet.headings.iter().position(|heading| heading == "Title").unwrap();
    assert!(book[1..].iter().map(|row| row[place].to_string()).eq(titles.iter().cloned()));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_goes_away_ends_the_work() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    drafted(&hotel).await;
    let auditor = hotel.auditor().await;
    // Nobody reads orders while this stands.
    let mut administrator = app.administrator().await;
    let mut lock = administrator.begin().await.unwrap();
    sqlx::query("lock table tenant.purchase_order in access exclusive mode").execute(&mut *lock).await.unwrap();
    let request =
        format!("GET {ORDERS}/export HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\r\n", auditor.token);
    let mut gone = std::net::TcpStream::connect(app.address.trim_start_matches("http://")).unwrap();
    gone.write_all(request.as_bytes()).unwrap();
    waits_for_a_lock(&app, true).await;

    gone.shutdown(std::net::Shutdown::Both).unwrap();
    drop(gone);
    // Another's request is answered by the same thread, after it has seen the closed connection.
    auditor.gets("/v1/session").await.is(200);
    lock.commit().await.unwrap();
    waits_for_a_lock(&app, false).await;
    let taken = auditor.gets(&format!("{ORDERS}/export")).await.is(200);

    assert_eq!(taken.header("export-rows"), Some("1"));
    let exports = hotel.actions().await.into_iter().filter(|action| action == "purchase_order.exported").count();
    assert_eq!(exports, 1, "what nobody waited for was finished");
    app.stop().await;
}

/// Until somebody of the API waits for a lock, or nobody does any more; a bounded number of looks.
async fn waits_for_a_lock(app: &App, wanted: bool) {
    const LOOKS_MAX: usize = 2000;
    let mut connection = app.administrator().await;
    for _ in 0..LOOKS_MAX {
        let waits: bool = sqlx::query_scalar(
            "select exists (select from pg_stat_activity
            where datname = current_database() and usename = 'countersign_tenant' and wait_event_type = 'Lock')",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        if waits == wanted {
            return;
        }
    }
    panic!("after {LOOKS_MAX} looks");
}
