//! Entering an exchange rate.
use chrono::{DateTime, Days, Utc};
use serde_json::json;

use super::{
    super::{changes_of, lacks, newest_detail},
    dollars, enters, rate_of,
};
use crate::support::App;

const PATH: &str = "/v1/exchange-rates";

#[actix_web::test]
async fn accounts_enter_the_rate_of_a_day() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let entered = accounts.posts(PATH, dollars("2026-03-02", "1.083700")).await.is(201);

    let id = entered.id();
    let entered_at = entered.body["entered_at"].clone();
    assert!(entered_at.as_str().is_some_and(|at| at.parse::<DateTime<Utc>>().is_ok()), "{entered_at}");
    let expected = json!({
        "id": id, "from_currency": "EUR", "to_currency": "USD", "on_date": "2026-03-02", "rate": "1.0837",
        "source": "European Central Bank", "entered_by": accounts.id, "entered_by_name": "Ada Accounts", "entered_at": entered_at,
    });
    assert_eq!(entered.body, expected);
    assert_eq!(entered.header("location"), Some(format!("{PATH}/{id}").as_str()));
    assert_eq!(accounts.gets(&format!("{PATH}/{id}")).await.is(200).body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["exchange_rate.created"]);
    let detail = json!({ "from_currency": "EUR", "to_currency": "USD", "on_date": "2026-03-02", "rate": "1.0837" });
    assert_eq!(newest_detail(&hotel, &id).await, detail);
    let change = changes_of(&hotel, &id).await.pop().unwrap();
    assert_eq!((change.operation.as_str(), &change.after["rate"]), ("insert", &json!(1.0837)));
    app.stop().await;
}

#[actix_web::test]
async fn a_day_has_one_rate_and_it_stays() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    enters(&accounts, dollars("2026-03-02", "1.0837")).await;

    accounts.posts(PATH, dollars("2026-03-02", "1.09")).await.is_refused(409, "exchange_rate_exists");
    enters(&accounts, dollars("2026-03-03", "1.09")).await;
    enters(&accounts, rate_of("USD", "EUR", "2026-03-02", "0.92")).await;
    enters(&clinic.accounts().await, dollars("2026-03-02", "1.0837")).await;
    let mut tenant = app.as_role("countersign_tenant").await;
    let forced = sqlx::query("update tenant.exchange_rate set rate = 2").execute(&mut tenant).await;
    assert!(forced.is_err_and(|error| error.to_string().contains("permission denied")));
    app.stop().await;
}

#[actix_web::test]
async fn a_rate_is_entered_at_most_a_month_ahead() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let ahead = |days| (Utc::now().date_naive() + Days::new(days)).to_string();

    // A test that runs over midnight still holds: the bound moves with the day.
    enters(&accounts, dollars(&ahead(31), "1.1")).await;
    accounts.posts(PATH, dollars(&ahead(33), "1.1")).await.is_invalid("on_date", "out_of_range");
    accounts.posts(PATH, dollars("1969-12-31", "1.1")).await.is_invalid("on_date", "out_of_range");
    accounts.posts(PATH, dollars("-262143-01-01", "1.1")).await.is_invalid("on_date", "out_of_range");
    enters(&accounts, dollars("1970-01-01", "1.1")).await;
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    for (body, field, rule) in [
        (dollars("2026-03-02", "0"), "rate", "too_small"),
        (dollars("2026-03-02", "-1"), "rate", "too_small"),
        (dollars("2026-03-02", "1.0000000000001"), "rate", "decimal"),
        (dollars("2026-03-02", "1000000000000"), "rate", "too_large"),
        (dollars("2026-02-30", "1"), "on_date", "wrong_value"),
        (rate_of("EUR", "EUR", "2026-03-02", "1"), "to_currency", "same_currency"),
        (rate_of("XAU", "EUR", "2026-03-02", "1"), "from_currency", "unknown_currency"),
        (rate_of("EUR", "usd", "2026-03-02", "1"), "to_currency", "unknown_currency"),
    ] {
        accounts.posts(PATH, body).await.is_invalid(field, rule);
    }
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_enters_rates() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.admin().await, hotel.owner().await, hotel.requester().await] {
        lacks(&person, "exchange_rate.create", "POST", PATH, Some(dollars("2026-03-02", "1"))).await;
    }
    app.stop().await;
}
