//! What is mailed when people come and go, and when the organisation changes hands.
use std::time::Duration;

use kernel::{Error, MailId, PersonId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Work, mail::seal};

/// What such a mail tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeavingMail {
    /// To whose account ends, before it does.
    AccountDeactivated,
    /// To whoever goes on with the work of somebody who left.
    WorkHandedOver,
    /// To whoever may deactivate people: somebody left by themselves.
    PersonLeft,
    /// To whom the organisation is offered.
    OwnershipOffered,
    /// To owners and administrators: it is offered.
    OwnershipAsked,
    /// To them, and to whoever owned it: it was taken.
    OwnershipMoved,
}

/// The link by which somebody comes back.
#[derive(Debug)]
pub struct ActivationMail<'a> {
    pub person: PersonId,
    /// Who lets them in again.
    pub by: &'a str,
    pub life: Duration,
}

impl<P> Work<'_, P> {
    /// Tells somebody of the organisation by mail; who is not active is told nothing.
    pub async fn mail_of_leaving(&mut self, person: PersonId, mail: LeavingMail, facts: &Value) -> Result<(), Error> {
        let id = MailId(self.new_id());
        let kind = match mail {
            LeavingMail::AccountDeactivated => "account_deactivated",
            LeavingMail::WorkHandedOver => "work_handed_over",
            LeavingMail::PersonLeft => "person_left",
            LeavingMail::OwnershipOffered => "ownership_offered",
            LeavingMail::OwnershipAsked => "ownership_asked",
            LeavingMail::OwnershipMoved => "ownership_moved",
        };
        sqlx::query("select door.mail_of_leaving($1, $2, $3, $4)")
            .bind(person)
            .bind(id)
            .bind(kind)
            .bind(facts)
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }

    /// Lets somebody in again who was deactivated, without any rights, and mails them the link by which they choose a password.
    pub async fn activate_person(&mut self, mail: ActivationMail<'_>) -> Result<(), Error> {
        let id = MailId(self.new_id());
        let secret = self.new_secret();
        let sealed = seal(self.seals, &self.database.chance, id, &secret)?;
        let facts = json!({ "at": self.now(), "by": mail.by, "expires_at": self.now() + mail.life });
        sqlx::query("select door.activate_person($1, $2, $3, $4, $5, $6, $7)")
            .bind(mail.person)
            .bind(Sha256::digest(&secret).to_vec())
            .bind(mail.life)
            .bind(id)
            .bind(facts)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }
}
