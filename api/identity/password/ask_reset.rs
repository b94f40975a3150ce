//! Asking for a new password, by whoever forgot theirs.
use std::time::Instant;

use access::{CrossTenant, way_in::AskingPasswordReset};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Email, Error, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    guess,
    keys::{Purpose, derive},
    refusals,
    session::{Refused, Sessions, Slug},
};

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPasswordReset {
    /// The name of the organisation that one signs in with.
    organisation: Slug,
    email: Email,
}

/// That the wish was heard; whether there is such an account is said in its mailbox alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordResetAsked {
    /// For so many minutes the link opens something, from when it is sent.
    #[schema(example = 30, minimum = 1, maximum = 60)]
    link_life_minutes: u64,
}

/// The answer, the same for everybody, or why one must wait.
pub enum Asked {
    Heard(PasswordResetAsked),
    Refused(Refused),
}

/// Ask for a new password
///
/// Mails a link to the address, if an account of that organisation has it; the answer is the same if none has, and takes as long. The link opens
/// `POST /v1/link/use` once, within half an hour; a second factor is still asked for at the next sign-in. Three wishes for an account, or twenty from a
/// network, within a quarter of an hour are enough: the next is 429 `asked_too_often`.
#[utoipa::path(post, path = "/password/ask-reset", tag = "identity", request_body = AskPasswordReset,
    responses(
        (status = 202, body = PasswordResetAsked, description = "Heard.")))]
pub async fn ask_password_reset(
    entry: CrossTenant<AskingPasswordReset>,
    sessions: Data<Sessions>,
    request: Json<AskPasswordReset>,
) -> Result<Asked, Error> {
    ask(&entry, &sessions, request.into_inner()).await
}

/// Notes it.
pub async fn ask(
    entry: &CrossTenant<AskingPasswordReset>,
    sessions: &Sessions,
    request: AskPasswordReset,
) -> Result<Asked, Error> {
    let begun = Instant::now();
    let (organisation, email) = (request.organisation.as_str(), request.email.as_str());
    let home = entry.home_of(organisation).await?;
    let account = derive(&home.key, Purpose::Account, &[organisation, email]);
    let wait = entry.ask_reset(home, [organisation, email], &account, sessions.policy.resets).await?;
    guess::even_moment(begun).await;
    Ok(match wait {
        None => {
            Asked::Heard(PasswordResetAsked { link_life_minutes: super::reset::LINK_LIFE.as_secs().div_euclid(60) })
        }
        Some(retry_after_s) => Asked::Refused(Refused::until(refusals::ASKED_TOO_OFTEN, retry_after_s)),
    })
}

impl Responder for Asked {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Heard(heard) => {
                HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(heard)
            }
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
