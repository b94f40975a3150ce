//! The list of organisations.
use access::platform::OperatorRole;

use crate::{platform::console::Console, support::App};

const PATH: &str = "/v1/operator/organisations";

#[actix_web::test]
async fn every_operator_sees_what_organisations_there_are_and_how_many_people_each_has() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let (hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let active = "select count(*) from tenant.person where is_active and org_id = $1";
    let people: i64 =
        sqlx::query_scalar(active).bind(hotel.org_id).fetch_one(&mut app.administrator().await).await.unwrap();

    for role in OperatorRole::ALL {
        let console = Console::of(&app, role, &format!("{}@operators.example", role.code())).await;
        let page = console.gets(PATH).await.is(200);
        let items = page.body["items"].as_array().unwrap();
        let seen: Vec<_> =
            items.iter().map(|item| (&item["slug"], &item["home"], &item["name"], &item["state"])).collect();
        let wanted =
            [("alder-clinic", "us1", "Alder Clinic", "active"), ("harbour-house", "eu1", "Harbour House", "active")];
        assert_eq!(seen.len(), 2, "{}", page.body);
        for (seen, wanted) in seen.iter().zip(wanted) {
            assert_eq!(
                (seen.0, seen.1, seen.2, seen.3),
                (&wanted.0.into(), &wanted.1.into(), &wanted.2.into(), &wanted.3.into())
            );
        }
        assert_eq!(items[1]["people"], people);
        assert!(items[0]["waiting"].is_null());
    }
    app.stop().await;
}

#[actix_web::test]
async fn an_organisation_whose_home_is_away_is_listed_without_what_the_home_knows() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let (_hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let console = Console::of(&app, OperatorRole::Support, "support@operators.example").await;

    app.state.homes.find("us1").unwrap().set_open(false);
    let page = console.gets(&format!("{PATH}?limit=1")).await.is(200);

    let clinic = &page.body["items"][0];
    assert_eq!((&clinic["slug"], &clinic["state"]), (&"alder-clinic".into(), &"unknown".into()));
    assert!(clinic["name"].is_null() && clinic["people"].is_null() && clinic["since"].is_null());
    let next = page.body["next_cursor"].as_str().unwrap();
    let page = console.gets(&format!("{PATH}?limit=1&cursor={next}")).await.is(200);
    assert_eq!(
        (&page.body["items"][0]["slug"], &page.body["next_cursor"]),
        (&"harbour-house".into(), &serde_json::Value::Null)
    );
    app.stop().await;
}
