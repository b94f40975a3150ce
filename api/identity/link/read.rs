//! Looking at a link before using it.
use access::{CrossTenant, way_in::ReadingLink};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LinkAnswer, LinkView};
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    refusals,
    session::{Refused, Sessions},
};

/// A link to look at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadLink {
    link: OneTimeSecret,
}

/// Look at a one-time link
///
/// Says whose it is, while it can be used; changes nothing. The secret travels in the body, never in an address.
#[utoipa::path(post, path = "/link/read", tag = "identity", request_body = ReadLink,
    responses(
        (status = 200, body = LinkView, description = "Whose link it is."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`link_spent`: it was used, has expired or never was one."),
    ))]
pub async fn read_link(
    entry: CrossTenant<ReadingLink>,
    sessions: Data<Sessions>,
    request: Json<ReadLink>,
) -> Result<LinkAnswer, Error> {
    read(&entry, &sessions, request.into_inner()).await
}

/// Finds its holder.
pub async fn read(
    entry: &CrossTenant<ReadingLink>,
    sessions: &Sessions,
    request: ReadLink,
) -> Result<LinkAnswer, Error> {
    let secret = request.link.expose();
    if let Some(holder) = entry.read_link(entry.home_of_secret(secret)?, &request.link.hash()).await? {
        return Ok(LinkAnswer::Holder(holder.into()));
    }
    let refused = Refused::plain(refusals::LINK_SPENT);
    guess::turn_away(entry, sessions, secret, refused).await.map(LinkAnswer::Refused)
}
