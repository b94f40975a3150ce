//! How many requests a network may make in a minute, and what is left of them (draft-ietf-httpapi-ratelimit-headers).
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use access::RequestOrigin;
use actix_web::{
    Error, HttpMessage, ResponseError,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue, RETRY_AFTER},
    middleware::Next,
    web,
};
use kernel::ended;

const WINDOW_S: u64 = 60;
/// Those beyond it share one count, so that many addresses fill no memory.
const NETWORKS_MAX: usize = 100_000;
const EVERYBODY_ELSE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

static POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
static STANDING: HeaderName = HeaderName::from_static("ratelimit");

/// The requests of each network in the running minute.
#[derive(Debug)]
pub struct Rate {
    most: u32,
    started: Instant,
    running: Mutex<Window>,
}

#[derive(Debug, Default)]
struct Window {
    number: u64,
    counts: HashMap<IpAddr, u32>,
}

/// Where a network stands after a request.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    is_over: bool,
    left: u32,
    reset_s: u64,
}

impl Rate {
    /// At most so many requests a minute from one network.
    pub fn new(most: u32) -> Self {
        Self { most, started: Instant::now(), running: Mutex::default() }
    }

    fn count(&self, network: IpAddr, elapsed: Duration) -> Standing {
        let (number, reset_s) = (elapsed.as_secs() / WINDOW_S, WINDOW_S.saturating_sub(elapsed.as_secs() % WINDOW_S));
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if number > running.number {
            *running = Window { number, counts: HashMap::new() };
        }
        let is_new = !running.counts.contains_key(&network);
        let network = if is_new && running.counts.len() >= NETWORKS_MAX { EVERYBODY_ELSE } else { network };
        let count = running.counts.entry(network).or_default();
        *count = count.saturating_add(1);
        Standing { is_over: *count > self.most, left: self.most.saturating_sub(*count), reset_s }
    }
}

/// Counts each request of the API, refuses what is too much before anything is asked of the database, and says what is left.
pub async fn limit_rate<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let rate = request.app_data::<web::Data<Rate>>().cloned();
    let Some(rate) = rate.filter(|_| request.path().starts_with("/v1/")) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let network = request.extensions().get::<RequestOrigin>().and_then(|origin| origin.network);
    let standing = rate.count(network.map_or(EVERYBODY_ELSE, counted_as), rate.started.elapsed());
    let mut response = if standing.is_over {
        let mut refused = kernel::Error::from(ended::RATE_LIMITED).error_response();
        refused.headers_mut().insert(RETRY_AFTER, HeaderValue::from(standing.reset_s));
        request.into_response(refused).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let policy = format!("\"network\";q={};w={WINDOW_S}", rate.most);
    let left = format!("\"network\";r={};t={}", standing.left, standing.reset_s);
    for (name, text) in [(&POLICY, policy), (&STANDING, left)] {
        if let Ok(value) = HeaderValue::try_from(text) {
            response.headers_mut().insert(name.clone(), value);
        }
    }
    Ok(response)
}

// Whoever has one address of IPv6 has a network of them.
fn counted_as(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        plain @ IpAddr::V4(_) => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::ZERO;

    fn rate(most: u32) -> Rate {
        Rate::new(most)
    }

    fn network(text: &str) -> IpAddr {
        counted_as(text.parse().unwrap())
    }

    #[test]
    fn the_request_after_the_last_is_too_much() {
        let (rate, network) = (rate(2), network("203.0.113.7"));

        let standings = [0, 10, 59].map(|second| rate.count(network, Duration::from_secs(second)));

        assert_eq!(
            standings,
            [
                Standing { is_over: false, left: 1, reset_s: 60 },
                Standing { is_over: false, left: 0, reset_s: 50 },
                Standing { is_over: true, left: 0, reset_s: 1 },
            ]
        );
    }

    #[test]
    fn the_next_minute_begins_anew() {
        let (rate, network) = (rate(1), network("203.0.113.7"));
        rate.count(network, START);

        let standing = rate.count(network, Duration::from_mins(1));

        assert_eq!(standing, Standing { is_over: false, left: 0, reset_s: 60 });
    }

    #[test]
    fn each_network_has_its_own_count() {
        let rate = rate(1);
        rate.count(network("203.0.113.7"), START);

        assert!(!rate.count(network("203.0.113.8"), START).is_over);
        assert!(rate.count(network("::ffff:203.0.113.7"), START).is_over);
        assert!(!rate.count(network("2001:db8:1:2::1"), START).is_over);
        assert!(rate.count(network("2001:db8:1:2:ffff::9"), START).is_over);
        assert!(!rate.count(network("2001:db8:1:3::1"), START).is_over);
    }

    #[test]
    fn many_networks_fill_no_memory() {
        let rate = rate(2);
        for address in 1..=u32::try_from(NETWORKS_MAX).unwrap() {
            rate.count(Ipv4Addr::from(address).into(), START);
        }

        let beyond = ["203.0.113.7", "203.0.113.8", "203.0.113.9"].map(|text| rate.count(network(text), START).is_over);

        assert_eq!(beyond, [false, false, true]);
        assert!(!rate.count(Ipv4Addr::from(1).into(), START).is_over);
        assert!(rate.running.lock().unwrap().counts.len() <= NETWORKS_MAX + 1);
    }
}
