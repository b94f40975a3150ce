//! Mail to operators on its way out: it waits in the directory, as an organisation's does in its home.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Error, MailId};
use sqlx::{Row, postgres::PgRow};

use super::Platform;
use crate::{Chance, DueMail, Posted, Sealed, mail::LEASE};

/// Where the secret of a mail stands.
const SEALED: [&str; 2] = ["platform.mail", "sealed"];
/// From whom a mail to an operator is, as they know it.
const SENDER: &str = "Countersign operations";

/// The secret of a link, of which only the hash is kept.
pub(super) fn new_link(chance: &Chance, prefix: &str) -> String {
    format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(chance.bytes::<32>()))
}

pub(super) fn sealed(platform: &Platform, id: MailId, secret: &str) -> Result<Sealed, Error> {
    let [table, column] = SEALED;
    platform.seals.seal(&platform.chance, &[table, column, &id.to_string()], secret.as_bytes())
}

impl Platform {
    /// Sends the mail to an operator that is due the longest, if there is one; says whether there was.
    pub async fn post_next_mail(&self, post: impl AsyncFnOnce(&DueMail) -> Posted) -> Result<bool, Error> {
        let ticket: [u8; 32] = self.chance.bytes();
        let claimed = "select id, kind, facts, key_name, sealed, address, operator_name, asked_at from platform.claim_mail($1, $2)";
        let claimed = sqlx::query(claimed).bind(ticket.as_slice()).bind(LEASE).fetch_optional(&self.worker).await?;
        let Some(row) = claimed else { return Ok(false) };
        let posted = match self.due(&row) {
            Ok(mail) => post(&mail).await,
            // A key of the ring may be missing for a while.
            Err(error) => {
                tracing::error!(%error, "a mail to an operator could not be opened");
                Posted::Later("The service could not open it: see its log.".into())
            }
        };
        let (reply, is_final) = match posted {
            Posted::Sent => {
                let ended = sqlx::query("select platform.end_mail($1)").bind(ticket.as_slice());
                ended.execute(&self.worker).await?;
                return Ok(true);
            }
            Posted::Later(reply) => (reply, false),
            Posted::Refused(reply) => (reply, true),
        };
        let refused = sqlx::query("select platform.refuse_mail($1, $2, $3)").bind(ticket.as_slice());
        refused.bind(reply).bind(is_final).execute(&self.worker).await?;
        Ok(true)
    }

    fn due(&self, row: &PgRow) -> Result<DueMail, Error> {
        let id: MailId = row.try_get("id")?;
        let secret = match row.try_get::<Option<String>, _>("key_name")? {
            Some(key_name) => {
                let [table, column] = SEALED;
                let sealed = Sealed { key_name, bytes: row.try_get("sealed")? };
                Some(String::from_utf8(self.seals.open(&[table, column, &id.to_string()], &sealed)?)?)
            }
            None => None,
        };
        Ok(DueMail {
            id,
            kind: row.try_get("kind")?,
            facts: row.try_get("facts")?,
            secret,
            address: row.try_get("address")?,
            person_name: row.try_get("operator_name")?,
            slug: String::new(),
            organisation_name: SENDER.into(),
            time_zone: "UTC".into(),
            asked_at: row.try_get("asked_at")?,
            enclosure: None,
            own_server: None,
        })
    }
}
