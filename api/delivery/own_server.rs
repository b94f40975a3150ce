//! Sending by an organisation's own mail server: a stranger's machine, whose name somebody typed.
//!
//! Its name is looked up once, every address of it must be a public one, and the one that was checked is the one that is connected to; the certificate
//! is checked against the name. What it answers is told without the password, in whichever form SMTP had sent it.
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use access::{DueMail, OwnServer, Posted};
use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::Error;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use crate::{
    Letter, Mailer,
    mailer::{PATIENCE, message, posted, unwritable},
};

/// How long all of it may take: nobody's server holds up the mail of others.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(45);
/// How long its name may take to look up.
const LOOK_UP_PATIENCE: Duration = Duration::from_secs(5);

/// Where the mail servers of organisations are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the public network, over TLS.
    Public,
    /// Here, whatever they are called, and without TLS: in a demo and in tests.
    At(SocketAddr),
}

/// Hands a mail over to it.
pub async fn send(mailer: &Mailer, server: &OwnServer, mail: &DueMail, letter: Letter) -> Posted {
    match tokio::time::timeout(PATIENCE_IN_ALL, send_in_time(mailer.reach(), server, mail, letter)).await {
        Ok(posted) => posted,
        Err(_) => Posted::Later("The mail server did not answer in time.".into()),
    }
}

async fn send_in_time(reach: Reach, server: &OwnServer, mail: &DueMail, letter: Letter) -> Posted {
    let written = sender(server, mail).and_then(|from| message(&from, mail, letter));
    let message = match written {
        Ok(message) => message,
        Err(error) => return Posted::Refused(unwritable(&error)),
    };
    let transport = match transport(reach, server).await {
        Ok(transport) => transport,
        Err(NotReached(why)) => return Posted::Later(why.into()),
    };
    let sent = transport.send(message).await;
    transport.shutdown().await;
    match sent {
        Ok(_) => Posted::Sent,
        Err(error) => posted(&error, |said| without_password(said, server)),
    }
}

/// Why it was not even connected to.
#[derive(Debug, PartialEq, Eq)]
struct NotReached(&'static str);

const UNKNOWN: NotReached = NotReached("The mail server's name is not known.");
const NOT_PUBLIC: NotReached =
    NotReached("The mail server's name leads to an address that is not public, and is not asked.");
const NO_TLS: NotReached = NotReached("The mail server's name cannot stand in a certificate.");

async fn transport(reach: Reach, server: &OwnServer) -> Result<AsyncSmtpTransport<Tokio1Executor>, NotReached> {
    let (address, tls) = match reach {
        Reach::Public => (public_address(server).await?, tls(server)?),
        Reach::At(address) => (address, Tls::None),
    };
    let password = server.password.expose().to_owned();
    Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
        .port(address.port())
        .tls(tls)
        .credentials(Credentials::new(server.user_name.clone(), password))
        .timeout(Some(PATIENCE))
        .pool_config(PoolConfig::new().max_size(1))
        .build())
}

// Always demanded: without it the password would cross the network for everybody to read.
fn tls(server: &OwnServer) -> Result<Tls, NotReached> {
    let parameters = TlsParameters::new(server.host.clone()).map_err(|_| NO_TLS)?;
    Ok(if server.security == "starttls" { Tls::Required(parameters) } else { Tls::Wrapper(parameters) })
}

async fn public_address(server: &OwnServer) -> Result<SocketAddr, NotReached> {
    let found = tokio::time::timeout(LOOK_UP_PATIENCE, tokio::net::lookup_host((server.host.as_str(), server.port)));
    let found = found.await.map_err(|_| UNKNOWN)?.map_err(|_| UNKNOWN)?;
    the_public_one(found.collect())
}

// One that is not public spoils all: a name that leads here and there was made for that.
fn the_public_one(mut found: Vec<SocketAddr>) -> Result<SocketAddr, NotReached> {
    if !found.iter().all(|address| is_public(address.ip())) {
        return Err(NOT_PUBLIC);
    }
    found.sort_by_key(SocketAddr::is_ipv6);
    found.into_iter().next().ok_or(UNKNOWN)
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_public_v4(address),
            None => is_public_v6(address),
        },
    }
}

// The registry of special addresses (RFC 6890): what none of its lines takes out.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..=127).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

// Global unicast alone (2000::/3), without what wraps another address or is for documents.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_global_unicast = first & 0xe000 == 0x2000;
    let is_special = (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x2002 || first == 0x3fff;
    is_global_unicast && !is_special
}

fn sender(server: &OwnServer, mail: &DueMail) -> Result<Mailbox, Error> {
    Ok(Mailbox::new(Some(mail.organisation_name.clone()), server.from_address.parse()?))
}

// As it is, and as the mechanisms PLAIN and LOGIN send it (RFC 4616).
fn without_password(said: &str, server: &OwnServer) -> String {
    let password = server.password.expose();
    let plain = STANDARD.encode(format!("\0{}\0{password}", server.user_name));
    let login = STANDARD.encode(password);
    [plain.as_str(), login.as_str(), password].iter().fold(said.to_owned(), |said, secret| said.replace(secret, "…"))
}

#[cfg(test)]
mod tests {
    use access::Secret;

    use super::*;

    fn server() -> OwnServer {
        OwnServer {
            host: "mail.harbour-house.example".into(),
            port: 465,
            security: "tls".into(),
            user_name: "orders".into(),
            from_address: "orders@harbour-house.example".into(),
            password: Secret::parse("correct horse".into()).expect("a secret"),
        }
    }

    fn found(addresses: &[&str]) -> Result<String, NotReached> {
        let found = addresses.iter().map(|ip| SocketAddr::new(ip.parse().expect("an address"), 465)).collect();
        the_public_one(found).map(|address| address.ip().to_string())
    }

    #[test]
    fn only_public_addresses_are_asked() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "192.0.0.8",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "100::1",
        ] {
            assert_eq!(found(&[inside]), Err(NOT_PUBLIC), "{inside}");
        }
        for outside in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2600:1f18::1", "2a00:1450::1"] {
            assert_eq!(found(&[outside]).as_deref(), Ok(outside));
        }
    }

    #[test]
    fn a_name_that_leads_outside_and_inside_is_not_asked() {
        assert_eq!(found(&["8.8.8.8", "127.0.0.1"]), Err(NOT_PUBLIC));
        assert_eq!(found(&["2600:1f18::1", "8.8.8.8"]).as_deref(), Ok("8.8.8.8"));
        assert_eq!(found(&[]), Err(UNKNOWN));
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_asked() {
        let here = OwnServer { host: "localhost".into(), ..server() };

        assert_eq!(public_address(&here).await, Err(NOT_PUBLIC));
        assert!(matches!(transport(Reach::Public, &here).await, Err(NOT_PUBLIC)));
    }

    #[test]
    fn what_the_server_says_does_not_quote_the_password() {
        let said = format!(
            "535 no correct horse, nor {} nor {}",
            STANDARD.encode("correct horse"),
            STANDARD.encode("\0orders\0correct horse")
        );

        assert_eq!(without_password(&said, &server()), "535 no …, nor … nor …");
    }

    #[test]
    fn tls_is_demanded_in_both_ways() {
        assert!(matches!(tls(&server()), Ok(Tls::Wrapper(_))));
        assert!(matches!(tls(&OwnServer { security: "starttls".into(), ..server() }), Ok(Tls::Required(_))));
    }
}
