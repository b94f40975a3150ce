//! Beginning it.
use serde_json::json;

use super::{OWNER, PLACE, RECORD, ops, owner_with_an_app};
use crate::support::{App, Dns};

#[actix_web::test]
async fn an_operator_is_told_what_the_domain_must_publish_and_nothing_changes_in_the_organisation() {
    let app = Dns::start().app().await;
    let hotel = app.hotel().await;
    let before = hotel.actions().await;
    let one = ops(&app).await;

    let begun = one.begins_recovery_of(OWNER).await.is(201);

    assert_eq!(begun.header("location"), Some(PLACE));
    assert_eq!(
        (&begun.body["state"], &begun.body["domain"], &begun.body["record_name"], &begun.body["ticket"]),
        (&json!("begun"), &json!("harbour-house.example"), &json!(RECORD), &json!("HD-2207"))
    );
    let value = begun.body["record_value"].as_str().unwrap();
    let token = value.strip_prefix("countersign-recovery=").unwrap();
    assert!(token.len() == 64 && token.chars().all(|c| c.is_ascii_hexdigit()), "{value}");
    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}

#[actix_web::test]
async fn the_address_is_kept_nowhere() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.announces(&dns).await;

    // The code that confirmed it was mailed with every word; once it has left, nothing of it is kept.
    let tables = "select oid::regclass::text from pg_class where relnamespace = 'platform'::regnamespace and relkind in ('r', 'p')";
    let mut directory = app.administrator().await;
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut directory).await.unwrap();
    for table in tables {
        let sql = format!("select count(*) from {table} t where t::text like '%owner@harbour-house%'");
        let said: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut directory).await.unwrap();
        assert_eq!(said, 0, "{table}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn one_lives_at_a_time_and_another_begins_after_it() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;
    let first = one.begins_recovery_of(OWNER).await.is(201);

    one.begins_recovery_of(OWNER).await.is_refused(409, "recovery_waiting");
    app.moves_clock("7 days 1 minute").await;
    let mut one = one;
    one.signs_in().await.is(200);
    assert_eq!(one.sees().await.is(200).body["state"], "lapsed");
    let second = one.begins_recovery_of(OWNER).await.is(201);

    assert_ne!(first.body["record_value"], second.body["record_value"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_domain_of_a_provider_of_mailboxes_proves_nothing() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;

    for email in ["owner@gmail.com", "owner@outlook.com", "owner@HOTMAIL.be", "owner@proton.me"] {
        one.begins_recovery_of(email).await.is_refused(409, "recovery_public_domain");
    }

    one.gets(PLACE).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn there_must_be_such_an_organisation_and_it_must_not_be_going() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = crate::platform::console::two(&app).await;
    let body = json!({ "email": OWNER, "reason": "She lost her phone." });
    consoles[0].posts("/v1/operator/organisations/nobody/recovery", body.clone()).await.is_refused(404, "not_found");
    crate::platform::console::delete(&consoles, "harbour-house").await;

    consoles[0].posts(PLACE, body).await.is_refused(409, "deletion_begun");
    app.stop().await;
}
