//! Whose session it is.
use access::platform::{OperatorSession, catalogue::PLATFORM_CATALOGUE};
use actix_web::HttpResponse;
use kernel::Error;

use super::OperatorSessionView;

/// View the operator's session
///
/// Whose it is, until when, and what they may do.
#[utoipa::path(get, path = "/operator/session", tag = "operators",
    responses((status = 200, body = OperatorSessionView, description = "The session.")))]
pub async fn view_operator_session(session: OperatorSession) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(view(&session).await?))
}

/// Finds the operator, and what the role of an operator holds.
pub async fn view(session: &OperatorSession) -> Result<OperatorSessionView, Error> {
    let operator = session.view().await?;
    let held = || PLATFORM_CATALOGUE.iter().filter(|entry| entry.is_live && entry.roles.contains(&operator.role));
    Ok(OperatorSessionView {
        id: operator.id,
        permissions: held().map(|entry| entry.code).collect(),
        sign_in_within_s: held().filter_map(|entry| entry.sign_in_within_s).min(),
        email: operator.email,
        name: operator.name,
        role: operator.role,
        signed_in_at: operator.signed_in_at,
        expires_at: operator.expires_at,
        idle_limit_s: operator.idle_limit_s,
        regions: session.regions(),
    })
}
