//! Listing the exchange rates.
use serde_json::json;

use super::{
    super::{all_pages, each, refuses_what_it_does_not_know},
    dollars, enters, rate_of,
};
use crate::support::{App, Person};

const PATH: &str = "/v1/exchange-rates";

async fn some_rates(accounts: &Person<'_>) {
    for (from, to, on_date) in [
        ("EUR", "USD", "2026-03-02"),
        ("EUR", "USD", "2026-03-05"),
        ("GBP", "EUR", "2026-03-04"),
        ("EUR", "GBP", "2026-03-01"),
        ("GBP", "USD", "2026-03-03"),
    ] {
        enters(accounts, rate_of(from, to, on_date, "1.5")).await;
    }
}

#[actix_web::test]
async fn the_newest_day_stands_first_each_rate_once() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    some_rates(&hotel.accounts().await).await;
    enters(&clinic.accounts().await, dollars("2026-03-06", "1.1")).await;

    let days = ["2026-03-05", "2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01"];
    for limit in [2, 5, 100] {
        assert_eq!(all_pages(&hotel.requester().await, PATH, limit, "on_date").await, days);
    }
    app.stop().await;
}

#[actix_web::test]
async fn rates_of_one_day_are_cut_into_pages_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    for to in ["USD", "GBP", "JPY"] {
        enters(&accounts, rate_of("EUR", to, "2026-03-02", "1.5")).await;
    }

    let mut found = all_pages(&accounts, PATH, 1, "to_currency").await;

    found.sort_by_key(ToString::to_string);
    assert_eq!(found, ["GBP", "JPY", "USD"]);
    app.stop().await;
}

#[actix_web::test]
async fn rates_are_found_by_currency_and_by_day() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    some_rates(&accounts).await;

    for (filter, days) in [
        ("from=EUR", vec!["2026-03-05", "2026-03-02", "2026-03-01"]),
        ("to=USD", vec!["2026-03-05", "2026-03-03", "2026-03-02"]),
        ("from=EUR&to=USD", vec!["2026-03-05", "2026-03-02"]),
        ("until=2026-03-02", vec!["2026-03-02", "2026-03-01"]),
        ("from=EUR&to=USD&until=2026-03-04&limit=1", vec!["2026-03-02"]),
        ("from=JPY", vec![]),
    ] {
        let page = accounts.gets(&format!("{PATH}?{filter}")).await.is(200);
        assert_eq!(each(&page, "on_date"), days, "{filter}");
        assert_eq!(page.body["next_cursor"], json!(null), "{filter}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_is_not_known_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    refuses_what_it_does_not_know(&accounts, PATH).await;
    accounts.gets(&format!("{PATH}?from=XXX")).await.is_invalid("from", "unknown_currency");
    accounts.gets(&format!("{PATH}?until=yesterday")).await.is_invalid("until", "wrong_value");
    accounts.gets(&format!("{PATH}?until=-262143-01-01")).await.is_invalid("until", "out_of_range");
    accounts.gets(&format!("{PATH}?until=%2B262142-12-31")).await.is_invalid("until", "out_of_range");
    app.stop().await;
}
