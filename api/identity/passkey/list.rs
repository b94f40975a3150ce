//! One's own passkeys.
use access::{Answer, Permit, Shown, Work, catalogue::ViewSession};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::PasskeyView;

/// All of one's own; there are ten at most.
#[derive(Debug, Serialize, ToSchema)]
pub struct Passkeys {
    /// Oldest first.
    #[schema(max_items = 10)]
    pub items: Vec<PasskeyView>,
}

impl Shown for Passkeys {}

/// List one's passkeys
///
/// Those of the caller, oldest first.
#[utoipa::path(get, path = "/passkeys", tag = "identity",
    responses((status = 200, body = Passkeys, description = "The passkeys.")))]
pub async fn list_passkeys(permit: Permit<ViewSession>) -> Result<Answer<Passkeys>, Error> {
    permit.read(async |work| list(work).await).await
}

/// The caller's own.
pub async fn list(work: &mut Work<'_, ViewSession>) -> Result<Passkeys, Error> {
    let items = work.own_passkeys().await?.into_iter().map(PasskeyView::from).collect();
    Ok(Passkeys { items })
}
