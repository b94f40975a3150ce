//! What must be said twice: the first request is answered with word for word what it would do, and a code is mailed; the second one is the same and carries it.
//!
//! What was shown, the request and the rows behind it are bound by one digest, which is made anew of all three when the code comes.
use std::{fmt::Write, marker::PhantomData, time::Duration};

use chrono::{DateTime, Utc};
use kernel::{Confirmation, ConfirmationChannel, Error, MailId, ended};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Event, Seals, Work, mail::seal, permission::Confirmable, ring::written, tx::Answered};

/// How long a code confirms something: as long as the sign-in behind it counts as recent.
const LIFE: Duration = Duration::from_mins(5);
/// Codes have so many digits: five tries of each hit one in twenty million times.
const CODE_DIGITS: usize = 8;
const CODES: u64 = 100_000_000;
/// Where the mark of a code stands.
const MARKED: [&str; 2] = ["door.intent", "code_mark"];
const OVER: &str = "It has expired, was used or replaced, or is not of this sign-in and operation.";
const CHANGED: &str = "What it confirms has changed since, or is not what this request asks for.";

/// What is about to be done, for whoever asks to read before they confirm it: everything on which they would decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// What it is done to: the database lets this change, and nothing else.
    pub target: Uuid,
    pub title: String,
    pub lines: Vec<String>,
}

/// Shows that the caller has confirmed what is done under `P`; what makes the effect asks for it.
///
/// Nobody makes one by hand:
/// ```compile_fail,E0451
/// use access::{Confirmed, catalogue::ApproveGrants};
/// fn forge() -> Confirmed<ApproveGrants> {
///     Confirmed { permission: std::marker::PhantomData }
/// }
/// ```
/// One of another permission is none:
/// ```compile_fail,E0308
/// use access::{Confirmed, catalogue::{ApproveGrants, UpdateSecurityPolicy}};
/// fn give(_: &Confirmed<ApproveGrants>) {}
/// fn sneak(other: &Confirmed<UpdateSecurityPolicy>) { give(other) }
/// ```
/// And what the catalogue does not mark cannot be confirmed:
/// ```compile_fail,E0599
/// use access::{Intent, Work, catalogue::BlockSuppliers};
/// async fn confirm(work: &mut Work<'_, BlockSuppliers>, intent: Intent) { let _ = work.confirmed(intent).await; }
/// ```
/// The twin that compiles:
/// ```
/// use access::{Confirmed, Intent, Work, catalogue::ApproveGrants};
/// fn give(_: &Confirmed<ApproveGrants>) {}
/// async fn approve(work: &mut Work<'_, ApproveGrants>, intent: Intent) -> Result<(), kernel::Error> {
///     give(&work.confirmed(intent).await?);
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct Confirmed<P> {
    permission: PhantomData<fn() -> P>,
}

/// What a request that must be confirmed says, and how far it came.
#[derive(Default)]
pub(crate) struct Confirming {
    /// Part by part: what no second request may say otherwise.
    pub said: Vec<String>,
    pub device: Option<String>,
    pub network: Option<String>,
    pub code: Option<Code>,
    /// What the verb would do once it is confirmed.
    pub asked: Option<Asked>,
    /// What was confirmed, and by which intent.
    pub given: Option<(Uuid, Asked)>,
}

/// The code of an intent, as it was typed.
#[derive(Clone)]
pub(crate) struct Code {
    id: Uuid,
    digits: String,
}

/// An intent with what binds it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    intent: Intent,
    digest: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct Names {
    organisation: String,
    person: String,
}

#[derive(sqlx::FromRow)]
struct KeptIntent {
    expires_at: DateTime<Utc>,
    sent_to: String,
    /// Where too many were asked for lately.
    retry_after_s: Option<i32>,
}

impl Code {
    /// `<id>:<eight digits>`; what has not this shape confirms nothing.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let parts = text.split_once(':').and_then(|(id, digits)| Some((Uuid::try_parse(id).ok()?, digits)));
        let is_code = |digits: &str| digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        match parts {
            Some((id, digits)) if is_code(digits) => Ok(Self { id, digits: digits.to_owned() }),
            Some(_) | None => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }

    fn marks(&self, seals: &Seals) -> Vec<Vec<u8>> {
        marks(seals, self.id, &self.digits)
    }
}

impl Confirming {
    /// What is told of what was confirmed, if something was.
    pub(crate) fn event(&self) -> Option<Event> {
        let (id, given) = self.given.as_ref()?;
        Some(Event::also("confirmation.given", *id, given.detail()))
    }
}

impl Asked {
    // The text itself stays in the mail: it names people.
    fn detail(&self) -> serde_json::Value {
        json!({ "target_id": self.intent.target, "digest": hex(&self.digest) })
    }
}

impl<P: Confirmable> Work<'_, P> {
    /// Goes on if the caller has confirmed this very intent; else it is mailed to them, and nothing else of this request is done.
    pub async fn confirmed(&mut self, intent: Intent) -> Result<Confirmed<P>, Error> {
        let asked = self.bound(intent).await?;
        let code = self.confirming.as_ref().and_then(|confirming| confirming.code.clone());
        let Some(code) = code else {
            self.confirming.get_or_insert_default().asked = Some(asked);
            return Err(ended::CONFIRMATION_REQUIRED.into());
        };
        let outcome: String = sqlx::query_scalar("select door.redeem_intent($1, $2, $3, $4)")
            .bind(code.id)
            .bind(asked.intent.target)
            .bind(asked.digest.as_slice())
            .bind(code.marks(self.seals))
            .fetch_one(self.tx.connection()?)
            .await?;
        match outcome.as_str() {
            "given" => {
                self.confirming.get_or_insert_default().given = Some((code.id, asked));
                Ok(Confirmed { permission: PhantomData })
            }
            "changed" => Err(Error::refused(ended::CONFIRMATION_REFUSED, CHANGED)),
            _ => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }

    // Everything that must be the same the second time: the request, who sends it, and what they read.
    async fn bound(&mut self, intent: Intent) -> Result<Asked, Error> {
        let caller = self.caller.clone();
        let names = "select o.name as organisation, p.name as person from tenant.organisation o join tenant.person p on p.org_id = o.org_id where p.id = $1";
        let Names { organisation, person } =
            sqlx::query_as(names).bind(caller.person_id).fetch_one(self.tx.connection()?).await?;
        let Intent { target, title, mut lines } = intent;
        lines.extend([format!("Organisation: {organisation}"), format!("Asked by: {person}")]);
        let who = [caller.org_id.to_string(), caller.person_id.to_string(), caller.session_id.to_string()];
        let said = self.confirming.as_ref().map(|confirming| confirming.said.as_slice()).unwrap_or_default();
        let target_text = target.to_string();
        let mut parts = vec!["countersign confirmation 1", P::CODE];
        parts.extend(who.iter().chain(said).map(String::as_str));
        parts.extend([target_text.as_str(), title.as_str()]);
        parts.extend(lines.iter().map(String::as_str));
        let digest = Sha256::digest(written(&parts)).into();
        Ok(Asked { intent: Intent { target, title, lines }, digest })
    }
}

impl<P> Work<'_, P> {
    /// Marks what the transaction goes back to where it turns out that something is to be confirmed first.
    pub(crate) async fn may_be_asked(&mut self, confirming: Confirming) -> Result<(), Error> {
        if confirming.code.is_none() {
            sqlx::raw_sql("savepoint unconfirmed").execute(self.tx.connection()?).await?;
        }
        self.confirming = Some(confirming);
        Ok(())
    }

    /// What the verb would have done, had it been confirmed.
    pub(crate) fn takes_asked(&mut self) -> Option<Asked> {
        self.confirming.as_mut().and_then(|confirming| confirming.asked.take())
    }

    /// Undoes what the verb has done until then, mails the code, and says what to confirm.
    pub(crate) async fn asks(mut self, asked: Asked) -> Result<Error, Error> {
        let confirming = self.confirming.take().unwrap_or_default();
        sqlx::raw_sql("rollback to savepoint unconfirmed").execute(self.tx.connection()?).await?;
        let (id, detail) = (self.new_id(), asked.detail());
        let Intent { title, mut lines, .. } = asked.intent.clone();
        lines.push(format!("From: {}", confirming.network.as_deref().unwrap_or("an unknown network")));
        let KeptIntent { expires_at, sent_to, retry_after_s } =
            self.keep(id, &asked, (&title, &lines), &confirming).await?;
        if let Some(seconds) = retry_after_s {
            return Err(Error::too_soon(ended::TOO_MANY_CONFIRMATIONS, u32::try_from(seconds)?));
        }
        let event = Event::also("confirmation.asked", id, detail);
        self.tx.commit(&[event], None, Answered { status: 403, location: None, response: &[] }).await?;
        let (sent_to, channels) = (masked(&sent_to), vec![ConfirmationChannel::Mail]);
        Ok(Error::confirmation_required(Confirmation { id, expires_at, title, lines, sent_to, channels }))
    }

    // Keeps the intent in the place of one before, and mails its code with the whole text.
    async fn keep(
        &mut self,
        id: Uuid,
        asked: &Asked,
        (title, lines): (&str, &[String]),
        confirming: &Confirming,
    ) -> Result<KeptIntent, Error> {
        let digits = digits(self.database.chance.bytes());
        let (mail, link) = (MailId(self.new_id()), self.new_secret());
        let sealed = seal(self.seals, &self.database.chance, mail, &format!("{digits} {link}"))?;
        let mark = marks(self.seals, id, &digits).into_iter().next();
        let kept = sqlx::query_as("select expires_at, sent_to, retry_after_s from door.ask_intent($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
            .bind(id)
            .bind(asked.intent.target)
            .bind(asked.digest.as_slice())
            .bind(mark)
            .bind(Sha256::digest(&link).to_vec())
            .bind(title)
            .bind(lines)
            .bind(confirming.device.as_deref())
            .bind(LIFE)
            .bind(mail)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes);
        Ok(kept.fetch_one(self.tx.connection()?).await?)
    }

    /// Counts a try at a code, before anything is done by it: what fails afterwards takes none back.
    pub(crate) async fn tries(mut self, code: &Code) -> Result<(), Error> {
        let tried: Option<i32> = sqlx::query_scalar("select door.try_intent($1, $2)")
            .bind(code.id)
            .bind(code.marks(self.seals))
            .fetch_one(self.tx.connection()?)
            .await?;
        self.tx.keep().await?;
        match tried.map(u32::try_from) {
            None => Ok(()),
            Some(Ok(left)) => Err(Error::code_wrong(left)),
            // Less than none: there is nothing to try.
            Some(Err(_)) => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }
}

fn marks(seals: &Seals, id: Uuid, digits: &str) -> Vec<Vec<u8>> {
    let [table, column] = MARKED;
    seals.marks(&[table, column, &id.to_string()], digits)
}

// Each as likely as any other, but for one part in a hundred thousand million.
fn digits(chance: [u8; 8]) -> String {
    format!("{:08}", u64::from_be_bytes(chance) % CODES)
}

// Enough for its owner to know which mailbox to open.
fn masked(address: &str) -> String {
    match (address.chars().next(), address.rsplit_once('@')) {
        (Some(first), Some((_, domain))) => format!("{first}***@{domain}"),
        (_, None) | (None, _) => "***".into(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_an_id_and_eight_digits() {
        let id = "0192b0c0-0000-7000-8000-000000000001";

        assert!(Code::parse(&format!("{id}:01234567")).is_ok_and(|code| code.digits == "01234567"));
        for wrong in ["", ":", id, &format!("{id}:"), &format!("{id}:0123456"), &format!("{id}:0123456a"), "x:01234567"]
        {
            let error = Code::parse(wrong).err().map(|error| error.refusal());
            assert_eq!(error, Some(ended::CONFIRMATION_REFUSED), "{wrong}");
        }
    }

    #[test]
    fn a_code_keeps_its_zeros() {
        assert_eq!(digits([0; 8]), "00000000");
        assert_eq!(digits([0, 0, 0, 0, 0, 0, 0, 42]), "00000042");
        assert_eq!(digits([0xff; 8]).len(), CODE_DIGITS);
    }

    #[test]
    fn an_address_is_shown_so_far_that_its_owner_knows_it() {
        assert_eq!(masked("olga@harbour-house.example"), "o***@harbour-house.example");
        assert_eq!(masked("nowhere"), "***");
    }
}
