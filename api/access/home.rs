//! Homes: each organisation lives in exactly one database in one region; the directory says in which.
use std::fmt;

use kernel::{Error, OrgId, ended};
use sqlx::PgPool;

use crate::{Database, outage::unavailable};

/// The code of a home, such as `eu1`; every secret that is minted there begins with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HomeCode(String);

impl HomeCode {
    /// Two to four letters and a number.
    pub fn parse(code: &str) -> Option<Self> {
        let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = code.len().checked_sub(letters.len())?;
        let fits = (2..=4).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_lowercase());
        (fits && (1..=2).contains(&digits)).then(|| Self(code.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A secret that says where it was minted.
    pub fn mint(&self, secret: &str) -> String {
        format!("{}_{secret}", self.0)
    }
}

impl fmt::Display for HomeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One home.
pub struct Home {
    pub code: HomeCode,
    pub database: Database,
}

/// All homes that this server reaches, and the directory of who lives where.
pub struct Homes {
    directory: PgPool,
    homes: Vec<Home>,
}

impl Homes {
    /// Puts them together.
    pub fn new(directory: PgPool, homes: Vec<Home>) -> Self {
        Self { directory, homes }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Home> {
        self.homes.iter()
    }

    /// Where a stranger is turned away, who has no home here.
    pub(crate) fn for_strangers(&self) -> Result<&Home, Error> {
        self.homes.first().ok_or_else(|| ended::UNAVAILABLE.into())
    }

    /// The home that minted a secret: what stands before its underscore.
    pub fn of_secret(&self, secret: &str) -> Option<&Home> {
        let (code, _) = secret.split_once('_')?;
        self.of_code(code)
    }

    /// Where the organisation of this name lives.
    pub async fn of_organisation(&self, slug: &str) -> Result<Option<&Home>, Error> {
        let code: Option<String> = sqlx::query_scalar("select home from directory.organisation where slug = $1")
            .bind(slug)
            .fetch_optional(&self.directory)
            .await
            .map_err(unavailable)?;
        Ok(code.and_then(|code| self.of_code(&code)))
    }

    /// Closes every pool.
    pub async fn close(&self) {
        self.directory.close().await;
        for home in &self.homes {
            home.database.close().await;
        }
    }

    fn of_code(&self, code: &str) -> Option<&Home> {
        self.homes.iter().find(|home| home.code.as_str() == code)
    }
}

/// Writes an organisation into the directory; the installation's own commands do, nobody who serves.
pub(crate) async fn enter(
    directory: &mut sqlx::PgConnection,
    slug: &str,
    org_id: OrgId,
    home: &str,
) -> Result<(), Error> {
    sqlx::query("insert into directory.organisation (slug, org_id, home) values ($1, $2, $3)")
        .bind(slug)
        .bind(org_id)
        .bind(home)
        .execute(directory)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_letters_and_a_number() {
        assert!(HomeCode::parse("eu1").is_some());
        assert!(HomeCode::parse("apac12").is_some());
        for wrong in ["", "e1", "eu", "EU1", "eu123", "1eu", "europe1"] {
            assert!(HomeCode::parse(wrong).is_none(), "{wrong}");
        }
    }
}
