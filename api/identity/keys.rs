//! What a home alone can compute: successors of tokens, and names of accounts that tell nothing.
use access::HomeKey;
use sha2::{Digest, Sha256};

/// What is derived, so that one is never taken for another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Successor,
    AccessSecret,
    Account,
    Guess,
    SignUp,
    PasskeyChallenge,
    PasskeyHolder,
}

/// What follows from these parts under the home's key.
pub(crate) fn derive(key: &HomeKey, purpose: Purpose, parts: &[&str]) -> [u8; 32] {
    let label: &[u8] = match purpose {
        Purpose::Successor => b"refresh token",
        Purpose::AccessSecret => b"access secret",
        Purpose::Account => b"account",
        Purpose::Guess => b"guess",
        Purpose::SignUp => b"sign-up",
        Purpose::PasskeyChallenge => b"passkey challenge",
        Purpose::PasskeyHolder => b"passkey holder",
    };
    key.derive(label, parts)
}

/// What the database keeps of a secret: refresh tokens, access secrets and one-time links alike.
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use access::HomeCode;

    use super::*;

    #[test]
    fn purposes_are_told_apart() {
        let key = HomeKey::of(&[7; 32], &HomeCode::parse("eu1").expect("a home")).expect("a key");
        let purposes = [
            Purpose::Successor,
            Purpose::AccessSecret,
            Purpose::Account,
            Purpose::Guess,
            Purpose::SignUp,
            Purpose::PasskeyChallenge,
            Purpose::PasskeyHolder,
        ];
        let derived = purposes.map(|purpose| derive(&key, purpose, &["a"]));

        for (place, one) in derived.iter().enumerate() {
            assert!(!derived.iter().skip(place + 1).any(|other| other == one));
        }
    }
}
