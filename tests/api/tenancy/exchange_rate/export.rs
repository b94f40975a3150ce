//! Exporting the exchange rates, and the most rows that a file takes.
use sqlx::Connection;

use super::{dollars, enters, rate_of};
use crate::support::{App, Organisation, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    enters(&accounts, dollars("2026-11-19", "1.0837")).await;
    enters(&accounts, dollars("2026-11-20", "1.0901")).await;
    enters(&accounts, rate_of("GBP", "EUR", "2026-11-20", "1.19")).await;
    enters(&app.clinic().await.accounts().await, dollars("2026-11-18", "1.5")).await;

    let columns = [
        ("Day", "/on_date"),
        ("From", "/from_currency"),
        ("To", "/to_currency"),
        ("Rate", "/rate"),
        ("Source", "/source"),
        ("Entered by", "/entered_by_name"),
        ("Id", "/id"),
    ];
    let sheet = holds_what_the_list_shows(
        &hotel.accounts().await,
        ("/v1/exchange-rates", "exchange_rate.export"),
        "from=EUR",
        &columns,
    )
    .await;

    assert_eq!(sheet.column("Rate"), ["1.0901", "1.0837"]);
    app.stop().await;
}

/// One rate for each of so many days; without the trail, which is not what is tested here.
async fn has_rates(hotel: &Organisation<'_>, count: i32) {
    let mut connection = hotel.app.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *tx).await.unwrap();
    sqlx::query(
        "insert into tenant.exchange_rate (org_id, id, from_currency, to_currency, on_date, rate, source, entered_by, entered_at)
        select $1, uuidv7(), 'EUR', 'USD', date '1970-01-01' + n, 1 + n / 1000000.0, 'A book', $2, now()
        from generate_series(1, $3) n",
    )
    .bind(hotel.org_id)
    .bind(hotel.people.accounts)
    .bind(count)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[actix_web::test]
async fn a_list_longer_than_a_file_is_refused_whole_and_says_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let rows_max = i32::try_from(exports::ROWS_MAX).unwrap();
    has_rates(&hotel, rows_max + 1).await;
    let before = hotel.actions().await.len();

    let refused = accounts.gets("/v1/exchange-rates/export").await.is_refused(409, "export_too_large");
    let after_refusal = hotel.actions().await.len();
    let taken = accounts.gets("/v1/exchange-rates/export?until=2243-10-17").await.is(200);

    assert_eq!(refused.body["detail"], "A file takes 100000 rows.");
    assert_eq!((after_refusal, hotel.actions().await.len()), (before, before + 1));
    assert_eq!((taken.header("export-rows"), taken.csv().rows.len()), (Some("100000"), 100_000));
    app.stop().await;
}
