//! Every home has walls of its own, and each is walked; a session and a context of one mean nothing in another.
use access::{Chance, migrations, walker::walk_test_template};
use clap::Parser;
use server::{
    command::{check::check, place::Place},
    config::Cli,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::{
    catalogue::tables,
    context::assert_refused,
    ground::{Ground, seed},
    support::{App, home, passwords},
    tenants,
};

const HOMES: [&str; 3] = ["eu1", "us1", "apac1"];

// The installation as its commands see it: addresses of the homes, each under a code.
async fn place(app: &App, codes: [&str; 3]) -> Place {
    let url = |address: sqlx::postgres::PgConnectOptions| address.to_url_lossy().to_string();
    let pairs = HOMES.iter().zip(codes);
    let homes: String = pairs.map(|(own, code)| format!("{code}={} ", url(app.database_of(&home(own))))).collect();
    let directory = url(app.directory());
    let words = ["countersign", "--homes", &homes, "--directory-url", &directory, "serve"];
    Place::find(&Cli::parse_from(words).settings).await.unwrap()
}

#[actix_web::test]
async fn every_home_is_walked_and_a_hole_in_any_of_them_is_found() {
    let app = App::start_homes(&HOMES).await;
    let place_of_all = place(&app, HOMES).await;
    for code in HOMES {
        let mut administrator = app.administrator_of(&home(code)).await;
        // The grants on the database itself are not copied.
        migrations::run(&app.database_of(&home(code)), &passwords()).await.unwrap();
        assert_eq!(walk_test_template(&mut administrator).await.unwrap(), Vec::new(), "{code}");
        sqlx::raw_sql("drop table door.test_clock").execute(&mut administrator).await.unwrap();
    }
    assert_eq!(check(&place_of_all).await.unwrap(), 0);

    for code in HOMES {
        let mut administrator = app.administrator_of(&home(code)).await;
        let alter = |how: &str| AssertSqlSafe(format!("alter table tenant.supplier {how} row level security"));
        sqlx::raw_sql(alter("disable")).execute(&mut administrator).await.unwrap();
        assert!(check(&place_of_all).await.unwrap() > 0, "{code}");
        sqlx::raw_sql(alter("enable")).execute(&mut administrator).await.unwrap();
    }
    assert_eq!(check(&place_of_all).await.unwrap(), 0);

    let changed = check(&place(&app, ["us1", "eu1", "apac1"]).await).await.unwrap_err().to_string();
    assert!(changed.contains("configured as the home us1 is the home eu1"), "{changed}");
    app.stop().await;
}

#[tokio::test]
async fn a_session_and_a_context_of_one_home_open_no_row_of_another() {
    let (here, there, chance) = (Ground::prepare().await, Ground::prepare().await, Chance::of_seed(seed()));
    let mut administrator = there.administrator().await;
    // Each database makes a key of its own when it is made; a copy of the template has the template's.
    let anew = "update door.key set secret = sha256(secret)";
    sqlx::raw_sql(anew).execute(&mut administrator).await.unwrap();
    let visitor = tenants::found(&here, &chance, "alder-clinic").await;
    tenants::found(&there, &chance, "harbour-house").await;
    let (mut own, mut plane) = (here.login("countersign_tenant").await, there.login("countersign_tenant").await);
    let mut at_home = own.begin().await.unwrap();
    visitor.begins(&mut at_home).await.unwrap();
    let sealed: String =
        sqlx::query_scalar("select current_setting('door.context')").fetch_one(&mut *at_home).await.unwrap();

    let mut tx = plane.begin().await.unwrap();
    assert_refused(visitor.begins(&mut tx).await, "CS401", "a session of another home");
    tx.rollback().await.unwrap();
    let tables = tables(&mut administrator).await;
    for table in &tables {
        let look = format!("select count(*) from tenant.{}", table.name);
        let mut tx = plane.begin().await.unwrap();
        let without: i64 = sqlx::query_scalar(AssertSqlSafe(look.clone())).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(without, 0, "{}", table.name);
        sqlx::query("select set_config('door.context', $1, true)").bind(&sealed).execute(&mut *tx).await.unwrap();
        let carried = sqlx::query_scalar::<_, i64>(AssertSqlSafe(look)).fetch_one(&mut *tx).await;
        assert_refused(carried, "CS401", &table.name);
        tx.rollback().await.unwrap();
    }
    println!("isolation: homes: {} tables shut to a session and a context of another home", tables.len());
    drop(at_home);
    here.leave().await;
    there.leave().await;
}
