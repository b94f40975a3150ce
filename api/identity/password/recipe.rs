//! How a password becomes a hash: Argon2id at a cost, with a pepper whose name the hash bears.
use std::fmt;

use access::KeyRing;
use argon2::{
    Algorithm, Argon2, KeyId, Params, ParamsBuilder, PasswordHash, Version,
    password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _, generate_salt},
};
use kernel::Error;

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

/// The cost of a new hash, and the peppers by their names, the newest first.
pub struct Recipe {
    params: Params,
    peppers: Vec<(String, [u8; 32])>,
}

impl Recipe {
    /// Of a cost and a ring.
    pub fn new(cost: HashCost, ring: &KeyRing) -> Result<Self, Error> {
        let peppers: Vec<_> = ring.derived("password").map(|(name, pepper)| (name.to_owned(), pepper)).collect();
        let newest = peppers.first().map(|(name, _)| name.as_bytes()).unwrap_or_default();
        let params = ParamsBuilder::new()
            .m_cost(cost.memory_kib)
            .t_cost(cost.passes)
            .p_cost(cost.lanes)
            .keyid(KeyId::new(newest)?)
            .build()?;
        Ok(Self { params, peppers })
    }

    /// The hash of a password, in the PHC format.
    pub fn hash(&self, password: &str) -> Result<String, Error> {
        Ok(self.argon2(self.params.clone())?.hash_password(password.as_bytes())?.to_string())
    }

    /// Whether the password is the one that was hashed.
    pub fn verify(&self, password: &str, hash: &str) -> Result<bool, Error> {
        let argon2 = self.argon2(Params::try_from(&PasswordHash::new(hash)?)?)?;
        match argon2.verify_password(password.as_bytes(), hash) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(broken) => Err(broken.into()),
        }
    }

    /// The hashes of several secrets, all of one salt.
    pub fn hash_all<'a>(&self, secrets: impl Iterator<Item = &'a str>) -> Result<Vec<String>, Error> {
        let (argon2, salt) = (self.argon2(self.params.clone())?, generate_salt());
        secrets.map(|secret| Ok(argon2.hash_password_with_salt(secret.as_bytes(), &salt)?.to_string())).collect()
    }

    /// The one of these hashes that is the secret's; they share a salt, and whatever does not fits nothing.
    pub fn find(&self, secret: &str, hashes: Vec<String>) -> Result<Option<String>, Error> {
        let Some(first) = hashes.first() else { return Ok(None) };
        let first = PasswordHash::new(first)?;
        let (argon2, salt) = (self.argon2(Params::try_from(&first)?)?, first.salt.ok_or(HashError::SaltInvalid)?);
        let made = argon2.hash_password_with_salt(secret.as_bytes(), &salt)?.hash;
        let is_it = |hash: &String| made.is_some() && PasswordHash::new(hash).is_ok_and(|known| known.hash == made);
        Ok(hashes.into_iter().find(is_it))
    }

    /// A hash of no matter that costs what any does to find out.
    pub fn nobodys(&self) -> Result<String, Error> {
        let HashCost { memory_kib, passes, lanes } = HashCost::CHEAPEST;
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory_kib, passes, lanes, None)?);
        let params = (&self.params).try_into()?;
        Ok(PasswordHash { params, ..cheap.hash_password(&generate_salt())? }.to_string())
    }

    /// Whether new hashes cost more than this one, or have another pepper.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let made_with = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok());
        made_with.is_some_and(|made_with| {
            made_with.m_cost() < self.params.m_cost()
                || made_with.t_cost() < self.params.t_cost()
                || made_with.keyid() != self.params.keyid()
        })
    }

    // With the pepper that the parameters name; hashes of the times without one name none.
    fn argon2(&self, params: Params) -> Result<Argon2<'_>, Error> {
        let named = params.keyid();
        if named.is_empty() {
            return Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
        }
        let pepper = self.peppers.iter().find(|(name, _)| name.as_bytes() == named);
        let (_, pepper) = pepper.ok_or_else(|| {
            let name = String::from_utf8_lossy(named);
            std::io::Error::other(format!(
                "a password is peppered with the key {name:?}, which COUNTERSIGN_MASTER_KEYS lacks"
            ))
        })?;
        Ok(Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)?)
    }
}

impl fmt::Debug for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipe").field("params", &self.params).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const NEW: &str = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    fn recipe(cost: HashCost, ring: &str) -> Recipe {
        Recipe::new(cost, &KeyRing::parse(ring).expect("a ring")).expect("a recipe")
    }

    #[test]
    fn a_hash_without_its_pepper_fits_nothing() {
        let [old, both, new] = [OLD, &format!("{NEW} {OLD}"), NEW].map(|ring| recipe(HashCost::CHEAPEST, ring));
        let hash = old.hash("a few words of your own").expect("a hash");

        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1,keyid=azE$"), "{hash}");
        assert!(both.verify("a few words of your own", &hash).is_ok_and(|fits| fits));
        assert!(both.verify("a few words of my own", &hash).is_ok_and(|fits| !fits));
        assert!(new.verify("a few words of your own", &hash).is_err());
        // The same name, another key.
        let other = recipe(HashCost::CHEAPEST, &NEW.replace("k2", "k1"));
        assert!(other.verify("a few words of your own", &hash).is_ok_and(|fits| !fits));
    }

    #[test]
    fn a_hash_of_the_times_without_pepper_still_fits() {
        let plain = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).expect("parameters"));
        let hash = plain.hash_password(b"a few words of your own").expect("a hash").to_string();

        assert!(recipe(HashCost::CHEAPEST, OLD).verify("a few words of your own", &hash).is_ok_and(|fits| fits));
        assert!(recipe(HashCost::CHEAPEST, OLD).is_outdated(&hash));
    }

    #[test]
    fn a_hash_is_outdated_when_those_of_now_cost_more_or_have_another_pepper() {
        let [cheap, long, large] = [(8, 1), (8, 2), (16, 1)]
            .map(|(memory_kib, passes)| recipe(HashCost { memory_kib, passes, lanes: 1 }, OLD));
        let hash = cheap.hash("a few words of your own").expect("a hash");

        assert!(long.is_outdated(&hash) && large.is_outdated(&hash));
        assert!(!cheap.is_outdated(&hash));
        assert!(!cheap.is_outdated(&large.hash("a few words of your own").expect("a hash")));
        assert!(recipe(HashCost::CHEAPEST, &format!("{NEW} {OLD}")).is_outdated(&hash));
        assert!(!recipe(HashCost::CHEAPEST, &format!("{OLD} {NEW}")).is_outdated(&hash));
    }

    #[test]
    fn a_secret_is_found_among_those_of_one_salt() {
        let [old, both] = [OLD, &format!("{NEW} {OLD}")].map(|ring| recipe(HashCost::CHEAPEST, ring));
        let hashes = old.hash_all(["one", "two", "three"].into_iter()).expect("hashes");
        let found = |secret: &str| both.find(secret, hashes.clone()).expect("a verdict");

        assert_eq!(found("two").as_ref(), hashes.get(1));
        assert_eq!(found("four"), None);
        assert_eq!(old.find("two", Vec::new()).ok(), Some(None));
    }

    #[test]
    fn a_stranger_costs_what_everybody_costs() {
        let recipe = recipe(HashCost { memory_kib: 64, passes: 2, lanes: 1 }, OLD);
        let nobodys = recipe.nobodys().expect("a hash");

        assert!(nobodys.starts_with("$argon2id$v=19$m=64,t=2,p=1,keyid=azE$"), "{nobodys}");
        assert!(recipe.verify("anything", &nobodys).is_ok_and(|fits| !fits));
    }
}
