//! Confirming by a code that is mailed with every word of what it confirms.
use kernel::{Error, MailId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Asking, KeptIntent, LIFE, proof::Code};
use crate::{Chance, Seals, Work, mail::seal};

/// Codes have so many digits: five tries of each hit one in twenty million times.
pub(super) const CODE_DIGITS: usize = 8;
const CODES: u64 = 100_000_000;
/// Where the mark of a code stands.
const MARKED: [&str; 2] = ["door.intent", "code_mark"];

impl<P> Work<'_, P> {
    // Keeps the intent in the place of one before, and mails its code with the whole text.
    pub(super) async fn keep_by_code(&mut self, asking: &Asking<'_>) -> Result<KeptIntent, Error> {
        let digits = new_digits(&self.database.chance);
        let (mail, link) = (MailId(self.new_id()), self.new_secret());
        let sealed = seal(self.seals, &self.database.chance, mail, &format!("{digits} {link}"))?;
        let mark = mark_of(self.seals, MARKED, asking.id, &digits).into_iter().next();
        let kept = sqlx::query_as("select expires_at, sent_to, retry_after_s from door.ask_intent($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
            .bind(asking.id)
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
        Ok(kept.fetch_one(self.tx.connection()?).await?)
    }

    // Null where it is right; else how many more may be tried, and less than none where there is nothing to try.
    pub(super) async fn try_code(&mut self, code: &Code) -> Result<Option<i32>, Error> {
        let tried = sqlx::query_scalar("select door.try_intent($1, $2)");
        Ok(tried.bind(code.id).bind(code.marks(self.seals)).fetch_one(self.tx.connection()?).await?)
    }

    pub(super) async fn redeem_by_code(&mut self, code: &Code, target: Uuid, digest: &[u8]) -> Result<String, Error> {
        let outcome = sqlx::query_scalar("select door.redeem_intent($1, $2, $3, $4)")
            .bind(code.id)
            .bind(target)
            .bind(digest)
            .bind(code.marks(self.seals));
        Ok(outcome.fetch_one(self.tx.connection()?).await?)
    }
}

impl Code {
    fn marks(&self, seals: &Seals) -> Vec<Vec<u8>> {
        mark_of(seals, MARKED, self.id, &self.digits)
    }
}

/// The mark of a code where it is kept, under each master key, the newest first.
pub(crate) fn mark_of(seals: &Seals, [table, column]: [&str; 2], id: Uuid, digits: &str) -> Vec<Vec<u8>> {
    seals.marks(&[table, column, &id.to_string()], digits)
}

/// The digits of a code.
pub(crate) fn new_digits(chance: &Chance) -> String {
    digits(chance.bytes())
}

// Each as likely as any other, but for one part in a hundred thousand million.
fn digits(chance: [u8; 8]) -> String {
    format!("{:08}", u64::from_be_bytes(chance) % CODES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_zeros() {
        assert_eq!(digits([0; 8]), "00000000");
        assert_eq!(digits([0, 0, 0, 0, 0, 0, 0, 42]), "00000042");
        assert_eq!(digits([0xff; 8]).len(), CODE_DIGITS);
    }
}
