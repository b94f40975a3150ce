//! The embedded server as its callers meet it: started, refused, killed, and started again.
#![expect(clippy::expect_used, reason = "a test ends where its setup fails")]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use server::embedded_postgres::{EmbeddedPostgres, Failure, Settings, start};
use sqlx::{Connection, PgConnection};

/// Set for the process that is killed.
const HELD_FOLDER: &str = "COUNTERSIGN_TEST_HELD_FOLDER";

/// A folder of its own for each test, removed at the end; root's is closed to everybody else, like root's home.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        std::fs::create_dir(&path).expect("a folder of our own");
        Self(path)
    }

    fn closed(name: &str) -> Self {
        let folder = Self::new(name);
        std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o700)).expect("a mode");
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).expect("the folder can be removed");
    }
}

fn settings(folder: &Path) -> Settings {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("postgres/package");
    Settings { package, data_dir: folder.join("data"), extra: Vec::new(), durable: false }
}

async fn text(server: &EmbeddedPostgres, question: &'static str) -> String {
    let mut connection = PgConnection::connect_with(&server.administrator()).await.expect("a connection");
    let answer = sqlx::query_scalar(question).fetch_one(&mut connection).await.expect(question);
    connection.close().await.expect("a farewell");
    answer
}

#[tokio::test]
async fn a_second_start_finds_the_port_and_the_data_of_the_first() {
    let folder = Folder::new("second-start");
    let begun = Instant::now();
    let first = start(Settings { durable: true, ..settings(&folder.0) }).await.expect("a first start");
    let first_start = begun.elapsed();
    let port = first.port();
    let mut connection = PgConnection::connect_with(&first.administrator()).await.expect("a connection");
    sqlx::raw_sql("create table kept as select 'kept'::text as word").execute(&mut connection).await.expect("a table");
    drop(connection);
    first.stop().await.expect("a clean stop");

    let begun = Instant::now();
    let second = start(Settings { durable: true, ..settings(&folder.0) }).await.expect("a second start");
    let second_start = begun.elapsed();

    println!("first start {first_start:?}, second {second_start:?}");
    assert!(second_start < Duration::from_secs(5), "{second_start:?}");
    assert_eq!(second.port(), port);
    assert_eq!(text(&second, "select word from kept").await, "kept");
    let log = std::fs::read_to_string(second.log_file()).expect("a log");
    assert!(!log.contains("not properly shut down"), "{log}");
    second.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn the_cluster_is_the_one_the_migrations_expect() {
    let folder = Folder::new("cluster");
    let server = start(settings(&folder.0)).await.expect("a start");

    let answer = text(
        &server,
        "select concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale, current_setting('data_checksums'),
                current_setting('listen_addresses'), current_setting('unix_socket_permissions'),
                current_setting('shared_preload_libraries'), current_setting('server_version_num')::int / 10000)
         from pg_database where datname = current_database()",
    )
    .await;
    let rules = text(&server, "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules").await;

    assert_eq!(answer, "UTF8 b C.UTF-8 on 127.0.0.1 0700 pg_stat_statements 18");
    assert_eq!(rules, "scram-sha-256");
    let password = std::fs::metadata(server.data_dir().join("password")).expect("a password");
    assert_eq!(password.mode() & 0o777, 0o600);
    server.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn its_own_user_comes_in_by_the_socket_with_the_password() {
    let place = Folder::new("socket");
    let server = start(settings(&place.0)).await.expect("a start");
    let by_socket = server.administrator_by_socket();
    let mut connection = PgConnection::connect_with(&by_socket).await.expect("a connection");

    let address: Option<String> =
        sqlx::query_scalar("select inet_server_addr()::text").fetch_one(&mut connection).await.expect("an answer");
    let refusal = PgConnection::connect_with(&by_socket.password("guess")).await.expect_err("a refusal");

    assert_eq!(address, None);
    let folder = server.data_dir().join("cluster");
    assert_eq!(text(&server, "show unix_socket_directories").await, folder.to_str().expect("text"));
    assert!(refusal.as_database_error().is_some(), "{refusal}");
    let cluster = std::fs::metadata(folder).expect("a cluster");
    assert_eq!(cluster.mode() & 0o777, 0o700);
    server.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_reached_over_the_loopback_address() {
    let folder = Folder::new(&"long".repeat(20));
    let server = start(settings(&folder.0)).await.expect("a start");
    let mut connection = PgConnection::connect_with(&server.administrator_by_socket()).await.expect("a connection");

    let address: Option<String> =
        sqlx::query_scalar("select host(inet_server_addr())").fetch_one(&mut connection).await.expect("an answer");

    assert_eq!(address.as_deref(), Some("127.0.0.1"));
    assert_eq!(text(&server, "show unix_socket_directories").await, "");
    server.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let folder = Folder::new("password");
    let server = start(settings(&folder.0)).await.expect("a start");

    let refusal = PgConnection::connect_with(&server.administrator().password("guess")).await.expect_err("a refusal");

    let code = refusal.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned);
    assert_eq!(code.as_deref(), Some("28P01"));
    server.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn no_statement_parameter_or_row_value_reaches_the_log() {
    let folder = Folder::new("log");
    let server = start(settings(&folder.0)).await.expect("a start");
    let mut connection = PgConnection::connect_with(&server.administrator()).await.expect("a connection");
    let refused = [
        "select 'hush-syntax'::uuid",
        "hush-grammar",
        "insert into secret values ('hush-twice')",
        "do $$ begin raise exception 'hush-raised' using detail = 'hush-detail'; end $$",
        "set log_parameter_max_length_on_error = -1; select 'hush-late'::uuid",
    ];
    sqlx::raw_sql("create table secret (word text primary key); insert into secret values ('hush-twice')")
        .execute(&mut connection)
        .await
        .expect("a table");

    for statement in refused {
        sqlx::raw_sql(statement).execute(&mut connection).await.expect_err(statement);
    }
    sqlx::query("select $1::text::uuid").bind("hush-bound").execute(&mut connection).await.expect_err("no uuid");
    for statement in
        ["create role careless password 'hush-password'", "set debug_print_parse = on; select 1 as \"hush-printed\""]
    {
        sqlx::raw_sql(statement).execute(&mut connection).await.expect(statement);
    }
    drop(connection);

    let log_file = server.log_file();
    server.stop().await.expect("a clean stop");
    let log = std::fs::read_to_string(log_file).expect("a log");
    assert!(log.contains("database system is shut down"), "the log is on: {log}");
    assert!(!log.contains("hush"), "{log}");
}

#[tokio::test]
async fn a_second_instance_on_one_folder_is_refused_and_the_first_stays() {
    let folder = Folder::new("two");
    let first = start(settings(&folder.0)).await.expect("a start");

    let refusal = start(settings(&folder.0)).await.expect_err("a refusal").to_string();

    assert!(refusal.contains("another Countersign runs on") && refusal.contains("COUNTERSIGN_DATA_DIR"), "{refusal}");
    assert_eq!(text(&first, "select 'here'").await, "here");
    first.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_taken_port_is_left_to_its_owner() {
    let folder = Folder::new("port");
    let first = start(settings(&folder.0)).await.expect("a start");
    let port = first.port();
    first.stop().await.expect("a clean stop");
    let owner = std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free again");

    let second = start(settings(&folder.0)).await.expect("a start elsewhere");

    assert_ne!(second.port(), port);
    drop(owner);
    second.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_dropped_server_ends_and_can_be_started_again() {
    let folder = Folder::new("dropped");
    let first = start(settings(&folder.0)).await.expect("a start");
    let administrator = first.administrator();

    drop(first);

    let second = start(settings(&folder.0)).await.expect("a second start");
    assert_eq!(second.administrator().get_username(), administrator.get_username());
    second.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_postmaster_left_by_a_killed_owner_is_taken_over() {
    if let Some(folder) = std::env::var_os(HELD_FOLDER) {
        return hold(Path::new(&folder)).await;
    }
    let folder = Folder::new("killed");
    let mut owner = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "a_postmaster_left_by_a_killed_owner_is_taken_over", "--nocapture"])
        .env(HELD_FOLDER, &folder.0)
        .stdout(Stdio::piped())
        .spawn()
        .expect("an owner");
    let held = BufReader::new(owner.stdout.take().expect("its words"))
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.split_once("holding ").map(|(_, path)| PathBuf::from(path)))
        .expect("the owner started its server");
    owner.kill().expect("SIGKILL");
    owner.wait().expect("its end");
    let orphan = pid_of(&held);
    assert!(orphan.is_some(), "the server outlives its owner");

    let server = start(settings(&folder.0)).await.expect("a start");

    assert_ne!(pid_of(&held), orphan);
    assert_eq!(text(&server, "select word from kept").await, "kept");
    let log = std::fs::read_to_string(server.log_file()).expect("a log");
    assert!(log.contains("received fast shutdown request") && !log.contains("automatic recovery"), "{log}");
    server.stop().await.expect("a clean stop");
    assert_eq!(pid_of(&held), None);
}

async fn hold(folder: &Path) {
    let server = start(settings(folder)).await.expect("a start");
    let mut connection = PgConnection::connect_with(&server.administrator()).await.expect("a connection");
    sqlx::raw_sql("create table kept as select 'kept'::text as word").execute(&mut connection).await.expect("a table");
    println!("holding {}", server.data_dir().display());
    std::future::pending::<()>().await;
}

fn pid_of(data_dir: &Path) -> Option<String> {
    let text = std::fs::read_to_string(data_dir.join("cluster/postmaster.pid")).ok()?;
    text.lines().next().map(str::to_owned)
}

#[tokio::test]
async fn a_number_that_another_program_took_over_does_not_stop_the_start() {
    let folder = Folder::new("stale");
    let first = start(settings(&folder.0)).await.expect("a start");
    let pid_file = first.data_dir().join("cluster/postmaster.pid");
    first.stop().await.expect("a clean stop");
    std::fs::write(&pid_file, format!("{}\n", std::process::id())).expect("a stale file");

    let second = start(settings(&folder.0)).await.expect("a second start");

    assert_ne!(pid_of(second.data_dir()), Some(std::process::id().to_string()));
    second.stop().await.expect("a clean stop");
}

#[tokio::test]
async fn a_folder_closed_to_the_servers_user_is_left_alone_and_the_data_stands_elsewhere() {
    let folder = Folder::closed("closed");
    let is_root = std::fs::metadata(&folder.0).expect("a folder").uid() == 0;

    let server = start(settings(&folder.0)).await.expect("a start");

    let data = server.data_dir().to_owned();
    assert_eq!(text(&server, "select 'here'").await, "here");
    server.stop().await.expect("a clean stop");
    let again = start(settings(&folder.0)).await.expect("a second start");
    assert_eq!(again.data_dir(), data);
    again.stop().await.expect("a clean stop");
    assert_eq!(std::fs::metadata(&folder.0).expect("a folder").mode() & 0o777, 0o700);
    assert_eq!(!data.starts_with(folder.0.canonicalize().expect("a path")), is_root, "{}", data.display());
    if is_root {
        std::fs::remove_dir_all(&data).expect("the data elsewhere can be removed");
        // Another test's or run's data may stand beside it; then the folder stays.
        data.parent().map(std::fs::remove_dir);
    }
}

#[tokio::test]
async fn a_package_closed_to_the_servers_user_is_copied() {
    let folder = Folder::closed("package");
    let package = folder.0.join("package");
    let original = settings(&folder.0).package;
    let copied = Command::new("cp").arg("-r").arg(&original).arg(&package).status().expect("cp");
    assert!(copied.success());
    let outside = Folder::new("data-outside");

    let server = start(Settings { package, ..settings(&outside.0) }).await.expect("a start");

    assert_eq!(text(&server, "select 'here'").await, "here");
    let program = running_program(server.data_dir());
    server.stop().await.expect("a clean stop");
    // Below `package/embedded_postgres/pginstall/bin`.
    let copy = program.as_deref().and_then(|program| program.ancestors().nth(5));
    if let Some(copy) = copy.filter(|copy| copy.starts_with("/var/tmp")) {
        std::fs::remove_dir_all(copy).expect("the copy can be removed");
    }
}

fn running_program(data_dir: &Path) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/{}/exe", pid_of(data_dir)?)).ok()
}

#[tokio::test]
async fn every_failure_says_what_to_do() {
    let folder = Folder::new("failures");
    let good = settings(&folder.0);
    let sentence = |failure: Failure| failure.to_string();

    let missing = start(Settings { package: folder.0.join("nowhere"), ..good.clone() }).await.map_err(sentence);
    let wrong = vec![("no_such_setting".to_owned(), "1".to_owned())];
    let unknown = start(Settings { extra: wrong, ..good.clone() }).await.map_err(sentence);
    let server = start(good.clone()).await.expect("a start after a failed one");
    let password = server.data_dir().join("password");
    server.stop().await.expect("a clean stop");
    std::fs::write(&password, "another\n").expect("a wrong password");
    let guessed = start(good.clone()).await.map_err(sentence);
    std::fs::remove_file(&password).expect("no password");
    let lost = start(good).await.map_err(sentence);

    assert!(missing.as_ref().is_err_and(|text| text.contains("tools/install postgres")), "{missing:?}");
    assert!(unknown.as_ref().is_err_and(|text| text.contains("no_such_setting")), "{unknown:?}");
    assert!(guessed.as_ref().is_err_and(|text| text.contains("does not accept the password")), "{guessed:?}");
    assert!(lost.as_ref().is_err_and(|text| text.contains("is missing or unreadable")), "{lost:?}");
}
