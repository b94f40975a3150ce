//! The mail server of an organisation's own, by which its orders leave. Its password is given and never shown: only when, by whom, and a fingerprint.
//!
//! What lets people in and what tells them of their accounts leaves by the house's server all the same: whoever names a server can read what it carries.
pub mod get;
pub mod remove;
pub mod set;
mod store;
pub mod test;

use access::{
    Action, Caller, SecretFacts, SecretPlace, Shown,
    catalogue::{RemoveMailServer, SetMailServer, TestMailServer},
    place_of_password,
};
use chrono::{DateTime, Utc};
use kernel::{Email, Error, OrgId, Refusal, Revision, rule};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::{
    mail::{Mail, MailState},
    refusals,
};

/// The ports on which mail is handed in.
const PORTS: [i32; 4] = [25, 465, 587, 2525];

/// How the way to a mail server is kept from being read along; without it no password is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte, usually on port 465.
    Tls,
    /// Begun in the clear and demanded before anything is said (STARTTLS), usually on port 587.
    StartTls,
}

/// The name of a machine in the public network; an address of numbers is none, for no certificate is made for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Host(String);

/// A port on which mail is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct MailPort(i32);

/// As whom the service signs in there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct UserName(String);

/// A mail server as it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow, ToSchema)]
pub struct MailServer {
    pub host: Host,
    pub port: MailPort,
    pub security: MailSecurity,
    pub user_name: UserName,
    /// Whom orders come from.
    pub from_address: Email,
    pub changed_at: DateTime<Utc>,
    #[serde(skip)]
    pub revision: Revision,
}

/// What came of the last mail that tried it, since it was last changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailServerTest {
    state: MailState,
    asked_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// What the mail server said when it did not take it.
    #[schema(example = "535 5.7.8 authentication failed", max_length = 500)]
    reply: Option<String>,
}

/// The mail server as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailServerView {
    /// Null where orders leave by the server of the service.
    server: Option<MailServer>,
    /// What is told of its password.
    password: Option<SecretFacts>,
    last_test: Option<MailServerTest>,
    revision: Revision,
    actions: Vec<Action>,
}

impl MailSecurity {
    /// As it is kept and read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
        }
    }
}

impl MailServer {
    /// Where its password stands.
    pub fn place(&self, org: OrgId) -> SecretPlace {
        place_of_password(org, self.security.code(), &self.host.0, self.port.0)
    }

    /// Whether a password that was given for `before` may be shown to this one: it is the same server and the same account.
    pub fn is_reached_as(&self, before: &Self) -> bool {
        (self.security, &self.host, self.port, &self.user_name)
            == (before.security, &before.host, before.port, &before.user_name)
    }

    /// For whoever is to confirm it.
    fn lines(&self) -> Vec<String> {
        let security = match self.security {
            MailSecurity::Tls => "TLS",
            MailSecurity::StartTls => "STARTTLS",
        };
        vec![
            format!("Server: {}, port {}, {security}", self.host.0, self.port.0),
            format!("User name: {}", self.user_name.0),
            format!("Orders come from: {}", self.from_address),
        ]
    }
}

/// The revision of what may not be there.
fn revision_of(server: Option<&MailServer>) -> Revision {
    server.map_or(Revision::FIRST, |server| server.revision)
}

impl MailServerView {
    fn of(server: Option<MailServer>, password: Option<SecretFacts>, test: Option<Mail>, caller: &Caller) -> Self {
        let is_set = || if server.is_some() { Ok(()) } else { Err(refusals::MAIL_SERVER_NOT_SET) };
        let actions = vec![
            caller.action::<SetMailServer>(Ok::<(), Refusal>(())),
            caller.action::<RemoveMailServer>(is_set()),
            caller.action::<TestMailServer>(is_set()),
        ];
        let last_test = test.map(|Mail { state, asked_at, ended_at, reply, .. }| MailServerTest {
            state,
            asked_at,
            ended_at,
            reply,
        });
        Self { revision: revision_of(server.as_ref()), server, password, last_test, actions }
    }
}

impl Shown for MailServerView {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}

impl Host {
    /// Takes a name of at least two labels.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let last = text.rsplit('.').next().unwrap_or_default();
        let fits = (4..=253).contains(&text.len())
            && text.contains('.')
            && text.split('.').all(is_label)
            && last.bytes().any(|b| b.is_ascii_alphabetic());
        if fits { Ok(Self(text)) } else { Err(rule("host", "Must be a name such as mail.example.com.")) }
    }
}

impl MailPort {
    /// Takes one of four.
    pub fn parse(port: i32) -> Result<Self, String> {
        if PORTS.contains(&port) { Ok(Self(port)) } else { Err(rule("port", "Must be 25, 465, 587 or 2525.")) }
    }
}

impl UserName {
    /// Takes one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(rule("empty", "Must not be empty.")),
            chars if chars > 200 => Err(rule("too_long", "Must have at most 200 characters.")),
            _ if text.contains(char::is_control) => {
                Err(rule("forbidden_character", "A user name has no control characters."))
            }
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for MailPort {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(i32::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for UserName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

fn text(chars_min: usize, chars_max: usize, example: &str) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(chars_min));
    text.max_length(Some(chars_max)).examples([example])
}

impl PartialSchema for Host {
    fn schema() -> RefOr<Schema> {
        text(4, 253, "mail.harbour-house.example").into()
    }
}

impl PartialSchema for MailPort {
    fn schema() -> RefOr<Schema> {
        let port = ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some(PORTS));
        let port = port.format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)));
        port.minimum(Some(25)).maximum(Some(2525)).examples([465]).into()
    }
}

impl PartialSchema for UserName {
    fn schema() -> RefOr<Schema> {
        text(1, 200, "orders@harbour-house.example").into()
    }
}

impl ToSchema for Host {}
impl ToSchema for MailPort {}
impl ToSchema for UserName {}

/// Refused as a password that is missing.
fn password_missing() -> Error {
    let message =
        "Must be given with another server, port, security or user name: the one that is kept was for those of before.";
    Error::invalid("password", "required_with_server", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> MailServer {
        MailServer {
            host: Host::parse("mail.example.com").expect("a host"),
            port: MailPort(465),
            security: MailSecurity::Tls,
            user_name: UserName::parse("orders").expect("a name"),
            from_address: Email::parse("orders@example.com").expect("an address"),
            changed_at: DateTime::UNIX_EPOCH,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn a_host_is_a_name_in_the_public_network() {
        for good in ["mail.example.com", "A.B", "smtp-1.example.co.uk", "xn--mnchen-3ya.example"] {
            assert_eq!(Host::parse(good).is_ok(), good.len() >= 4, "{good}");
        }
        for wrong in [
            "localhost",
            "127.0.0.1",
            "[::1]",
            "::1",
            "10.0.0.1.",
            "a..b",
            "-a.example",
            "a-.example",
            "a b.example",
            "mail.example.com:25",
            "0x7f.1",
            "",
        ] {
            assert!(Host::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn mail_is_handed_in_on_four_ports() {
        for port in PORTS {
            assert!(MailPort::parse(port).is_ok());
        }
        for port in [0, 22, 80, 5432, 6379, 65536, -1] {
            assert!(MailPort::parse(port).is_err(), "{port}");
        }
    }

    #[test]
    fn a_password_is_kept_for_the_server_and_the_account_it_was_given_for() {
        let before = server();

        assert!(
            MailServer { from_address: Email::parse("other@example.com").expect("an address"), ..server() }
                .is_reached_as(&before)
        );
        for other in [
            MailServer { host: Host::parse("mail.example.org").expect("a host"), ..server() },
            MailServer { port: MailPort(587), ..server() },
            MailServer { security: MailSecurity::StartTls, ..server() },
            MailServer { user_name: UserName::parse("other").expect("a name"), ..server() },
        ] {
            assert!(!other.is_reached_as(&before), "{other:?}");
        }
    }
}
