//! Beginning with a link: whose it is, and the secret for the app.
use access::platform::{OperatorEntrance, PendingTotp, UsingOperatorLink};
use actix_web::HttpResponse;
use identity::{OneTimeSecret, TotpSecret};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{OperatorLinkBegun, totp_place, turned_away};
use crate::refusals;

/// A link to begin with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginOperatorLink {
    link: OneTimeSecret,
}

/// Begin with an operator's link
///
/// Says whose it is and what to tell the authenticator app, which waits a quarter of an hour for its first code. Begun once more, it is another app.
#[utoipa::path(post, path = "/operator/links/begin", tag = "operators", request_body = BeginOperatorLink,
    responses(
        (status = 200, body = OperatorLinkBegun, description = "What to tell the app."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_link_spent`: it was used, has expired or never was one."),
    ))]
pub async fn begin_operator_link(
    entry: OperatorEntrance<UsingOperatorLink>,
    request: Json<BeginOperatorLink>,
) -> Result<HttpResponse, Error> {
    let begun = begin(&entry, request.into_inner()).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(begun))
}

/// Makes a secret and keeps it with the link.
pub async fn begin(
    entry: &OperatorEntrance<UsingOperatorLink>,
    request: BeginOperatorLink,
) -> Result<OperatorLinkBegun, Error> {
    let (link, hash) = (request.link.expose(), request.link.hash());
    let Some(known) = entry.read(&hash).await? else {
        return Err(turned_away(entry, link, refusals::OPERATOR_LINK_SPENT).await?);
    };
    let platform = entry.platform();
    let app = TotpSecret::new(platform.chance.bytes());
    let id = uuid::Builder::from_random_bytes(platform.chance.bytes()).into_uuid();
    let secret = app.sealed(&platform.seals, &platform.chance, &totp_place(&id.to_string()))?;
    if !entry.begin(&hash, &PendingTotp { id, secret }).await? {
        return Err(refusals::OPERATOR_LINK_SPENT.into());
    }
    let totp = app.set_up("operator", &known.email)?;
    Ok(OperatorLinkBegun { email: known.email, name: known.name, role: known.role, totp })
}
