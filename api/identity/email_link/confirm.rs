//! Saying yes to another address, from one of the two mailboxes.
use access::{CrossTenant, EmailConfirmed, way_in::ConfirmingEmail};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::EmailConfirmedView;
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    refusals,
    session::{Refused, SecretAnswer, Sessions},
};

/// A link to use.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEmailLink {
    link: OneTimeSecret,
}

/// Confirm another address
///
/// Uses the link up. The second of the two changes the address: every session of the person but the one that asked ends, links to a new password are void,
/// and both mailboxes are told. Should somebody else of the organisation have the address by then, it is 409 `email_taken` and nothing changes.
#[utoipa::path(post, path = "/email-link/confirm", tag = "identity", request_body = ConfirmEmailLink,
    responses(
        (status = 200, body = EmailConfirmedView, description = "Confirmed; changed, if it was the second."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`email_link_spent`: it was used, its wish has ended, it has expired or never was one."),
    ))]
pub async fn confirm_email_link(
    entry: CrossTenant<ConfirmingEmail>,
    sessions: Data<Sessions>,
    request: Json<ConfirmEmailLink>,
) -> Result<SecretAnswer<EmailConfirmedView>, Error> {
    confirm(&entry, &sessions, request.into_inner()).await
}

/// Uses the link, once.
pub async fn confirm(
    entry: &CrossTenant<ConfirmingEmail>,
    sessions: &Sessions,
    request: ConfirmEmailLink,
) -> Result<SecretAnswer<EmailConfirmedView>, Error> {
    let (secret, hash) = (request.link.expose(), request.link.hash());
    let home = entry.home_of_secret(secret)?;
    let spent = Refused::plain(refusals::EMAIL_LINK_SPENT);
    let Some(holder) = entry.read_email_link(home, &hash).await? else {
        return guess::turn_away(entry, sessions, secret, spent).await.map(SecretAnswer::Refused);
    };
    let is_changed = match entry.confirm_email(home, &hash).await? {
        Some(EmailConfirmed::Confirmed) => false,
        Some(EmailConfirmed::Changed) => true,
        Some(EmailConfirmed::Taken) => return Ok(SecretAnswer::Refused(Refused::plain(refusals::EMAIL_TAKEN))),
        // Somebody else was quicker.
        None => return Ok(SecretAnswer::Refused(spent)),
    };
    Ok(SecretAnswer::Told(EmailConfirmedView { new_email: holder.new_email, is_changed }))
}
