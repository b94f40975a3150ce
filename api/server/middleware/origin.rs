//! Gives each request an id and finds out where it comes from.
use std::net::IpAddr;

use access::RequestOrigin;
use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use kernel::RequestId;
use uuid::Uuid;

/// Whose word about a client's address is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct TrustedProxy(pub Option<IpAddr>);

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Sets [`RequestOrigin`] and answers with `X-Request-Id`; an id that the caller sends is not taken, for it names our trail.
pub async fn request_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    #[expect(clippy::disallowed_methods, reason = "there is no work yet whose chance could be asked")]
    let id = Uuid::now_v7();
    let network = network(&request);
    request.extensions_mut().insert(RequestOrigin { request_id: RequestId(id), network });
    let mut response = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    Ok(response)
}

// The last hop that the trusted proxy saw, else the peer itself. A proxy may add a line of its own below what it was sent.
fn network(request: &ServiceRequest) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|address| address.ip());
    let TrustedProxy(trusted) =
        request.app_data::<web::Data<TrustedProxy>>().map(|proxy| *proxy.get_ref()).unwrap_or_default();
    if trusted.is_none() || trusted != peer {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").last().and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).or(peer)
}
