//! Signing an organisation up, by whoever has none.
use std::time::Instant;

use access::{CrossTenant, Home, Region, SignUp, way_in::AskingSignUp};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Data};
use kernel::{Currency, Email, Error, Json, Locale, Name, TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{SignUps, mailed::LINK_LIFE};
use crate::{
    guess,
    keys::{Purpose, derive},
    refusals,
    session::{Refused, Slug},
};

/// An organisation to be, and its first owner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSignUp {
    /// The link is mailed there; the owner signs in with it.
    email: Email,
    person_name: Name,
    organisation_name: Name,
    /// The name to sign in with. Should another organisation have it, another one is chosen with the link.
    organisation: Slug,
    /// In which limits and budgets are counted.
    base_currency: Currency,
    time_zone: TimeZone,
    locale: Locale,
    /// Where its data will be, of those that are offered; absent, the first of them.
    #[serde(default)]
    region: Option<Region>,
}

/// That the wish was heard; whether the address is known is said in its mailbox alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignUpHeard {
    /// For so many hours the link opens something, from when it is sent.
    #[schema(example = 24, minimum = 1, maximum = 24)]
    link_life_hours: u64,
}

/// The answer, the same for everybody, or why there is none.
pub enum Asked {
    Heard(SignUpHeard),
    Refused(Refused),
}

/// Sign an organisation up
///
/// Mails a link to the address; the answer is the same, and takes as long, whether or not the address has an account or the name is taken. The link opens
/// `POST /v1/sign-ups/confirm` once, within a day; before that there is no organisation. Three sign-ups of an address within a day, and what the installation
/// allows for a network in an hour and for all in a day, are enough: the next is 429 `sign_up_too_often`. Where the installation takes none it is 403
/// `sign_up_closed`.
#[utoipa::path(post, path = "/sign-ups", tag = "identity", request_body = CreateSignUp,
    responses(
        (status = 202, body = SignUpHeard, description = "Heard.")))]
pub async fn create_sign_up(
    entry: CrossTenant<AskingSignUp>,
    sign_ups: Data<SignUps>,
    request: Json<CreateSignUp>,
) -> Result<Asked, Error> {
    create(&entry, &sign_ups, request.into_inner()).await
}

/// Notes it.
pub async fn create(
    entry: &CrossTenant<AskingSignUp>,
    sign_ups: &SignUps,
    request: CreateSignUp,
) -> Result<Asked, Error> {
    let begun = Instant::now();
    if let Some(closed) = sign_ups.closed() {
        return Ok(Asked::Refused(closed));
    }
    let home = entry.home_in(request.region)?.ok_or_else(not_offered)?;
    let account = request.account_hash(home);
    let wait = entry.ask_sign_up(home, &request.into(), &account, sign_ups.limits).await?;
    guess::even_moment(begun).await;
    Ok(match wait {
        None => Asked::Heard(SignUpHeard { link_life_hours: LINK_LIFE.as_secs().div_euclid(3600) }),
        Some(retry_after_s) => Asked::Refused(Refused::until(refusals::SIGN_UP_TOO_OFTEN, retry_after_s)),
    })
}

/// What is said of a region that has no home here.
pub fn not_offered() -> Error {
    Error::invalid("region", "not_offered", "Must be one of the regions that are offered.")
}

impl CreateSignUp {
    /// Where it is to be; none, the first that is offered.
    pub fn region(&self) -> Option<Region> {
        self.region
    }

    /// The name that it is to sign in with.
    pub fn slug(&self) -> &Slug {
        &self.organisation
    }

    /// Under which the sign-ups of this address are counted in a home.
    pub fn account_hash(&self, home: &Home) -> [u8; 32] {
        derive(&home.key, Purpose::SignUp, &[self.email.as_str()])
    }
}

impl From<CreateSignUp> for SignUp {
    fn from(request: CreateSignUp) -> Self {
        Self {
            email: request.email.to_string(),
            person_name: request.person_name.into_string(),
            organisation_name: request.organisation_name.into_string(),
            slug: request.organisation.as_str().to_owned(),
            base_currency: request.base_currency.code().to_owned(),
            time_zone: request.time_zone.name().to_owned(),
            locale: request.locale.as_str().to_owned(),
            is_invited: false,
        }
    }
}

impl Responder for Asked {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Heard(heard) => {
                HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(heard)
            }
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
