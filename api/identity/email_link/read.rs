//! Looking at a link of a wish for another address before using it.
use access::{CrossTenant, way_in::ReadingEmailLink};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::EmailLinkView;
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    refusals,
    session::{Refused, SecretAnswer, Sessions},
};

/// A link to look at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadEmailLink {
    link: OneTimeSecret,
}

/// Look at a link that confirms an address
///
/// Says whose account it is, which address it has and which it is to have, while the link can be used; changes nothing. The secret travels in the body,
/// never in an address.
#[utoipa::path(post, path = "/email-link/read", tag = "identity", request_body = ReadEmailLink,
    responses(
        (status = 200, body = EmailLinkView, description = "What it would change."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`email_link_spent`: it was used, its wish has ended, it has expired or never was one."),
    ))]
pub async fn read_email_link(
    entry: CrossTenant<ReadingEmailLink>,
    sessions: Data<Sessions>,
    request: Json<ReadEmailLink>,
) -> Result<SecretAnswer<EmailLinkView>, Error> {
    read(&entry, &sessions, request.into_inner()).await
}

/// Finds its wish.
pub async fn read(
    entry: &CrossTenant<ReadingEmailLink>,
    sessions: &Sessions,
    request: ReadEmailLink,
) -> Result<SecretAnswer<EmailLinkView>, Error> {
    let secret = request.link.expose();
    if let Some(holder) = entry.read_email_link(entry.home_of_secret(secret)?, &request.link.hash()).await? {
        return Ok(SecretAnswer::Told(holder.into()));
    }
    let refused = Refused::plain(refusals::EMAIL_LINK_SPENT);
    guess::turn_away(entry, sessions, secret, refused).await.map(SecretAnswer::Refused)
}
