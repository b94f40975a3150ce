//! What an operator must say twice: as in an organisation, but kept in the directory, whose functions ask for it themselves.
mod by_passkey;

use kernel::{Confirmation, ConfirmationChannel, Error, MailId, ended};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    OPERATOR_PREFIX, PlatformWork,
    catalogue::{PlatformConfirmable, PlatformPermission},
};
use crate::{
    Confirmed, Intent, Passkeys,
    confirmation::{
        Asked, Asking, CHANGED, CODE_WRONG, Code, Confirming, KeptIntent, LIFE, OVER, PASSKEY_WRONG, Proof, Proven,
        mark_of, masked, new_digits,
    },
    platform::mail,
};

/// Where the mark of a code stands.
const MARKED: [&str; 2] = ["platform.intent", "code_mark"];

impl<P: PlatformConfirmable> PlatformWork<'_, P> {
    /// Goes on if the operator has confirmed this very intent; else they are asked to, and nothing else of this request is done.
    pub async fn confirmed(&mut self, intent: Intent) -> Result<Confirmed<P>, Error> {
        let asked = self.bound(intent);
        let Some(proven) = self.confirming.as_ref().and_then(|confirming| confirming.proven.clone()) else {
            self.confirming.get_or_insert_default().asked = Some(asked);
            return Err(ended::CONFIRMATION_REQUIRED.into());
        };
        let mut outcome = String::new();
        // It may have been asked for before a newer master key came.
        for digest in &asked.digests {
            outcome = match &proven {
                Proven::Code(code) => self.redeem_by_code(code, asked.intent.target, digest).await?,
                Proven::Passkey(witness) => self.redeem_by_passkey(witness, asked.intent.target, digest).await?,
            };
            if outcome == "given" {
                break;
            }
        }
        match outcome.as_str() {
            "given" => Ok(Confirmed::given()),
            "changed" => Err(Error::refused(ended::CONFIRMATION_REFUSED, CHANGED)),
            _ => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }

    async fn redeem_by_code(&mut self, code: &Code, target: Uuid, digest: &[u8]) -> Result<String, Error> {
        let marks = mark_of(&self.platform.seals, MARKED, code.id, &code.digits);
        let redeemed = sqlx::query_scalar("select platform.redeem_intent($1, $2, $3, $4, $5)")
            .bind(code.id)
            .bind(P::OPERATION)
            .bind(target)
            .bind(digest)
            .bind(marks);
        Ok(redeemed.fetch_one(self.connection()).await?)
    }

    // Everything that must be the same the second time: the request, who sends it, and what they read.
    fn bound(&self, intent: Intent) -> Asked {
        let operator = self.operator();
        let Intent { target, title, mut lines } = intent;
        lines.push(format!("Confirmed by: {} <{}>", operator.name, operator.email));
        let who = [operator.id.to_string(), operator.session_id.to_string()];
        let said = self.confirming.as_ref().map(|confirming| confirming.said.as_slice()).unwrap_or_default();
        let target_text = target.to_string();
        let mut parts = vec!["countersign confirmation of operators 1", P::OPERATION];
        parts.extend(who.iter().chain(said).map(String::as_str));
        parts.extend([target_text.as_str(), title.as_str()]);
        parts.extend(lines.iter().map(String::as_str));
        let digests = self.platform.seals.marks(&parts, "");
        Asked { intent: Intent { target, title, lines }, digests }
    }
}

impl<P: PlatformPermission> PlatformWork<'_, P> {
    /// Marks what the transaction goes back to where it turns out that something is to be confirmed first.
    pub(super) async fn may_be_asked(&mut self, confirming: Confirming) -> Result<(), Error> {
        if confirming.proven.is_none() {
            sqlx::raw_sql("savepoint unconfirmed").execute(self.connection()).await?;
        }
        self.confirming = Some(confirming);
        Ok(())
    }

    /// What the verb would have done, had it been confirmed.
    pub(super) fn takes_asked(&mut self) -> Option<Asked> {
        self.confirming.as_mut().and_then(|confirming| confirming.asked.take())
    }

    /// Undoes what the verb has done until then, keeps and mails what is to be confirmed, and says it.
    pub(super) async fn asks(mut self, asked: Asked) -> Result<Error, Error> {
        let confirming = self.confirming.take().unwrap_or_default();
        sqlx::raw_sql("rollback to savepoint unconfirmed").execute(self.connection()).await?;
        let id = self.platform.chance.id(self.now(), 0);
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
        self.keep().await?;
        let sent_to = masked(&sent_to);
        Ok(Error::confirmation_required(Confirmation { id, expires_at, title, lines, sent_to, channels, passkey }))
    }

    async fn keep_by_code(&mut self, asking: &Asking<'_>) -> Result<KeptIntent, Error> {
        let chance = &self.platform.chance;
        let mail = MailId(chance.id(self.now(), 1));
        let digits = new_digits(chance);
        let link = mail::new_link(chance, OPERATOR_PREFIX);
        let sealed = mail::sealed(self.platform, mail, &format!("{digits} {link}"))?;
        let mark = mark_of(&self.platform.seals, MARKED, asking.id, &digits).into_iter().next();
        let statement = "select expires_at, sent_to, retry_after_s from platform.ask_intent($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let kept = sqlx::query_as(statement)
            .bind(asking.id)
            .bind(P::EVENT)
            .bind(asking.asked.intent.target)
            .bind(asking.asked.digest())
            .bind(mark)
            .bind(Sha256::digest(&link).to_vec())
            .bind(asking.title)
            .bind(asking.lines)
            .bind(asking.device)
            .bind(LIFE)
            .bind(mail)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes);
        Ok(kept.fetch_one(self.connection()).await?)
    }

    /// Counts a try at a code or with a passkey, before anything is done by it: what fails afterwards takes none back.
    pub(super) async fn tries(mut self, proof: Proof, passkeys: Option<&dyn Passkeys>) -> Result<Proven, Error> {
        let (tried, proven, wrong) = match (proof, passkeys) {
            (Proof::Code(code), _) => (self.try_code(&code).await?, Some(Proven::Code(code)), CODE_WRONG),
            (Proof::Passkey(id, signed), Some(passkeys)) => {
                let (tried, witness) = self.try_passkey(id, &signed, passkeys).await?;
                (tried, witness.map(Proven::Passkey), PASSKEY_WRONG)
            }
            (Proof::Passkey(..), None) => return Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        };
        self.keep().await?;
        match (tried.map(u32::try_from), proven) {
            (None, Some(proven)) => Ok(proven),
            (Some(Ok(left)), _) => Err(Error::not_confirmed(wrong, left)),
            // Less than none: there is nothing to try.
            (Some(Err(_)) | None, _) => Err(Error::refused(ended::CONFIRMATION_REFUSED, OVER)),
        }
    }

    async fn try_code(&mut self, Code { id, digits }: &Code) -> Result<Option<i32>, Error> {
        let marks = mark_of(&self.platform.seals, MARKED, *id, digits);
        let tried = sqlx::query_scalar("select platform.try_intent($1, $2, $3)").bind(id).bind(P::EVENT).bind(marks);
        Ok(tried.fetch_one(self.connection()).await?)
    }
}
