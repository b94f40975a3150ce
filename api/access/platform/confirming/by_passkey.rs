//! Confirming by a passkey, as in an organisation: what its device signs is a hash of chance and of the digest.
use kernel::{Error, MailId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::OPERATOR_PREFIX;
use crate::{
    Passkeys, Signed,
    confirmation::{Asking, Awaited, KeptIntent, LIFE, NONCE_BYTES, NOTHING_TO_TRY, Tried, Witness, challenge, marks},
    platform::{PlatformWork, catalogue::PlatformPermission, mail},
};

/// Where the mark of what is to be signed stands.
const MARKED: [&str; 2] = ["platform.intent", "passkey_mark"];

impl<P: PlatformPermission> PlatformWork<'_, P> {
    // By which passkeys the operator may confirm; empty where they have none, or the address.
    pub(super) async fn own_credential_ids(&mut self, passkeys: Option<&dyn Passkeys>) -> Result<Vec<Vec<u8>>, Error> {
        if !passkeys.is_some_and(Passkeys::are_open) {
            return Ok(Vec::new());
        }
        let ids = sqlx::query_scalar("select credential_id from platform.own_passkeys()");
        Ok(ids.fetch_all(self.connection()).await?)
    }

    // Keeps the intent in the place of one before, and mails the whole text without a code: whoever reads the mailbox can still say that it was not they.
    pub(super) async fn keep_by_passkey(
        &mut self,
        asking: &Asking<'_>,
        passkeys: &dyn Passkeys,
        known: &[Vec<u8>],
    ) -> Result<(KeptIntent, Value), Error> {
        let chance = &self.platform.chance;
        let nonce: [u8; NONCE_BYTES] = chance.bytes();
        let challenge = challenge(asking.id, &nonce, asking.asked.digest());
        let mail = MailId(chance.id(self.now(), 1));
        let link = mail::new_link(chance, OPERATOR_PREFIX);
        let sealed = mail::sealed(self.platform, mail, &link)?;
        let mark = marks(&self.platform.seals, MARKED, asking.id, &challenge).into_iter().next();
        let kept = sqlx::query_as("select expires_at, sent_to, retry_after_s from platform.ask_intent_by_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
            .bind(asking.id)
            .bind(P::EVENT)
            .bind(asking.asked.intent.target)
            .bind(asking.asked.digest())
            .bind(nonce.as_slice())
            .bind(mark)
            .bind(Sha256::digest(&link).to_vec())
            .bind(asking.title)
            .bind(asking.lines)
            .bind(asking.device)
            .bind(LIFE)
            .bind(mail)
            .bind(&sealed.key_name)
            .bind(&sealed.bytes);
        Ok((kept.fetch_one(self.connection()).await?, passkeys.asks_to_sign(&challenge, known)?))
    }

    // What was tried, as of a code; and where it is right, by what the intent is used up.
    pub(super) async fn try_passkey(
        &mut self,
        id: Uuid,
        signed: &Signed,
        passkeys: &dyn Passkeys,
    ) -> Result<(Option<i32>, Option<Witness>), Error> {
        let statement = "select nonce, digest, passkey_id, credential, counter, is_backed_up from platform.find_intent_passkey($1, $2, $3)";
        let awaited = sqlx::query_as(statement).bind(id).bind(P::EVENT).bind(&signed.credential_id);
        let awaited: Option<Awaited> = awaited.fetch_optional(self.connection()).await?;
        let Some(awaited) = awaited else { return Ok((Some(NOTHING_TO_TRY), None)) };
        let Tried { marks, suspected, witness } =
            awaited.tried(&self.platform.seals, MARKED, (id, signed), passkeys)?;
        let tried = sqlx::query_scalar("select platform.try_intent_by_passkey($1, $2, $3, $4)");
        let tried = tried.bind(id).bind(P::EVENT).bind(marks).bind(suspected).fetch_one(self.connection()).await?;
        Ok((tried, witness))
    }

    // What was signed is made anew of the digest, which was made anew of the locked rows: of any other nothing is used up.
    pub(super) async fn redeem_by_passkey(
        &mut self,
        witness: &Witness,
        target: Uuid,
        digest: &[u8],
    ) -> Result<String, Error> {
        let challenge = challenge(witness.id, &witness.nonce, digest);
        let marks = marks(&self.platform.seals, MARKED, witness.id, &challenge);
        let outcome = sqlx::query_scalar("select platform.redeem_intent_by_passkey($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(witness.id)
            .bind(P::EVENT)
            .bind(target)
            .bind(digest)
            .bind(marks)
            .bind(witness.used.id)
            .bind(witness.used.counter)
            .bind(witness.used.is_backed_up);
        Ok(outcome.fetch_one(self.connection()).await?)
    }
}
