//! Using the link of a sign-up: the organisation is founded, and its owner signs in with the password that they chose.
use access::{CrossTenant, FoundingBy, SignUpFounded, way_in::ConfirmingSignUp};
use actix_web::web::Data;
use kernel::{Currency, Error, Json, given};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SignUps;
use crate::{
    guess,
    one_time_secret::OneTimeSecret,
    password::{NewPassword, PasswordHasher},
    session::{SecretAnswer, Sessions, Slug},
};

/// A link to use, and what its holder chose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSignUp {
    link: OneTimeSecret,
    password: NewPassword,
    /// The name to sign in with; absent, the one that was wished for.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Slug)]
    organisation: Option<Slug>,
}

/// The organisation that is there now, and by which names its owner signs in.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationFounded {
    #[schema(example = "harbour-house", max_length = 63)]
    organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    organisation_name: String,
    #[schema(example = "owner@harbour-house.example", max_length = 254)]
    email: String,
}

/// Confirm a sign-up
///
/// Founds the organisation and uses the link up: whoever signed up is its owner and administrator, with this password, and it begins with the standard approval
/// policy. A password that is refused, and a name that another organisation has (422 on `organisation`, with one that is free), leave the link as it was. Then
/// sign in.
#[utoipa::path(post, path = "/sign-ups/confirm", tag = "identity", request_body = ConfirmSignUp,
    responses(
        (status = 200, body = OrganisationFounded, description = "Founded."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`sign_up_spent`: it was used, has expired or never was one."),
    ))]
pub async fn confirm_sign_up(
    entry: CrossTenant<ConfirmingSignUp>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    sign_ups: Data<SignUps>,
    request: Json<ConfirmSignUp>,
) -> Result<SecretAnswer<OrganisationFounded>, Error> {
    confirm(&entry, &hasher, &sessions, &sign_ups, request.into_inner()).await
}

/// Founds the organisation, once.
pub async fn confirm(
    entry: &CrossTenant<ConfirmingSignUp>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    sign_ups: &SignUps,
    request: ConfirmSignUp,
) -> Result<SecretAnswer<OrganisationFounded>, Error> {
    let ConfirmSignUp { link, password, organisation } = request;
    let (home, link_hash) = (entry.home_of_secret(link.expose())?, link.hash());
    let Some(wish) = entry.read_sign_up(home, &link_hash).await? else {
        return guess::turn_away(entry, sessions, link.expose(), sign_ups.spent()).await.map(SecretAnswer::Refused);
    };
    if let Some(closed) = sign_ups.closed_to(&wish) {
        return Ok(SecretAnswer::Refused(closed));
    }
    let slug = organisation.map_or_else(|| wish.slug.clone(), |chosen| chosen.as_str().to_owned());
    let own_words = [&slug, &wish.organisation_name, &wish.email, &wish.person_name].map(String::as_str);
    let password = hasher.accept(password, "password", own_words).await?;
    let password_hash = hasher.hash(password).await?;
    let currency = Currency::parse(&wish.base_currency).map_err(std::io::Error::other)?;
    let policy = (sign_ups.first_policy)(currency)?;
    let by = FoundingBy { link_hash: &link_hash, slug: &slug, policy: &policy, password_hash: &password_hash };
    match entry.found_organisation(home, by).await? {
        SignUpFounded::Founded => Ok(SecretAnswer::Told(OrganisationFounded {
            organisation: slug,
            organisation_name: wish.organisation_name,
            email: wish.email,
        })),
        SignUpFounded::Spent => Ok(SecretAnswer::Refused(sign_ups.spent())),
        SignUpFounded::Taken => {
            // By somebody else; or by this very link, if somebody was quicker with it.
            if entry.read_sign_up(home, &link_hash).await?.is_none() {
                return Ok(SecretAnswer::Refused(sign_ups.spent()));
            }
            let free = entry.free_name(&slug).await?.filter(|free| *free != slug);
            Err(taken(free))
        }
    }
}

fn taken(free: Option<String>) -> Error {
    let instead = free.map_or_else(|| "Choose another.".to_owned(), |free| format!("{free} is free."));
    Error::invalid("organisation", "taken", format!("Another organisation has this name. {instead}"))
}
