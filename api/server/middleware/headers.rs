//! The security headers of every answer, errors included.
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web,
};

/// Whether browsers reach us over TLS only, so that they may be told to keep to it.
#[derive(Debug, Clone, Copy)]
pub struct TransportIsSecure(pub bool);

/// The content policy of the screens: no inline anything, Trusted Types on.
pub const SCREEN_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
require-trusted-types-for 'script'; trusted-types countersign-workers";
/// The API shows nothing that a browser renders.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// Swagger UI, vendored, needs inline styles; it stands on the origin of the screens, so its scripts are ours alone too.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    (
        "permissions-policy",
        "camera=(self), microphone=(self), geolocation=(), display-capture=(), payment=(), usb=(), interest-cohort=(), publickey-credentials-create=(self), publickey-credentials-get=(self)",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-permitted-cross-domain-policies", "none"),
];

/// Sets the headers that the answer does not set itself.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let path = request.path().to_owned();
    let is_secure = request.app_data::<web::Data<TransportIsSecure>>().is_some_and(|transport| transport.0);
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        set(headers, HeaderName::from_static(name), value);
    }
    let (policy, cache) = match path.as_str() {
        path if path.starts_with("/v1/") => (API_POLICY, "no-store"),
        path if path.starts_with("/docs") => (DOCS_POLICY, "no-cache"),
        path if path.starts_with("/assets/") => (SCREEN_POLICY, "public, max-age=31536000, immutable"),
        _ => (SCREEN_POLICY, "no-cache"),
    };
    set(headers, CONTENT_SECURITY_POLICY, policy);
    set(headers, CACHE_CONTROL, cache);
    if is_secure {
        set(headers, HeaderName::from_static("strict-transport-security"), "max-age=31536000; includeSubDomains");
    }
    Ok(response)
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
