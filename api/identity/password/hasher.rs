//! Hashing: Argon2id, off the async threads, as many at once as there are cores.
use std::{fmt, sync::Arc, time::Duration};

use access::KeyRing;
use kernel::{Error, ended};
use tokio::sync::Semaphore;

use super::{
    NewPassword, Password,
    obvious::is_obvious,
    recipe::{HashCost, Recipe},
};
use crate::recovery_code::RecoveryCode;

// Who waits longer than this is told that the service is busy, instead of growing the queue.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// Hashes passwords and checks them.
pub struct PasswordHasher {
    recipe: Arc<Recipe>,
    nobodys: String,
    turns: Arc<Semaphore>,
}

impl PasswordHasher {
    /// One for the whole server, at this cost, with the ring's keys as peppers.
    pub fn new(cost: HashCost, ring: &KeyRing) -> Result<Self, Error> {
        let recipe = Recipe::new(cost, ring)?;
        let nobodys = recipe.nobodys()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { recipe: Arc::new(recipe), nobodys, turns: Arc::new(Semaphore::new(cores)) })
    }

    /// The password that somebody chose, unless it is obvious to who knows their words: names of theirs, and of where they are.
    pub async fn accept(&self, chosen: NewPassword, field: &str, own_words: [&str; 4]) -> Result<Password, Error> {
        let (password, own_words) = (chosen.0, own_words.map(str::to_owned));
        let judged = self.in_turn(move || Ok((!is_obvious(password.expose(), &own_words)).then_some(password)));
        let message = "Too easy to guess: it is in common use, or says little beside well-known words, patterns and the names of this account.";
        judged.await?.ok_or_else(|| Error::invalid(field, "too_obvious", message))
    }

    /// The hash of a password, in the PHC format with a salt of its own.
    pub async fn hash(&self, password: Password) -> Result<String, Error> {
        let recipe = self.recipe.clone();
        self.in_turn(move || recipe.hash(password.expose())).await
    }

    /// Whether the password is the one that was hashed. Without a hash it works as hard and says no.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, Error> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobodys.clone());
        let recipe = self.recipe.clone();
        Ok(self.in_turn(move || recipe.verify(password.expose(), &hash)).await? && is_known)
    }

    /// The hashes of recovery codes, all of one salt, so that finding one takes one hash.
    pub async fn hash_all(&self, codes: Vec<RecoveryCode>) -> Result<Vec<String>, Error> {
        let recipe = self.recipe.clone();
        self.in_turn(move || recipe.hash_all(codes.iter().map(RecoveryCode::expose))).await
    }

    /// The hash of this code among these, if it is one of them.
    pub async fn find(&self, code: RecoveryCode, hashes: Vec<String>) -> Result<Option<String>, Error> {
        let recipe = self.recipe.clone();
        self.in_turn(move || recipe.find(code.expose(), hashes)).await
    }

    /// Whether a hash costs a guesser less than those that are made now, or has not the newest pepper.
    pub fn is_outdated(&self, hash: &str) -> bool {
        self.recipe.is_outdated(hash)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = tokio::time::timeout(WAIT_MAX, self.turns.clone().acquire_owned());
        let turn = turn.await.map_err(|_| Error::from(ended::UNAVAILABLE))??;
        // The turn moves along: a request that is given up still occupies its core until it is done.
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await?
    }
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher").field("recipe", &self.recipe).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher() -> PasswordHasher {
        let ring = KeyRing::parse("k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=").expect("a ring");
        PasswordHasher::new(HashCost::CHEAPEST, &ring).expect("a hasher")
    }

    fn password(text: &str) -> Password {
        Password::parse(text.into()).expect("a password")
    }

    #[tokio::test]
    async fn only_the_password_itself_fits_its_hash() {
        let hasher = hasher();

        let hash = hasher.hash(password("a few words of your own")).await.expect("a hash");

        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1,keyid=azE$"), "{hash}");
        let fits = async |text: &str| hasher.verify(password(text), Some(hash.clone())).await.expect("a verdict");
        assert!(fits("a few words of your own").await);
        assert!(!fits("A few words of your own").await);
        assert!(!fits("a few words of your own ").await);
    }

    #[tokio::test]
    async fn nobodys_password_never_fits() {
        let hasher = hasher();

        assert!(!hasher.verify(password("anything"), None).await.expect("a verdict"));
    }

    #[tokio::test]
    async fn a_hash_that_is_none_is_a_bug_and_not_a_wrong_password() {
        let hasher = hasher();

        assert!(hasher.verify(password("anything"), Some("plain".into())).await.is_err());
    }
}
