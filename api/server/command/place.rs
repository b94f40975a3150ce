//! Where the data is: a database for each home and one for the directory, on servers that are named or on the embedded one.
use std::{fs, io::Write, path::Path, str::FromStr};

use access::{Chance, HomeCode, KeyRing, PlanePasswords, migrations};
use kernel::Error;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use crate::{
    config::{
        Mode, Settings,
        homes::{At, HomeSetting, need_database_url},
    },
    embedded_postgres::{self, EmbeddedPostgres},
};

/// The databases of an installation, the secret that its passwords and keys are derived from, and the ring of its master keys.
pub struct Place {
    /// Those that are served here.
    pub homes: Vec<HomePlace>,
    /// Those that other processes serve.
    pub elsewhere: Vec<HomeCode>,
    /// As the administrator.
    pub directory: PgConnectOptions,
    pub secret: String,
    pub ring: KeyRing,
    embedded: Option<EmbeddedPostgres>,
}

/// The database of a home, and the way there as the administrator.
#[derive(Clone)]
pub struct HomePlace {
    pub code: HomeCode,
    pub address: PgConnectOptions,
}

const DIRECTORY: &str = "countersign_directory";
/// The embedded database of the times when there was one home.
const BEFORE_HOMES: &str = "countersign";
/// Which was this.
const HOME_BEFORE: &str = "eu1";

impl HomePlace {
    /// Whether its server lets the installation in.
    pub async fn greets(&self, passwords: &PlanePasswords) -> Result<(), Error> {
        migrations::as_migrator(&self.address, passwords, "countersign_owner").connect().await?.close().await?;
        Ok(())
    }
}

impl Place {
    /// Finds the databases; starts the embedded server and creates them where none is named.
    pub async fn find(settings: &Settings) -> Result<Self, Error> {
        let (secret, ring) = (secret(settings)?, ring(settings)?);
        let homes = settings.homes().map_err(std::io::Error::other)?;
        let needs_server = need_database_url(&homes) || settings.directory_url.is_none();
        let (server, embedded) = match &settings.database_url {
            Some(url) => (Some(PgConnectOptions::from_str(url)?), None),
            None if needs_server => {
                let embedded = start_embedded(settings).await?;
                (Some(embedded.administrator_by_socket()), Some(embedded))
            }
            None => (None, None),
        };
        let directory = match (&settings.directory_url, &server) {
            (Some(url), _) => PgConnectOptions::from_str(url)?,
            (None, Some(server)) => server.clone().database(DIRECTORY),
            (None, None) => return Err(unnamed("COUNTERSIGN_DIRECTORY_URL")),
        };
        let elsewhere = homes.iter().filter(|home| home.at == At::Elsewhere).map(|home| home.code.clone()).collect();
        let mut places = Vec::new();
        for home in homes {
            places.extend(HomePlace::of(home, server.as_ref())?);
        }
        Ok(Self { homes: places, elsewhere, directory, secret, ring, embedded })
    }

    /// The home of this code, else the first one.
    pub fn home(&self, code: Option<&str>) -> Result<&HomePlace, Error> {
        let found = match code {
            Some(code) => self.homes.iter().find(|home| home.code.as_str() == code),
            None => self.homes.first(),
        };
        let served = || self.homes.iter().map(|home| home.code.as_str()).collect::<Vec<_>>().join(", ");
        found.ok_or_else(|| {
            std::io::Error::other(format!("this home is not served here; there are {}", served())).into()
        })
    }

    /// The passwords of the planes' roles.
    pub fn passwords(&self) -> PlanePasswords {
        PlanePasswords::of(&self.secret)
    }

    /// Creates a database where it is missing.
    pub async fn create_database(&self, wanted: &PgConnectOptions) -> Result<(), Error> {
        let name = wanted.get_database().unwrap_or(BEFORE_HOMES).to_owned();
        let mut connection = match wanted.clone().database("postgres").connect().await {
            Ok(connection) => connection,
            // A managed server may hide its maintenance database; then ours must be there already.
            Err(_) => wanted.connect().await?,
        };
        self.keep_what_was_before(&mut connection).await?;
        let is_there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&name)
            .fetch_one(&mut connection)
            .await?;
        if !is_there {
            let create = format!("create database \"{}\"", name.replace('"', "\"\""));
            sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut connection).await?;
        }
        connection.close().await?;
        Ok(())
    }

    // The one home of an older build's data goes on under its new name.
    async fn keep_what_was_before(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let Some(embedded) = self.embedded.as_ref().map(EmbeddedPostgres::administrator_by_socket) else {
            return Ok(());
        };
        let mut here = self.homes.iter().filter(|home| is_one_server(&home.address, &embedded));
        let heir = here.find(|home| home.code.as_str() == HOME_BEFORE);
        let Some(heir) = heir.and_then(|home| home.address.get_database()) else { return Ok(()) };
        let known: Vec<String> = sqlx::query_scalar("select datname::text from pg_database where datname in ($1, $2)")
            .bind(BEFORE_HOMES)
            .bind(heir)
            .fetch_all(&mut *connection)
            .await?;
        if known == [BEFORE_HOMES] {
            let rename = format!("alter database {BEFORE_HOMES} rename to \"{}\"", heir.replace('"', "\"\""));
            sqlx::raw_sql(AssertSqlSafe(rename)).execute(&mut *connection).await?;
        }
        Ok(())
    }

    /// Ends the embedded server, if there is one.
    pub async fn leave(self) -> Result<(), Error> {
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

impl HomePlace {
    // None for a home that is served elsewhere.
    fn of(home: HomeSetting, server: Option<&PgConnectOptions>) -> Result<Option<Self>, Error> {
        let server = || server.cloned().ok_or_else(|| unnamed("DATABASE_URL"));
        let address = match home.at {
            At::Elsewhere => return Ok(None),
            At::DatabaseUrl => server()?,
            At::SameServer => server()?.database(&format!("countersign_{}", home.code)),
            At::Url(url) => PgConnectOptions::from_str(&url)?,
        };
        Ok(Some(Self { code: home.code, address }))
    }
}

/// Whether both are databases of the same server.
pub(super) fn is_one_server(one: &PgConnectOptions, other: &PgConnectOptions) -> bool {
    let at =
        |address: &PgConnectOptions| (address.get_socket().cloned(), address.get_host().to_owned(), address.get_port());
    at(one) == at(other)
}

fn unnamed(setting: &str) -> Error {
    std::io::Error::other(format!("{setting} is not set: name the PostgreSQL server")).into()
}

async fn start_embedded(settings: &Settings) -> Result<EmbeddedPostgres, Error> {
    if settings.mode == Mode::Production {
        return Err(unnamed("DATABASE_URL"));
    }
    let settings = embedded_postgres::Settings {
        package: settings.postgres_dir.clone(),
        data_dir: absolute(&settings.data_dir)?.join("postgres"),
        extra: Vec::new(),
        durable: true,
    };
    Ok(embedded_postgres::start(settings).await?)
}

fn absolute(path: &Path) -> Result<std::path::PathBuf, Error> {
    fs::create_dir_all(path)?;
    Ok(path.canonicalize()?)
}

// Production names its secret; a demo keeps one of its own beside its data.
fn secret(settings: &Settings) -> Result<String, Error> {
    if let Some(secret) = &settings.database_secret {
        return Ok(secret.clone());
    }
    kept(settings, "secret", || Chance::of_system().bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect())
}

// As with the secret; production has refused to start without.
fn ring(settings: &Settings) -> Result<KeyRing, Error> {
    let ring = match settings.ring() {
        Some(named) => named,
        None => KeyRing::parse(&kept(settings, "master-keys", || KeyRing::mint(&Chance::of_system()))?),
    };
    Ok(ring.map_err(std::io::Error::other)?)
}

// What a demo made for itself, at its first start.
fn kept(settings: &Settings, name: &str, made: impl FnOnce() -> String) -> Result<String, Error> {
    let path = absolute(&settings.data_dir)?.join(name);
    if let Ok(kept) = fs::read_to_string(&path) {
        return Ok(kept);
    }
    let made = made();
    write_private(&path, made.as_bytes())?;
    Ok(made)
}

/// Writes a file that only its owner reads.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_known_by_its_socket_or_its_address() {
        let server = |url: &str| PgConnectOptions::from_str(url).expect("an address");
        let one = server("postgres://a@localhost/eu1?host=/run/one");

        assert!(is_one_server(&one, &server("postgres://b@localhost/us1?host=/run/one")));
        assert!(!is_one_server(&one, &server("postgres://a@localhost/us1?host=/run/other")));
        assert!(!is_one_server(&one, &server("postgres://a@localhost/us1")));
        assert!(!is_one_server(&server("postgres://a@db.example/c"), &server("postgres://a@db.example:5433/c")));
    }
}
