//! Keys are turned while requests are answered and mail leaves.
use std::{cell::Cell, time::Duration};

use access::{Chance, DATA_KEY_LIFE, Database, Home, HomeKey, KeyRing, Seals, TokenKeys};
use futures_util::future::join4;
use sqlx::{FromRow, PgConnection};

use super::{PASSWORD, PATH, server, sets};
use crate::support::{App, ORIGIN, Organisation, passwords, ring_before};

/// The keys of every test, in the other order: what is the newest here is not the newest there.
const TURNED: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const ROUNDS: usize = 12;
/// More would mean that keys are not turned at all.
const ROUNDS_MAX: usize = 200;
/// The first key is followed by two more while the work goes on.
const VERSION_MIN: i32 = 3;

#[derive(Debug, PartialEq, Eq, FromRow)]
struct Key {
    version: i32,
    key_name: String,
}

/// Another process that serves the same home, with another newest master key.
fn beside(app: &App) -> Home {
    let code = app.first();
    let database = Database::new(&app.database(), &passwords(), 4, Chance::of_system()).unwrap();
    let tokens = TokenKeys::new(code, ORIGIN, &TokenKeys::generate().unwrap()).unwrap();
    let seals = Seals::of(&KeyRing::parse(TURNED).unwrap(), code).unwrap();
    Home::new(database, tokens, HomeKey::of(&[7; 32], code).unwrap(), seals)
}

async fn keys(app: &App) -> Vec<Key> {
    let keys = sqlx::query_as("select version, key_name from door.data_key order by org_id, version");
    keys.fetch_all(&mut app.administrator().await).await.unwrap()
}

async fn tries(hotel: &Organisation<'_>) -> String {
    let admin = hotel.admin().await;
    admin.posts_nothing(&format!("{PATH}/test")).await.is(200);
    hotel.app.delivers().await;
    admin.gets(PATH).await.body["last_test"]["state"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_key_that_sealed_for_long_enough_is_followed_by_another_and_destroyed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let before = sets(&hotel.admin().await, server(&app, PASSWORD)).await.is(200);
    let home = app.home(app.first());
    home.turn_data_keys(DATA_KEY_LIFE).await.unwrap();
    assert_eq!(keys(&app).await, [Key { version: 1, key_name: "k2".into() }]);

    let aged = "update door.data_key set created_at = created_at - interval '91 days'";
    sqlx::raw_sql(aged).execute(&mut app.administrator().await).await.unwrap();
    home.turn_data_keys(DATA_KEY_LIFE).await.unwrap();

    assert_eq!(keys(&app).await, [Key { version: 2, key_name: "k2".into() }]);
    let after = hotel.admin().await.gets(PATH).await.is(200);
    assert_eq!(after.body["password"]["set_at"], before.body["password"]["set_at"]);
    assert_ne!(after.body["password"]["fingerprint"], before.body["password"]["fingerprint"]);
    assert_eq!(tries(&hotel).await, "sent");
    let told = hotel.actions_on(&hotel.org_id.to_string()).await;
    assert!(told.ends_with(&["data_key.rotated".into(), "data_key.destroyed".into()]), "{told:?}");
    app.stop().await;
}

#[actix_web::test]
async fn another_newest_master_key_wraps_what_is_there_and_the_old_one_is_needed_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    sets(&hotel.admin().await, server(&app, PASSWORD)).await.is(200);
    let mut administrator = app.administrator().await;
    assert_eq!(ring_before().lacking(&mut administrator).await.unwrap(), ["k2"]);

    beside(&app).turn_data_keys(DATA_KEY_LIFE).await.unwrap();

    assert_eq!(keys(&app).await, [Key { version: 1, key_name: "k1".into() }]);
    let of_mail = "delete from door.mail where key_name is not null";
    sqlx::raw_sql(of_mail).execute(&mut administrator).await.unwrap();
    assert_eq!(ring_before().lacking(&mut administrator).await.unwrap(), Vec::<String>::new());
    assert_eq!(tries(&hotel).await, "sent");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_seals_at_this_moment_loses_nothing_to_a_key_that_is_destroyed() {
    use sqlx::Connection;

    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    sets(&admin, server(&app, PASSWORD)).await.is(200);
    let mut plane = app.as_role("countersign_tenant").await;
    let mut tx = plane.begin().await.unwrap();
    admin.begins(&mut tx, "mail_server.set", uuid::Uuid::new_v4()).await;
    let held: i32 = sqlx::query_scalar("select version from door.newest_data_key()").fetch_one(&mut *tx).await.unwrap();

    app.home(app.first()).turn_data_keys(Duration::ZERO).await.unwrap();

    // The next one seals already, and the one in hand is still there.
    assert_eq!((held, keys(&app).await.len()), (1, 2));
    tx.rollback().await.unwrap();
    app.home(app.first()).turn_data_keys(DATA_KEY_LIFE).await.unwrap();
    assert_eq!(keys(&app).await, [Key { version: 2, key_name: "k2".into() }]);
    app.stop().await;
}

/// The newest key of whichever organisation has turned the least; none before both have one.
async fn reached(connection: &mut PgConnection) -> i32 {
    let least = "select coalesce(min(version), 0)
        from (select max(version) as version from door.data_key group by org_id) newest having count(*) = 2";
    sqlx::query_scalar(least).fetch_optional(connection).await.unwrap().unwrap_or_default()
}

// Sets another password, reads, tries it, again and again, until the keys of both have turned meanwhile; what is answered otherwise than well ends the test.
async fn works(organisation: &Organisation<'_>, requests: &Cell<usize>, version: &Cell<i32>) {
    let admin = organisation.admin().await;
    let mut round = 0;
    while round < ROUNDS || version.get() < VERSION_MIN && round < ROUNDS_MAX {
        round += 1;
        sets(&admin, server(organisation.app, &format!("{PASSWORD}-{round}"))).await.is(200);
        admin.posts_nothing(&format!("{PATH}/test")).await.is(200);
        admin.gets(PATH).await.is(200);
        // To set takes three: what is there, what is asked for, what is confirmed.
        requests.set(requests.get() + 5);
    }
}

#[actix_web::test]
async fn both_rotations_run_under_load_without_a_failed_request_or_a_lost_mail() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (other, requests, ended, turns) = (beside(&app), Cell::new(0), Cell::new(0), Cell::new(0));
    let (version, mut administrator) = (Cell::new(0), app.administrator().await);
    let here = app.home(app.first());
    let work = async |organisation: &Organisation<'_>| {
        works(organisation, &requests, &version).await;
        ended.set(ended.get() + 1);
    };
    let turn = async {
        while ended.get() < 2 {
            // Each wraps what the other has wrapped, and each round is a new key.
            here.turn_data_keys(Duration::ZERO).await.unwrap();
            other.turn_data_keys(Duration::ZERO).await.unwrap();
            turns.set(turns.get() + 2);
            version.set(reached(&mut administrator).await);
        }
    };

    // By itself: it goes on for as long as there is another to send.
    let deliver = async {
        while ended.get() < 2 {
            app.delivers().await;
        }
    };
    join4(work(&hotel), work(&clinic), turn, deliver).await;
    app.delivers().await;

    let failed = "select count(*) from door.mail where kind = 'mail_server_tested' and state <> 'sent'";
    let failed: i64 = sqlx::query_scalar(failed).fetch_one(&mut app.administrator().await).await.unwrap();
    let mails = app.own_mail().len();
    println!(
        "secrets: {} requests and {mails} mails during {} turns of keys, none failed",
        requests.get(),
        turns.get()
    );
    // One mail of every five requests.
    assert_eq!((mails * 5, failed), (requests.get(), 0));
    assert!(version.get() >= VERSION_MIN && mails >= 2 * ROUNDS, "{} {mails}", version.get());
    app.stop().await;
}
