//! The settings, from flags or the environment, and what production refuses.
pub mod homes;
pub mod mail;

use std::{net::SocketAddr, path::PathBuf};

use access::{HomeCode, KeyRing, SignUpLimits, is_protected};
use clap::{Args, Parser, Subcommand, ValueEnum};
use identity::SignUps;
use platform::{Deletions, Recoveries, Resolver};

use self::homes::{At, HomeSetting};
use crate::log::Sink;

/// Countersign, a purchase-order centre.
#[derive(Debug, Parser)]
#[command(name = "countersign", version, about)]
pub struct Cli {
    #[command(flatten)]
    pub settings: Settings,
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the screens.
    Serve,
    /// Bring the database up to this build.
    Migrate,
    /// Load the two demo organisations, unless they are there.
    Demo,
    /// Walk the catalogue; exit 1 on a finding.
    Check,
    /// Print the `OpenAPI` document.
    Openapi,
    /// Print the permission matrix, or what the screens know of it.
    Permissions {
        /// As the screens' source.
        #[arg(long)]
        typescript: bool,
        /// As the screens' source: which operations need no session, and which a recent sign-in.
        #[arg(long, conflicts_with = "typescript")]
        operations: bool,
    },
    /// Organisations of this installation.
    Organisation {
        #[command(subcommand)]
        command: OrganisationCommand,
    },
    /// Operators, who run this installation.
    Operator {
        #[command(subcommand)]
        command: OperatorCommand,
    },
}

/// What can be done to an operator from here.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Invite an operator, or let one who lost a password or an app in anew, and print the one-time link.
    Create(InvitedOperator),
}

/// Somebody who is to run the installation.
#[derive(Debug, Args)]
pub struct InvitedOperator {
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub name: String,
    /// `support`, `ops` or `security`.
    #[arg(long)]
    pub role: String,
}

/// What can be done to an organisation from here.
#[derive(Debug, Subcommand)]
pub enum OrganisationCommand {
    /// Create an organisation and print the one-time link of its first owner.
    Create(NewOrganisation),
}

/// A new organisation and its first owner.
#[derive(Debug, Args)]
pub struct NewOrganisation {
    /// How it signs in: lower-case letters, digits and hyphens.
    #[arg(long)]
    pub slug: String,
    /// The home in which its data will be, such as `us1`; by default the first one that is served here.
    #[arg(long)]
    pub home: Option<String>,
    #[arg(long)]
    pub name: String,
    #[arg(long)]
    pub owner_name: String,
    #[arg(long)]
    pub owner_email: String,
    /// ISO 4217.
    #[arg(long, default_value = "EUR")]
    pub base_currency: String,
    /// IANA.
    #[arg(long, default_value = "Europe/London")]
    pub time_zone: String,
}

/// Which promises of production are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Demo organisations, one known password, an embedded PostgreSQL when none is named.
    Demo,
    /// Refuses to start on anything that is only good for a demo.
    Production,
}

/// Who may begin an organisation here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SignUp {
    /// Whoever reads a mailbox, by the screens.
    Open,
    /// Whoever runs the installation, by `organisation create`.
    Closed,
}

/// All settings.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// The administrator's address of PostgreSQL 18 or later; unset, an embedded one is started where a home needs it (demo only).
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The homes, in words: `eu1` (database `countersign_eu1` on the server above), `us1=postgres://...`, or `apac1=elsewhere`
    /// (other processes serve it). Unset, `eu1` is the very database of `DATABASE_URL`; without that, `eu1 us1 apac1` are embedded.
    #[arg(long, env = "COUNTERSIGN_HOMES", hide_env_values = true, global = true)]
    pub homes: Option<String>,
    /// The database of the directory; by default `countersign_directory` on the same server.
    #[arg(long, env = "COUNTERSIGN_DIRECTORY_URL", hide_env_values = true, global = true)]
    pub directory_url: Option<String>,
    /// The secret from which the passwords of the database roles and the server's keys are derived; at least 32 characters.
    #[arg(long, env = "COUNTERSIGN_DATABASE_SECRET", hide_env_values = true, global = true)]
    pub database_secret: Option<String>,
    /// The keys that seal what the service must read again and pepper passwords, in words: `name:key`, the newest first; a key is 32
    /// bytes in base64.
    #[arg(long, env = "COUNTERSIGN_MASTER_KEYS", hide_env_values = true, global = true)]
    pub master_keys: Option<String>,
    /// The mail server, as `smtps://user:password@host` or `smtp://host?tls=required`; or one for each home, in words: `eu1=smtps://...`. Unset, a demo
    /// catches its mail and shows it at `/demo/mail`.
    #[arg(long, env = "COUNTERSIGN_SMTP", hide_env_values = true, global = true)]
    pub smtp: Option<String>,
    /// Whom mail comes from, such as `Countersign <no-reply@example.com>`.
    #[arg(long, env = "COUNTERSIGN_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// Where `tools/install mail` unpacked the mail server that catches a demo's mail.
    #[arg(long, env = "COUNTERSIGN_CATCHER_DIR", default_value = "api/server/mail", global = true)]
    pub catcher_dir: PathBuf,
    /// Where to listen.
    #[arg(long, env = "COUNTERSIGN_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: SocketAddr,
    /// The address under which browsers reach the service.
    #[arg(long, env = "COUNTERSIGN_ORIGIN", default_value = "http://localhost:8080", global = true)]
    pub origin: String,
    /// Where keys and the embedded database are kept.
    #[arg(long, env = "COUNTERSIGN_DATA_DIR", default_value = ".data", global = true)]
    pub data_dir: PathBuf,
    /// The built screens; served at `/` when they are there.
    #[arg(long, env = "COUNTERSIGN_WEB_DIR", default_value = "web/dist", global = true)]
    pub web_dir: PathBuf,
    /// Where `tools/install postgres` unpacked the embedded PostgreSQL.
    #[arg(long, env = "COUNTERSIGN_POSTGRES_DIR", default_value = "api/server/postgres/package", global = true)]
    pub postgres_dir: PathBuf,
    #[arg(long, env = "COUNTERSIGN_MODE", value_enum, default_value = "demo", global = true)]
    pub mode: Mode,
    /// The proxy that may say where a request came from (`X-Forwarded-For`, `X-Forwarded-Proto`).
    #[arg(long, env = "COUNTERSIGN_TRUSTED_PROXY", global = true)]
    pub trusted_proxy: Option<std::net::IpAddr>,
    /// Connections to the database for requests.
    #[arg(long, env = "COUNTERSIGN_CONNECTIONS", default_value_t = 8, global = true)]
    pub connections_max: u32,
    /// Requests that one network may make in a minute; unset, 6000, and a hundred times as many in a demo.
    #[arg(long, env = "COUNTERSIGN_REQUESTS_PER_MINUTE", value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub requests_per_minute: Option<u32>,
    /// Who may begin an organisation; unset, a demo is open and production is closed.
    #[arg(long, env = "COUNTERSIGN_SIGN_UP", value_enum, global = true)]
    pub sign_up: Option<SignUp>,
    /// Sign-ups that one network may ask for in an hour.
    #[arg(long, env = "COUNTERSIGN_SIGN_UPS_PER_HOUR", default_value_t = 5, value_parser = clap::value_parser!(i32).range(1..=1000), global = true)]
    pub sign_ups_per_hour: i32,
    /// Sign-ups that a home takes in a day, from whomever.
    #[arg(long, env = "COUNTERSIGN_SIGN_UPS_PER_DAY", default_value_t = 100, value_parser = clap::value_parser!(i32).range(1..=10_000), global = true)]
    pub sign_ups_per_day: i32,
    /// How many days an organisation that is being deleted may be restored, before what is in it goes.
    #[arg(long, env = "COUNTERSIGN_DELETION_DELAY_DAYS", default_value_t = 7, value_parser = clap::value_parser!(i32).range(Deletions::DELAY_DAYS_MIN..=Deletions::DELAY_DAYS_MAX), global = true)]
    pub deletion_delay_days: i32,
    /// Whom owners write to about the deletion of their organisation, such as `help@example.com`.
    #[arg(long, env = "COUNTERSIGN_CONTACT", global = true)]
    pub contact: Option<String>,
    /// How many hours everybody of an organisation has to stop an operator who brings back its last owner, before that takes effect.
    #[arg(long, env = "COUNTERSIGN_RECOVERY_DELAY_HOURS", default_value_t = 72, value_parser = clap::value_parser!(i32).range(Recoveries::DELAY_HOURS_MIN..=Recoveries::DELAY_HOURS_MAX), global = true)]
    pub recovery_delay_hours: i32,
    /// The name servers that are asked what a domain publishes, in words: `9.9.9.9 [2620:fe::fe]:53`; unset, the machine's.
    #[arg(long, env = "COUNTERSIGN_DNS_SERVERS", global = true)]
    pub dns_servers: Option<String>,
    /// Memory of one password hash in KiB; below 19456 only in tests.
    #[arg(long, env = "COUNTERSIGN_ARGON2_KIB", default_value_t = 65536, global = true)]
    pub argon2_kib: u32,
    /// One JSON object a log line instead of text.
    #[arg(long, env = "COUNTERSIGN_LOG_JSON", global = true)]
    pub log_json: bool,
    /// The logs of homes, in words: `eu1=/var/log/countersign/eu1.log`, or `eu1=-` for the standard error stream. By default the
    /// file `log` in the home's folder.
    #[arg(long, env = "COUNTERSIGN_LOGS", global = true)]
    pub logs: Option<String>,
}

const DNS_PORT: u16 = 53;
const SIGN_UPS_OF_ADDRESS_PER_DAY: i32 = 3;
const REQUESTS_PER_MINUTE: u32 = 6000;
// A demo is measured and tried from one address.
const REQUESTS_PER_MINUTE_OF_DEMO: u32 = 600_000;

impl Settings {
    /// The settings with empty ones unset, for an environment can hardly unset.
    #[must_use]
    pub fn without_empty(mut self) -> Self {
        let is_set = |value: &String| !value.is_empty();
        self.database_url = self.database_url.filter(is_set);
        self.homes = self.homes.filter(is_set);
        self.logs = self.logs.filter(is_set);
        self.directory_url = self.directory_url.filter(is_set);
        self.database_secret = self.database_secret.filter(is_set);
        self.master_keys = self.master_keys.filter(is_set);
        self.smtp = self.smtp.filter(is_set);
        self.mail_from = self.mail_from.filter(is_set);
        self.contact = self.contact.filter(is_set);
        self.dns_servers = self.dns_servers.filter(is_set);
        self
    }

    /// The ring of master keys that is set, or what is wrong with it.
    pub fn ring(&self) -> Option<Result<KeyRing, String>> {
        let text = self.master_keys.as_deref()?;
        Some(KeyRing::parse(text).map_err(|wrong| format!("COUNTERSIGN_MASTER_KEYS cannot be read: {wrong}.")))
    }

    /// The mail server of each home that is served here, where one is set; or what is wrong with the setting.
    pub fn mail_servers(&self) -> Result<Vec<(HomeCode, String)>, String> {
        mail::read(&self.homes_served()?, self.smtp.as_deref().unwrap_or_default())
    }

    fn homes_served(&self) -> Result<Vec<HomeCode>, String> {
        let served = self.homes()?.into_iter().filter(|home| home.at != At::Elsewhere);
        Ok(served.map(|home| home.code).collect())
    }

    /// How many requests one network may make in a minute.
    pub fn requests_per_minute_max(&self) -> u32 {
        let usual = match self.mode {
            Mode::Production => REQUESTS_PER_MINUTE,
            Mode::Demo => REQUESTS_PER_MINUTE_OF_DEMO,
        };
        self.requests_per_minute.unwrap_or(usual)
    }

    /// Whether organisations are signed up for here, and how often.
    pub fn sign_ups(&self) -> SignUps {
        let usual = match self.mode {
            Mode::Production => SignUp::Closed,
            Mode::Demo => SignUp::Open,
        };
        SignUps {
            is_open: self.sign_up.unwrap_or(usual) == SignUp::Open,
            limits: SignUpLimits {
                account_max: SIGN_UPS_OF_ADDRESS_PER_DAY,
                network_max: self.sign_ups_per_hour,
                home_max: self.sign_ups_per_day,
            },
            first_policy: approval::first_policy,
        }
    }

    /// How organisations are deleted.
    pub fn deletions(&self) -> Deletions {
        Deletions { delay_days: self.deletion_delay_days, contact: self.contact.clone() }
    }

    /// How owners are brought back, or what is wrong with the setting.
    pub fn recoveries(&self) -> Result<Recoveries, String> {
        let words = self.dns_servers.as_deref().unwrap_or_default().split_whitespace();
        let servers = words.map(|word| {
            let alone = word.parse().map(|address| SocketAddr::new(address, DNS_PORT));
            alone.or_else(|_| word.parse()).map_err(|_| {
                format!("COUNTERSIGN_DNS_SERVERS: `{word}` is no address; write them as 9.9.9.9 or [2620:fe::fe]:53.")
            })
        });
        let resolver = Resolver::of(servers.collect::<Result<_, _>>()?);
        Ok(Recoveries { delay_hours: self.recovery_delay_hours, resolver })
    }

    /// What a home keeps beside its database: its signing key, its log. A volume of the home's region may be mounted there.
    pub fn folder_of(&self, home: &HomeCode) -> PathBuf {
        self.data_dir.join("homes").join(home.as_str())
    }

    /// The homes of the installation, or what is wrong with their setting.
    pub fn homes(&self) -> Result<Vec<HomeSetting>, String> {
        homes::read(self.homes.as_deref(), self.database_url.is_some())
    }

    /// Where the lines of each home that is served here go, or what is wrong with the setting.
    pub fn logs(&self) -> Result<Vec<(HomeCode, Sink)>, String> {
        let usual = self.homes_served()?.into_iter().map(|home| {
            let file = Sink::File(self.folder_of(&home).join("log"));
            (home, file)
        });
        homes::logs(usual.collect(), self.logs.as_deref().unwrap_or_default())
    }

    /// What is refused, most of it in production alone, each with what to do; empty when all is well.
    pub fn refusals(&self) -> Vec<String> {
        let homes = match self.homes() {
            Ok(homes) => homes,
            Err(refusal) => return vec![refusal],
        };
        let needs_database_url = homes::need_database_url(&homes);
        let mut refusals: Vec<String> = self.logs().err().into_iter().collect();
        refusals.extend(self.ring().and_then(Result::err));
        refusals.extend(self.recoveries().err());
        let mail_servers = self.mail_servers().map_err(|refusal| refusals.push(refusal)).unwrap_or_default();
        if !needs_database_url && self.database_url.is_none() && self.directory_url.is_none() {
            refusals.push(
                "COUNTERSIGN_DIRECTORY_URL is not set: name the database that knows where each organisation lives."
                    .into(),
            );
        }
        if self.mode == Mode::Production {
            refusals.extend(homes::refusals(&homes));
            refusals.extend(mail::refusals(
                &self.homes_served().unwrap_or_default(),
                &mail_servers,
                self.mail_from.is_some(),
            ));
            refusals.extend(self.refusals_of_production(needs_database_url));
        }
        refusals
    }

    fn refusals_of_production(&self, needs_database_url: bool) -> Vec<String> {
        let mut refusals = Vec::new();
        let mut refuse = |is_wrong: bool, text: &str| {
            if is_wrong {
                refusals.push(text.to_owned());
            }
        };
        refuse(
            needs_database_url && self.database_url.is_none(),
            "DATABASE_URL is not set: name the PostgreSQL server, or one for each home in COUNTERSIGN_HOMES.",
        );
        refuse(
            self.database_secret.as_deref().is_none_or(|secret| secret.len() < 32),
            "COUNTERSIGN_DATABASE_SECRET is missing or shorter than 32 characters: set one and keep it like a key.",
        );
        refuse(
            self.master_keys.is_none(),
            "COUNTERSIGN_MASTER_KEYS is missing: set a name, a colon and what `openssl rand -base64 32` prints, and keep it apart from the database's copies.",
        );
        refuse(
            !self.origin.starts_with("https://"),
            "COUNTERSIGN_ORIGIN is not https: browsers must reach the service over TLS; name the address they use.",
        );
        refuse(
            self.trusted_proxy.is_none() && !self.listen.ip().is_loopback(),
            "Plain HTTP beyond this machine: put a TLS proxy in front and name it in COUNTERSIGN_TRUSTED_PROXY.",
        );
        refuse(
            (needs_database_url || self.database_url.is_some())
                && !is_protected(self.database_url.as_deref().unwrap_or_default()),
            "DATABASE_URL does not demand TLS: add sslmode=verify-full and the server's certificate authority.",
        );
        refuse(
            self.directory_url.as_deref().is_some_and(|url| !is_protected(url)),
            "COUNTERSIGN_DIRECTORY_URL does not demand TLS: add sslmode=verify-full and the server's certificate authority.",
        );
        refuse(
            self.argon2_kib < 19_456,
            "COUNTERSIGN_ARGON2_KIB is below 19456 KiB: passwords would be cheap to guess.",
        );
        refusals
    }
}

#[cfg(test)]
mod tests;
