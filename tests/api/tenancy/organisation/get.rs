//! Showing the settings.
use chrono::{Datelike, Utc};
use serde_json::json;

use super::{super::lacks, PATH};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_the_settings_and_how_numbers_will_read() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = hotel.requester().await.gets(PATH).await.is(200);

    let year = seen.body["order_number_example"].as_str().unwrap()[3..7].to_owned();
    let this_year = Utc::now().year();
    assert!([this_year - 1, this_year, this_year + 1].iter().any(|near| near.to_string() == year), "{year}");
    let closed = |name: &str| {
        let because = json!({
            "code": "forbidden", "reason": "You do not hold the permission that this needs.",
            "who_could": "An administrator can grant it.",
            "next": "Ask an administrator of your organisation for the permission named in `detail`.",
        });
        json!({ "name": name, "closed_because": because })
    };
    let expected = json!({
        "id": hotel.org_id, "name": "Harbour House", "legal_name": null, "address_lines": [], "country": null, "tax_number": null,
        "base_currency": "EUR", "base_currency_is_fixed": false, "time_zone": "Europe/Dublin", "locale": "en-IE",
        "fiscal_year_start_month": 1, "requisition_number_format": "PR-{year}-{number}",
        "order_number_format": "PO-{year}-{number}", "payment_terms": null, "order_terms": null, "logo": null, "revision": 1,
        "requisition_number_example": format!("PR-{year}-00001"), "order_number_example": format!("PO-{year}-00001"),
        "actions": [closed("organisation.update"), closed("organisation.set_logo")],
    });
    assert_eq!(seen.body, expected);
    assert_eq!(seen.header("etag"), Some("\"1\""));
    app.stop().await;
}

#[actix_web::test]
async fn each_organisation_sees_its_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    assert_eq!(hotel.owner().await.gets(PATH).await.is(200).body["name"], "Harbour House");
    assert_eq!(clinic.owner().await.gets(PATH).await.is(200).body["name"], "Alder Clinic");
    app.stop().await;
}

#[actix_web::test]
async fn the_year_of_the_next_number_is_the_organisations_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let before = admin.gets(PATH).await.is(200);
    // Whatever the hour, it is never the same day at both ends of the earth.
    let year_in = async |zone: &str, revision: i64| {
        let body = json!({ "time_zone": zone, "order_number_format": "{year}.{number}" });
        admin.patches(PATH, body, revision).await.is(200).body["order_number_example"].as_str().unwrap().to_owned()
    };

    let now = Utc::now();
    let east = year_in("Pacific/Kiritimati", before.revision()).await;
    let west = year_in("Etc/GMT+12", before.revision() + 1).await;

    assert_eq!(east, format!("{}.00001", (now + chrono::Duration::hours(14)).year()));
    assert_eq!(west, format!("{}.00001", (now - chrono::Duration::hours(12)).year()));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_the_settings() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.somebody_who_may(&["session.view"]).await, "organisation.view", "GET", PATH, None).await;
    app.stop().await;
}
