//! The key of an organisation: wrapped by a master key as it is kept, and what it seals.
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use hmac::{Hmac, KeyInit, Mac};
use kernel::{Error, OrgId};
use sha2::Sha256;

use super::{Secret, place_of_key};
use crate::{Chance, HomeCode, Sealed, Seals};

const KEY_BYTES: usize = 32;
const FINGERPRINT_BYTES: usize = 8;

/// One as the database keeps it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct WrappedKey {
    pub version: i32,
    pub key_name: String,
    pub wrapped: Vec<u8>,
}

/// One that seals and opens.
pub(crate) struct DataKey {
    seal: LessSafeKey,
    fingerprint: Hmac<Sha256>,
}

impl WrappedKey {
    /// A new one by chance.
    pub fn mint(seals: &Seals, chance: &Chance, home: &HomeCode, org: OrgId, version: i32) -> Result<Self, Error> {
        Self::of(&chance.bytes::<KEY_BYTES>(), seals, chance, home, org, version)
    }

    /// The same key, wrapped by the newest master key.
    pub fn rewrapped(&self, seals: &Seals, chance: &Chance, home: &HomeCode, org: OrgId) -> Result<Self, Error> {
        Self::of(&self.bytes(seals, home, org)?, seals, chance, home, org, self.version)
    }

    /// Opens it.
    pub fn opened(&self, seals: &Seals, home: &HomeCode, org: OrgId) -> Result<DataKey, Error> {
        DataKey::of(&self.bytes(seals, home, org)?)
    }

    fn of(
        key: &[u8],
        seals: &Seals,
        chance: &Chance,
        home: &HomeCode,
        org: OrgId,
        version: i32,
    ) -> Result<Self, Error> {
        let place = place_of_key(home, org, version);
        let Sealed { key_name, bytes } = seals.seal(chance, &place.each_ref().map(String::as_str), key)?;
        Ok(Self { version, key_name, wrapped: bytes })
    }

    fn bytes(&self, seals: &Seals, home: &HomeCode, org: OrgId) -> Result<Vec<u8>, Error> {
        let place = place_of_key(home, org, self.version);
        let sealed = Sealed { key_name: self.key_name.clone(), bytes: self.wrapped.clone() };
        seals.open(&place.each_ref().map(String::as_str), &sealed)
    }
}

impl DataKey {
    fn of(key: &[u8]) -> Result<Self, Error> {
        let derived = |purpose: &[u8]| -> Result<[u8; KEY_BYTES], Error> {
            Ok(Hmac::<Sha256>::new_from_slice(key)?.chain_update(purpose).finalize().into_bytes().into())
        };
        Ok(Self {
            seal: LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, &derived(b"seal")?)?),
            fingerprint: Hmac::new_from_slice(&derived(b"fingerprint")?)?,
        })
    }

    /// Seals for one place.
    pub fn seal(&self, chance: &Chance, place: &[u8], secret: &Secret) -> Result<Vec<u8>, Error> {
        let nonce = chance.bytes::<NONCE_LEN>();
        let mut sealed = secret.expose().as_bytes().to_vec();
        self.seal.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place), &mut sealed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for that very place.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Secret, Error> {
        let too_short = || std::io::Error::other("a sealed secret that is too short");
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(too_short)?;
        let mut plain = body.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce)?;
        let bytes = self.seal.open_in_place(nonce, Aad::from(place), &mut plain)?.len();
        plain.truncate(bytes);
        Secret::parse(String::from_utf8(plain)?).map_err(|wrong| std::io::Error::other(wrong).into())
    }

    /// What tells two secrets of an organisation apart; without its key nobody can try what it is of.
    pub fn fingerprint(&self, secret: &Secret) -> String {
        let mark = self.fingerprint.clone().chain_update(secret.expose()).finalize().into_bytes();
        mark.iter().take(FINGERPRINT_BYTES).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{KeyRing, secret::SecretPlace};

    const OLD: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    const NEW: &str = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    fn home(code: &str) -> HomeCode {
        HomeCode::parse(code).expect("a home")
    }

    fn seals(ring: &str, at: &str) -> Seals {
        Seals::of(&KeyRing::parse(ring).expect("a ring"), &home(at)).expect("seals")
    }

    fn org(number: u128) -> OrgId {
        OrgId(Uuid::from_u128(number))
    }

    fn secret(text: &str) -> Secret {
        Secret::parse(text.into()).expect("a secret")
    }

    fn place() -> SecretPlace {
        SecretPlace {
            table: "mail_server",
            row: Uuid::from_u128(7),
            column: "password",
            bound_to: "tls://a.example:465".into(),
        }
    }

    #[test]
    fn a_key_opens_for_its_home_organisation_and_version_alone() {
        let (chance, here) = (Chance::of_seed(1), seals(OLD, "eu1"));
        let key = WrappedKey::mint(&here, &chance, &home("eu1"), org(1), 1).expect("a key");

        assert_eq!(key.wrapped.len(), 60);
        assert!(key.opened(&here, &home("eu1"), org(1)).is_ok());
        assert!(key.opened(&here, &home("eu2"), org(1)).is_err());
        assert!(key.opened(&seals(OLD, "us1"), &home("eu1"), org(1)).is_err());
        assert!(key.opened(&here, &home("eu1"), org(2)).is_err());
        assert!(WrappedKey { version: 2, ..key }.opened(&here, &home("eu1"), org(1)).is_err());
    }

    #[test]
    fn a_secret_opens_in_its_place_of_its_organisation_alone() {
        let (chance, here) = (Chance::of_seed(1), seals(OLD, "eu1"));
        let of = |number| WrappedKey::mint(&here, &chance, &home("eu1"), org(number), 1).expect("a key");
        let key = of(1).opened(&here, &home("eu1"), org(1)).expect("opened");
        let other = of(2).opened(&here, &home("eu1"), org(2)).expect("opened");
        let sealed = key.seal(&chance, &place().written(org(1)), &secret("a secret")).expect("sealed");

        assert_eq!(key.open(&place().written(org(1)), &sealed).expect("opened").expose(), "a secret");
        assert!(other.open(&place().written(org(1)), &sealed).is_err());
        for wrong in [
            place().written(org(2)),
            SecretPlace { table: "webhook", ..place() }.written(org(1)),
            SecretPlace { row: Uuid::from_u128(8), ..place() }.written(org(1)),
            SecretPlace { column: "token", ..place() }.written(org(1)),
            SecretPlace { bound_to: "tls://b.example:465".into(), ..place() }.written(org(1)),
        ] {
            assert!(key.open(&wrong, &sealed).is_err());
        }
        for byte in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[byte] ^= 1;
            assert!(key.open(&place().written(org(1)), &bent).is_err(), "byte {byte}");
        }
        assert!(key.open(&place().written(org(1)), &[0; 5]).is_err());
    }

    #[test]
    fn another_master_key_wraps_the_same_key() {
        let (chance, here) = (Chance::of_seed(1), home("eu1"));
        let before = WrappedKey::mint(&seals(OLD, "eu1"), &chance, &here, org(1), 3).expect("a key");
        let both = seals(&format!("{NEW} {OLD}"), "eu1");
        let after = before.rewrapped(&both, &chance, &here, org(1)).expect("rewrapped");
        let print = |key: &WrappedKey, ring: &Seals| {
            key.opened(ring, &here, org(1)).expect("opened").fingerprint(&secret("a secret"))
        };

        assert_eq!((after.version, after.key_name.as_str()), (3, "k2"));
        assert_eq!(print(&after, &seals(NEW, "eu1")), print(&before, &seals(OLD, "eu1")));
    }

    #[test]
    fn a_fingerprint_tells_two_secrets_apart_and_two_organisations_nothing_of_each_other() {
        let (chance, here) = (Chance::of_seed(1), seals(OLD, "eu1"));
        let of = |number| {
            let key = WrappedKey::mint(&here, &chance, &home("eu1"), org(number), 1).expect("a key");
            key.opened(&here, &home("eu1"), org(number)).expect("opened")
        };
        let (one, other) = (of(1), of(2));

        assert_eq!(one.fingerprint(&secret("a secret")), one.fingerprint(&secret("a secret")));
        assert_ne!(one.fingerprint(&secret("a secret")), one.fingerprint(&secret("a Secret")));
        assert_ne!(one.fingerprint(&secret("a secret")), other.fingerprint(&secret("a secret")));
        assert_eq!(one.fingerprint(&secret("a secret")).len(), 16);
    }

    #[test]
    fn a_secret_is_not_told_by_what_prints_it() {
        assert!(!format!("{:?}", secret("hunter2")).contains("hunter2"));
        assert!(Secret::parse(String::new()).is_err() && Secret::parse("a\nb".into()).is_err());
        assert!(Secret::parse("x".repeat(1024)).is_ok() && Secret::parse("x".repeat(1025)).is_err());
    }
}
