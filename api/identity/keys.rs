//! What the server alone can compute: successors of tokens, and names of accounts that tell nothing.
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use kernel::Error;
use sha2::{Digest, Sha256};

/// The key behind all derived secrets; the same on every instance of an installation.
pub struct ServerKeys(Hmac<Sha256>);

/// What is derived, so that one is never taken for another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Successor,
    AccessSecret,
    Account,
    Guess,
}

impl ServerKeys {
    /// Of the installation's secret, at least 32 bytes.
    pub fn of(secret: &[u8]) -> Result<Self, Error> {
        if secret.len() < 32 {
            return Err(std::io::Error::other("the server's secret has fewer than 32 bytes").into());
        }
        Ok(Self(Hmac::new_from_slice(secret)?))
    }

    pub(crate) fn derive(&self, purpose: Purpose, parts: &[&str]) -> [u8; 32] {
        let label: &[u8] = match purpose {
            Purpose::Successor => b"refresh token",
            Purpose::AccessSecret => b"access secret",
            Purpose::Account => b"account",
            Purpose::Guess => b"guess",
        };
        let mac = parts
            .iter()
            .fold(self.0.clone().chain_update(label), |mac, part| mac.chain_update([0]).chain_update(part.as_bytes()));
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for ServerKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKeys(..)")
    }
}

/// What the database keeps of a secret: refresh tokens, access secrets and one-time links alike.
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_and_parts_are_told_apart() {
        let keys = ServerKeys::of(&[7; 32]).expect("keys");

        let account = keys.derive(Purpose::Account, &["ab", "c"]);

        assert_eq!(account, keys.derive(Purpose::Account, &["ab", "c"]));
        assert_ne!(account, keys.derive(Purpose::Account, &["a", "bc"]));
        assert_ne!(account, keys.derive(Purpose::Guess, &["ab", "c"]));
        assert_ne!(account, ServerKeys::of(&[8; 32]).expect("keys").derive(Purpose::Account, &["ab", "c"]));
    }

    #[test]
    fn a_short_secret_is_no_key() {
        assert!(ServerKeys::of(&[7; 31]).is_err());
    }
}
