use std::time::Duration;

use access::{Role, Sealed};
use actix_web::rt::time::{sleep, timeout};
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::Row;
use uuid::Uuid;

use super::{CHOSEN, CONFIRM, OLIVE, READ, choosing, inn, link, organisations, signs_up, with};
use crate::{
    identity::browser::Browser,
    support::{App, home},
};

#[actix_web::test]
async fn whoever_reads_the_mailbox_founds_it_and_is_its_owner() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    let mut browser = Browser::new(&app);

    let founded = browser.posts(CONFIRM, choosing(&link)).await.is(200);

    let expected = json!({ "organisation": "elm-inn", "organisation_name": "Elm Inn", "email": OLIVE });
    assert_eq!(founded.body, expected);
    assert_eq!(founded.header("cache-control"), Some("no-store"));
    browser.signs_in("elm-inn", OLIVE, CHOSEN).await.is(200);
    let organisation = browser.gets("/v1/organisation").await.is(200).body;
    let kept = ["name", "base_currency", "time_zone", "locale"].map(|field| organisation[field].clone());
    assert_eq!(kept, ["Elm Inn", "GBP", "Europe/London", "en-GB"].map(Value::from));
    let policies = browser.gets("/v1/approval-policies").await.is(200).body;
    assert_eq!(policies["items"].as_array().map(Vec::len), Some(1), "{policies}");
    let mut held: Vec<String> = sqlx::query_scalar("select distinct permission from tenant.permission_grant")
        .fetch_all(&mut app.administrator().await)
        .await
        .unwrap();
    let mut expected: Vec<_> = [Role::Owner, Role::Admin].iter().flat_map(|role| role.permissions()).collect();
    held.sort_unstable();
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(held, expected);
    app.stop().await;
}

#[actix_web::test]
async fn its_trail_begins_with_its_founding_by_nobody_in_particular() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    Browser::new(&app).posts(CONFIRM, choosing(&link)).await.is(200);

    let events = "select action, person_id, principal, permission, detail::text from tenant.audit_event order by id";
    let events = sqlx::query(events).fetch_all(&mut app.administrator().await).await.unwrap();

    let actions: Vec<String> = events.iter().map(|event| event.get(0)).collect();
    assert_eq!(actions, ["organisation.founded", "person.joined", "approval_policy.published", "password.set"]);
    for event in &events {
        let (person, principal): (Option<Uuid>, Option<String>) = (event.get(1), event.get(2));
        assert_eq!((person, principal.as_deref()), (None, Some("sign_up")));
        assert!(!event.get::<String, _>(4).contains('@'));
    }
    let seen = "select count(*) from tenant.audit_change where (after || coalesce(before, '{}'))::text like '%@%'";
    let seen: i64 = sqlx::query_scalar(seen).fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(seen, 0, "the address stands apart in the trail, where it can be erased");
    app.stop().await;
}

#[actix_web::test]
async fn twenty_at_once_found_one() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    let browser = Browser::new(&app);

    let answers = join_all((0..20).map(|_| browser.posts(CONFIRM, choosing(&link)))).await;

    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200, "{answers:?}");
    assert!(statuses[1..].iter().all(|status| *status == 404), "{answers:?}");
    assert_eq!(organisations(&app).await, 1);
    browser.posts(CONFIRM, choosing(&link)).await.is_refused(404, "sign_up_spent");
    let entered: i64 = sqlx::query_scalar("select count(*) from directory.organisation")
        .fetch_one(&mut app.administrator().await)
        .await
        .unwrap();
    assert_eq!(entered, 1);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_goes_away_while_it_is_founded_finds_it_founded_whole() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    let mut held = app.administrator().await;
    sqlx::raw_sql("begin; lock table tenant.organisation in exclusive mode").execute(&mut held).await.unwrap();
    let browser = Browser::new(&app);
    // The home waits for the lock when the connection goes; the password is hashed long before.
    let gone = timeout(Duration::from_secs(3), browser.posts(CONFIRM, choosing(&link))).await;
    assert!(gone.is_err(), "{gone:?}");
    sqlx::raw_sql("commit").execute(&mut held).await.unwrap();

    let entered = "select count(*) from directory.organisation where slug = 'elm-inn'";
    for _ in 0..100 {
        let found: i64 = sqlx::query_scalar(entered).fetch_one(&mut held).await.unwrap();
        if found == 1 {
            break;
        }
        sleep(Duration::from_millis(100)).await;
    }

    Browser::new(&app).signs_in("elm-inn", OLIVE, CHOSEN).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn of_two_who_want_one_name_the_second_is_told_of_a_free_one_and_keeps_the_link() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let links = [
        link(&app, inn()).await,
        link(&app, with(with(inn(), "email", json!("oda@elm-inn.example")), "region", json!("US"))).await,
    ];
    let browser = Browser::new(&app);

    let answers = join_all(links.iter().map(|link| browser.posts(CONFIRM, choosing(link)))).await;

    let lost = answers.iter().position(|answer| answer.status != 200).expect("one was second");
    let refused = &answers[lost];
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (422, &json!("organisation")), "{answers:?}");
    assert_eq!(refused.body["errors"][0]["rule"], "taken", "{refused:?}");
    let message = refused.body["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("elm-inn-2 is free."), "{message}");
    let another = with(choosing(&links[lost]), "organisation", json!("elm-inn-2"));
    browser.posts(CONFIRM, another).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_link_opens_for_a_day() {
    let app = App::start().await;
    let (early, late) = (link(&app, inn()).await, link(&app, with(inn(), "organisation", json!("oak-inn"))).await);
    let browser = Browser::new(&app);
    app.moves_clock("23 hours 59 minutes").await;
    browser.posts(CONFIRM, choosing(&early)).await.is(200);

    app.moves_clock("1 minute").await;

    browser.posts(CONFIRM, choosing(&late)).await.is_refused(404, "sign_up_spent");
    assert_eq!(organisations(&app).await, 1);
    app.stop().await;
}

#[actix_web::test]
async fn a_password_that_is_refused_leaves_the_link_as_it_was() {
    let app = App::start().await;
    let link = link(&app, inn()).await;
    let browser = Browser::new(&app);

    for (password, rule) in [("short", "too_short"), (OLIVE, "too_obvious"), ("Elm Inn 2026 Elm Inn", "too_obvious")] {
        let chosen = json!({ "link": link, "password": password });
        browser.posts(CONFIRM, chosen).await.is_invalid("password", rule);
    }

    browser.posts(READ, json!({ "link": link })).await.is(200);
    browser.posts(CONFIRM, choosing(&link)).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_new_organisation_and_the_others_see_nothing_of_each_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let category = admin.posts("/v1/categories", json!({ "name": "Linen", "code": "LIN" })).await.is(201).id();
    let link = link(&app, inn()).await;
    let mut browser = Browser::new(&app);
    let before = hotel.actions().await;

    browser.posts(CONFIRM, choosing(&link)).await.is(200);
    browser.signs_in("elm-inn", OLIVE, CHOSEN).await.is(200);

    assert_eq!(hotel.actions().await, before);
    browser.gets(&format!("/v1/categories/{category}")).await.is_refused(404, "not_found");
    let people = browser.gets("/v1/people").await.is(200).body;
    assert_eq!(people["items"].as_array().map(Vec::len), Some(1), "{people}");
    let own = people["items"][0]["id"].as_str().unwrap();
    admin.gets(&format!("/v1/people/{own}")).await.is_refused(404, "not_found");
    browser.tries("harbour-house", OLIVE, CHOSEN).await.is_refused(401, "sign_in_refused");
    app.stop().await;
}

#[actix_web::test]
async fn it_lives_in_the_region_of_its_sign_up() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let link = link(&app, with(inn(), "region", json!("US"))).await;
    let mut browser = Browser::new(&app);

    browser.posts(CONFIRM, choosing(&link)).await.is(200);
    browser.signs_in("elm-inn", OLIVE, CHOSEN).await.is(200);

    assert!(browser.refresh.starts_with("us1_"));
    assert_eq!(organisations(&app).await, 0);
    let count = sqlx::query_scalar("select count(*) from tenant.organisation");
    let there: i64 = count.fetch_one(&mut app.administrator_of(&home("us1")).await).await.unwrap();
    assert_eq!(there, 1);
    app.stop().await;
}

const FOUND: &str = "select door.found_organisation($1, 'elm-inn', $2, gen_random_uuid(), gen_random_uuid(), 'Standard',
    '{\"currency\": \"GBP\", \"steps\": []}', '{\"owner\": [\"session.view\"]}', '$argon2id$none', '192.0.2.7', gen_random_uuid())";

#[actix_web::test]
async fn the_role_that_serves_founds_nothing_without_an_open_link() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let spent = link(&app, inn()).await;
    Browser::new(&app).posts(CONFIRM, choosing(&spent)).await.is(200);
    let before = organisations(&app).await;
    let mut sign_in = app.as_role("countersign_sign_in").await;

    for hash in [vec![7; 32], identity::secret_hash(&spent).to_vec()] {
        let founded: String =
            sqlx::query_scalar(FOUND).bind(hash).bind(Uuid::new_v4()).fetch_one(&mut sign_in).await.unwrap();
        assert_eq!(founded, "spent");
    }
    for statement in [
        "insert into tenant.organisation (org_id, name, base_currency, time_zone, locale, created_at)
            values (gen_random_uuid(), 'Elm', 'GBP', 'UTC', 'en', now())",
        "select door.register_organisation(gen_random_uuid(), 'elm')",
        "select door.begin_system(gen_random_uuid(), 'sign_up')",
        "update directory.organisation set home = 'us1'",
        "delete from directory.organisation",
        "insert into door.sign_up default values",
    ] {
        let refused = sqlx::raw_sql(statement).execute(&mut sign_in).await.unwrap_err();
        assert_eq!(
            refused.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref(),
            Some("42501"),
            "{statement}"
        );
    }

    assert_eq!(organisations(&app).await, before);
    let taken =
        sqlx::query("insert into directory.organisation (slug, org_id, home) values ('harbour-house', $1, 'eu1')");
    assert!(taken.bind(Uuid::new_v4()).execute(&mut sign_in).await.is_err(), "a name that is there stays whose it is");
    assert_eq!(hotel.owner().await.gets("/v1/session").await.status, 200);
    app.stop().await;
}

#[actix_web::test]
async fn an_open_link_founds_no_organisation_that_is_there_already() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let link = link(&app, inn()).await;
    let before = hotel.actions().await;
    let mut sign_in = app.as_role("countersign_sign_in").await;

    let hash = identity::secret_hash(&link).to_vec();
    let refused = sqlx::query(FOUND).bind(hash).bind(hotel.org_id).execute(&mut sign_in).await.unwrap_err();

    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("organisation_pkey"));
    assert_eq!(hotel.actions().await, before);
    Browser::new(&app).posts(READ, json!({ "link": link })).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_secret_of_a_link_stands_nowhere_but_sealed() {
    let app = App::start().await;
    signs_up(&Browser::new(&app), inn()).await.is(202);
    let at_home = app.home(app.first());
    identity::answer_sign_ups(at_home).await.unwrap();

    let row = sqlx::query("select id::text, key_name, sealed, facts::text, org_id from door.mail");
    let row = row.fetch_one(&mut app.administrator().await).await.unwrap();

    let sealed = Sealed { key_name: row.get(1), bytes: row.get(2) };
    let place = ["door.mail", "sealed", row.get::<&str, _>(0)];
    let secret = String::from_utf8(at_home.seals.open(&place, &sealed).unwrap()).unwrap();
    assert!(secret.starts_with("eu1_") && !row.get::<&str, _>(3).contains(&secret));
    assert_eq!(row.get::<Option<Uuid>, _>(4), None);
    Browser::new(&app).posts(READ, json!({ "link": secret })).await.is(200);
    app.stop().await;
}
