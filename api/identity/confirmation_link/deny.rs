//! Saying that it was somebody else who asked for a confirmation.
use access::{CrossTenant, way_in::DenyingConfirmation};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::DeniedConfirmationView;
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    refusals,
    session::{Refused, Sessions},
};

/// A link to deny by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DenyConfirmation {
    link: OneTimeSecret,
}

/// What a link did, or why it opens nothing.
pub enum DenyAnswer {
    Denied(DeniedConfirmationView),
    Refused(Refused),
}

/// Deny a confirmation
///
/// Whoever reads the mailbox that the code was sent to says that it was not them who asked: whatever waits to be confirmed by the account is frozen, every
/// session of it ends, and the owners of the organisation are told. For a day after the code was sent, also where it was used meanwhile: that stays done.
#[utoipa::path(post, path = "/confirmation-link/deny", tag = "identity", request_body = DenyConfirmation,
    responses(
        (status = 200, body = DeniedConfirmationView, description = "Frozen, and everybody is signed out of the account."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`confirmation_link_spent`: it was used, is older than a day or never was one."),
    ))]
pub async fn deny_confirmation(
    entry: CrossTenant<DenyingConfirmation>,
    sessions: Data<Sessions>,
    request: Json<DenyConfirmation>,
) -> Result<DenyAnswer, Error> {
    deny(&entry, &sessions, request.into_inner()).await
}

/// Uses the link, once.
pub async fn deny(
    entry: &CrossTenant<DenyingConfirmation>,
    sessions: &Sessions,
    request: DenyConfirmation,
) -> Result<DenyAnswer, Error> {
    let secret = request.link.expose();
    let home = entry.home_of_secret(secret)?;
    if let Some(denied) = entry.deny_confirmation(home, &request.link.hash()).await? {
        return Ok(DenyAnswer::Denied(denied.into()));
    }
    let spent = Refused::plain(refusals::CONFIRMATION_LINK_SPENT);
    guess::turn_away(entry, sessions, secret, spent).await.map(DenyAnswer::Refused)
}

impl Responder for DenyAnswer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Denied(view) => HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(view),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
