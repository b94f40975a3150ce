//! Using a link up: its holder chooses a password, and then signs in with it.
use access::{CrossTenant, way_in::UsingLink};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LinkAnswer, LinkView};
use crate::{
    guess,
    keys::{Purpose, derive},
    one_time_secret::OneTimeSecret,
    password::{NewPassword, PasswordHasher},
    refusals,
    session::{Refused, Sessions},
};

/// A link to use, and the password that its holder chose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseLink {
    link: OneTimeSecret,
    password: NewPassword,
}

/// Use a one-time link
///
/// Sets the password and uses the link up; a password that is refused leaves the link as it was. Whoever was signed in as its holder is signed out
/// everywhere. Then sign in with it; a second factor stays as it was.
#[utoipa::path(post, path = "/link/use", tag = "identity", request_body = UseLink,
    responses(
        (status = 200, body = LinkView, description = "The password is set."),
        (status = 404, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`link_spent`: it was used, has expired or never was one."),
    ))]
pub async fn use_link(
    entry: CrossTenant<UsingLink>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<UseLink>,
) -> Result<LinkAnswer, Error> {
    r#use(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Sets the password of the link's holder, once.
pub async fn r#use(
    entry: &CrossTenant<UsingLink>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: UseLink,
) -> Result<LinkAnswer, Error> {
    let UseLink { link, password } = request;
    let home = entry.home_of_secret(link.expose())?;
    let refused = Refused::plain(refusals::LINK_SPENT);
    let Some(holder) = entry.read_link(home, &link.hash()).await? else {
        return guess::turn_away(entry, sessions, link.expose(), refused).await.map(LinkAnswer::Refused);
    };
    let own_words = [&holder.slug, &holder.organisation_name, &holder.email, &holder.person_name].map(String::as_str);
    let password = hasher.accept(password, "password", own_words).await?;
    let hash = hasher.hash(password).await?;
    let account = derive(&home.key, Purpose::Account, &[&holder.slug, &holder.email]);
    if entry.use_link(home, &link.hash(), &hash, &account).await? {
        Ok(LinkAnswer::Holder(holder.into()))
    } else {
        Ok(LinkAnswer::Refused(refused))
    }
}
