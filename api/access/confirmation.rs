//! What must be said twice: the first request is answered with word for word what it would do; the second one is the same and carries a code that was
//! mailed, or what a passkey signed.
//!
//! What was shown, the request and the rows behind it are bound by one digest, which is made anew of all three when the second one comes.
mod by_code;
mod by_passkey;
mod proof;

use std::{fmt::Write, marker::PhantomData, sync::Arc, time::Duration};

pub(crate) use by_code::{mark_of, new_digits};
pub use by_passkey::Passkeys;
pub(crate) use by_passkey::{Awaited, NONCE_BYTES, NOTHING_TO_TRY, Tried, Witness, challenge, marks};
use chrono::{DateTime, Utc};
use kernel::{Confirmation, ConfirmationChannel, Error, ended};
pub use proof::Signed;
pub(crate) use proof::{CONFIRMATION_CHARS_MAX, Code, Proof, Said};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Event, Work, permission::Confirmable, tx::Answered};

/// How long something can be confirmed: as long as the sign-in behind it counts as recent.
pub(crate) const LIFE: Duration = Duration::from_mins(5);
pub(crate) const CODE_WRONG: &str = "The code is wrong.";
pub(crate) const PASSKEY_WRONG: &str = "The passkey is none of yours, or did not sign this.";
pub(crate) const OVER: &str = "It has expired, was used or replaced, or is not of this sign-in and operation.";
pub(crate) const CHANGED: &str = "What it confirms has changed since, or is not what this request asks for.";

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
    /// Who asks for passkeys and judges them, where there may be any.
    pub passkeys: Option<Arc<dyn Passkeys>>,
    /// Whether a code is asked for, also where there is a passkey.
    pub is_by_mail: bool,
    /// By what it is confirmed, once that was tried.
    pub proven: Option<Proven>,
    /// What the verb would do once it is confirmed.
    pub asked: Option<Asked>,
    /// What is told of what was confirmed.
    pub given: Option<Event>,
}

/// What was rightly shown, to use an intent up by.
#[derive(Clone)]
pub(crate) enum Proven {
    Code(Code),
    Passkey(Witness),
}

/// An intent with what binds it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub intent: Intent,
    /// Under each master key, the newest first: what a request says may be guessed, and a bare digest would be tried out.
    pub digests: Vec<Vec<u8>>,
}

/// An intent on its way into the database.
pub(crate) struct Asking<'a> {
    pub id: Uuid,
    pub asked: &'a Asked,
    pub title: &'a str,
    pub lines: &'a [String],
    pub device: Option<&'a str>,
}

#[derive(sqlx::FromRow)]
struct Names {
    organisation: String,
    person: String,
}

#[derive(sqlx::FromRow)]
pub(crate) struct KeptIntent {
    pub expires_at: DateTime<Utc>,
    pub sent_to: String,
    /// Where too many were asked for lately.
    pub retry_after_s: Option<i32>,
}

impl<P> Confirmed<P> {
    // For the two planes of this room alone.
    pub(crate) fn given() -> Self {
        Self { permission: PhantomData }
    }
}

impl Proven {
    fn id(&self) -> Uuid {
        match self {
            Self::Code(code) => code.id,
            Self::Passkey(witness) => witness.id,
        }
    }
}

impl Asked {
    pub(crate) fn digest(&self) -> &[u8] {
        self.digests.first().map(Vec::as_slice).unwrap_or_default()
    }

    // The text itself stays in the mail: it names people.
    fn detail(&self, by: ConfirmationChannel) -> Value {
        json!({ "target_id": self.intent.target, "digest": hex(self.digest()), "by": by })
    }

    fn given(&self, proven: &Proven) -> Event {
        let detail = match proven {
            Proven::Code(_) => self.detail(ConfirmationChannel::Mail),
            Proven::Passkey(Witness { used, .. }) => {
                let mut detail = self.detail(ConfirmationChannel::Passkey);
                if let Some(detail) = detail.as_object_mut() {
                    detail.insert("passkey_id".into(), json!(used.id));
                }
                detail
            }
        };
        Event::also("confirmation.given", proven.id(), detail)
    }
}

impl<P: Confirmable> Work<'_, P> {
    /// Goes on if the caller has confirmed this very intent; else they are asked to, and nothing else of this request is done.
    pub async fn confirmed(&mut self, intent: Intent) -> Result<Confirmed<P>, Error> {
        let asked = self.bound(intent).await?;
        let Some(proven) = self.confirming.as_ref().and_then(|confirming| confirming.proven.clone()) else {
            self.confirming.get_or_insert_default().asked = Some(asked);
            return Err(ended::CONFIRMATION_REQUIRED.into());
        };
        match self.redeemed(&proven, &asked).await?.as_str() {
            "given" => {
                self.confirming.get_or_insert_default().given = Some(asked.given(&proven));
                Ok(Confirmed::given())
            }
            "changed" => Err(Error::refused(ended::CONFIRMATION_REFUSED, CHANGED)),
            _ => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }

    // It may have been asked for before a newer master key came.
    async fn redeemed(&mut self, proven: &Proven, asked: &Asked) -> Result<String, Error> {
        let mut outcome = String::new();
        for digest in &asked.digests {
            outcome = match proven {
                Proven::Code(code) => self.redeem_by_code(code, asked.intent.target, digest).await?,
                Proven::Passkey(witness) => self.redeem_by_passkey(witness, asked.intent.target, digest).await?,
            };
            if outcome == "given" {
                break;
            }
        }
        Ok(outcome)
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
        let digests = self.seals.marks(&parts, "");
        Ok(Asked { intent: Intent { target, title, lines }, digests })
    }
}

impl<P> Work<'_, P> {
    /// Marks what the transaction goes back to where it turns out that something is to be confirmed first.
    pub(crate) async fn may_be_asked(&mut self, confirming: Confirming) -> Result<(), Error> {
        if confirming.proven.is_none() {
            sqlx::raw_sql("savepoint unconfirmed").execute(self.tx.connection()?).await?;
        }
        self.confirming = Some(confirming);
        Ok(())
    }

    /// What the verb would have done, had it been confirmed.
    pub(crate) fn takes_asked(&mut self) -> Option<Asked> {
        self.confirming.as_mut().and_then(|confirming| confirming.asked.take())
    }

    /// Undoes what the verb has done until then, keeps and mails what is to be confirmed, and says it.
    pub(crate) async fn asks(mut self, asked: Asked) -> Result<Error, Error> {
        let confirming = self.confirming.take().unwrap_or_default();
        sqlx::raw_sql("rollback to savepoint unconfirmed").execute(self.tx.connection()?).await?;
        let id = self.new_id();
        let Intent { title, mut lines, .. } = asked.intent.clone();
        lines.push(format!("From: {}", confirming.network.as_deref().unwrap_or("an unknown network")));
        let asking = Asking { id, asked: &asked, title: &title, lines: &lines, device: confirming.device.as_deref() };
        let known = self.own_credential_ids(confirming.passkeys.as_deref()).await?;
        let mut channels = vec![ConfirmationChannel::Mail];
        if !known.is_empty() {
            channels.insert(0, ConfirmationChannel::Passkey);
        }
        let (KeptIntent { expires_at, sent_to, retry_after_s }, passkey) = match confirming.passkeys.as_deref() {
            Some(passkeys) if !known.is_empty() && !confirming.is_by_mail => {
                let (kept, options) = self.keep_by_passkey(&asking, passkeys, &known).await?;
                (kept, Some(options))
            }
            Some(_) | None => (self.keep_by_code(&asking).await?, None),
        };
        if let Some(seconds) = retry_after_s {
            return Err(Error::too_soon(ended::TOO_MANY_CONFIRMATIONS, u32::try_from(seconds)?));
        }
        let by = if passkey.is_some() { ConfirmationChannel::Passkey } else { ConfirmationChannel::Mail };
        let event = Event::also("confirmation.asked", id, asked.detail(by));
        self.tx.commit(&[event], None, Answered { status: 403, location: None, response: &[] }).await?;
        let sent_to = masked(&sent_to);
        Ok(Error::confirmation_required(Confirmation { id, expires_at, title, lines, sent_to, channels, passkey }))
    }

    /// Counts a try at a code or with a passkey, before anything is done by it: what fails afterwards takes none back.
    pub(crate) async fn tries(mut self, proof: Proof, passkeys: Option<&dyn Passkeys>) -> Result<Proven, Error> {
        let (tried, proven, wrong) = match (proof, passkeys) {
            (Proof::Code(code), _) => (self.try_code(&code).await?, Some(Proven::Code(code)), CODE_WRONG),
            (Proof::Passkey(id, signed), Some(passkeys)) => {
                let (tried, witness) = self.try_passkey(id, &signed, passkeys).await?;
                (tried, witness.map(Proven::Passkey), PASSKEY_WRONG)
            }
            (Proof::Passkey(..), None) => return Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        };
        self.tx.keep().await?;
        match (tried.map(u32::try_from), proven) {
            (None, Some(proven)) => Ok(proven),
            (Some(Ok(left)), _) => Err(Error::not_confirmed(wrong, left)),
            // Less than none: there is nothing to try.
            (Some(Err(_)) | None, _) => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }
}

// Enough for its owner to know which mailbox to open.
pub(crate) fn masked(address: &str) -> String {
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
    fn an_address_is_shown_so_far_that_its_owner_knows_it() {
        assert_eq!(masked("olga@harbour-house.example"), "o***@harbour-house.example");
        assert_eq!(masked("nowhere"), "***");
    }
}
