//! Looking at the link of a sign-up before using it.
use access::{CrossTenant, way_in::ReadingSignUp};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{SignUpView, SignUps};
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    session::{SecretAnswer, Sessions},
};

/// A link to look at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadSignUp {
    link: OneTimeSecret,
}

/// Look at the link of a sign-up
///
/// Says what it would found, while it can be used, and a name to sign in with that is free; changes nothing. The secret travels in the body, never in an
/// address.
#[utoipa::path(post, path = "/sign-ups/read", tag = "identity", request_body = ReadSignUp,
    responses(
        (status = 200, body = SignUpView, description = "What it would found."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`sign_up_spent`: it was used, has expired or never was one."),
    ))]
pub async fn read_sign_up(
    entry: CrossTenant<ReadingSignUp>,
    sessions: Data<Sessions>,
    sign_ups: Data<SignUps>,
    request: Json<ReadSignUp>,
) -> Result<SecretAnswer<SignUpView>, Error> {
    read(&entry, &sessions, &sign_ups, request.into_inner()).await
}

/// Finds its wish.
pub async fn read(
    entry: &CrossTenant<ReadingSignUp>,
    sessions: &Sessions,
    sign_ups: &SignUps,
    request: ReadSignUp,
) -> Result<SecretAnswer<SignUpView>, Error> {
    let secret = request.link.expose();
    let Some(wish) = entry.read_sign_up(entry.home_of_secret(secret)?, &request.link.hash()).await? else {
        return guess::turn_away(entry, sessions, secret, sign_ups.spent()).await.map(SecretAnswer::Refused);
    };
    if let Some(closed) = sign_ups.closed_to(&wish) {
        return Ok(SecretAnswer::Refused(closed));
    }
    Ok(SecretAnswer::Told(SignUpView {
        free_organisation: entry.free_name(&wish.slug).await?,
        organisation: wish.slug,
        organisation_name: wish.organisation_name,
        email: wish.email,
        person_name: wish.person_name,
    }))
}
