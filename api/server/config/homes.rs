//! `COUNTERSIGN_HOMES`: which homes there are, and where the database of each is.
use std::path::PathBuf;

use access::{HomeCode, is_protected};

use crate::log::Sink;

/// The homes of a demo that names none.
const EMBEDDED: [&str; 3] = ["eu1", "us1", "apac1"];
/// The one home of an installation that names a database and no homes.
const ALONE: &str = "eu1";
const ELSEWHERE: &str = "elsewhere";

/// A home of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeSetting {
    pub code: HomeCode,
    pub at: At,
}

/// Where its database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The very database that `DATABASE_URL` names.
    DatabaseUrl,
    /// The database `countersign_<code>` on the server of `DATABASE_URL`, or on the embedded one.
    SameServer,
    /// A server of its own.
    Url(String),
    /// Other processes serve it.
    Elsewhere,
}

/// Reads the setting; what is wrong with it is said without any address, for an address holds a password.
pub fn read(homes: Option<&str>, has_database_url: bool) -> Result<Vec<HomeSetting>, String> {
    let Some(homes) = homes else {
        let (codes, at) =
            if has_database_url { (&[ALONE][..], At::DatabaseUrl) } else { (&EMBEDDED[..], At::SameServer) };
        let codes = codes.iter().filter_map(|code| HomeCode::parse(code));
        return Ok(codes.map(|code| HomeSetting { code, at: at.clone() }).collect());
    };
    let read: Vec<HomeSetting> = homes.split_whitespace().map(one).collect::<Result<_, _>>()?;
    for (place, home) in read.iter().enumerate() {
        for before in read.iter().take(place) {
            if before.code == home.code {
                return Err(format!("COUNTERSIGN_HOMES names the home {} twice: name each once.", home.code));
            }
            if matches!(home.at, At::Url(_)) && before.at == home.at {
                let (one, other) = (&before.code, &home.code);
                return Err(format!(
                    "COUNTERSIGN_HOMES gives {one} and {other} the same database: each home has one of its own."
                ));
            }
        }
    }
    if read.iter().all(|home| home.at == At::Elsewhere) {
        return Err("COUNTERSIGN_HOMES names no home that is served here: give at least one a database.".into());
    }
    Ok(read)
}

fn one(word: &str) -> Result<HomeSetting, String> {
    let (code, address) = word.split_once('=').map_or((word, None), |(code, address)| (code, Some(address)));
    // A word without a code may be an address that lost its own: it is not repeated.
    let code = HomeCode::parse(code).ok_or(
        "COUNTERSIGN_HOMES must be words such as `eu1` or `us1=postgres://...`: eu, us or apac, a number, and where its database is.",
    )?;
    let at = match address {
        None => At::SameServer,
        Some(ELSEWHERE) => At::Elsewhere,
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => At::Url(url.to_owned()),
        Some(_) => {
            return Err(format!(
                "COUNTERSIGN_HOMES must give the home {code} an address that begins with postgres://, or the word {ELSEWHERE}."
            ));
        }
    };
    Ok(HomeSetting { code, at })
}

/// Reads `COUNTERSIGN_LOGS` over the usual logs of the homes; no two homes may share a file.
pub fn logs(mut logs: Vec<(HomeCode, Sink)>, words: &str) -> Result<Vec<(HomeCode, Sink)>, String> {
    for word in words.split_whitespace() {
        let named = word.split_once('=').and_then(|(code, path)| {
            let log = logs.iter_mut().find(|(known, _)| known.as_str() == code)?;
            Some((log, path)).filter(|(_, path)| !path.is_empty())
        });
        let Some(((_, sink), path)) = named else {
            return Err(format!(
                "COUNTERSIGN_LOGS has the word {word}: it must be a home that is served here, `=`, and a file or `-`."
            ));
        };
        *sink = if path == "-" { Sink::StandardError } else { Sink::File(PathBuf::from(path)) };
    }
    for (place, (code, sink)) in logs.iter().enumerate() {
        let before = logs.iter().take(place).find(|(_, before)| before == sink);
        if let Some((other, _)) = before {
            return Err(format!(
                "COUNTERSIGN_LOGS gives {other} and {code} the same log: each home has one of its own."
            ));
        }
    }
    Ok(logs)
}

/// Whether a server is needed that only `DATABASE_URL` names.
pub fn need_database_url(homes: &[HomeSetting]) -> bool {
    homes.iter().any(|home| matches!(home.at, At::DatabaseUrl | At::SameServer))
}

/// What production refuses of them.
pub fn refusals(homes: &[HomeSetting]) -> Vec<String> {
    let open = homes.iter().filter(|home| matches!(&home.at, At::Url(url) if !is_protected(url)));
    open.map(|home| {
        format!(
            "COUNTERSIGN_HOMES does not demand TLS of the home {}: add sslmode=verify-full and the server's certificate authority.",
            home.code
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(homes: &str) -> String {
        read(Some(homes), true).expect_err(homes)
    }

    fn codes(homes: Option<&str>, has_database_url: bool) -> Vec<String> {
        let homes = read(homes, has_database_url).expect("homes");
        homes.iter().map(|home| format!("{} {:?}", home.code, home.at)).collect()
    }

    #[test]
    fn a_demo_has_three_homes_and_a_database_alone_is_one() {
        assert_eq!(codes(None, false), ["eu1 SameServer", "us1 SameServer", "apac1 SameServer"]);
        assert_eq!(codes(None, true), ["eu1 DatabaseUrl"]);
    }

    #[test]
    fn each_home_says_where_its_database_is() {
        let read = codes(Some("eu1=postgres://eu.example/home  us1\napac1=elsewhere"), true);

        assert_eq!(read, ["eu1 Url(\"postgres://eu.example/home\")", "us1 SameServer", "apac1 Elsewhere"]);
    }

    #[test]
    fn what_is_wrong_is_named_and_no_password_is_repeated() {
        for (homes, part) in [
            ("mars1", "eu, us or apac"),
            ("postgres://admin:hunter2@db/home", "eu, us or apac"),
            ("eu1 eu1", "the home eu1 twice"),
            ("eu1=db.example:hunter2", "the home eu1 an address"),
            ("eu1=postgres://a:hunter2@db/home us1=postgres://a:hunter2@db/home", "eu1 and us1 the same database"),
            ("eu1=elsewhere", "no home that is served here"),
            (" ", "no home that is served here"),
        ] {
            assert!(told(homes).contains(part), "{homes}: {}", told(homes));
            assert!(!told(homes).contains("hunter2"), "{homes}: {}", told(homes));
        }
    }

    #[test]
    fn each_home_has_a_log_of_its_own() {
        let usual = || {
            let of =
                |code: &str| (HomeCode::parse(code).expect("a home"), Sink::File(format!("/data/{code}/log").into()));
            vec![of("eu1"), of("us1")]
        };
        let sinks =
            |words: &str| logs(usual(), words).map(|logs| logs.into_iter().map(|(_, sink)| sink).collect::<Vec<_>>());
        let file = |path: &str| Sink::File(path.into());

        assert_eq!(sinks(""), Ok(vec![file("/data/eu1/log"), file("/data/us1/log")]));
        assert_eq!(sinks("us1=- eu1=/var/eu.log"), Ok(vec![file("/var/eu.log"), Sink::StandardError]));
        for (words, part) in [
            ("apac1=-", "the word apac1=-"),
            ("eu1", "the word eu1:"),
            ("eu1=", "the word eu1=:"),
            ("eu1=/data/us1/log", "eu1 and us1 the same log"),
            ("eu1=- us1=-", "eu1 and us1 the same log"),
        ] {
            let told = sinks(words).expect_err(words);
            assert!(told.contains(part), "{words}: {told}");
        }
    }

    #[test]
    fn production_demands_protection_of_each_home() {
        let homes = read(Some("eu1=postgres://a@eu/home?sslmode=verify-full us1=postgres://a@us/home"), false);

        let refusals = refusals(&homes.expect("homes"));

        assert_eq!(refusals.len(), 1);
        assert!(refusals[0].contains("the home us1"), "{refusals:?}");
    }
}
