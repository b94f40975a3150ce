//! The refresh cookie, the token that proves a request with it comes from our own pages, and the cookie that a browser is known again by.
use actix_web::HttpRequest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Holds the refresh token; no script reads it.
pub const REFRESH_COOKIE: &str = "__Host-refresh";
/// Holds the CSRF token for our own script to read.
pub const CSRF_COOKIE: &str = "__Host-csrf";
/// Holds the secret that a browser is known again by; no script reads it.
pub const DEVICE_COOKIE: &str = "__Host-device";
/// The header that repeats it.
const CSRF_HEADER: &str = "x-csrf-token";
const TOKEN_BYTES_MAX: usize = 160;

/// The CSRF token of a refresh token, `<home>_<family>.<secret>`: a MAC under its family, which stays the same when
/// the token is rotated, so that two tabs never disagree. None when it has no such shape.
pub fn csrf_token(refresh_token: &str) -> Option<String> {
    let (_, secret) = refresh_token.split_once('_')?;
    let (family, _) = secret.split_once('.')?;
    let mut mac = Hmac::<Sha256>::new_from_slice(family.as_bytes()).ok()?;
    mac.update(b"csrf token");
    Some(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// The refresh token of a request that carries exactly one.
pub(crate) fn refresh_token(request: &HttpRequest) -> Option<String> {
    the_one(request, REFRESH_COOKIE)
}

/// The hash of the secret that a browser is known again by. Reading it needs no proof of where a request comes from: it opens nothing, it only says by
/// whose failures a try is judged.
pub(crate) fn device_hash(request: &HttpRequest) -> Option<[u8; 32]> {
    the_one(request, DEVICE_COOKIE).map(|secret| Sha256::digest(secret).into())
}

/// The value of a cookie of which a request carries exactly one.
pub(crate) fn the_one(request: &HttpRequest, name: &str) -> Option<String> {
    let cookies = request.cookies().ok()?;
    let mut ours = cookies.iter().filter(|cookie| cookie.name() == name);
    let (one, none) = (ours.next()?, ours.next());
    (none.is_none() && one.value().len() <= TOKEN_BYTES_MAX).then(|| one.value().to_owned())
}

/// Whether the request repeats the token's CSRF token, in exactly one header.
pub(crate) fn is_proven(request: &HttpRequest, refresh_token: &str) -> bool {
    let mut headers = request.headers().get_all(CSRF_HEADER);
    match (headers.next(), headers.next(), csrf_token(refresh_token)) {
        (Some(sent), None, Some(right)) => bool::from(sent.as_bytes().ct_eq(right.as_bytes())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const TOKEN: &str = "eu1_familyfamilyfamilyfam.secret";

    #[test]
    fn the_csrf_token_stays_when_the_token_is_rotated_and_differs_between_families() {
        assert_eq!(csrf_token(TOKEN), csrf_token("eu1_familyfamilyfamilyfam.other"));
        assert_ne!(csrf_token(TOKEN), csrf_token("eu1_familyfamilyfamilyfan.secret"));
        assert_eq!(csrf_token("eu1_without_family"), None);
    }

    #[test]
    fn only_one_right_header_proves() {
        let right = csrf_token(TOKEN).expect("a token");
        let with = |headers: &[&str]| {
            let request = TestRequest::default();
            let request = headers.iter().fold(request, |request, value| request.append_header((CSRF_HEADER, *value)));
            is_proven(&request.to_http_request(), TOKEN)
        };

        assert!(with(&[&right]));
        assert!(!with(&[]));
        assert!(!with(&[""]));
        assert!(!with(&["wrong"]));
        assert!(!with(&[&right, &right]));
    }

    #[test]
    fn two_cookies_of_one_name_are_none() {
        let once = TestRequest::default().insert_header(("cookie", "a=b; __Host-refresh=x")).to_http_request();
        let twice =
            TestRequest::default().insert_header(("cookie", "__Host-refresh=x; __Host-refresh=y")).to_http_request();

        assert_eq!((refresh_token(&once), refresh_token(&twice)), (Some("x".into()), None));
    }

    #[test]
    fn a_device_is_known_by_the_hash_of_one_cookie() {
        let hash = |cookies: &str| {
            let request = TestRequest::default().insert_header(("cookie", cookies));
            device_hash(&request.to_http_request())
        };

        let of_x: [u8; 32] = Sha256::digest("x").into();
        assert_eq!(hash("__Host-device=x; a=b"), Some(of_x));
        assert_eq!(hash("__Host-refresh=x"), None);
        assert_eq!(hash("__Host-device=x; __Host-device=x"), None);
        assert_eq!(hash(&format!("__Host-device={}", "x".repeat(TOKEN_BYTES_MAX + 1))), None);
    }
}
