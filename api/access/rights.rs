//! What follows for somebody whose rights, or second factor, others have a say in: another token, and a mail.
use kernel::{Error, MailId, PersonId};
use serde_json::Value;

use crate::Work;

/// What a mail about rights, or about a second factor, tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightsMail {
    /// To whom they belong: some were given or taken.
    Changed,
    /// To whoever may agree: some were asked for.
    Waiting,
    /// To whom a second factor belongs: somebody asked to have it reset.
    FactorResetAsked,
    /// To whoever may agree to that.
    FactorResetWaiting,
    /// To whom it belonged: it was reset.
    FactorResetDone,
}

impl<P> Work<'_, P> {
    /// Lets somebody show a new access token from their next request on; they stay signed in.
    pub async fn renew_access(&mut self, person: PersonId) -> Result<(), Error> {
        sqlx::query("select door.renew_access($1)").bind(person).execute(self.tx.connection()?).await?;
        Ok(())
    }

    /// Tells somebody of the organisation by mail; who is not active is told nothing.
    pub async fn mail_of_rights(&mut self, person: PersonId, mail: RightsMail, facts: &Value) -> Result<(), Error> {
        let id = MailId(self.new_id());
        let kind = match mail {
            RightsMail::Changed => "rights_changed",
            RightsMail::Waiting => "grant_waiting",
            RightsMail::FactorResetAsked => "factor_reset_asked",
            RightsMail::FactorResetWaiting => "factor_reset_waiting",
            RightsMail::FactorResetDone => "factor_reset_done",
        };
        sqlx::query("select door.mail_of_rights($1, $2, $3, $4)")
            .bind(person)
            .bind(id)
            .bind(kind)
            .bind(facts)
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }
}
