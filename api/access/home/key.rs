//! The key of a home: what is derived under it means nothing in another home.
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use kernel::Error;
use sha2::Sha256;

use super::HomeCode;

const SECRET_BYTES_MIN: usize = 32;
/// In the place of a home's code; no home has such a one.
pub(crate) const DIRECTORY: &str = "directory";

/// The key behind all that a home derives; the same on every instance that serves it.
pub struct HomeKey(Hmac<Sha256>);

impl HomeKey {
    /// Of the installation's secret, at least 32 bytes, for this home alone.
    pub fn of(secret: &[u8], home: &HomeCode) -> Result<Self, Error> {
        Self::named(secret, home.as_str())
    }

    /// The same for the directory, which is no home.
    pub(crate) fn of_directory(secret: &[u8]) -> Result<Self, Error> {
        Self::named(secret, DIRECTORY)
    }

    fn named(secret: &[u8], name: &str) -> Result<Self, Error> {
        if secret.len() < SECRET_BYTES_MIN {
            return Err(std::io::Error::other("the installation's secret has fewer than 32 bytes").into());
        }
        let own = Hmac::<Sha256>::new_from_slice(secret)?.chain_update(b"home").chain_update([0]);
        let own = own.chain_update(name.as_bytes()).finalize().into_bytes();
        Ok(Self(Hmac::new_from_slice(&own)?))
    }

    /// What follows from these parts under this label: always the same here, and another thing in every other home.
    pub fn derive(&self, label: &[u8], parts: &[&str]) -> [u8; 32] {
        let labelled = self.0.clone().chain_update(label);
        let mac = parts.iter().fold(labelled, |mac, part| mac.chain_update([0]).chain_update(part.as_bytes()));
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for HomeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HomeKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: u8, home: &str) -> HomeKey {
        HomeKey::of(&[secret; 32], &HomeCode::parse(home).expect("a home")).expect("a key")
    }

    #[test]
    fn secrets_homes_labels_and_parts_are_told_apart() {
        let derived = key(7, "eu1").derive(b"account", &["ab", "c"]);

        assert_eq!(derived, key(7, "eu1").derive(b"account", &["ab", "c"]));
        assert_ne!(derived, key(7, "us1").derive(b"account", &["ab", "c"]));
        assert_ne!(derived, key(8, "eu1").derive(b"account", &["ab", "c"]));
        assert_ne!(derived, key(7, "eu1").derive(b"account", &["a", "bc"]));
        assert_ne!(derived, key(7, "eu1").derive(b"guess", &["ab", "c"]));
    }

    #[test]
    fn a_short_secret_is_no_key() {
        assert!(HomeKey::of(&[7; 31], &HomeCode::parse("eu1").expect("a home")).is_err());
    }
}
