//! Stopping a recovery by the link in the owner's mailbox.
use access::{CrossTenant, way_in::StoppingOwnerRecovery};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::StoppedOwnerRecoveryView;
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    refusals,
    session::{Refused, Sessions},
};

/// A link to stop it by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopOwnerRecoveryByLink {
    link: OneTimeSecret,
}

/// What a link did, or why it opens nothing.
pub enum StopAnswer {
    Stopped(StoppedOwnerRecoveryView),
    Refused(Refused),
}

/// Stop the recovery of an owner by the link in their mail
///
/// Whoever reads the owner's mailbox says that their second factor is to stay. Nothing is removed any more, and everybody of the organisation is told. The link
/// opens this as long as the recovery waits, and signs nobody in.
#[utoipa::path(post, path = "/owner-recovery-link/stop", tag = "identity", request_body = StopOwnerRecoveryByLink,
    responses(
        (status = 200, body = StoppedOwnerRecoveryView, description = "It is stopped."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`owner_recovery_link_spent`: it was used, what it was for is over, or it never was one."),
    ))]
pub async fn stop_owner_recovery_by_link(
    entry: CrossTenant<StoppingOwnerRecovery>,
    sessions: Data<Sessions>,
    request: Json<StopOwnerRecoveryByLink>,
) -> Result<StopAnswer, Error> {
    stop(&entry, &sessions, request.into_inner()).await
}

/// Uses the link, once.
pub async fn stop(
    entry: &CrossTenant<StoppingOwnerRecovery>,
    sessions: &Sessions,
    request: StopOwnerRecoveryByLink,
) -> Result<StopAnswer, Error> {
    let secret = request.link.expose();
    let home = entry.home_of_secret(secret)?;
    if let Some(stopped) = entry.stop_owner_recovery(home, &request.link.hash()).await? {
        return Ok(StopAnswer::Stopped(stopped.into()));
    }
    let spent = Refused::plain(refusals::OWNER_RECOVERY_LINK_SPENT);
    guess::turn_away(entry, sessions, secret, spent).await.map(StopAnswer::Refused)
}

impl Responder for StopAnswer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Stopped(view) => HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(view),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
