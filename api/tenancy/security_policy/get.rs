//! See the security policy.
use access::{Answer, Permit, Work, catalogue::ViewSecurityPolicy};
use kernel::Error;

use super::{SecurityPolicyView, store};

/// See the security policy
///
/// How long sign-ins live, how guessing is slowed down and of whom a second factor is demanded. Where nothing was set, the limits of the service hold.
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
    let policy = store::find(work).await?;
    let standing = store::standing(work).await?;
    Ok(policy.seen_by(work.caller(), standing))
}
