use serde_json::json;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn a_person_sees_their_own_sign_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let answer = requester.gets("/v1/session").await.is(200);

    assert_eq!(
        answer.body["person"],
        json!({
            "id": hotel.people.requester, "name": "Rosa Requester", "email": "requester@harbour-house.example",
            "locale": "en-IE", "time_zone": "Europe/Dublin", "department_id": hotel.kitchen, "roles": ["requester"],
            "custom_roles": [],
        })
    );
    assert_eq!(
        answer.body["organisation"],
        json!({
            "id": hotel.org_id, "slug": "harbour-house", "name": "Harbour House", "base_currency": "EUR",
            "time_zone": "Europe/Dublin", "locale": "en-IE", "fiscal_year_start_month": 1,
            "home": { "code": "eu1", "region": "EU" },
        })
    );
    let mut permissions = access::Role::Requester.permissions();
    permissions.sort_unstable();
    assert_eq!(answer.body["permissions"], json!(permissions));
    let session = &answer.body["session"];
    let at = |field: &str| session[field].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!((at("expires_at") - at("created_at")).num_hours(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn each_organisation_is_told_where_its_own_data_is() {
    let app = App::start_homes(&["apac1", "us1"]).await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    for (organisation, home) in [(&hotel, json!(["apac1", "APAC"])), (&clinic, json!(["us1", "US"]))] {
        let told =
            organisation.requester().await.gets("/v1/session").await.is(200).body["organisation"]["home"].clone();
        assert_eq!(json!([told["code"], told["region"]]), home);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_persons_own_language_and_zone_come_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let change = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set locale = 'el-GR', time_zone = 'Europe/Athens' where email like 'requester@%'; commit";
    sqlx::raw_sql(change).execute(&mut app.administrator().await).await.unwrap();

    let answer = hotel.requester().await.gets("/v1/session").await.is(200);

    assert_eq!(answer.body["person"]["locale"], "el-GR");
    assert_eq!(answer.body["person"]["time_zone"], "Europe/Athens");
    assert_eq!(answer.body["organisation"]["locale"], "en-IE");
    app.stop().await;
}

#[actix_web::test]
async fn each_organisation_sees_its_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);

    let (at_hotel, at_clinic) = (hotel.owner().await, clinic.owner().await);

    assert_eq!(at_hotel.gets("/v1/session").await.is(200).body["organisation"]["slug"], "harbour-house");
    assert_eq!(at_clinic.gets("/v1/session").await.is(200).body["organisation"]["slug"], "alder-clinic");
    app.stop().await;
}

#[actix_web::test]
async fn seeing_ones_sign_in_needs_its_permission() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (with, without) =
        (hotel.somebody_who_may(&["session.view"]).await, hotel.somebody_who_may(&["session.end"]).await);

    with.gets("/v1/session").await.is(200);
    without.gets("/v1/session").await.is_refused(403, "forbidden");

    app.stop().await;
}

#[actix_web::test]
async fn whoever_signs_in_sees_what_failed_since_they_last_did() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let first = hotel.owner_signs_in().await;
    assert_eq!(first.views().await.body["session"]["failed_tries"], json!(null));
    let stranger = Browser::at(&app, [127, 0, 0, 2]);
    let tries = async |browser: &Browser<'_>, email: &str, password: &str| {
        app.moves_clock("1 second").await;
        browser.tries("harbour-house", email, password).await;
    };
    for _ in 0..3 {
        tries(&stranger, OWNER, "wrong").await;
        tries(&stranger, "requester@harbour-house.example", "wrong").await;
    }
    let last_at: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar("select door.now()").fetch_one(&mut hotel.administrator().await).await.unwrap();
    // Proving oneself meanwhile is no sign-in: what failed is still news to whoever comes next.
    let mut first = first;
    first.reauthenticates(PASSWORD).await.is(200);

    let second = hotel.owner_signs_in().await;

    let told = second.views().await.body["session"]["failed_tries"].clone();
    assert_eq!((&told["count"], &told["last_network"]), (&json!(3), &json!("127.0.0.2")));
    let told_at: chrono::DateTime<chrono::Utc> = told["last_at"].as_str().unwrap().parse().unwrap();
    assert!((last_at - told_at).num_seconds() <= 2, "{told}");
    // It is told for as long as the session lives, and not again.
    assert_eq!(second.views().await.body["session"]["failed_tries"], told);
    app.moves_clock("1 second").await;
    let third = hotel.owner_signs_in().await;
    assert_eq!(third.views().await.body["session"]["failed_tries"], json!(null));
    app.stop().await;
}
