//! Mail on its way out: claimed one at a time, sent by whoever can, ended or put back. What it is written from is told, and what it says is theirs.
use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{Error, MailId, PersonId};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Row, postgres::PgRow};

use crate::{Chance, Home, OwnServer, Sealed, Seals, Work};

/// How long a mail is its worker's; a killed process's mail is sent by another then, perhaps a second time, under the same id.
pub(crate) const LEASE: Duration = Duration::from_mins(2);
/// Where the secret of a mail stands.
const SEALED: [&str; 2] = ["door.mail", "sealed"];
/// The kind of mail that something goes with.
const WITH_ENCLOSURE: &str = "purchase_order";

/// In how many organisations, the newest first, it is looked whether an address that signs up has an account.
const ORGANISATIONS_ASKED_MAX: i32 = 10_000;

/// A mail that is to be sent now.
#[derive(Debug)]
pub struct DueMail {
    pub id: MailId,
    pub kind: String,
    pub facts: Value,
    /// The secret of the link in it.
    pub secret: Option<String>,
    pub address: String,
    /// Its reader, where that is somebody of the organisation.
    pub person_name: Option<String>,
    pub slug: String,
    pub organisation_name: String,
    pub time_zone: String,
    pub asked_at: DateTime<Utc>,
    /// What goes with it, where it is an order's.
    pub enclosure: Option<Enclosure>,
    /// By which server it leaves, where its organisation has one of its own for it.
    pub own_server: Option<OwnServer>,
}

/// A file that goes with a mail to somebody outside, and who there is to be answered.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Enclosure {
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub sender_name: String,
    pub reply_to: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    Sent,
    /// It may be taken later; what the mail server said.
    Later(String),
    /// It will not be taken; what the mail server said.
    Refused(String),
}

/// The link of an invitation, on its way to whoever is invited.
#[derive(Debug)]
pub struct InvitationMail<'a> {
    pub person: PersonId,
    /// Who invites them.
    pub inviter: &'a str,
    pub life: Duration,
}

/// A link that only its mail will say, by its hash and as it is kept until then.
struct SealedLink {
    id: MailId,
    hash: [u8; 32],
    sealed: Sealed,
}

/// What the letter says that an order's paper goes with, in the paper's own words.
#[derive(Debug, Serialize)]
pub struct OrderMail<'a> {
    pub number: &'a str,
    /// Who issued it, and on which day.
    pub issuer: &'a str,
    pub issued_on: &'a str,
    pub need_by: Option<&'a str>,
    /// With its currency.
    pub total: &'a str,
    pub message: Option<&'a str>,
}

impl<P> Work<'_, P> {
    /// Mails somebody who has not joined yet the link by which they do; links of before open nothing any more.
    pub async fn mail_invitation(&mut self, mail: InvitationMail<'_>) -> Result<(), Error> {
        let id = MailId(self.new_id());
        let secret = self.new_secret();
        let sealed = seal(self.seals, &self.database.chance, id, &secret)?;
        let facts = json!({ "at": self.now(), "inviter": mail.inviter, "expires_at": self.now() + mail.life });
        sqlx::query("select door.mail_invitation($1, $2, $3, $4, $5, $6, $7)")
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

    /// Mails the kept paper of an order to whom its mailing of this id names.
    pub async fn mail_order(&mut self, id: MailId, mail: &OrderMail<'_>) -> Result<(), Error> {
        let facts = serde_json::to_value(mail)?;
        sqlx::query("select door.mail_order($1, $2)").bind(id).bind(facts).execute(self.tx.connection()?).await?;
        Ok(())
    }

    /// Makes the link of an invitation open nothing any more.
    pub async fn void_invitation(&mut self, person: PersonId) -> Result<(), Error> {
        sqlx::query("select door.void_invitation($1)").bind(person).execute(self.tx.connection()?).await?;
        Ok(())
    }
}

pub(crate) fn seal(seals: &Seals, chance: &Chance, id: MailId, secret: &str) -> Result<Sealed, Error> {
    let [table, column] = SEALED;
    seals.seal(chance, &[table, column, &id.to_string()], secret.as_bytes())
}

impl Home {
    /// Sends the mail that is due the longest, if there is one; says whether there was.
    pub async fn post_next_mail(&self, post: impl AsyncFnOnce(&DueMail) -> Posted) -> Result<bool, Error> {
        let ticket: [u8; 32] = self.database.chance.bytes();
        let row = sqlx::query("select * from door.claim_mail($1, $2)")
            .bind(ticket.as_slice())
            .bind(LEASE)
            .fetch_optional(&self.database.worker)
            .await?;
        let Some(row) = row else { return Ok(false) };
        let posted = match self.due(&row, &ticket).await {
            Ok(mail) => post(&mail).await,
            // A key of the ring may be missing for a while, or the database.
            Err(error) => {
                tracing::error!(%error, "a mail could not be opened");
                Posted::Later("The service could not open it: see its log.".into())
            }
        };
        let (reply, is_final) = match &posted {
            Posted::Sent => {
                let ended = sqlx::query("select door.end_mail($1)").bind(ticket.as_slice());
                ended.execute(&self.database.worker).await?;
                return Ok(true);
            }
            Posted::Later(reply) => (reply, false),
            Posted::Refused(reply) => (reply, true),
        };
        let refused = sqlx::query("select door.refuse_mail($1, $2, $3)").bind(ticket.as_slice());
        refused.bind(reply).bind(is_final).execute(&self.database.worker).await?;
        Ok(true)
    }

    async fn due(&self, row: &PgRow, ticket: &[u8]) -> Result<DueMail, Error> {
        let (id, kind): (MailId, String) = (row.try_get("id")?, row.try_get("kind")?);
        let secret = match row.try_get::<Option<String>, _>("key_name")? {
            Some(key_name) => {
                let sealed = Sealed { key_name, bytes: row.try_get("sealed")? };
                let [table, column] = SEALED;
                let plain = self.seals.open(&[table, column, &id.to_string()], &sealed)?;
                Some(String::from_utf8(plain)?)
            }
            None => None,
        };
        let enclosure = if kind == WITH_ENCLOSURE { Some(self.enclosure(ticket).await?) } else { None };
        Ok(DueMail {
            id,
            kind,
            facts: row.try_get("facts")?,
            secret,
            address: row.try_get("address")?,
            person_name: row.try_get("person_name")?,
            slug: row.try_get("slug")?,
            organisation_name: row.try_get("organisation_name")?,
            time_zone: row.try_get("time_zone")?,
            asked_at: row.try_get("asked_at")?,
            enclosure,
            own_server: self.own_server(ticket).await?,
        })
    }

    async fn enclosure(&self, ticket: &[u8]) -> Result<Enclosure, Error> {
        let enclosure = sqlx::query_as("select * from door.mail_enclosure($1)").bind(ticket);
        Ok(enclosure.fetch_one(&self.database.worker).await?)
    }

    /// Answers the oldest wish for a new password, with a link that lives so long if there is such an account; says whether there was a wish.
    pub async fn answer_next_reset(&self, life: Duration) -> Result<bool, Error> {
        let SealedLink { id, hash, sealed } = self.sealed_link().await?;
        let answered = sqlx::query_scalar("select door.answer_reset($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(hash.as_slice())
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .bind(life);
        Ok(answered.fetch_one(&self.database.worker).await?)
    }

    /// Answers the oldest sign-up by a mail with a link that lives so long; says whether there was one.
    pub async fn answer_next_sign_up(&self, life: Duration) -> Result<bool, Error> {
        let SealedLink { id, hash, sealed } = self.sealed_link().await?;
        let answered = sqlx::query_scalar("select door.answer_sign_up($1, $2, $3, $4, $5, $6)")
            .bind(id)
            .bind(hash.as_slice())
            .bind(&sealed.key_name)
            .bind(&sealed.bytes)
            .bind(life)
            .bind(ORGANISATIONS_ASKED_MAX);
        Ok(answered.fetch_one(&self.database.worker).await?)
    }

    async fn sealed_link(&self) -> Result<SealedLink, Error> {
        let chance = &self.database.chance;
        let id = MailId(chance.id(self.database_now().await?, 0));
        let secret = self.code.mint(&URL_SAFE_NO_PAD.encode(chance.bytes::<32>()));
        let sealed = seal(&self.seals, chance, id, &secret)?;
        Ok(SealedLink { id, hash: Sha256::digest(&secret).into(), sealed })
    }

    async fn database_now(&self) -> Result<DateTime<Utc>, Error> {
        Ok(sqlx::query_scalar("select door.now()").fetch_one(&self.database.worker).await?)
    }
}
