//! Who is told by mail that a second factor is to be reset: whose it is, and whoever may agree.
use access::{RightsMail, Work};
use kernel::Error;
use serde_json::json;
use tenancy::directory;

use super::FactorReset;

/// Tells whose factor it is at once, so that they can say that it was not they who asked, and whoever may agree.
pub(super) async fn that_it_is_asked<P>(work: &mut Work<'_, P>, reset: &FactorReset) -> Result<(), Error> {
    let facts = json!({ "at": reset.asked_at, "by": reset.asked_by_name, "person": reset.person_name, "reason": reset.reason,
        "until": reset.expires_at });
    work.mail_of_rights(reset.person_id, RightsMail::FactorResetAsked, &facts).await?;
    for member in directory::who_may(work, "factor_reset.approve", &[reset.asked_by, reset.person_id]).await? {
        work.mail_of_rights(member, RightsMail::FactorResetWaiting, &facts).await?;
    }
    Ok(())
}

/// Tells whose factor it was how to go on.
pub(super) async fn that_it_is_done<P>(work: &mut Work<'_, P>, reset: &FactorReset) -> Result<(), Error> {
    let facts = json!({ "at": reset.decided_at, "by": reset.decided_by_name, "asked_by": reset.asked_by_name });
    work.mail_of_rights(reset.person_id, RightsMail::FactorResetDone, &facts).await
}
