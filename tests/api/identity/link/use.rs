use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

fn using(link: &str, password: &str) -> Value {
    json!({ "link": link, "password": password })
}

#[actix_web::test]
async fn a_first_owner_chooses_a_password_and_signs_in() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let mut browser = Browser::new(&app);
    browser.tries("harbour-house", OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");

    let answer = browser.posts("/v1/link/use", using(&link, PASSWORD)).await.is(200);

    assert_eq!((&answer.body["organisation"], &answer.body["email"]), (&json!("harbour-house"), &json!(OWNER)));
    assert_eq!(answer.cookie("__Host-refresh"), None);
    browser.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    browser.views().await.is(200);
    let told = hotel.actions_on(&hotel.people.owner.to_string()).await;
    assert_eq!(told, ["person.joined", "password.set"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_is_used_once_even_by_many_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);

    let answers = join_all((0..8).map(|_| browser.posts("/v1/link/use", using(&link, PASSWORD)))).await;

    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404, 404, 404]);
    let again = browser.posts("/v1/link/use", using(&link, "another password of mine")).await;
    again.is_refused(404, "link_spent");
    browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn an_expired_link_sets_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);
    app.moves_clock("72 hours 1 second").await;

    browser.posts("/v1/link/use", using(&link, PASSWORD)).await.is_refused(404, "link_spent");

    browser.tries("harbour-house", OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");
    app.stop().await;
}

#[actix_web::test]
async fn a_password_that_is_refused_leaves_the_link_as_it_was() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let browser = Browser::new(&app);
    let refused = [
        ("fourteen chars", "too_short"),
        (&"a long one ".repeat(24), "too_long"),
        ("countersign 2026!", "too_obvious"),
        ("Harbour House 2026", "too_obvious"),
        ("owner@harbour-house.example", "too_obvious"),
        ("Olga Owner Olga Owner", "too_obvious"),
        ("aaaaaaaaaaaaaaaaaaaa", "too_obvious"),
    ];

    for (password, rule) in refused {
        browser.posts("/v1/link/use", using(&link, password)).await.is_invalid("password", rule);
    }

    browser.posts("/v1/link/use", using(&link, PASSWORD)).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_password_ends_every_session_and_every_other_link() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let before = hotel.owner_signs_in().await;
    let (link, other) = (hotel.makes_link(hotel.people.owner).await, hotel.makes_link(hotel.people.owner).await);
    let browser = Browser::new(&app);

    browser.posts("/v1/link/use", using(&link, "another password of mine")).await.is(200);

    before.views().await.is_refused(401, "unauthenticated");
    before.tries_to_refresh().await.is_refused(401, "unauthenticated");
    browser.tries("harbour-house", OWNER, PASSWORD).await.is_refused(401, "sign_in_refused");
    browser.posts("/v1/link/use", using(&other, PASSWORD)).await.is_refused(404, "link_spent");
    browser.tries("harbour-house", OWNER, "another password of mine").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_link_of_somebody_put_out_opens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set is_active = false where email like 'owner@%'; commit";
    sqlx::raw_sql(put_out).execute(&mut app.administrator().await).await.unwrap();

    let browser = Browser::new(&app);
    browser.posts("/v1/link/read", json!({ "link": link })).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/use", using(&link, PASSWORD)).await.is_refused(404, "link_spent");

    app.stop().await;
}
