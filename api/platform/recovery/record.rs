//! What a domain publishes: one TXT record, asked of the name servers that the installation is told of, within limits.
use std::{net::SocketAddr, sync::Arc, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::{Name, RData},
};
use kernel::Error;
use tokio::sync::Semaphore;

use crate::refusals;

/// How long name servers may take, all together.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// How many records of the name are looked at.
const RECORDS_MAX: usize = 20;
/// What the record begins with.
const KEY: &str = "countersign-recovery=";
/// In front of the domain.
const LABEL: &str = "_countersign-recovery";

/// Who is asked what a domain publishes.
#[derive(Debug, Clone)]
pub struct Resolver {
    servers: Vec<SocketAddr>,
    /// One question at a time: a domain that answers slowly holds up no other work of operators.
    asking: Arc<Semaphore>,
}

/// The record that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub name: String,
    pub value: String,
}

impl Wanted {
    pub(super) fn of(domain: &str, token: &str) -> Self {
        Self { name: format!("{LABEL}.{domain}"), value: format!("{KEY}{token}") }
    }
}

impl Resolver {
    /// The name servers of the machine.
    pub fn of_system() -> Self {
        Self::of(Vec::new())
    }

    /// These, and no others; none means the machine's.
    pub fn of(servers: Vec<SocketAddr>) -> Self {
        Self { servers, asking: Arc::new(Semaphore::new(1)) }
    }

    /// The text of the record, once it says what is wanted. A name that is an alias says nothing: whoever it points to may be anybody.
    pub(super) async fn find(&self, wanted: &Wanted) -> Result<String, Error> {
        let Ok(name) = Name::from_utf8(format!("{}.", wanted.name)) else {
            return Err(refusals::RECOVERY_RECORD_ABSENT.into());
        };
        let _asking = self.asking.try_acquire().map_err(|_| Error::from(refusals::RECOVERY_DNS_AWAY))?;
        let texts = match tokio::time::timeout(WAIT_MAX, self.texts_of(name)).await {
            Ok(Ok(texts)) => texts,
            Ok(Err(error)) if error.is_no_records_found() => Vec::new(),
            Ok(Err(error)) => {
                tracing::warn!(%error, "name servers do not answer");
                return Err(refusals::RECOVERY_DNS_AWAY.into());
            }
            Err(_) => return Err(refusals::RECOVERY_DNS_AWAY.into()),
        };
        if texts.is_empty() {
            return Err(refusals::RECOVERY_RECORD_ABSENT.into());
        }
        let found = texts.into_iter().find(|text| *text == wanted.value);
        Ok(found.ok_or(refusals::RECOVERY_RECORD_DIFFERS)?)
    }

    // Nothing is kept from one time to the next: what was published a moment ago is to be seen, and what has gone is not.
    async fn texts_of(&self, name: Name) -> Result<Vec<String>, NetError> {
        let runtime = TokioRuntimeProvider::default();
        let mut builder = if self.servers.is_empty() {
            TokioResolver::builder(runtime)?
        } else {
            let servers = self.servers.iter().map(server).collect();
            TokioResolver::builder_with_config(ResolverConfig::from_name_servers(servers), runtime)
        };
        let options = builder.options_mut();
        options.timeout = Duration::from_secs(2);
        options.attempts = 1;
        options.cache_size = 0;
        options.edns0 = true;
        options.case_randomization = true;
        let answer = builder.build()?.txt_lookup(name.clone()).await?;
        let of_name = answer.answers().iter().filter(|record| record.name == name);
        let texts = of_name.take(RECORDS_MAX).filter_map(|record| match &record.data {
            RData::TXT(text) => String::from_utf8(text.txt_data.concat()).ok(),
            _ => None,
        });
        Ok(texts.collect())
    }
}

fn server(at: &SocketAddr) -> NameServerConfig {
    let mut server = NameServerConfig::udp_and_tcp(at.ip());
    let to_port = |mut connection: ConnectionConfig| {
        connection.port = at.port();
        connection
    };
    server.connections = server.connections.into_iter().map(to_port).collect();
    server
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_stands_below_the_domain_and_says_the_token() {
        let wanted = Wanted::of("harbour-house.example", "4be2");

        assert_eq!(wanted.name, "_countersign-recovery.harbour-house.example");
        assert_eq!(wanted.value, "countersign-recovery=4be2");
    }
}
