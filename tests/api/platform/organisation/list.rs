//! The list of organisations.
use access::platform::OperatorRole;

use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::{Console, delete, sign_in_again, two},
    support::App,
};

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

#[actix_web::test]
async fn an_organisation_that_is_gone_keeps_its_name_and_how_much_went() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let (_hotel, clinic) = (app.hotel().await, app.clinic().await);
    let mut consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;
    let purges = async || server::worker::purge(&app.state.homes, &app.state.platform).await;
    purges().await;

    app.moves_clock("7 days").await;
    purges().await;
    app.moves_clock("2 minutes").await;
    purges().await;

    sign_in_again(&mut consoles).await;
    let seen = consoles[0].gets(PATH).await.is(200);
    let (other, gone) = (&seen.body["items"][0], &seen.body["items"][1]);
    assert_eq!(
        (&gone["slug"], &gone["state"], &gone["home"]),
        (&"harbour-house".into(), &"deleted".into(), &"eu1".into())
    );
    assert!(gone["since"].is_string());
    for unknown in ["name", "people", "waiting", "deletes_at"] {
        assert!(gone[unknown].is_null(), "{unknown}: {gone}");
    }
    assert_eq!((&other["slug"], &other["state"]), (&"alder-clinic".into(), &"active".into()));
    clinic.owner().await.gets("/v1/session").await.is(200);
    // To sign in it is like a name that nobody has; to operators it is neither deleted again nor restored.
    let email = "owner@harbour-house.example";
    Browser::new(&app).tries("harbour-house", email, PASSWORD).await.is_refused(401, "sign_in_refused");
    consoles[0].restores("harbour-house").await.is_refused(409, "deletion_due");
    consoles[0].asks_to_delete("harbour-house").await.is_refused(409, "deletion_begun");
    consoles[0].asks("resumption", "harbour-house").await.is_refused(409, "deletion_begun");
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let events = security.gets("/v1/operator/events").await.is(200);
    let told = events.body["items"].as_array().unwrap().iter().filter(|event| event["action"] == "organisation.purged");
    let [purged] = &told.collect::<Vec<_>>()[..] else { panic!("{}", events.body) };
    assert!(purged["operator_id"].is_null() && purged["detail"]["organisation"] == "harbour-house", "{purged}");
    assert!(purged["detail"]["rows"]["tenant.person"].as_i64() > Some(5), "{purged}");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_gets_the_name_of_one_that_is_gone() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;
    for by in ["7 days", "2 minutes"] {
        app.moves_clock(by).await;
        server::worker::purge(&app.state.homes, &app.state.platform).await;
    }
    let stranger = kernel::OrgId(uuid::Uuid::new_v4());
    let entered = access::Entering::begin(&app.directory(), "harbour-house", stranger, app.first()).await.unwrap();

    assert!(entered.is_none());
    app.stop().await;
}

#[actix_web::test]
async fn an_organisation_that_is_half_gone_is_still_being_deleted_and_hides_no_other() {
    let app = App::start().await;
    let (hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let mut consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;
    app.moves_clock("7 days").await;
    let mut connection = app.administrator().await;
    let is_named = "select exists (select from tenant.organisation where org_id = $1)";
    while sqlx::query_scalar(is_named).bind(hotel.org_id).fetch_one(&mut connection).await.unwrap() {
        app.home(app.first()).purge_step(10).await.unwrap().unwrap();
    }

    sign_in_again(&mut consoles).await;
    let seen = consoles[0].gets(PATH).await.is(200);

    let states: Vec<_> = seen.body["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
    assert_eq!(states, ["active", "deleting"], "{}", seen.body);
    assert!(seen.body["items"][1]["name"].is_null() && seen.body["items"][0]["name"] == "Alder Clinic");
    consoles[1].restores("harbour-house").await.is_refused(409, "deletion_due");
    app.stop().await;
}
