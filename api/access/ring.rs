//! The ring of master keys: what keeps a copy of the database from being enough. The newest seals, every one of them opens.
use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use hmac::{Hmac, KeyInit, Mac};
use kernel::Error;
use sha2::Sha256;
use sqlx::PgConnection;

use crate::{Chance, HomeCode, home::DIRECTORY};

const NAME_CHARS_MAX: usize = 8;
const KEY_BYTES: usize = 32;
const KEYS_MAX: usize = 16;

/// Master keys by their names, the newest first; never empty. The same on every instance.
#[derive(Clone)]
pub struct KeyRing(Vec<MasterKey>);

/// What one of them seals is marked with its name.
#[derive(Clone)]
struct MasterKey {
    name: String,
    key: Hmac<Sha256>,
}

/// The keys under which one home seals, and marks what it must know again without keeping it.
pub struct Seals(Vec<SealKey>);

struct SealKey {
    name: String,
    seal: LessSafeKey,
    mark: Hmac<Sha256>,
}

/// What only a ring with this key opens, and only in the place where it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub key_name: String,
    pub bytes: Vec<u8>,
}

impl KeyRing {
    /// Reads `name:key` words, the newest first; a key is 32 bytes in base64, a name up to eight small letters and digits.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut keys: Vec<MasterKey> = Vec::new();
        for word in text.split_whitespace() {
            let (name, key) = word.split_once(':').ok_or("each must be a name, a colon and a key")?;
            let is_name = (1..=NAME_CHARS_MAX).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            if !is_name {
                return Err(format!("a name must be 1 to {NAME_CHARS_MAX} small letters and digits"));
            }
            if keys.iter().any(|known| known.name == name) {
                return Err(format!("the name {name} is there twice"));
            }
            let key = STANDARD.decode(key).ok().filter(|key| key.len() == KEY_BYTES);
            let key = key.ok_or_else(|| format!("the key {name} is not {KEY_BYTES} bytes in base64"))?;
            let key = Hmac::new_from_slice(&key).map_err(|error| error.to_string())?;
            keys.push(MasterKey { name: name.into(), key });
        }
        match keys.len() {
            0 => Err("there is no key".into()),
            1..=KEYS_MAX => Ok(Self(keys)),
            _ => Err(format!("there are more than {KEYS_MAX} keys")),
        }
    }

    /// The text of a ring with one new key.
    pub fn mint(chance: &Chance) -> String {
        // Two rings by chance have other names too: what one sealed is then known to be not the other's.
        let name: String = chance.bytes::<4>().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name}:{}", STANDARD.encode(chance.bytes::<KEY_BYTES>()))
    }

    /// The names of keys that something in a home's database needs and the ring lacks.
    pub async fn lacking(&self, connection: &mut PgConnection) -> Result<Vec<String>, Error> {
        let beside = "select key_name from door.totp union select key_name from door.data_key union select key_name from door.mail where key_name is not null";
        // In a hash the name stands in base64 (the PHC format).
        let in_hashes = "select substring(password_hash from 'keyid=([A-Za-z0-9+/]+)') from door.credential
            union select substring(hash from 'keyid=([A-Za-z0-9+/]+)') from door.recovery_code";
        self.lacking_of(connection, in_hashes, beside).await
    }

    /// The same of the directory.
    pub async fn lacking_in_directory(&self, connection: &mut PgConnection) -> Result<Vec<String>, Error> {
        let in_hashes = "select substring(password_hash from 'keyid=([A-Za-z0-9+/]+)') from platform.operator";
        let beside = "select key_name from platform.operator where key_name is not null
            union select key_name from platform.link where key_name is not null and used_at is null
            union select key_name from platform.mail where key_name is not null";
        self.lacking_of(connection, in_hashes, beside).await
    }

    async fn lacking_of(
        &self,
        connection: &mut PgConnection,
        in_hashes: &'static str,
        beside: &'static str,
    ) -> Result<Vec<String>, Error> {
        let in_hashes: Vec<Option<String>> = sqlx::query_scalar(in_hashes).fetch_all(&mut *connection).await?;
        let mut needed: Vec<String> = sqlx::query_scalar(beside).fetch_all(connection).await?;
        for name in in_hashes.into_iter().flatten() {
            needed.push(String::from_utf8_lossy(&STANDARD_NO_PAD.decode(name)?).into_owned());
        }
        needed.sort_unstable();
        needed.dedup();
        needed.retain(|name| self.0.iter().all(|key| key.name != *name));
        Ok(needed)
    }

    /// What is derived from each key for this purpose, by the key's name, the newest first.
    pub fn derived(&self, purpose: &str) -> impl Iterator<Item = (&str, [u8; 32])> {
        self.0.iter().map(move |MasterKey { name, key }| {
            (name.as_str(), key.clone().chain_update(purpose.as_bytes()).finalize().into_bytes().into())
        })
    }
}

impl Seals {
    /// Those of this home: what another one sealed they do not open.
    pub fn of(ring: &KeyRing, home: &HomeCode) -> Result<Self, Error> {
        Self::named(ring, home.as_str())
    }

    /// Those of the directory, which no home's open.
    pub(crate) fn of_directory(ring: &KeyRing) -> Result<Self, Error> {
        Self::named(ring, DIRECTORY)
    }

    fn named(ring: &KeyRing, name: &str) -> Result<Self, Error> {
        let (seal, mark) = (format!("seal\0{name}"), format!("mark\0{name}"));
        let keys = ring.derived(&seal).zip(ring.derived(&mark)).map(|((name, seal), (_, mark))| {
            Ok(SealKey {
                name: name.to_owned(),
                seal: LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, &seal)?),
                mark: Hmac::new_from_slice(&mark)?,
            })
        });
        keys.collect::<Result<_, Error>>().map(Self)
    }

    /// What something short is known again by, in one place alone: under each key, the newest first. Without the ring nobody finds what it was.
    pub fn marks(&self, place: &[&str], plain: &str) -> Vec<Vec<u8>> {
        let marked = [place, &[plain]].concat();
        self.0
            .iter()
            .map(|key| key.mark.clone().chain_update(written(&marked)).finalize().into_bytes().to_vec())
            .collect()
    }

    /// Seals for one place: the table, column and row where it will stand.
    pub fn seal(&self, chance: &Chance, place: &[&str], plain: &[u8]) -> Result<Sealed, Error> {
        let SealKey { name, seal, .. } = self.0.first().ok_or_else(|| none(""))?;
        let nonce = chance.bytes::<NONCE_LEN>();
        let mut sealed = plain.to_vec();
        seal.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(written(place)), &mut sealed)?;
        Ok(Sealed { key_name: name.clone(), bytes: [nonce.as_slice(), &sealed].concat() })
    }

    /// Opens what was sealed for that very place.
    pub fn open(&self, place: &[&str], sealed: &Sealed) -> Result<Vec<u8>, Error> {
        let named = self.0.iter().find(|key| key.name == sealed.key_name);
        let key = named.ok_or_else(|| none(&sealed.key_name))?;
        let (nonce, body) = sealed.bytes.split_at_checked(NONCE_LEN).ok_or_else(|| none(&sealed.key_name))?;
        let mut plain = body.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce)?;
        let bytes = key.seal.open_in_place(nonce, Aad::from(written(place)), &mut plain)?.len();
        plain.truncate(bytes);
        Ok(plain)
    }

    /// The name of the key that seals.
    pub fn newest_name(&self) -> &str {
        self.0.first().map_or("", |newest| newest.name.as_str())
    }

    /// Whether what a key of this name sealed should be sealed anew.
    pub fn is_outdated(&self, key_name: &str) -> bool {
        self.0.first().is_some_and(|newest| newest.name != key_name)
    }
}

// No part can be mistaken for two.
pub(crate) fn written(place: &[&str]) -> Vec<u8> {
    place
        .iter()
        .flat_map(|part| u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes().into_iter().chain(part.bytes()))
        .collect()
}

fn none(name: &str) -> Error {
    std::io::Error::other(format!("no key {name:?} on the ring opens this: COUNTERSIGN_MASTER_KEYS lacks it")).into()
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.name)).finish()
    }
}

impl fmt::Debug for Seals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const NEW: &str = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    const PLACE: [&str; 3] = ["door.totp", "sealed", "7"];

    fn seals(ring: &str, home: &str) -> Seals {
        Seals::of(&KeyRing::parse(ring).expect("a ring"), &HomeCode::parse(home).expect("a home")).expect("seals")
    }

    fn sealed(by: &Seals) -> Sealed {
        by.seal(&Chance::of_seed(1), &PLACE, b"a secret").expect("sealed")
    }

    #[test]
    fn the_newest_seals_and_every_one_opens() {
        let before = sealed(&seals(OLD, "eu1"));
        let both = seals(&format!("{NEW} {OLD}"), "eu1");

        assert_eq!(both.open(&PLACE, &before).ok().as_deref(), Some(b"a secret".as_slice()));
        assert!(both.is_outdated(&before.key_name));
        let after = sealed(&both);
        assert_eq!(after.key_name, "k2");
        assert!(!both.is_outdated(&after.key_name));
        assert!(seals(OLD, "eu1").open(&PLACE, &after).is_err());
    }

    #[test]
    fn it_opens_in_its_own_place_alone() {
        let seals_here = seals(OLD, "eu1");
        let good = sealed(&seals_here);

        for place in [&["door.totp", "sealed", "8"][..], &["door.totp", "sealed7"], &["door.totps", "ealed", "7"], &[]]
        {
            assert!(seals_here.open(place, &good).is_err(), "{place:?}");
        }
        assert!(seals(OLD, "us1").open(&PLACE, &good).is_err());
        for place in 0..good.bytes.len() {
            let mut bent = good.clone();
            bent.bytes[place] ^= 1;
            assert!(seals_here.open(&PLACE, &bent).is_err(), "byte {place}");
        }
        assert!(seals_here.open(&PLACE, &Sealed { bytes: vec![0; 5], ..good }).is_err());
    }

    #[test]
    fn what_is_sealed_twice_looks_different() {
        let (seals, chance) = (seals(OLD, "eu1"), Chance::of_seed(1));
        let once = || seals.seal(&chance, &PLACE, b"a secret").expect("sealed").bytes;

        assert_ne!(once(), once());
    }

    #[test]
    fn a_mark_is_of_one_key_home_place_and_text() {
        let marks = |ring: &str, home: &str, place: &[&str], plain: &str| seals(ring, home).marks(place, plain);
        let good = marks(OLD, "eu1", &PLACE, "12345678");

        assert_eq!(marks(&format!("{NEW} {OLD}"), "eu1", &PLACE, "12345678").last(), good.first());
        for other in [
            marks(NEW, "eu1", &PLACE, "12345678"),
            marks(OLD, "us1", &PLACE, "12345678"),
            marks(OLD, "eu1", &["door.totp", "sealed"], "712345678"),
            marks(OLD, "eu1", &PLACE, "12345679"),
        ] {
            assert_ne!(other, good);
        }
    }

    #[test]
    fn a_ring_that_cannot_be_read_is_told_without_its_keys() {
        let twice = format!("{OLD} {OLD}");
        for wrong in
            ["", "k1", "k1:short", "K1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "averylongname:AQ==", &twice]
        {
            let told = KeyRing::parse(wrong).expect_err("refused");
            assert!(!told.contains("AQEB"), "{told}");
        }
        assert!(!format!("{:?}", KeyRing::parse(OLD)).contains("AQEB"));
    }

    #[test]
    fn a_minted_ring_can_be_read() {
        assert!(KeyRing::parse(&KeyRing::mint(&Chance::of_seed(1))).is_ok());
    }
}
