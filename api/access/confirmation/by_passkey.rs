//! Confirming by a passkey: what its device signs is a hash of chance and of the digest, so that it confirms this intent and no other.
use kernel::{Error, MailId, PasskeyId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Asking, KeptIntent, LIFE, hex, proof::Signed};
use crate::{Judged, PasskeyKey, PasskeyUse, Seals, Work, mail::seal};

/// Where the mark of what is to be signed stands.
const MARKED: [&str; 2] = ["door.intent", "passkey_mark"];
pub(crate) const NONCE_BYTES: usize = 32;
pub(crate) const NOTHING_TO_TRY: i32 = -1;

/// What the door needs of the room that knows passkeys.
pub trait Passkeys: Send + Sync {
    /// Whether the installation's address has any.
    fn are_open(&self) -> bool;

    /// What to ask the browser for, so that one of these signs this challenge.
    fn asks_to_sign(&self, challenge: &[u8; 32], known: &[Vec<u8>]) -> Result<Value, Error>;

    /// Judges what was signed: the challenge, the address, that the device knew who holds it, the signature and how far it has counted.
    fn judges_signed(&self, signed: &Signed, challenge: &[u8; 32], key: &PasskeyKey) -> Result<Judged, Error>;
}

/// A passkey that rightly signed what an intent asks for, as far as that was known before the request ran.
#[derive(Debug, Clone)]
pub(crate) struct Witness {
    pub id: Uuid,
    pub used: PasskeyUse,
    pub nonce: Vec<u8>,
}

/// What an intent awaits of the passkey that was shown for it.
#[derive(sqlx::FromRow)]
pub(crate) struct Awaited {
    nonce: Vec<u8>,
    digest: Vec<u8>,
    /// Null where the caller has no such passkey.
    passkey_id: Option<PasskeyId>,
    credential: Option<Value>,
    counter: Option<i64>,
    is_backed_up: Option<bool>,
}

impl Awaited {
    fn key(&self) -> Option<PasskeyKey> {
        let (id, counter, is_backed_up) = (self.passkey_id?, self.counter?, self.is_backed_up?);
        Some(PasskeyKey { id, credential: self.credential.clone()?, counter, is_backed_up })
    }

    /// Judges what was signed.
    pub(crate) fn tried(
        self,
        seals: &Seals,
        marked: [&str; 2],
        (id, signed): (Uuid, &Signed),
        passkeys: &dyn Passkeys,
    ) -> Result<Tried, Error> {
        let challenge = challenge(id, &self.nonce, &self.digest);
        let (judged, passkey) = match self.key() {
            Some(key) => (passkeys.judges_signed(signed, &challenge, &key)?, Some(key.id)),
            None => (Judged::Wrong, None),
        };
        Ok(match judged {
            Judged::Right(used) => Tried {
                marks: marks(seals, marked, id, &challenge),
                suspected: None,
                witness: Some(Witness { id, used, nonce: self.nonce }),
            },
            Judged::MayBeCopied => Tried { marks: Vec::new(), suspected: passkey, witness: None },
            Judged::Wrong => Tried { marks: Vec::new(), suspected: None, witness: None },
        })
    }
}

/// How a passkey that was shown for an intent was judged.
pub(crate) struct Tried {
    pub marks: Vec<Vec<u8>>,
    /// One of the caller's that may have been copied.
    pub suspected: Option<PasskeyId>,
    pub witness: Option<Witness>,
}

impl<P> Work<'_, P> {
    // By which passkeys the caller may confirm; empty where they have none, or the address.
    pub(super) async fn own_credential_ids(&mut self, passkeys: Option<&dyn Passkeys>) -> Result<Vec<Vec<u8>>, Error> {
        if !passkeys.is_some_and(Passkeys::are_open) {
            return Ok(Vec::new());
        }
        let ids = sqlx::query_scalar("select door.own_credential_ids()");
        Ok(ids.fetch_one(self.tx.connection()?).await?)
    }

    // Keeps the intent in the place of one before, and mails the whole text without a code: whoever reads the mailbox can still say that it was not they.
    pub(super) async fn keep_by_passkey(
        &mut self,
        asking: &Asking<'_>,
        passkeys: &dyn Passkeys,
        known: &[Vec<u8>],
    ) -> Result<(KeptIntent, Value), Error> {
        let nonce: [u8; NONCE_BYTES] = self.database.chance.bytes();
        let challenge = challenge(asking.id, &nonce, asking.asked.digest());
        let (mail, link) = (MailId(self.new_id()), self.new_secret());
        let sealed = seal(self.seals, &self.database.chance, mail, &link)?;
        let mark = marks(self.seals, MARKED, asking.id, &challenge).into_iter().next();
        let kept = sqlx::query_as("select expires_at, sent_to, retry_after_s from door.ask_intent_by_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
            .bind(asking.id)
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
        Ok((kept.fetch_one(self.tx.connection()?).await?, passkeys.asks_to_sign(&challenge, known)?))
    }

    // What was tried, as of a code; and where it is right, by what the intent is used up.
    pub(super) async fn try_passkey(
        &mut self,
        id: Uuid,
        signed: &Signed,
        passkeys: &dyn Passkeys,
    ) -> Result<(Option<i32>, Option<Witness>), Error> {
        let awaited = sqlx::query_as(
            "select nonce, digest, passkey_id, credential, counter, is_backed_up from door.find_intent_passkey($1, $2)",
        )
        .bind(id)
        .bind(&signed.credential_id);
        let awaited: Option<Awaited> = awaited.fetch_optional(self.tx.connection()?).await?;
        let Some(awaited) = awaited else { return Ok((Some(NOTHING_TO_TRY), None)) };
        let Tried { marks, suspected, witness } = awaited.tried(self.seals, MARKED, (id, signed), passkeys)?;
        let tried = sqlx::query_scalar("select door.try_intent_by_passkey($1, $2, $3)");
        let tried = tried.bind(id).bind(marks).bind(suspected).fetch_one(self.tx.connection()?).await?;
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
        let outcome = sqlx::query_scalar("select door.redeem_intent_by_passkey($1, $2, $3, $4, $5, $6, $7)")
            .bind(witness.id)
            .bind(target)
            .bind(digest)
            .bind(marks(self.seals, MARKED, witness.id, &challenge))
            .bind(witness.used.id)
            .bind(witness.used.counter)
            .bind(witness.used.is_backed_up);
        Ok(outcome.fetch_one(self.tx.connection()?).await?)
    }
}

// Parts of one length each cannot be mistaken for others.
pub(crate) fn challenge(id: Uuid, nonce: &[u8], digest: &[u8]) -> [u8; 32] {
    let hash = Sha256::new().chain_update(b"countersign confirmation by passkey 1").chain_update(id.as_bytes());
    hash.chain_update(nonce).chain_update(digest).finalize().into()
}

pub(crate) fn marks(seals: &Seals, [table, column]: [&str; 2], id: Uuid, challenge: &[u8; 32]) -> Vec<Vec<u8>> {
    seals.marks(&[table, column, &id.to_string()], &hex(challenge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_of_one_intent_one_moment_and_one_digest() {
        let [id, other] = [1, 2].map(Uuid::from_u128);
        let all = [
            challenge(id, &[0; 32], &[0; 32]),
            challenge(other, &[0; 32], &[0; 32]),
            challenge(id, &[1; 32], &[0; 32]),
            challenge(id, &[0; 32], &[1; 32]),
        ];

        for (place, one) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|same| same == one), Some(place));
        }
        assert_eq!(challenge(id, &[0; 32], &[0; 32]), all[0]);
    }
}
