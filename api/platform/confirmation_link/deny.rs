//! Saying that it was somebody else who asked for a confirmation.
use access::platform::{DenyingOperatorConfirmation, OperatorEntrance};
use actix_web::HttpResponse;
use identity::OneTimeSecret;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::DeniedOperatorConfirmationView;
use crate::{link::turned_away, refusals};

/// A link to deny by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DenyOperatorConfirmation {
    link: OneTimeSecret,
}

/// Deny an operator's confirmation
///
/// Whoever reads the mailbox that the code was sent to says that it was not them who asked: whatever waits to be confirmed by the account is frozen, every
/// session of it ends, and the operators of `security` are told. For a day after the code was sent, also where it was used meanwhile: that stays done.
#[utoipa::path(post, path = "/operator/confirmation-link/deny", tag = "operators", request_body = DenyOperatorConfirmation,
    responses(
        (status = 200, body = DeniedOperatorConfirmationView, description = "Frozen, and everybody is signed out of the account."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_confirmation_link_spent`: it was used, is older than a day or never was one."),
    ))]
pub async fn deny_operator_confirmation(
    entry: OperatorEntrance<DenyingOperatorConfirmation>,
    request: Json<DenyOperatorConfirmation>,
) -> Result<HttpResponse, Error> {
    let denied = deny(&entry, request.into_inner()).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(denied))
}

/// Uses the link, once.
pub async fn deny(
    entry: &OperatorEntrance<DenyingOperatorConfirmation>,
    request: DenyOperatorConfirmation,
) -> Result<DeniedOperatorConfirmationView, Error> {
    match entry.deny(&request.link.hash()).await? {
        Some(denied) => Ok(denied.into()),
        None => Err(turned_away(entry, request.link.expose(), refusals::OPERATOR_CONFIRMATION_LINK_SPENT).await?),
    }
}
