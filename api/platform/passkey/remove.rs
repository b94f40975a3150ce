//! Giving a passkey up.
use access::platform::{OwnOperatorAccount, RemovingOperatorPasskey};
use actix_web::{HttpResponse, web::Path};
use kernel::{Error, PasskeyId};

/// Remove an operator's passkey
///
/// It opens nothing any more; password and app do, as before. Every other session of the caller ends, and they are told by mail.
#[utoipa::path(delete, path = "/operator/passkeys/{id}", tag = "operators", params(("id" = PasskeyId, Path, description = "Which passkey.")),
    responses((status = 204, description = "Removed.")))]
pub async fn remove_operator_passkey(
    account: OwnOperatorAccount<RemovingOperatorPasskey>,
    id: Path<PasskeyId>,
) -> Result<HttpResponse, Error> {
    remove(&account, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Removes one of the caller's own.
pub async fn remove(account: &OwnOperatorAccount<RemovingOperatorPasskey>, id: PasskeyId) -> Result<(), Error> {
    if account.remove_passkey(id).await? { Ok(()) } else { Err(Error::not_found()) }
}
