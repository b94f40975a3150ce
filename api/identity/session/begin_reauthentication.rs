//! Asking whoever is signed in for a passkey, before what only they themselves may do.
use access::{Challenge, CrossTenant, way_in::BeginningStepUp};
use actix_web::web::Data;
use kernel::{Error, ended};

use super::{Sessions, holder::Holder};
use crate::{
    passkey::{PasskeyQuestion, begin::Questioned},
    refusals,
};

/// Begin to confirm who one is by a passkey
///
/// Answers with what to ask the browser for: one of the caller's own passkeys. The answer goes to `POST /v1/session/reauthenticate`, within five minutes
/// and in this session.
#[utoipa::path(post, path = "/session/reauthenticate/begin", tag = "identity",
    responses(
        (status = 200, body = PasskeyQuestion, description = "What to ask the browser for."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`second_factor_absent`: the caller has no passkey; `passkeys_unavailable`: the installation's address has no domain."),
    ))]
pub async fn begin_reauthentication(
    entry: CrossTenant<BeginningStepUp>,
    sessions: Data<Sessions>,
) -> Result<Questioned, Error> {
    begin(&entry, &sessions).await
}

/// Keeps what the session is asked.
pub async fn begin(entry: &CrossTenant<BeginningStepUp>, sessions: &Sessions) -> Result<Questioned, Error> {
    let mut holder = match Holder::find(entry, sessions).await? {
        Ok(holder) => holder,
        Err(refused) => return Ok(Questioned::Refused(refused)),
    };
    let (home, own) = (holder.home, holder.factors().await?);
    if own.credential_ids.is_empty() {
        return Err(refusals::SECOND_FACTOR_ABSENT.into());
    }
    let asked = sessions.passkeys.asks_to_show(&own.credential_ids)?;
    let challenge = Challenge { id: uuid::Uuid::from_bytes(entry.chance(home)), state: asked.state };
    let act = async |token: [u8; 32]| entry.begin_step_up(home, &token, &challenge).await;
    holder.once(ended::UNAUTHENTICATED, act).await?;
    Ok(Questioned::Asked(PasskeyQuestion::of(asked.options)))
}
