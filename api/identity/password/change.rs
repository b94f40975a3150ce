//! Choosing another password.
use access::{CrossTenant, way_in::ChangingPassword};
use actix_web::web::Data;
use kernel::{Error, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{NewPassword, Password, PasswordHasher};
use crate::{
    refusals,
    session::{Holder, SessionTokens, Sessions, Tokens},
};

/// The password of whoever signed in, and the one that takes its place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    password: Password,
    new_password: NewPassword,
}

/// Change the password
///
/// Ends every other session of the caller, and voids one-time links that were sent to them; this session goes on under new tokens, and the access
/// tokens of before open nothing any more. A wrong password is counted as at sign-in; a new one that is refused changes nothing.
#[utoipa::path(post, path = "/password/change", tag = "identity", request_body = ChangePassword,
    responses(
        (status = 200, body = SessionTokens, description = "Changed.",
            headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`."))),
        (status = 403, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`password_refused`: `password` is not the password."),
    ))]
pub async fn change_password(
    entry: CrossTenant<ChangingPassword>,
    hasher: Data<PasswordHasher>,
    sessions: Data<Sessions>,
    request: Json<ChangePassword>,
) -> Result<Tokens, Error> {
    change(&entry, &hasher, &sessions, request.into_inner()).await
}

/// Checks both passwords, and sets the new one.
pub async fn change(
    entry: &CrossTenant<ChangingPassword>,
    hasher: &PasswordHasher,
    sessions: &Sessions,
    request: ChangePassword,
) -> Result<Tokens, Error> {
    let ChangePassword { password, new_password } = request;
    if new_password.is(&password) {
        return Err(Error::invalid("new_password", "unchanged", "Must differ from the current password."));
    }
    let holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(refused),
    };
    let own = &holder.own;
    let own_words = [&own.slug, &own.organisation_name, &own.email, &own.person_name].map(String::as_str);
    let accepted = hasher.accept(new_password, "new_password", own_words).await?;
    let attempt = match holder.prove(hasher, password).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(refused),
    };
    let hash = hasher.hash(accepted).await?;
    let (home, changed_at) = (holder.home, holder.own.credential.changed_at);
    holder
        .renew(refusals::PASSWORD_REFUSED, async |token| {
            entry.change_password(home, attempt, &token, changed_at, &hash).await
        })
        .await
}
