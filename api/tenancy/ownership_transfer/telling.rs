//! Who is told by mail that the organisation is offered or has changed hands: both whom it concerns, and who may deactivate people.
use access::{LeavingMail, Work};
use kernel::Error;
use serde_json::json;

use super::OwnershipTransfer;
use crate::directory;

/// Tells whoever may take it, and the owners and administrators, who can speak with its owner meanwhile.
pub(super) async fn that_it_is_offered<P>(work: &mut Work<'_, P>, transfer: &OwnershipTransfer) -> Result<(), Error> {
    let facts = json!({ "at": transfer.asked_at, "by": transfer.asked_by_name, "person": transfer.person_name,
        "reason": transfer.reason, "until": transfer.expires_at });
    work.mail_of_leaving(transfer.person_id, LeavingMail::OwnershipOffered, &facts).await?;
    for member in directory::who_may(work, "person.deactivate", &[transfer.person_id]).await? {
        work.mail_of_leaving(member, LeavingMail::OwnershipAsked, &facts).await?;
    }
    Ok(())
}

/// Tells the owners and administrators of now, and whoever was owner.
pub(super) async fn that_it_is_taken<P>(work: &mut Work<'_, P>, transfer: &OwnershipTransfer) -> Result<(), Error> {
    let facts = json!({ "at": transfer.decided_at, "from": transfer.asked_by_name, "to": transfer.person_name });
    let mut told = directory::who_may(work, "person.deactivate", &[transfer.asked_by]).await?;
    told.push(transfer.asked_by);
    for member in told {
        work.mail_of_leaving(member, LeavingMail::OwnershipMoved, &facts).await?;
    }
    Ok(())
}
