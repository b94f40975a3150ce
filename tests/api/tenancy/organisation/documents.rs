//! The base currency stays once a document stands in it.
use access::{Changed, Event, Permit, catalogue::UpdateOrganisation};
use serde_json::json;
use sqlx::Connection;
use tenancy::organisation::base_currency_of_documents;

use super::{super::directory::permit_of, PATH};
use crate::support::{App, Organisation, Person};

/// What a room of documents does when it creates one.
async fn creates_a_document(hotel: &Organisation<'_>, person: &Person<'_>) -> String {
    let permit: Permit<UpdateOrganisation> = permit_of(person).await;
    let mut currency = None;
    permit
        .change(async |work| {
            currency = Some(base_currency_of_documents(work).await?);
            Ok(Changed::new((), Event::of::<UpdateOrganisation>(hotel.org_id, json!({}))))
        })
        .await
        .unwrap();
    currency.unwrap().to_string()
}

#[actix_web::test]
async fn the_first_document_fixes_the_base_currency() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    admin.patches(PATH, json!({ "base_currency": "GBP" }), 1).await.is(200);

    assert_eq!(creates_a_document(&hotel, &admin).await, "GBP");

    let fixed = admin.gets(PATH).await.is(200);
    assert_eq!((&fixed.body["base_currency_is_fixed"], fixed.revision()), (&json!(true), 3));
    admin.patches(PATH, json!({ "base_currency": "EUR" }), 3).await.is_refused(409, "base_currency_fixed");
    admin.patches(PATH, json!({ "base_currency": "GBP", "locale": "en-GB" }), 3).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn later_documents_change_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    creates_a_document(&hotel, &admin).await;
    let before = admin.gets(PATH).await.is(200);

    assert_eq!(creates_a_document(&hotel, &admin).await, "EUR");

    assert_eq!(admin.gets(PATH).await.body, before.body);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_refuses_it_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    creates_a_document(&hotel, &hotel.admin().await).await;
    let mut connection = app.administrator().await;

    for change in ["base_currency = 'USD'", "base_currency_fixed_at = null"] {
        let mut tx = connection.begin().await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
        let update = format!("update tenant.organisation set {change}");
        let forced = sqlx::query(sqlx::AssertSqlSafe(update)).execute(&mut *tx).await;
        let constraint = forced.unwrap_err();
        let constraint = constraint.as_database_error().and_then(|error| error.constraint());
        assert_eq!(constraint, Some("organisation_base_currency_fixed"), "{change}");
        tx.rollback().await.unwrap();
    }
    app.stop().await;
}
