//! `make bench`: fills a database, serves it, and measures each operation over HTTP and bare in turns.
use std::{
    path::PathBuf,
    process::ExitCode,
    str::FromStr,
    time::{Duration, Instant},
};

use access::{BUSY, PlanePasswords, Pool, migrations};
use bench::{
    cpu::Ours,
    figures::{Bench, process},
    ground::Ground,
    process::Starts,
    report::Report,
    rounds::takes_max,
    tape::tape,
};
use clap::Parser;
use kernel::Error;
use server::embedded_postgres;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};

/// Measures speed as ratios within one run.
#[derive(Debug, Parser)]
struct Settings {
    /// How many orders the database holds.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(i64::from(FEW)..=2_000_000))]
    orders: u32,
    /// Clients side by side.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    clients: u16,
    /// Rounds that count, of each operation.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..=20))]
    rounds: u32,
    /// Seconds that a round of looks lasts, of HTTP and of bare each.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Chains of a round.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(8..=10_000))]
    chains: u32,
    #[arg(long, default_value = "target/bench/report.json")]
    json: PathBuf,
    #[arg(long, default_value = "docs/benchmarks.md")]
    page: PathBuf,
}

/// As many connections as `countersign serve` opens by default.
const CONNECTIONS: u32 = 8;
// As long as the service demands.
const SECRET: &str = "a secret for as long as a measurement takes";
/// With so many orders the pages of many are compared.
const FEW: u32 = 10_000;

// As the service allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    // The service makes its log lines, and nobody reads them.
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::sink).init();
    match run(&settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

// Below `throwaway` its cluster is used; else one of our own, which waits for the disk as a real one does.
async fn run(settings: &Settings) -> Result<(), Error> {
    if let (Ok(url), Ok(secret)) = (std::env::var("DATABASE_URL"), std::env::var("COUNTERSIGN_DATABASE_SECRET")) {
        return bench(settings, (&PgConnectOptions::from_str(&url)?, None), &secret).await;
    }
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let data_dir = std::env::temp_dir().join(format!("countersign-bench-{}", std::process::id()));
    let postgres = embedded_postgres::start(embedded_postgres::Settings {
        package: root.join("api/server/postgres/package"),
        data_dir: data_dir.clone(),
        extra: vec![("shared_buffers".into(), "512MB".into()), ("max_wal_size".into(), "4GB".into())],
        durable: true,
    })
    .await?;
    let cluster = postgres.administrator();
    let outcome = async {
        migrations::create_roles(&cluster, &PlanePasswords::of(SECRET)).await?;
        bench(settings, (&cluster, postgres.administrator_by_socket().get_socket()), SECRET).await
    };
    let outcome = outcome.await;
    let kept = postgres.data_dir().to_owned();
    postgres.stop().await?;
    std::fs::remove_dir_all(kept)?;
    outcome
}

async fn bench(
    settings: &Settings,
    (cluster, socket): (&PgConnectOptions, Option<&PathBuf>),
    secret: &str,
) -> Result<(), Error> {
    let (mut report, passwords) = (Report::default(), &PlanePasswords::of(secret));
    say("filling the database");
    let (ground, filling) = Ground::filled(cluster, passwords, None, settings.orders).await?;
    let ground = ground.by_socket(socket.cloned());
    let few = settings.orders.min(FEW);
    let (small, filling_of_few) = Ground::filled(cluster, passwords, None, few).await?;
    let small = small.by_socket(socket.cloned());

    let chains = usize::try_from(settings.chains)?;
    let chains_all = usize::try_from(settings.chains.saturating_mul(takes_max(settings.rounds).saturating_add(1)))?;
    say(&format!("recording {chains_all} chains"));
    let clients = usize::from(settings.clients);
    let recorded = ground.copy("recorded").await?;
    let tape = tape(&recorded, &filling, clients, chains_all).await?;
    recorded.drop().await?;
    let replayed = ground.copy("bare").await?;
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let app = filling.serve(&ground, cores, CONNECTIONS)?;
    let mut administrator = ground.administers().await?;
    let ours = Ours::of(&mut administrator).await?;
    report.circumstances = circumstances(settings, &filling, &mut administrator, cores).await?;
    administrator.close().await?;

    let during = Duration::from_secs(settings.seconds);
    let bench = Bench { ours, rounds: settings.rounds, during, clients, filling: &filling, ground: &ground, app: &app };
    say("pages, orders and chains over HTTP and bare");
    ground.settle().await?;
    // Bare has threads of its own, as many as the service's.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(cores).enable_all().build()?;
    let busy = BUSY.saturating_mul(u32::try_from(cores)?);
    let bare = Pool::new(&replayed.tenant(), CONNECTIONS, busy)?;
    bench.over_bare((runtime.handle(), &bare), &tape, chains, &mut report).await?;
    bare.close().await;
    runtime.shutdown_background();
    replayed.drop().await?;
    say("pages of many orders and of few");
    ground.settle().await?;
    let served = filling_of_few.serve(&small, cores, CONNECTIONS)?;
    bench.flatness((&served, &filling_of_few), &mut report).await?;
    served.stop().await;
    say("session and sealed context");
    bench.context(&mut report).await?;
    say("pages at a fixed rate");
    ground.settle().await?;
    bench.open_loop(&mut report).await?;
    say("many writers and approvers at once");
    ground.settle().await?;
    bench.crowd(&mut report).await?;
    say("what single parts cost");
    bench.profile(&mut report).await?;

    app.stop().await;
    say("starts and memory");
    let binary = std::env::current_exe()?.with_file_name("countersign");
    let data_dir = std::env::temp_dir().join(format!("countersign-bench-keys-{}", std::process::id()));
    let starts = Starts { binary: &binary, ground: &small, filling: &filling_of_few, secret, data_dir };
    process(&starts, &mut report).await?;
    for ground in [ground, small] {
        ground.drop().await?;
    }
    report.write(&settings.json, &settings.page)?;
    print(&report.table());
    Ok(())
}

async fn circumstances(
    settings: &Settings,
    filling: &bench::ground::Filling,
    administrator: &mut PgConnection,
    cores: usize,
) -> Result<Vec<String>, Error> {
    let (on, version, durable): (String, String, String) = sqlx::query_as(
        "select to_char(now(), 'YYYY-MM-DD'), current_setting('server_version'), current_setting('fsync')",
    )
    .fetch_one(administrator)
    .await?;
    let build = match option_env!("COUNTERSIGN_TRAINED") {
        _ if cfg!(debug_assertions) => "a debug build, which is no measure of anything",
        Some(_) => "a trained release build (`tools/release`)",
        None => "a release build",
    };
    let Settings { orders, clients, rounds, seconds, chains, .. } = settings;
    Ok(vec![
        format!(
            "On {on}, {build}, on a machine of {cores} processors and {}, with PostgreSQL {version} (fsync {durable}).",
            memory()
        ),
        format!(
            "{orders} orders in {} organisations; the database took {} s to fill.",
            filling.organisations.len(),
            filling.fill_seconds
        ),
        format!(
            "{clients} clients in closed loops, {CONNECTIONS} connections; {rounds} rounds of {seconds} s, of chains {rounds} rounds of {chains} chains."
        ),
    ])
}

fn memory() -> String {
    let all = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib =
        all.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.map_or_else(|| "unknown memory".into(), |kib| format!("{} GiB of memory", kib.div_ceil(1024 * 1024)))
}

fn say(what: &str) {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    eprintln!("== {:>4} s  {what}", BEGUN.get_or_init(Instant::now).elapsed().as_secs());
}

#[expect(clippy::print_stdout, reason = "the person who started it reads this")]
fn print(table: &str) {
    println!("\n{table}");
}
