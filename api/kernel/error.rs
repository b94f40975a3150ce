//! Every failure a caller can meet, and its one shape on the wire (RFC 9457).
use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Confirmation, FieldError, Refusal, ended};

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
    /// Permissions that nobody holds together, where that is why.
    pub pairs: Vec<PermissionPair>,
    /// How recent a sign-in would do, where an older one does not.
    pub sign_in_within_s: Option<u32>,
    /// What is to be confirmed, where it was not.
    pub confirmation: Option<Confirmation>,
    /// How many more codes or passkeys may be tried, where one was wrong.
    pub tries_left: Option<u32>,
    /// How long to wait, where that is known.
    pub retry_after_s: Option<u32>,
}

/// Two permissions that nobody holds together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermissionPair {
    #[schema(example = "grant.create")]
    pub first: &'static str,
    #[schema(example = "purchase_order.issue")]
    pub second: &'static str,
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
    /// Which permissions nobody holds together.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Option<Vec<PermissionPair>>)]
    pub pairs: &'a [PermissionPair],
    /// Who could do this instead.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(value_type = Option<String>)]
    pub who_could: &'a str,
    /// What to do next.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(value_type = Option<String>)]
    pub next: &'a str,
    /// With `confirmation_required`: what is to be confirmed, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Confirmation>)]
    pub confirmation: Option<&'a Confirmation>,
    /// With `confirmation_refused`, where the code or the passkey was wrong: how many more may be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 4, minimum = 0, maximum = 4)]
    pub tries_left: Option<u32>,
}

impl Refused {
    /// The refusal alone.
    pub fn plain(refusal: Refusal) -> Self {
        Self {
            refusal,
            detail: None,
            errors: Vec::new(),
            pairs: Vec::new(),
            sign_in_within_s: None,
            confirmation: None,
            tries_left: None,
            retry_after_s: None,
        }
    }
}

impl Error {
    /// A refusal that says something particular.
    pub fn refused(refusal: Refusal, detail: impl Into<String>) -> Self {
        Self::Refused(Box::new(Refused { detail: Some(detail.into()), ..Refused::plain(refusal) }))
    }

    /// A refusal because of permissions that nobody holds together.
    pub fn refused_pairs(refusal: Refusal, detail: impl Into<String>, pairs: Vec<PermissionPair>) -> Self {
        Self::Refused(Box::new(Refused { detail: Some(detail.into()), pairs, ..Refused::plain(refusal) }))
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

    /// It must be confirmed first.
    pub fn confirmation_required(confirmation: Confirmation) -> Self {
        let plain = Refused::plain(ended::CONFIRMATION_REQUIRED);
        Self::Refused(Box::new(Refused { confirmation: Some(confirmation), ..plain }))
    }

    /// It is not what confirms this, for this reason; so many more may be tried.
    pub fn not_confirmed(because: &str, tries_left: u32) -> Self {
        let detail = match tries_left {
            0 => format!("{because} Nothing else confirms it any more."),
            1 => format!("{because} One more may be tried."),
            more => format!("{because} {more} more may be tried."),
        };
        let plain = Refused::plain(ended::CONFIRMATION_REFUSED);
        Self::Refused(Box::new(Refused { detail: Some(detail), tries_left: Some(tries_left), ..plain }))
    }

    /// So many seconds are to pass before it is tried again.
    pub fn too_soon(refusal: Refusal, retry_after_s: u32) -> Self {
        Self::Refused(Box::new(Refused { retry_after_s: Some(retry_after_s), ..Refused::plain(refusal) }))
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

    fn retry_after_s(&self) -> u32 {
        match self {
            Self::Refused(refused) => refused.retry_after_s.unwrap_or(1),
            Self::Unexpected(_) => 1,
        }
    }

    /// The problem to show.
    pub fn problem(&self) -> Problem<'_> {
        let refusal = self.refusal();
        let refused = match self {
            Self::Refused(refused) => Some(refused),
            Self::Unexpected(_) => None,
        };
        Problem {
            kind: format!("/problems/{}", refusal.code),
            title: refusal.reason,
            status: refusal.status,
            code: refusal.code,
            detail: refused.and_then(|refused| refused.detail.as_deref()),
            errors: refused.map(|refused| refused.errors.as_slice()).unwrap_or_default(),
            pairs: refused.map(|refused| refused.pairs.as_slice()).unwrap_or_default(),
            who_could: refusal.who_could,
            next: refusal.next,
            confirmation: refused.and_then(|refused| refused.confirmation.as_ref()),
            tries_left: refused.and_then(|refused| refused.tries_left),
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
            response.insert_header((header::RETRY_AFTER, self.retry_after_s().to_string()));
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
