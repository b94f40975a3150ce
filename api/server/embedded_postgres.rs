//! The `PostgreSQL` that `make run` and `make test` use when nobody has set `DATABASE_URL`.
//!
//! Depends on no other file of this workspace, so that a test crate may include it by `#[path]`. The order of events: decide where
//! the server may live (`place`), make the cluster unless it is there (`cluster`), start the postmaster, wait until it answers.
//! A postmaster whose owner was killed is found by the next start, stopped cleanly and started anew (`leftover`).
//!
//! The caller ends it with [`EmbeddedPostgres::stop`]. It runs in a process group of its own, so that Ctrl-C reaches the caller
//! alone and open requests can still finish.

#[path = "embedded_postgres/cluster.rs"]
mod cluster;
#[path = "embedded_postgres/configuration.rs"]
mod configuration;
#[path = "embedded_postgres/failure.rs"]
mod failure;
#[path = "embedded_postgres/leftover.rs"]
mod leftover;
#[path = "embedded_postgres/place.rs"]
mod place;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use tokio::process::Child;
use tokio::time::{sleep, timeout};

use cluster::Cluster;
pub use failure::Failure;

/// The superuser of the cluster; the service's own roles are made by its migrations.
const ADMINISTRATOR: &str = "administrator";
/// A start is repeated when somebody took the port between our look and the bind.
const REPEATS_MAX: u8 = 3;
const REPEAT_AFTER: Duration = Duration::from_millis(300);
/// Recovery after a power cut takes longer than a start; a postmaster that lives is given this long.
const READY_WITHIN: Duration = Duration::from_mins(2);
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
const ASK_EVERY: Duration = Duration::from_millis(15);
const STOP_WITHIN: Duration = Duration::from_secs(30);

/// What a start needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the Python package `embedded-postgres` is unpacked.
    pub package: PathBuf,
    /// Where the cluster, its password, port and log are kept from one start to the next.
    pub data_dir: PathBuf,
    /// Further server settings; those that keep the server private and its log free of secrets are refused.
    pub extra: Vec<(String, String)>,
    /// False for a cluster that is thrown away: nothing waits for the disk.
    pub durable: bool,
}

/// A running server. Dropping it asks the server to stop; [`EmbeddedPostgres::stop`] also waits.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    cluster: Cluster,
    postmaster: Child,
    port: u16,
}

enum Answer {
    Ready,
    Ended(ExitStatus),
}

/// Starts the server, creating the cluster first where there is none, and returns once it answers.
pub async fn start(settings: Settings) -> Result<EmbeddedPostgres, Failure> {
    let mut cluster = tokio::task::spawn_blocking(move || Cluster::prepare(&settings))
        .await
        .map_err(|error| Failure::new(format!("preparing PostgreSQL was interrupted ({error}); start again")))??;
    let port = cluster.free_port()?;
    let mut server = EmbeddedPostgres { postmaster: cluster.launch(port)?, cluster, port };
    let mut repeats = 0;
    while let Answer::Ended(status) = server.answer().await? {
        if repeats == REPEATS_MAX || !leftover::passes_by_itself(&server.cluster.log_of_this_start()) {
            return Err(server.ended(status));
        }
        repeats += 1;
        sleep(REPEAT_AFTER).await;
        server.launch_elsewhere()?;
    }
    server.cluster.keep_port(server.port)?;
    tracing::info!(port = server.port, data_dir = %server.cluster.data_dir().display(), "PostgreSQL is ready");
    Ok(server)
}

impl EmbeddedPostgres {
    /// How the superuser connects to the maintenance database. Printing the options prints the password.
    pub fn administrator(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username(ADMINISTRATOR)
            .password(self.cluster.password())
            .database("postgres")
            .ssl_mode(PgSslMode::Disable)
            .disable_statement_logging()
    }

    /// The same by the server's socket, which costs both sides less; over the loopback address where there is none.
    pub fn administrator_by_socket(&self) -> PgConnectOptions {
        let folder = self.cluster.socket_folder();
        folder.into_iter().fold(self.administrator(), PgConnectOptions::socket)
    }

    /// The port on the loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where the data stands; not the folder asked for when that one is closed to the server's user.
    pub fn data_dir(&self) -> &Path {
        self.cluster.data_dir()
    }

    /// The server's log, for the test that looks for secrets in it.
    pub fn log_file(&self) -> PathBuf {
        self.cluster.log_file()
    }

    /// Ends all sessions, writes what is left to write, and returns when the server is gone.
    pub async fn stop(mut self) -> Result<(), Failure> {
        for signal in ["INT", "QUIT"] {
            self.signal(signal);
            if let Ok(waited) = timeout(STOP_WITHIN, self.postmaster.wait()).await {
                let status = waited.map_err(|error| Failure::new(format!("cannot wait for PostgreSQL: {error}")))?;
                return if status.success() || signal == "QUIT" { Ok(()) } else { Err(self.ended(status)) };
            }
            tracing::warn!(seconds = STOP_WITHIN.as_secs(), signal, "PostgreSQL has not ended");
        }
        Err(Failure::new(format!(
            "PostgreSQL does not end; its process id stands in {}, end it with `kill -9` and start again",
            self.cluster.pid_file().display()
        )))
    }

    fn signal(&mut self, signal: &str) {
        if let (Ok(None), Some(pid)) = (self.postmaster.try_wait(), self.postmaster.id()) {
            self.cluster.signal(pid, signal);
        }
    }

    async fn answer(&mut self) -> Result<Answer, Failure> {
        let begun = Instant::now();
        let administrator = self.administrator();
        loop {
            if let Some(status) = self.postmaster.try_wait().map_err(|error| Failure::new(error.to_string()))? {
                return Ok(Answer::Ended(status));
            }
            match timeout(ANSWER_WITHIN, PgConnection::connect_with(&administrator)).await {
                Ok(Ok(connection)) => {
                    if connection.close().await.is_ok() && matches!(self.postmaster.try_wait(), Ok(None)) {
                        return Ok(Answer::Ready);
                    }
                }
                Ok(Err(sqlx::Error::Database(refusal))) if refusal.code().as_deref() == Some("28P01") => {
                    return Err(self.cluster.password_is_wrong());
                }
                Ok(Err(_)) | Err(_) => {}
            }
            if begun.elapsed() > READY_WITHIN {
                return Err(Failure::new(format!(
                    "PostgreSQL has not answered within {} s; its log is {}",
                    READY_WITHIN.as_secs(),
                    self.cluster.log_file().display()
                )));
            }
            sleep(ASK_EVERY).await;
        }
    }

    fn launch_elsewhere(&mut self) -> Result<(), Failure> {
        self.cluster.forget_port();
        self.port = self.cluster.free_port()?;
        self.postmaster = self.cluster.launch(self.port)?;
        Ok(())
    }

    fn ended(&self, status: ExitStatus) -> Failure {
        Failure::new(format!(
            "PostgreSQL ended ({status}); {} says: {}",
            self.cluster.log_file().display(),
            self.cluster.log_of_this_start().trim()
        ))
    }
}

impl Drop for EmbeddedPostgres {
    fn drop(&mut self) {
        self.signal("INT");
    }
}
