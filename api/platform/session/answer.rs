//! What the verbs of an operator's session answer with: a body, and its cookies.
use access::platform::{OPERATOR_COOKIE, OPERATOR_CSRF_COOKIE};
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};
use kernel::Error;

use super::{LIFETIME_S, OperatorSessionOpened, SessionSecret};

/// A session that was opened, or why there is none.
pub enum Opened {
    Fresh { opened: OperatorSessionOpened, secret: SessionSecret },
    Refused(Refused),
}

/// A refusal that says how long to wait.
pub struct Refused(pub Error);

/// Nobody is signed in any more.
pub struct SignedOut;

impl Responder for Opened {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Refused(refused) => refused.respond_to(request),
            Self::Fresh { opened, secret } => HttpResponse::Ok()
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .cookie(cookie(OPERATOR_COOKIE, secret.text().to_owned(), LIFETIME_S, true))
                .cookie(cookie(OPERATOR_CSRF_COOKIE, opened.csrf_token.clone(), LIFETIME_S, false))
                .json(opened),
        }
    }
}

impl Responder for Refused {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::from_error(self.0)
    }
}

impl Responder for SignedOut {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent()
            .insert_header(("clear-site-data", "\"cache\""))
            .cookie(cookie(OPERATOR_COOKIE, String::new(), 0, true))
            .cookie(cookie(OPERATOR_CSRF_COOKIE, String::new(), 0, false))
            .finish()
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
