//! An operator's own passkeys.
use access::platform::OperatorSession;
use actix_web::HttpResponse;
use identity::{PasskeyList, PasskeyView};
use kernel::Error;

/// List an operator's passkeys
///
/// Those of the caller, oldest first.
#[utoipa::path(get, path = "/operator/passkeys", tag = "operators",
    responses((status = 200, body = PasskeyList, description = "The passkeys.")))]
pub async fn list_operator_passkeys(session: OperatorSession) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(list(&session).await?))
}

/// The caller's own.
pub async fn list(session: &OperatorSession) -> Result<PasskeyList, Error> {
    Ok(PasskeyList { items: session.passkeys().await?.into_iter().map(PasskeyView::from).collect() })
}
