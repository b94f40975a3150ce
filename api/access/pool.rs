//! Connections that requests take in turns. The one given back last is taken first, for its caches are warm; and nothing is asked of a
//! connection between two transactions: sqlx's pool asks each that comes back whether it is still there (decision 20).
use std::{
    io::ErrorKind,
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use deadpool::managed::{self, Metrics, Object, PoolError, QueueMode, RecycleError, RecycleResult};
use kernel::Error;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many are kept busy for each thread that serves.
pub const BUSY: u32 = 2;
/// How long the busy ones are waited for alone.
const HELP_AFTER: Duration = Duration::from_millis(25);
/// How long somebody waits for a connection.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// A connection's memory grows with what it has seen; after this long another takes its place.
const AGE_MAX: Duration = Duration::from_mins(30);
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// A server that begins, or has no connection left for now (PostgreSQL, appendix A).
const PASSING: [&str; 2] = ["57P03", "53300"];

/// At most so many connections of one role, shared by its clones. A few of them answer most requests: beyond two to a processor they
/// take it from each other. The others help when those few have been busy for a while.
#[derive(Clone)]
pub struct Pool {
    connections: managed::Pool<Opener>,
    pub(crate) connections_max: u32,
    few: Arc<Semaphore>,
}

/// A connection that is somebody's until it is dropped.
pub struct Held {
    connection: Object<Opener>,
    // Given back after the connection.
    _among_the_few: Option<OwnedSemaphorePermit>,
}

struct Opener(PgConnectOptions);

impl managed::Manager for Opener {
    type Type = PgConnection;
    type Error = sqlx::Error;

    // A server that begins is waited for, as long as the one who waits does.
    async fn create(&self) -> Result<PgConnection, sqlx::Error> {
        let mut pause = FIRST_PAUSE;
        loop {
            // Apart from the future of each request, of which it would be the largest part.
            match Box::pin(PgConnection::connect_with(&self.0)).await {
                Err(error) if begins(&error) => tokio::time::sleep(pause).await,
                outcome => return outcome,
            }
            pause = pause.saturating_mul(2).min(PAUSE_MAX);
        }
    }

    async fn recycle(&self, _: &mut PgConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() < AGE_MAX { Ok(()) } else { Err(RecycleError::message("old")) }
    }
}

impl Pool {
    /// So many, of which a few are kept busy. Connections open when they are first needed.
    pub fn new(address: &PgConnectOptions, connections_max: u32, few: u32) -> Result<Self, Error> {
        let [size, few] = [connections_max, few].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        let builder = managed::Pool::builder(Opener(address.clone())).queue_mode(QueueMode::Lifo).max_size(size);
        Ok(Self { connections: builder.build()?, connections_max, few: Arc::new(Semaphore::new(few)) })
    }

    /// A free connection; whoever waits for one too long is told `PoolTimedOut`.
    pub async fn acquire(&self) -> Result<Held, sqlx::Error> {
        let among_the_few = tokio::time::timeout(HELP_AFTER, self.few.clone().acquire_owned()).await;
        let connection = match tokio::time::timeout(WAIT_MAX, self.connections.get()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(PoolError::Backend(error))) => return Err(error),
            Ok(Err(PoolError::Closed)) => return Err(sqlx::Error::PoolClosed),
            Ok(Err(_)) | Err(_) => return Err(sqlx::Error::PoolTimedOut),
        };
        Ok(Held { connection, _among_the_few: among_the_few.ok().and_then(Result::ok) })
    }

    /// Hands out no more, and takes leave of those that are free.
    pub async fn close(&self) {
        let free = self.connections.retain(|_, _| false).removed;
        self.connections.close();
        for connection in free {
            drop(connection.close().await);
        }
    }
}

impl Held {
    /// Nobody gets this one again.
    pub fn discard(self) {
        drop(Object::take(self.connection));
    }
}

impl Deref for Held {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Held {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

fn begins(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| PASSING.contains(&code.as_ref())),
        _ => false,
    }
}
