//! Using a link up: a password of one's own and the app's first code, both or neither.
use access::platform::{OperatorEntrance, OperatorInvited, OperatorLink, UsingOperatorLink};
use actix_web::{HttpResponse, web::Data};
use identity::{FirstCode, NewPassword, OneTimeSecret, PasswordHasher, SET_UP_LIFE_S, TotpCode, TotpSecret};
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{OperatorEntered, totp_place, turned_away};
use crate::refusals;

/// A link to use, the password that its holder chose, and the first code of their app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseOperatorLink {
    link: OneTimeSecret,
    password: NewPassword,
    /// The six digits that the app shows.
    code: TotpCode,
}

/// Use an operator's link
///
/// Sets password and app and uses the link up; what is refused leaves it as it was. Whoever was signed in as its holder is signed out. Then sign in.
#[utoipa::path(post, path = "/operator/links/use", tag = "operators", request_body = UseOperatorLink,
    responses(
        (status = 200, body = OperatorEntered, description = "Both factors are set."),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_code_refused`: the app does not show this code now."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_link_spent`: it was used, has expired or never was one."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_set_up_expired`: no app is being set up."),
    ))]
pub async fn use_operator_link(
    entry: OperatorEntrance<UsingOperatorLink>,
    hasher: Data<PasswordHasher>,
    request: Json<UseOperatorLink>,
) -> Result<HttpResponse, Error> {
    let entered = r#use(&entry, &hasher, request.into_inner()).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(entered))
}

/// Sets both factors of the link's holder, once.
pub async fn r#use(
    entry: &OperatorEntrance<UsingOperatorLink>,
    hasher: &PasswordHasher,
    request: UseOperatorLink,
) -> Result<OperatorEntered, Error> {
    let UseOperatorLink { link, password, code } = request;
    let hash = link.hash();
    let Some(known) = entry.read(&hash).await? else {
        return Err(turned_away(entry, link.expose(), refusals::OPERATOR_LINK_SPENT).await?);
    };
    let Some(pending) = known.totp else { return Err(refusals::OPERATOR_SET_UP_EXPIRED.into()) };
    let app = TotpSecret::opened(&entry.platform().seals, &totp_place(&pending.id.to_string()), &pending.secret)?;
    let totp_step = match app.judge(code.expose(), known.at.timestamp())? {
        FirstCode::Right { step } => step,
        FirstCode::ClockIsOff { by_s } => {
            let detail = format!("The device's clock is off by about {by_s} seconds.");
            return Err(Error::refused(refusals::OPERATOR_CODE_REFUSED, detail));
        }
        // Counted like a link that opens nothing: six digits could be guessed otherwise.
        FirstCode::Wrong => return Err(turned_away(entry, link.expose(), refusals::OPERATOR_CODE_REFUSED).await?),
    };
    let own_words = [&*known.email, &*known.name, "operator", "countersign"];
    let password = hasher.hash(hasher.accept(password, "password", own_words).await?).await?;
    let link = OperatorLink {
        hash: &hash,
        totp_id: pending.id,
        totp_step,
        password_hash: &password,
        set_up_within_s: SET_UP_LIFE_S,
    };
    match entry.r#use(link).await? {
        OperatorInvited::Entered => Ok(OperatorEntered { email: known.email }),
        OperatorInvited::Gone => Err(refusals::OPERATOR_SET_UP_EXPIRED.into()),
    }
}
