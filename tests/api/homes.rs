//! A home knows its own: what another one minted opens nothing there, even where the very same rows stand.
use access::{AccessClaims, HomeCode, TokenKeys, migrations};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Organisation, Person, Start, home, passwords},
};

const ORDERS: &str = "/v1/purchase-orders";

// Every row of the hotel's home, ids and hashes of secrets among them, stands in the other home too.
async fn twins(app: &App) -> (HomeCode, HomeCode) {
    let (eu, us) = (home("eu1"), home("us1"));
    let (mut here, mut there) = (app.administrator_of(&eu).await, app.administrator_of(&us).await);
    // What a column is generated from is copied, the column itself comes of it.
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select format('%I.%I', table_schema, table_name), string_agg(format('%I', column_name), ', ')
         from information_schema.tables join information_schema.columns using (table_schema, table_name)
         where table_schema in ('tenant', 'door') and table_name not in ('key', 'home', 'test_clock', 'column_class')
           and table_type = 'BASE TABLE' and is_generated = 'NEVER'
         group by 1",
    )
    .fetch_all(&mut here)
    .await
    .unwrap();
    sqlx::raw_sql("set session_replication_role = replica").execute(&mut there).await.unwrap();
    for (table, columns) in tables {
        let rows: Option<Value> =
            sqlx::query_scalar(AssertSqlSafe(format!("select jsonb_agg(to_jsonb(t)) from {table} t")))
                .fetch_one(&mut here)
                .await
                .unwrap();
        let put = format!(
            "insert into {table} ({columns}) overriding system value
             select {columns} from jsonb_populate_recordset(null::{table}, $1)"
        );
        if let Some(rows) = rows {
            let cleared = format!("delete from {table}");
            sqlx::raw_sql(AssertSqlSafe(cleared)).execute(&mut there).await.unwrap();
            sqlx::query(AssertSqlSafe(put)).bind(rows).execute(&mut there).await.unwrap();
        }
    }
    (eu, us)
}

async fn forgets(connection: &mut PgConnection, statement: &'static str) {
    let gone = sqlx::query(statement).execute(connection).await.unwrap();
    assert!(gone.rows_affected() > 0, "{statement}");
}

fn renamed(secret: &str) -> String {
    secret.replacen("eu1_", "us1_", 1)
}

fn signed(keys: &TokenKeys, claims: &AccessClaims, jti: &str) -> String {
    let at = chrono::DateTime::from_timestamp(claims.iat, 0).unwrap();
    keys.sign(claims.sid, (claims.org, claims.sub), at, jti.to_owned()).unwrap()
}

#[actix_web::test]
async fn an_access_token_opens_nothing_in_another_home() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let (eu, us) = twins(&app).await;
    let (claims, own, others) = (owner.claims(), &app.home(&eu).tokens, &app.home(&us).tokens);
    let [header, body, signature] = owner.token.split('.').collect::<Vec<_>>()[..] else { panic!("a token") };
    let mut named: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    named["kid"] = others.jwk()["kid"].clone();
    let grafted = format!("{}.{body}.{signature}", URL_SAFE_NO_PAD.encode(named.to_string()));

    owner.gets("/v1/session").await.is(200);
    for (token, why) in [
        (grafted, "under the name of the other home's key"),
        (signed(own, &claims, &renamed(&claims.jti)), "its secret under the other home's name, signed at home"),
        (signed(others, &claims, &claims.jti), "its secret, signed by the other home"),
        (signed(others, &claims, &renamed(&claims.jti)), "its secret under the other home's name, signed there"),
    ] {
        let answer = app.with_token(&token).gets("/v1/session").await;
        assert_eq!(answer.status, 401, "{why}: {answer:?}");
    }
    // At home it is ended; the twin of its row in the other home still lives, and nobody asks there.
    forgets(&mut app.administrator_of(&eu).await, "delete from door.access_secret").await;
    owner.gets("/v1/session").await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn a_refresh_cookie_opens_nothing_in_another_home() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    let mut browser = hotel.owner_signs_in().await;
    let (eu, _) = twins(&app).await;
    let moved = Browser { refresh: renamed(&browser.refresh), ..browser.clone() };

    moved.tries_to_refresh().await.is_refused(401, "unauthenticated");
    moved.leaves().await.is(204);
    browser.refreshes().await.is(200);

    // The successor has its twin there too, and nobody asks there.
    twins(&app).await;
    forgets(&mut app.administrator_of(&eu).await, "delete from door.refresh_token").await;
    browser.tries_to_refresh().await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn a_link_opens_nothing_in_another_home() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    let link = hotel.makes_link(hotel.people.owner).await;
    let (eu, _) = twins(&app).await;
    let browser = Browser::new(&app);
    let used = |link: &str| json!({ "link": link, "password": PASSWORD });

    browser.posts("/v1/link/read", json!({ "link": renamed(&link) })).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/use", used(&renamed(&link))).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/read", json!({ "link": link })).await.is(200);

    forgets(&mut app.administrator_of(&eu).await, "delete from door.one_time_link").await;
    browser.posts("/v1/link/use", used(&link)).await.is_refused(404, "link_spent");
    app.stop().await;
}

// The twin of a session, as only the other home itself could open one.
async fn twin_of<'a>(app: &'a App, hotel: &Organisation<'_>, us: &HomeCode) -> Person<'a> {
    let jti = us.mint(&Uuid::new_v4().simple().to_string());
    let claims = hotel.requester().await.claims();
    let mut there = app.administrator_of(us).await;
    let open = "
        with s as (
            insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at)
            values ($1, $2, $3, now(), now(), '1 hour', now() + interval '1 hour') returning id
        )
        insert into door.access_secret (hash, session_id, expires_at)
        select sha256(convert_to($4, 'utf8')), s.id, now() + interval '5 minutes' from s";
    sqlx::query(open).bind(claims.sid).bind(claims.org).bind(claims.sub).bind(&jti).execute(&mut there).await.unwrap();
    app.with_token(&signed(&app.home(us).tokens, &claims, &jti))
}

#[actix_web::test]
async fn an_idempotency_key_and_a_cursor_mean_nothing_in_another_home() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let hotel = app.hotel().await;
    let (_, us) = twins(&app).await;
    let (here, there) = (hotel.requester().await, twin_of(&app, &hotel, &us).await);
    let draft = |title: &str| json!({ "title": title, "currency": "EUR", "department_id": hotel.kitchen, "lines": [{ "description": "Towels", "quantity": "1", "unit": "C62", "unit_price": "1" }] });
    let key = Uuid::new_v4().to_string();

    let first = here.posts_with_key(ORDERS, draft("At home"), &key).await.is(201);
    let other = there.posts_with_key(ORDERS, draft("In the other"), &key).await.is(201);

    assert_eq!((first.header("idempotency-replayed"), other.header("idempotency-replayed")), (None, None));
    assert_eq!((&first.body["title"], &other.body["title"]), (&json!("At home"), &json!("In the other")));
    here.gets(&format!("{ORDERS}/{}", other.id())).await.is_refused(404, "not_found");
    there.gets(&format!("{ORDERS}/{}", first.id())).await.is_refused(404, "not_found");
    here.posts(ORDERS, draft("Also at home")).await.is(201);
    let page = here.gets(&format!("{ORDERS}?limit=1")).await.is(200).body;
    let rest = there.gets(&format!("{ORDERS}?cursor={}", page["next_cursor"].as_str().unwrap())).await.is(200).body;
    let titles: Vec<_> = rest["items"].as_array().unwrap().iter().map(|order| &order["title"]).collect();
    assert_eq!(titles, ["In the other"], "{rest}");
    app.stop().await;
}

#[actix_web::test]
async fn the_public_keys_are_those_of_every_home() {
    let app = App::start_homes(&["eu1", "us1", "apac1"]).await;

    let keys = app.with_token("").gets("/.well-known/jwks.json").await.is(200).body;

    let homes: Vec<_> = keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap()).collect();
    let homes: Vec<_> = homes.iter().map(|id| id.split_once('.').unwrap().0).collect();
    assert_eq!(homes, ["eu1", "us1", "apac1"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_home_that_others_serve_is_unavailable_here_and_nobody_is_signed_out() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let mut browser = hotel.owner_signs_in().await;
    let (token, there) = (hotel.requester().await.token, clinic.requester().await);
    let elsewhere = Start::default().homes(&["us1"]).knowing(&app, &["eu1"]).app().await;
    let at = |token: &str| Person { address: elsewhere.address.clone(), ..app.with_token(token) };

    at(&token).gets("/v1/session").await.is_refused(503, "unavailable");
    at(&there.token).gets("/v1/session").await.is_refused(401, "unauthenticated");
    let away = Browser { app: &elsewhere, ..browser.clone() };
    let refused = away.tries_to_refresh().await.is_refused(503, "unavailable");
    assert_eq!(refused.cookie("__Host-refresh"), None);
    away.tries("harbour-house", "owner@harbour-house.example", PASSWORD).await.is_refused(503, "unavailable");
    browser.refreshes().await.is(200);
    elsewhere.stop().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_database_is_any_home_until_somebody_lives_there() {
    let app = App::start().await;
    let settle = async |code: &str| migrations::settle(&app.database(), &passwords(), &home(code)).await.unwrap();
    migrations::run(&app.database(), &passwords()).await.unwrap();

    assert_eq!(settle("us1").await, "us1");
    assert_eq!(settle("eu1").await, "eu1");
    app.hotel().await;
    assert_eq!(settle("us1").await, "eu1");
    assert_eq!(settle("eu1").await, "eu1");
    app.stop().await;
}

#[actix_web::test]
async fn a_name_is_taken_in_every_home_at_once() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    app.hotel().await;
    let enter = async |slug: &str| {
        let id = kernel::OrgId(Uuid::new_v4());
        access::Entering::begin(&app.directory(), slug, id, &home("us1")).await.unwrap()
    };

    assert!(enter("harbour-house").await.is_none());
    drop(enter("first-inn").await.expect("a free name"));
    enter("first-inn").await.expect("a name that was not kept").keep().await.unwrap();
    assert!(enter("first-inn").await.is_none());
    app.stop().await;
}
