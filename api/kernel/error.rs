//! Every failure a caller can meet, and its one shape on the wire (RFC 9457).
use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{FieldError, Refusal, ended};

/// Why a request did not get what it asked for.
#[derive(Debug)]
pub enum Error {
    /// A rule said no.
    Refused(Box<Refused>),
    /// A bug, or the world broke.
    Unexpected(Box<dyn std::error::Error + Send + Sync>),
}

/// A refusal with what is particular to this request.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    pub refusal: Refusal,
    pub detail: Option<String>,
    pub errors: Vec<FieldError>,
    /// How recent a sign-in would do, where an older one does not.
    pub sign_in_within_s: Option<u32>,
}

/// The body of every refused request: `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem<'a> {
    /// `/problems/<code>`: a page that says what it means and how to mend it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/stale")]
    pub kind: String,
    /// The rule, in one sentence.
    #[schema(example = "Somebody changed this after you read it.")]
    pub title: &'a str,
    #[schema(example = 412)]
    pub status: u16,
    /// Stable; the last part of `type`.
    #[schema(example = "stale")]
    pub code: &'a str,
    /// What is particular to this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'a str>,
    /// Which fields broke which rules.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Option<Vec<FieldError>>)]
    pub errors: &'a [FieldError],
    /// Who could do this instead.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(value_type = Option<String>)]
    pub who_could: &'a str,
    /// What to do next.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(value_type = Option<String>)]
    pub next: &'a str,
}

impl Refused {
    /// The refusal alone.
    pub fn plain(refusal: Refusal) -> Self {
        Self { refusal, detail: None, errors: Vec::new(), sign_in_within_s: None }
    }
}

impl Error {
    /// A refusal that says something particular.
    pub fn refused(refusal: Refusal, detail: impl Into<String>) -> Self {
        Self::Refused(Box::new(Refused { detail: Some(detail.into()), ..Refused::plain(refusal) }))
    }

    /// One field that breaks one rule.
    pub fn invalid(field: impl Into<String>, rule: &str, message: impl fmt::Display) -> Self {
        Self::invalid_fields(vec![FieldError::new(field, rule, message)])
    }

    /// Several fields that break rules.
    pub fn invalid_fields(errors: Vec<FieldError>) -> Self {
        Self::Refused(Box::new(Refused { errors, ..Refused::plain(ended::INVALID) }))
    }

    /// The sign-in is older than these seconds (RFC 9470, section 3).
    pub fn sign_in_too_old(within_s: u32) -> Self {
        let detail = format!("Within the last {} minutes.", within_s.div_ceil(60));
        let plain = Refused::plain(ended::SIGN_IN_TOO_OLD);
        Self::Refused(Box::new(Refused { detail: Some(detail), sign_in_within_s: Some(within_s), ..plain }))
    }

    /// There is nothing here, or nothing that this caller may know of.
    pub fn not_found() -> Self {
        ended::NOT_FOUND.into()
    }

    /// The refusal, a bug being `unexpected`.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refused) => refused.refusal,
            Self::Unexpected(_) => ended::UNEXPECTED,
        }
    }

    // What a client that may sign in must do (RFC 6750, section 3, and RFC 9470, section 3).
    fn challenge(&self) -> String {
        let realm = r#"Bearer realm="countersign""#;
        match self {
            Self::Refused(refused) if let Some(seconds) = refused.sign_in_within_s => {
                format!(r#"{realm}, error="insufficient_user_authentication", max_age="{seconds}""#)
            }
            Self::Refused(_) | Self::Unexpected(_) => realm.to_owned(),
        }
    }

    /// The problem to show.
    pub fn problem(&self) -> Problem<'_> {
        let refusal = self.refusal();
        let (detail, errors) = match self {
            Self::Refused(refused) => (refused.detail.as_deref(), refused.errors.as_slice()),
            Self::Unexpected(_) => (None, [].as_slice()),
        };
        Problem {
            kind: format!("/problems/{}", refusal.code),
            title: refusal.reason,
            status: refusal.status,
            code: refusal.code,
            detail,
            errors,
            who_could: refusal.who_could,
            next: refusal.next,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.refusal().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Unexpected(cause) = self {
            tracing::error!(cause = %chain(cause.as_ref()), "unexpected");
        }
        let mut response = HttpResponse::build(self.status_code());
        if self.refusal().status == 401 {
            response.insert_header((header::WWW_AUTHENTICATE, self.challenge()));
        }
        if matches!(self.refusal().status, 429 | 503) {
            response.insert_header((header::RETRY_AFTER, "1"));
        }
        response.content_type("application/problem+json").json(self.problem())
    }
}

// The whole chain in one line, for a log line must be readable alone.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => match &refused.detail {
                Some(detail) => write!(f, "{}: {detail}", refused.refusal.code),
                None => f.write_str(refused.refusal.code),
            },
            Self::Unexpected(cause) => f.write_str(&chain(cause.as_ref())),
        }
    }
}

// `Error` is no `std::error::Error` on purpose: so `?` may take any, and rooms may convert their own refusals.
impl<E: std::error::Error + Send + Sync + 'static> From<E> for Error {
    fn from(cause: E) -> Self {
        Self::Unexpected(Box::new(cause))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(Refused::plain(refusal)))
    }
}
