//! A wish for another address: a link to each of the two mailboxes, and nothing changes before both were used.
use std::time::Duration;

use chrono::{DateTime, Utc};
use kernel::{Email, Error, MailId};
use sha2::{Digest, Sha256};

use crate::{EmailSide, Work, mail::seal};

/// What somebody wishes for themselves, and how often they may.
#[derive(Debug)]
pub struct EmailWish<'a> {
    pub email: &'a Email,
    /// How long its links open something.
    pub life: Duration,
    pub wishes_max: i32,
    pub within: Duration,
}

/// How a wish stands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EmailChange {
    pub email: Email,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub old_confirmed: bool,
    pub new_confirmed: bool,
}

impl<P> Work<'_, P> {
    /// Keeps the caller's wish for another address and mails both links; one of before is void. False when there were too many lately.
    pub async fn ask_email_change(&mut self, wish: EmailWish<'_>) -> Result<bool, Error> {
        let asked = sqlx::query_scalar("select door.ask_email_change($1, $2, $3, $4)")
            .bind(wish.email.as_str())
            .bind(wish.life)
            .bind(wish.wishes_max)
            .bind(wish.within);
        let is_kept: bool = asked.fetch_one(self.tx.connection()?).await?;
        if is_kept {
            for side in [EmailSide::Old, EmailSide::New] {
                self.mail_email_link(side).await?;
            }
        }
        Ok(is_kept)
    }

    /// How the caller's own wish stands, if one waits.
    pub async fn own_email_change(&mut self) -> Result<Option<EmailChange>, Error> {
        let statement = "select email, asked_at, expires_at, old_confirmed, new_confirmed from door.own_email_change()";
        Ok(sqlx::query_as(statement).fetch_optional(self.tx.connection()?).await?)
    }

    /// Gives up the caller's own wish; false when none waits.
    pub async fn cancel_email_change(&mut self) -> Result<bool, Error> {
        let cancelled = sqlx::query_scalar("select door.cancel_email_change()");
        Ok(cancelled.fetch_one(self.tx.connection()?).await?)
    }

    async fn mail_email_link(&mut self, side: EmailSide) -> Result<(), Error> {
        let id = MailId(self.new_id());
        let secret = self.new_secret();
        let sealed = seal(self.seals, &self.database.chance, id, &secret)?;
        sqlx::query("select door.mail_email_link($1, $2, $3, $4, $5)")
            .bind(side)
            .bind(Sha256::digest(&secret).to_vec())
            .bind(id)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .execute(self.tx.connection()?)
            .await?;
        Ok(())
    }
}
