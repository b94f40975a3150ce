//! Where a request comes from: its id, its network address and what it says of its device.
use std::net::IpAddr;

use actix_web::{
    HttpMessage, HttpRequest,
    http::{
        Method,
        header::{CONTENT_LENGTH, HeaderName, IF_MATCH, TRANSFER_ENCODING, USER_AGENT},
    },
    web,
};
use kernel::{BodyDigest, Error, RequestId};
use uuid::Uuid;

use crate::{
    confirmation::{Confirming, Passkeys, Proof, Said},
    support::Reading,
};

/// What the server's first middleware found out; it stands in the request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct RequestOrigin {
    pub request_id: RequestId,
    /// The peer, or what a trusted proxy says of it.
    pub network: Option<IpAddr>,
}

impl Confirming {
    /// What a request says of it, and what it shows.
    pub(crate) fn of(request: &HttpRequest) -> Result<(Self, Option<Proof>), Error> {
        let header = request.headers().get("confirmation");
        let (is_by_mail, proof) = match header.map(|said| Said::parse(said.to_str().unwrap_or_default())).transpose()? {
            None => (false, None),
            Some(Said::ByMail) => (true, None),
            Some(Said::Proof(proof)) => (false, Some(proof)),
        };
        let passkeys = request.app_data::<web::Data<dyn Passkeys>>();
        let confirming = Self {
            said: said(request),
            device: device(request),
            network: RequestOrigin::of(request).network_text(),
            passkeys: passkeys.map(|passkeys| passkeys.clone().into_inner()),
            is_by_mail,
            ..Self::default()
        };
        Ok((confirming, proof))
    }
}

impl Reading {
    /// What a request asks for.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let path = request.match_pattern().unwrap_or_else(|| request.path().to_owned());
        Self {
            origin: RequestOrigin::of(request),
            is_get: request.method() == Method::GET,
            operation: format!("{} {path}", request.method()),
            subject: request.match_info().iter().find_map(|(_, value)| Uuid::parse_str(value).ok()),
        }
    }
}

impl RequestOrigin {
    /// Of a request that went through the middleware; a nil id shows one that did not.
    pub fn of(request: &HttpRequest) -> Self {
        let found = request.extensions().get::<Self>().copied();
        found.unwrap_or(Self { request_id: RequestId(Uuid::nil()), network: None })
    }

    /// The address as text, for PostgreSQL to read; an IPv4 address wrapped in IPv6 is unwrapped.
    pub fn network_text(&self) -> Option<String> {
        self.network.map(|network| network.to_canonical().to_string())
    }
}

/// What a request says, part by part: verb, address, revision and body, of which the handler need not have read any.
pub(crate) fn said(request: &HttpRequest) -> Vec<String> {
    let header =
        |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let BodyDigest(body) = request.extensions().get::<BodyDigest>().copied().unwrap_or(BodyDigest([0; 32]));
    // A client may leave out that it sends nothing.
    let length = header(CONTENT_LENGTH).trim_start_matches('0');
    vec![
        request.method().to_string(),
        request.uri().to_string(),
        header(IF_MATCH).to_owned(),
        length.to_owned(),
        header(TRANSFER_ENCODING).to_owned(),
        format!("{body:?}"),
    ]
}

/// What the client says it is, cut to a bounded length.
pub(crate) fn device(request: &HttpRequest) -> Option<String> {
    let device = request.headers().get(USER_AGENT)?.to_str().ok()?;
    Some(device.chars().take(200).collect())
}
