//! The pools, one per plane; no other room ever holds one.
use std::{
    fmt,
    str::FromStr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{Error, ended};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions, PgSslMode},
};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use crate::{Pool, lanes::Lanes, pool::BUSY};

/// The role of whoever belongs to an organisation.
const TENANT: &str = "countersign_tenant";
/// The role of whoever reads an organisation as its owner allowed, and changes nothing.
const SUPPORT: &str = "countersign_support";
/// Connections for those: few read at a time.
const SUPPORT_MAX: u32 = 2;
/// Prepared statements that a connection keeps: more than the service has.
const STATEMENTS_KEPT: usize = 500;

/// The way to the rows of one home: each plane signs in as its own role and has only its own grants.
pub struct Database {
    tenant: Lanes,
    /// For jobs and exports, which may take long: no other request must wait for one.
    pub(crate) at_length: Pool,
    pub(crate) sign_in: PgPool,
    pub(crate) worker: PgPool,
    /// For operators, who reach no row here.
    pub(crate) operator: PgPool,
    /// For operators whom an owner let read.
    pub(crate) support: Pool,
    pub(crate) chance: Chance,
    pub(crate) jobs: JobsAtHand,
    exports: Semaphore,
}

/// The jobs that this process is doing, by the hashes of their tickets.
#[derive(Debug, Default)]
pub(crate) struct JobsAtHand(Mutex<Vec<Vec<u8>>>);

impl JobsAtHand {
    pub(crate) fn begun(&self, ticket: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(ticket.to_vec());
    }

    pub(crate) fn ended(&self, ticket: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|one| one != ticket);
    }

    pub(crate) fn all(&self) -> Vec<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How many jobs a process does at once in a home.
pub const JOBS_AT_ONCE: u32 = 2;
/// How many exports a home makes at once: each holds a connection and works a processor.
const EXPORTS_AT_ONCE: u32 = 2;
/// Connections for all of these.
const AT_LENGTH: u32 = JOBS_AT_ONCE.saturating_add(EXPORTS_AT_ONCE);
/// How long an export waits for its turn.
const TURN_WAIT: Duration = Duration::from_secs(10);

/// The passwords of the planes' roles, all derived from one secret, so that an installation keeps one.
#[derive(Clone)]
pub struct PlanePasswords(Vec<u8>);

impl PlanePasswords {
    /// Of the installation's database secret.
    pub fn of(secret: &str) -> Self {
        Self(secret.as_bytes().to_vec())
    }

    /// The password of a role.
    pub fn of_role(&self, role: &str) -> String {
        let inner = Sha256::new().chain_update(&self.0).chain_update(b"|").chain_update(role).finalize();
        let outer = Sha256::new().chain_update(&self.0).chain_update(inner).finalize();
        URL_SAFE_NO_PAD.encode(outer)
    }

    /// Under which the directory seals what two operators decided, for the homes alone.
    pub(crate) fn warrant_key(&self) -> [u8; 32] {
        let inner = Sha256::new().chain_update(&self.0).chain_update(b"|warrant key").finalize();
        Sha256::new().chain_update(&self.0).chain_update(inner).finalize().into()
    }
}

impl fmt::Debug for PlanePasswords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlanePasswords(..)")
    }
}

impl Database {
    /// Prepares the pools; connections open when they are first needed.
    pub fn new(
        address: &PgConnectOptions,
        passwords: &PlanePasswords,
        connections_max: u32,
        chance: Chance,
    ) -> Result<Self, Error> {
        Self::with_lanes(1, address, passwords, connections_max, chance)
    }

    /// With so many lanes for the requests of tenants, among which the connections are shared out.
    pub fn with_lanes(
        lanes: usize,
        address: &PgConnectOptions,
        passwords: &PlanePasswords,
        connections_max: u32,
        chance: Chance,
    ) -> Result<Self, Error> {
        let as_role = |role: &str| {
            let address = address.clone().username(role).password(&passwords.of_role(role));
            address.statement_cache_capacity(STATEMENTS_KEPT)
        };
        let pool = |role: &str, most: u32| {
            let options = PgPoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(10));
            options.test_before_acquire(false).connect_lazy_with(as_role(role))
        };
        let in_lane = connections_max.div_ceil(u32::try_from(lanes).unwrap_or(u32::MAX).max(1));
        Ok(Self {
            tenant: Lanes::new(lanes, || Pool::new(&as_role(TENANT), in_lane, BUSY))?,
            at_length: Pool::new(&as_role(TENANT), AT_LENGTH, AT_LENGTH)?,
            sign_in: pool("countersign_sign_in", connections_max.div_ceil(4)),
            worker: pool("countersign_worker", 2),
            operator: pool("countersign_operator", 1),
            support: Pool::new(&as_role(SUPPORT), SUPPORT_MAX, SUPPORT_MAX)?,
            chance,
            jobs: JobsAtHand::default(),
            exports: Semaphore::new(usize::try_from(EXPORTS_AT_ONCE)?),
        })
    }

    /// The pool for requests of tenants on this thread.
    pub(crate) fn tenant(&self) -> Result<&Pool, Error> {
        self.tenant.own().ok_or_else(|| ended::UNAVAILABLE.into())
    }

    /// The turn of an export, first come first served; it ends when it is dropped.
    pub(crate) async fn turn_to_export(&self) -> Result<SemaphorePermit<'_>, Error> {
        let turn = tokio::time::timeout(TURN_WAIT, self.exports.acquire()).await;
        Ok(turn.map_err(|_| Error::from(ended::EXPORTS_BUSY))??)
    }

    /// Closes all pools and waits for their connections.
    pub async fn close(&self) {
        self.tenant.close().await;
        self.at_length.close().await;
        self.sign_in.close().await;
        self.worker.close().await;
        self.operator.close().await;
        self.support.close().await;
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.sign_in).await?;
        Ok(())
    }

    /// Notes when sessions were last used, and keys from where; the worker calls it at most once a minute.
    pub async fn touch_sessions(&self, used: Vec<(Uuid, DateTime<Utc>, Option<String>)>) -> Result<(), Error> {
        let ids: Vec<Uuid> = used.iter().map(|(id, ..)| *id).collect();
        let times: Vec<DateTime<Utc>> = used.iter().map(|(_, at, _)| *at).collect();
        let networks: Vec<Option<String>> = used.into_iter().map(|(.., network)| network).collect();
        let touched = sqlx::query("select door.touch_sessions($1, $2, $3)").bind(ids).bind(times).bind(networks);
        touched.execute(&self.worker).await?;
        Ok(())
    }

    /// Removes what has outlived its use, a bounded number of rows at a time; says how many.
    pub async fn clear_expired(&self) -> Result<i32, Error> {
        const ROWS_MAX: i32 = 1000;
        let statement = "select door.clear_expired($1) + door.clear_sessions($1) + door.clear_mail($1) + door.clear_email_changes($1) + door.clear_sign_ups($1) + door.clear_intents($1) + door.clear_challenges($1)";
        let cleared: i32 = sqlx::query_scalar(statement).bind(ROWS_MAX).fetch_one(&self.worker).await?;
        // By itself: it may meet whoever gives or takes rights at this moment.
        let ended: i32 =
            sqlx::query_scalar("select door.end_grants($1)").bind(ROWS_MAX).fetch_one(&self.worker).await?;
        Ok(cleared + ended)
    }
}

/// Where ids and secrets come from: the system's chance, or a seed in tests.
pub struct Chance(Mutex<ChaCha20Rng>);

impl Chance {
    /// Unforeseeable.
    pub fn of_system() -> Self {
        Self(Mutex::new(ChaCha20Rng::from_os_rng()))
    }

    /// The same each time, for tests alone.
    pub fn of_seed(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    /// Fills an array.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        source.fill_bytes(&mut bytes);
        bytes
    }

    /// An id that sorts by time, and among those of one moment by its place (RFC 9562, version 7; the counter of section 6.2, method 1).
    pub fn id(&self, at: DateTime<Utc>, place: u16) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        let [high, low] = place.to_be_bytes();
        let mut counted: [u8; 10] = self.bytes();
        let [first, second, third, ..] = &mut counted;
        // Twelve bits of the counter stand before the variant, its last four behind it.
        *first = high >> 4;
        *second = high << 4 | low >> 4;
        *third = (low & 0x0f) << 2 | *third & 0x03;
        uuid::Builder::from_unix_timestamp_millis(millis, &counted).into_uuid()
    }
}

/// Whether nobody in between reads along: this address asks for TLS with a server whose certificate is checked, or for a socket, which
/// crosses no network.
pub fn is_protected(url: &str) -> bool {
    let is_safe = |options: PgConnectOptions| {
        options.get_socket().is_some() || matches!(options.get_ssl_mode(), PgSslMode::VerifyFull | PgSslMode::VerifyCa)
    };
    PgConnectOptions::from_str(url).is_ok_and(is_safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn exports_take_turns() {
        let nowhere = PgConnectOptions::new().host("nowhere.invalid");
        let database = Database::new(&nowhere, &PlanePasswords::of("test"), 1, Chance::of_seed(1)).expect("a database");
        let first = database.turn_to_export().await.expect("a turn");
        let _second = database.turn_to_export().await.expect("a turn");
        let mut third = Box::pin(database.turn_to_export());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());

        assert!(third.as_mut().poll(&mut context).is_pending());
        drop(first);
        assert!(third.as_mut().poll(&mut context).is_ready());
    }

    #[test]
    fn an_address_is_safe_by_its_certificate_or_by_being_a_socket() {
        let safe = [
            "postgres://a@db.example/c?sslmode=verify-full",
            "postgres://a@%2Frun%2Fpostgresql/c",
            "postgres://a@localhost/c?host=/run/postgresql",
        ];
        let open = ["postgres://a@db.example/c?sslmode=require", "postgres://a@127.0.0.1/c", "nothing"];

        assert!(safe.iter().all(|url| is_protected(url)));
        assert!(!open.iter().any(|url| is_protected(url)));
    }

    #[test]
    fn ids_of_one_moment_sort_by_their_place() {
        let chance = Chance::of_seed(1);
        let at = DateTime::UNIX_EPOCH + chrono::Duration::days(20_000);
        let ids: Vec<Uuid> =
            [0, 1, 15, 16, 17, 255, 256, 4095, 4096, u16::MAX].map(|place| chance.id(at, place)).into();
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert!(chance.id(at + chrono::Duration::milliseconds(1), 0) > chance.id(at, u16::MAX));
    }
}
