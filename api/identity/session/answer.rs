//! What the verbs of a session answer with: a body, and its cookies.
use access::{Answer, CSRF_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::BoxBody,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};
use kernel::{Error, Refusal};

use super::{
    RefreshToken, SessionAndCodes, SessionAndFirstCodes, SessionTokens, SignInBegun,
    known_device::{self, DeviceSecret},
};
use crate::second_factor::RecoveryCodes;

/// The tokens of a session, or why there are none.
pub enum Tokens {
    Fresh {
        tokens: SessionTokens,
        refresh_token: RefreshToken,
        cookie_life_s: i64,
        /// After a sign-in, what the browser is known again by.
        device: Option<DeviceSecret>,
    },
    Refused(Refused),
}

/// What the first step of signing in ends with.
pub enum FirstStep {
    /// The password was enough, or wrong.
    Last(Tokens),
    /// It was right, and is not enough.
    Begun(SignInBegun),
}

/// The tokens of a session that goes on, with the recovery codes that its owner is told; or why there are none.
pub enum TokensAndCodes {
    Fresh(Tokens, RecoveryCodes),
    Refused(Tokens),
}

/// The same, where codes come with a first factor alone.
pub enum TokensAndFirstCodes {
    Fresh(Tokens, RecoveryCodes),
    Refused(Tokens),
}

/// A refusal that says more than its body does.
pub struct Refused {
    refusal: Refusal,
    retry_after_s: Option<u32>,
    forgets_cookies: bool,
}

/// Nobody is signed in any more.
pub struct Left(pub Option<Answer<()>>);

impl Refused {
    /// Nothing but the refusal.
    pub fn plain(refusal: Refusal) -> Self {
        Self { refusal, retry_after_s: None, forgets_cookies: false }
    }

    /// Not before so many seconds.
    pub fn until(refusal: Refusal, retry_after_s: u32) -> Self {
        Self { retry_after_s: Some(retry_after_s), ..Self::plain(refusal) }
    }

    /// The cookies open nothing any more.
    pub fn for_good(refusal: Refusal) -> Self {
        Self { forgets_cookies: true, ..Self::plain(refusal) }
    }
}

impl Responder for Tokens {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Refused(refused) => refused.respond_to(request),
            Self::Fresh { tokens, refresh_token, cookie_life_s, device } => {
                let mut response = fresh(&refresh_token, &tokens.csrf_token, cookie_life_s);
                if let Some(device) = device {
                    // Signing out leaves it: it is the browser that is known, not the sign-in.
                    response.cookie(cookie(DEVICE_COOKIE, device.text().to_owned(), known_device::LIFE_S, true));
                }
                response.json(tokens)
            }
        }
    }
}

impl Responder for FirstStep {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Last(tokens) => tokens.respond_to(request),
            Self::Begun(begun) => {
                HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(begun)
            }
        }
    }
}

impl Responder for TokensAndCodes {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Fresh(Tokens::Fresh { tokens, refresh_token, cookie_life_s, device: _ }, recovery_codes) => {
                let mut response = fresh(&refresh_token, &tokens.csrf_token, cookie_life_s);
                response.json(SessionAndCodes { session: tokens, recovery_codes })
            }
            Self::Fresh(refused, _) | Self::Refused(refused) => refused.respond_to(request),
        }
    }
}

impl Responder for TokensAndFirstCodes {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Fresh(Tokens::Fresh { tokens, refresh_token, cookie_life_s, device: _ }, recovery_codes) => {
                let mut response = fresh(&refresh_token, &tokens.csrf_token, cookie_life_s);
                response.json(SessionAndFirstCodes { session: tokens, recovery_codes })
            }
            Self::Fresh(refused, _) | Self::Refused(refused) => refused.respond_to(request),
        }
    }
}

fn fresh(refresh_token: &RefreshToken, csrf_token: &str, cookie_life_s: i64) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .cookie(cookie(REFRESH_COOKIE, refresh_token.text(), cookie_life_s, true))
        .cookie(cookie(CSRF_COOKIE, csrf_token.to_owned(), cookie_life_s, false));
    response
}

impl Responder for Refused {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::from_error(Error::from(self.refusal));
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if self.forgets_cookies { forget_cookies(response) } else { response }
    }
}

impl Responder for Left {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response =
            self.0.map_or_else(|| HttpResponse::NoContent().finish(), |answer| answer.respond_to(request));
        let cache = header::HeaderValue::from_static("\"cache\"");
        response.headers_mut().insert(header::HeaderName::from_static("clear-site-data"), cache);
        forget_cookies(response)
    }
}

fn cookie(name: &'static str, value: String, life_s: i64, is_hidden: bool) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(is_hidden)
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(life_s))
        .finish()
}

fn forget_cookies(mut response: HttpResponse) -> HttpResponse {
    for (name, is_hidden) in [(REFRESH_COOKIE, true), (CSRF_COOKIE, false)] {
        if let Ok(value) = cookie(name, String::new(), 0, is_hidden).to_string().parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}
