//! Homes: each organisation lives in exactly one database in one region; the directory says in which.
mod directory;
mod key;
mod line;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use kernel::{Error, OrgId, ended};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::sync::Notify;
use utoipa::ToSchema;

use crate::{
    Database, Sealed, Seals, TokenKeys, api_key,
    outage::unavailable,
    token::{BYTES_MAX, digest, home_of_token},
};
pub use directory::Entering;
use directory::TakenName;
pub(crate) use key::DIRECTORY;
pub use key::HomeKey;
pub(crate) use line::line_belongs_to;
pub use line::{home_of_line, lines_of_home, lines_of_nobody_yet};

/// The part of the world that an organisation chose for its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Region {
    #[serde(rename = "EU")]
    Eu,
    #[serde(rename = "US")]
    Us,
    #[serde(rename = "APAC")]
    Apac,
}

/// The code of a home, such as `eu1`; every secret that is minted there begins with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HomeCode {
    text: Arc<str>,
    region: Region,
}

impl HomeCode {
    /// The region in small letters, and a number of one or two digits.
    pub fn parse(code: &str) -> Option<Self> {
        let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let region = match letters {
            "eu" => Region::Eu,
            "us" => Region::Us,
            "apac" => Region::Apac,
            _ => return None,
        };
        let digits = code.len().checked_sub(letters.len())?;
        (1..=2).contains(&digits).then(|| Self { text: code.into(), region })
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it is.
    pub fn region(&self) -> Region {
        self.region
    }

    /// A secret that says where it was minted.
    pub fn mint(&self, secret: &str) -> String {
        format!("{self}_{secret}")
    }

    /// Whether a secret says that it was minted here.
    pub fn has_minted(&self, secret: &str) -> bool {
        secret.split_once('_').is_some_and(|(code, _)| code == self.as_str())
    }
}

impl fmt::Display for HomeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// One home: its database, and the keys that are its own.
pub struct Home {
    pub code: HomeCode,
    pub database: Database,
    pub tokens: TokenKeys,
    pub key: HomeKey,
    pub seals: Seals,
    is_open: AtomicBool,
    wake: Notify,
}

impl Home {
    /// An open one.
    pub fn new(database: Database, tokens: TokenKeys, key: HomeKey, seals: Seals) -> Self {
        Self {
            code: tokens.home().clone(),
            database,
            tokens,
            key,
            seals,
            is_open: AtomicBool::new(true),
            wake: Notify::new(),
        }
    }

    /// Whether requests may reach it.
    pub fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Acquire)
    }

    /// Lets requests reach it, or keeps them out until it has been looked at.
    pub fn set_open(&self, is_open: bool) {
        self.is_open.store(is_open, Ordering::Release);
    }

    /// Seals for one place: the table, column and row where it will stand.
    pub fn seal(&self, place: &[&str], plain: &[u8]) -> Result<Sealed, Error> {
        self.seals.seal(&self.database.chance, place, plain)
    }

    /// Tells this process's worker that there is a job here.
    pub(crate) fn wake_worker(&self) {
        self.wake.notify_one();
    }

    /// Until this process was asked for a job here.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    fn reached(&self) -> Result<&Self, Error> {
        if self.is_open() { Ok(self) } else { Err(ended::UNAVAILABLE.into()) }
    }
}

/// All homes that this server reaches, those that others serve, and the directory of who lives where.
pub struct Homes {
    directory: PgPool,
    served: Vec<Home>,
    elsewhere: Vec<HomeCode>,
}

impl Homes {
    /// Puts them together; `elsewhere` are homes that other processes serve.
    pub fn new(directory: PgPool, served: Vec<Home>, elsewhere: Vec<HomeCode>) -> Self {
        Self { directory, served, elsewhere }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Home> {
        self.served.iter()
    }

    /// The home of this code, open or not, if it is served here.
    pub fn find(&self, code: &str) -> Option<&Home> {
        self.served.iter().find(|home| home.code.as_str() == code)
    }

    /// Where somebody is turned away who has no home: which one it is, nobody outside can foresee, so that an unknown name is
    /// answered as a known one is, even while a home is out of reach.
    pub(crate) fn for_strangers(&self, shown: &str) -> Result<&Home, Error> {
        let first = self.served.first().ok_or(ended::UNAVAILABLE)?;
        let [chance, ..] = first.key.derive(b"stranger", &[shown]);
        let place = usize::from(chance).checked_rem(self.served.len()).unwrap_or_default();
        self.served.get(place).unwrap_or(first).reached()
    }

    /// The home that minted a secret: what stands before its underscore. None of a code that is no home's; unavailable while it is
    /// out of reach from here.
    pub fn of_secret(&self, secret: &str) -> Result<Option<&Home>, Error> {
        match secret.split_once('_') {
            Some((code, _)) => self.of_code(code),
            None => Ok(None),
        }
    }

    /// The home of what a request shows, and the secret in it: an access token, or the key of a program.
    pub(crate) fn of_bearer(&self, shown: &str) -> Result<(&Home, String), Error> {
        if !api_key::claims_to_be_one(shown) {
            return self.of_token(shown);
        }
        let home = if api_key::is_well_formed(shown) { self.of_secret(shown)? } else { None };
        Ok((home.ok_or(ended::UNAUTHENTICATED)?, shown.to_owned()))
    }

    /// The home that signed an access token, and the secret in it. The directory is not asked.
    pub(crate) fn of_token(&self, token: &str) -> Result<(&Home, String), Error> {
        if token.len() > BYTES_MAX {
            return Err(ended::UNAUTHENTICATED.into());
        }
        let digest = digest(token);
        let known = self.served.iter().find_map(|home| Some((home, home.tokens.remembered(&digest)?)));
        if let Some((home, secret)) = known {
            return Ok((home.reached()?, secret));
        }
        let code = home_of_token(token).ok_or(ended::UNAUTHENTICATED)?;
        let home = self.of_code(code.as_str())?.ok_or(ended::UNAUTHENTICATED)?;
        Ok((home, home.tokens.secret(token)?))
    }

    /// Where an organisation that begins now will live: the first home of its region that is served here, or of any. None where no home is in that region.
    pub(crate) fn for_newcomers(&self, region: Option<Region>) -> Result<Option<&Home>, Error> {
        let mut fitting = self.served.iter().filter(|home| region.is_none_or(|region| home.code.region() == region));
        let first = fitting.clone().next();
        fitting.find(|home| home.is_open()).or(first).map(Home::reached).transpose()
    }

    /// The regions that are served here, each once.
    pub(crate) fn regions(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = Vec::new();
        for region in self.served.iter().map(|home| home.code.region()) {
            if !regions.contains(&region) {
                regions.push(region);
            }
        }
        regions
    }

    /// Takes a name in the directory, over all homes; none when it is taken already.
    pub(crate) async fn take_name(
        &self,
        slug: &str,
        org_id: OrgId,
        home: &HomeCode,
    ) -> Result<Option<TakenName>, Error> {
        TakenName::begin(&self.directory, slug, org_id, home).await
    }

    /// Which of these names are taken.
    pub(crate) async fn taken_of(&self, slugs: &[String]) -> Result<Vec<String>, Error> {
        let taken = sqlx::query_scalar("select slug from directory.organisation where slug = any ($1)").bind(slugs);
        taken.fetch_all(&self.directory).await.map_err(unavailable)
    }

    /// Where the organisation of this name lives.
    pub async fn of_organisation(&self, slug: &str) -> Result<Option<&Home>, Error> {
        let code: Option<String> = sqlx::query_scalar("select home from directory.organisation where slug = $1")
            .bind(slug)
            .fetch_optional(&self.directory)
            .await
            .map_err(unavailable)?;
        let Some(code) = code else { return Ok(None) };
        // Whom the directory knows lives somewhere, if not here.
        self.of_code(&code)?.ok_or_else(|| ended::UNAVAILABLE.into()).map(Some)
    }

    /// Closes every pool.
    pub async fn close(&self) {
        self.directory.close().await;
        for home in &self.served {
            home.database.close().await;
        }
    }

    fn of_code(&self, code: &str) -> Result<Option<&Home>, Error> {
        if self.elsewhere.iter().any(|other| other.as_str() == code) {
            return Err(ended::UNAVAILABLE.into());
        }
        self.find(code).map(Home::reached).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_region_and_a_number() {
        let region = |code: &str| HomeCode::parse(code).map(|code| code.region());

        assert_eq!(region("eu1"), Some(Region::Eu));
        assert_eq!(region("us2"), Some(Region::Us));
        assert_eq!(region("apac12"), Some(Region::Apac));
        for wrong in ["", "e1", "eu", "EU1", "eu123", "1eu", "europe1", "mars1", "eu1 "] {
            assert_eq!(region(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_belongs_to_the_home_before_its_underscore() {
        let home = HomeCode::parse("eu1").expect("a home");

        assert!(home.has_minted(&home.mint("secret")));
        for other in ["eu12_secret", "us1_secret", "eu1secret", "eu1", "_eu1_"] {
            assert!(!home.has_minted(other), "{other}");
        }
    }
}
