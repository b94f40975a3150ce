//! Hashing: Argon2id, off the async threads, as many at once as there are cores.
use std::{fmt, sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, Version,
    password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _, generate_salt},
};
use kernel::{Error, ended};
use tokio::sync::Semaphore;

use super::{NewPassword, Password, obvious::is_obvious};

// Who waits longer than this is told that the service is busy, instead of growing the queue.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Default for HashCost {
    /// 64 MiB, three passes, one lane: about a fifth of a second.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

impl HashCost {
    /// As little as Argon2 allows, for tests alone.
    pub const CHEAPEST: Self = Self { memory_kib: Params::MIN_M_COST, passes: Params::MIN_T_COST, lanes: 1 };
}

/// Hashes passwords and checks them.
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    nobodys: String,
    turns: Arc<Semaphore>,
}

impl PasswordHasher {
    /// One for the whole server, at this cost.
    pub fn new(cost: HashCost) -> Result<Self, Error> {
        let (argon2, cheap) = (argon2(cost)?, argon2(HashCost::CHEAPEST)?);
        // Nobody's password: what it hashes to is of no matter, what it costs to find out is.
        let params = argon2.params().try_into()?;
        let nobodys = PasswordHash { params, ..cheap.hash_password(&generate_salt())? }.to_string();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { argon2, nobodys, turns: Arc::new(Semaphore::new(cores)) })
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
        let argon2 = self.argon2.clone();
        self.in_turn(move || Ok(argon2.hash_password(password.expose().as_bytes())?.to_string())).await
    }

    /// Whether the password is the one that was hashed. Without a hash it works as hard and says no.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, Error> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobodys.clone());
        let argon2 = self.argon2.clone();
        let fits = self.in_turn(move || match argon2.verify_password(password.expose().as_bytes(), hash.as_str()) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(broken) => Err(broken.into()),
        });
        Ok(fits.await? && is_known)
    }

    /// Whether a hash costs a guesser less than those that are made now.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let made_with = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok());
        made_with.is_some_and(|params| {
            let now = self.argon2.params();
            params.m_cost() < now.m_cost() || params.t_cost() < now.t_cost()
        })
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

fn argon2(cost: HashCost) -> Result<Argon2<'static>, Error> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher").field("params", self.argon2.params()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text.into()).expect("a password")
    }

    #[tokio::test]
    async fn only_the_password_itself_fits_its_hash() {
        let hasher = PasswordHasher::new(HashCost::CHEAPEST).expect("a hasher");

        let hash = hasher.hash(password("a few words of your own")).await.expect("a hash");

        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        let fits = async |text: &str| hasher.verify(password(text), Some(hash.clone())).await.expect("a verdict");
        assert!(fits("a few words of your own").await);
        assert!(!fits("A few words of your own").await);
        assert!(!fits("a few words of your own ").await);
    }

    #[tokio::test]
    async fn nobodys_password_never_fits() {
        let hasher = PasswordHasher::new(HashCost::CHEAPEST).expect("a hasher");

        assert!(!hasher.verify(password("anything"), None).await.expect("a verdict"));
    }

    #[tokio::test]
    async fn a_hash_that_is_none_is_a_bug_and_not_a_wrong_password() {
        let hasher = PasswordHasher::new(HashCost::CHEAPEST).expect("a hasher");

        assert!(hasher.verify(password("anything"), Some("plain".into())).await.is_err());
    }

    #[tokio::test]
    async fn a_hash_is_outdated_when_those_of_now_cost_more() {
        let [cheap, long, large] =
            [(8, 1), (8, 2), (16, 1)].map(|(memory_kib, passes)| HashCost { memory_kib, passes, lanes: 1 });
        let [cheap, long, large] = [cheap, long, large].map(|cost| PasswordHasher::new(cost).expect("a hasher"));
        let hash = cheap.hash(password("a few words of your own")).await.expect("a hash");

        assert!(long.is_outdated(&hash) && large.is_outdated(&hash));
        assert!(!cheap.is_outdated(&hash));
        let costly = large.hash(password("a few words of your own")).await.expect("a hash");
        assert!(!cheap.is_outdated(&costly));
    }

    #[test]
    fn a_stranger_costs_what_everybody_costs() {
        let hasher = PasswordHasher::new(HashCost { memory_kib: 64, passes: 2, lanes: 1 }).expect("a hasher");

        assert!(hasher.nobodys.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{}", hasher.nobodys);
    }
}
