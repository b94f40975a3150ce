//! Which rate a document uses.
use access::{Permit, catalogue::ViewExchangeRates};
use chrono::NaiveDate;
use kernel::{Currency, Error};
use tenancy::RateUsed;

use super::{super::directory::permit_of, dollars, enters, rate_of};
use crate::support::{App, Person};

async fn used(person: &Person<'_>, from: &str, to: &str, on: NaiveDate) -> Result<RateUsed, Error> {
    let (from, to) = (Currency::parse(from).unwrap(), Currency::parse(to).unwrap());
    let permit: Permit<ViewExchangeRates> = permit_of(person).await;
    let mut found = None;
    permit
        .read(async |work| {
            found = Some(tenancy::rate_used_on(work, from, to, on).await?);
            Ok(())
        })
        .await?;
    Ok(found.unwrap())
}

async fn told(person: &Person<'_>, from: &str, to: &str, on: &str) -> String {
    match used(person, from, to, on.parse().unwrap()).await {
        Ok(used) => format!("{} of {}", used.rate, used.of_date),
        Err(error) => error.refusal().code.to_owned(),
    }
}

#[actix_web::test]
async fn a_document_uses_the_latest_rate_at_or_before_its_day() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    enters(&accounts, dollars("2026-03-02", "1.08")).await;
    enters(&accounts, dollars("2026-03-10", "1.09")).await;

    assert_eq!(told(&accounts, "EUR", "USD", "2026-03-09").await, "1.08 of 2026-03-02");
    assert_eq!(told(&accounts, "EUR", "USD", "2026-03-10").await, "1.09 of 2026-03-10");
    assert_eq!(told(&accounts, "EUR", "USD", "2026-04-10").await, "1.09 of 2026-03-10");
    app.stop().await;
}

#[actix_web::test]
async fn no_rate_or_one_too_old_is_a_refusal_and_never_one() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    enters(&accounts, dollars("2026-03-10", "1.09")).await;
    enters(&clinic.accounts().await, rate_of("GBP", "EUR", "2026-03-10", "1.2")).await;

    for (from, to, on) in [
        ("EUR", "USD", "2026-03-09"),
        ("EUR", "USD", "2026-04-11"),
        ("USD", "EUR", "2026-03-10"),
        ("GBP", "EUR", "2026-03-10"),
    ] {
        assert_eq!(told(&accounts, from, to, on).await, "no_exchange_rate", "{from} to {to} on {on}");
    }
    let detail = used(&accounts, "USD", "EUR", "2026-03-10".parse().unwrap()).await.unwrap_err();
    assert_eq!(detail.problem().detail, Some("USD to EUR on 2026-03-10, or at most 31 days before."));
    app.stop().await;
}

#[actix_web::test]
async fn a_currency_is_worth_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    assert_eq!(told(&accounts, "EUR", "EUR", "2026-03-09").await, "1 of 2026-03-09");
    app.stop().await;
}

#[actix_web::test]
async fn a_day_beyond_every_calendar_has_no_rate() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    enters(&accounts, dollars("1970-01-01", "1.1")).await;

    for on in [NaiveDate::MIN, NaiveDate::MAX] {
        let refused = used(&accounts, "EUR", "USD", on).await.unwrap_err();
        assert_eq!(refused.refusal().code, "no_exchange_rate");
    }
    app.stop().await;
}
