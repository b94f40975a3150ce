//! Who is told by mail that the organisation is offered or has changed hands: both whom it concerns, and who may deactivate people. And what changes hands,
//! for whoever offers it to read.
use access::{LeavingMail, Role, Work};
use kernel::{Error, PersonId};
use serde_json::json;

use super::OwnershipTransfer;
use crate::{
    directory,
    grant::is_guarded,
    permission::{Holding, meaning},
};

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

/// What the one of two loses as owner and the other gains, of all that they hold; what is guarded by its name.
pub(super) fn what_moves(held: &[Holding], from: PersonId) -> Vec<String> {
    let guarded = held.iter().filter(|one| is_guarded(&one.code));
    let (own, theirs): (Vec<_>, Vec<_>) = guarded.partition(|one| one.person_id == from);
    let (moving, kept): (Vec<_>, Vec<_>) = own.into_iter().partition(|one| one.source.role == Some(Role::Owner));
    let named = |what: &str, also_in: &[&Holding]| {
        let codes = moving.iter().map(|one| &one.code).filter(|code| also_in.iter().any(|other| other.code == **code));
        let meanings: Vec<_> = codes.map(|code| meaning(code)).collect();
        (!meanings.is_empty()).then(|| format!("{what}: {}", meanings.join("; ")))
    };
    let mut lines = vec!["Once they accept, they are owner in your place, and hold what you hold as owner.".to_owned()];
    lines.extend(named("They gain and you lose, of what is guarded", &moving));
    lines.extend(named("Of that they hold already", &theirs));
    lines.extend(named("Of that you keep", &kept));
    lines.push("You are owner no more; your own sign-ins and your profile stay with you.".into());
    lines
}
