//! Where the data is: the server that `DATABASE_URL` names, or the embedded one.
use std::{fs, io::Write, path::Path, str::FromStr};

use access::{Chance, PlanePasswords};
use kernel::Error;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};

use crate::{
    config::{Mode, Settings},
    embedded_postgres::{self, EmbeddedPostgres},
};

/// The databases of an installation, and the secret that its passwords and keys are derived from.
pub struct Place {
    /// As the administrator.
    pub home: PgConnectOptions,
    /// As the administrator.
    pub directory: PgConnectOptions,
    pub secret: String,
    embedded: Option<EmbeddedPostgres>,
}

const HOME: &str = "countersign";
const DIRECTORY: &str = "countersign_directory";

impl Place {
    /// Finds the databases; starts the embedded server and creates them where none is named.
    pub async fn find(settings: &Settings) -> Result<Self, Error> {
        let secret = secret(settings)?;
        if let Some(url) = &settings.database_url {
            let home = PgConnectOptions::from_str(url)?;
            let directory = match &settings.directory_url {
                Some(url) => PgConnectOptions::from_str(url)?,
                None => home.clone().database(DIRECTORY),
            };
            return Ok(Self { home, directory, secret, embedded: None });
        }
        if settings.mode == Mode::Production {
            return Err(
                std::io::Error::other("DATABASE_URL is not set: name the PostgreSQL server of this home.").into()
            );
        }
        let embedded = embedded_postgres::start(embedded_postgres::Settings {
            binaries: embedded_postgres::binaries_in(&settings.postgres_dir)?,
            data_dir: absolute(&settings.data_dir)?.join("postgres"),
            extra: Vec::new(),
            durable: true,
        })
        .await?;
        let administrator = embedded.administrator();
        let (home, directory) = (administrator.clone().database(HOME), administrator.clone().database(DIRECTORY));
        Ok(Self { home, directory, secret, embedded: Some(embedded) })
    }

    /// The passwords of the planes' roles.
    pub fn passwords(&self) -> PlanePasswords {
        PlanePasswords::of(&self.secret)
    }

    /// Creates the databases where they are missing.
    pub async fn create_databases(&self) -> Result<(), Error> {
        for wanted in [&self.home, &self.directory] {
            let name = wanted.get_database().unwrap_or(HOME).to_owned();
            let mut connection = match wanted.clone().database("postgres").connect().await {
                Ok(connection) => connection,
                // A managed server may hide its maintenance database; then ours must be there already.
                Err(_) => wanted.connect().await?,
            };
            let is_there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
                .bind(&name)
                .fetch_one(&mut connection)
                .await?;
            if !is_there {
                let create = format!("create database \"{}\"", name.replace('"', "\"\""));
                sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut connection).await?;
            }
            connection.close().await?;
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

fn absolute(path: &Path) -> Result<std::path::PathBuf, Error> {
    fs::create_dir_all(path)?;
    Ok(path.canonicalize()?)
}

// Production names its secret; a demo keeps one of its own beside its data.
fn secret(settings: &Settings) -> Result<String, Error> {
    if let Some(secret) = &settings.database_secret {
        return Ok(secret.clone());
    }
    let path = absolute(&settings.data_dir)?.join("secret");
    if let Ok(secret) = fs::read_to_string(&path) {
        return Ok(secret);
    }
    let secret: String = Chance::of_system().bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    write_private(&path, secret.as_bytes())?;
    Ok(secret)
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
