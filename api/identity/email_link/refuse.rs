//! Saying no to another address, from the mailbox of the present one.
use access::{CrossTenant, way_in::RefusingEmail};
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

/// A link to refuse by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseEmailLink {
    link: OneTimeSecret,
}

/// Refuse another address
///
/// Whoever reads the mailbox of the present address says that it was not them: the wish ends, and every session of the account with it. The link that was
/// sent to the new address refuses nothing.
#[utoipa::path(post, path = "/email-link/refuse", tag = "identity", request_body = RefuseEmailLink,
    responses(
        (status = 200, body = EmailLinkView, description = "Refused; the address stays."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`email_link_spent`: it was used, its wish has ended, it has expired, is the new mailbox's or never was one."),
    ))]
pub async fn refuse_email_link(
    entry: CrossTenant<RefusingEmail>,
    sessions: Data<Sessions>,
    request: Json<RefuseEmailLink>,
) -> Result<SecretAnswer<EmailLinkView>, Error> {
    refuse(&entry, &sessions, request.into_inner()).await
}

/// Ends the wish, once.
pub async fn refuse(
    entry: &CrossTenant<RefusingEmail>,
    sessions: &Sessions,
    request: RefuseEmailLink,
) -> Result<SecretAnswer<EmailLinkView>, Error> {
    let (secret, hash) = (request.link.expose(), request.link.hash());
    let home = entry.home_of_secret(secret)?;
    let spent = Refused::plain(refusals::EMAIL_LINK_SPENT);
    let Some(holder) = entry.read_email_link(home, &hash).await? else {
        return guess::turn_away(entry, sessions, secret, spent).await.map(SecretAnswer::Refused);
    };
    if entry.refuse_email(home, &hash).await? {
        Ok(SecretAnswer::Told(holder.into()))
    } else {
        Ok(SecretAnswer::Refused(spent))
    }
}
