//! See the security policy.
use access::{Answer, Permit, Work, catalogue::ViewSecurityPolicy};
use kernel::Error;

use super::{SecurityPolicyView, store};

/// See the security policy
///
/// How long sign-ins live and how guessing is slowed down. Where nothing was set, the limits of the service hold.
#[utoipa::path(
    get,
    path = "/security-policy",
    tag = "organisation",
    responses((status = 200, body = SecurityPolicyView, description = "The rules."))
)]
pub async fn get_security_policy(permit: Permit<ViewSecurityPolicy>) -> Result<Answer<SecurityPolicyView>, Error> {
    permit.read(async |work| get(work).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewSecurityPolicy>) -> Result<SecurityPolicyView, Error> {
    Ok(store::find(work).await?.seen_by(work.caller()))
}
