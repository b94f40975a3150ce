//! A browser that is known again: whoever signed in with it before gets in while strangers guess. The secret opens nothing by itself.
use std::fmt;

use access::HomeCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::keys::secret_hash;

/// For how long a browser keeps it, and the database knows it: a year since the last sign-in.
pub(super) const LIFE_S: i64 = 365 * 24 * 3600;

/// What a browser is known again by; each sign-in gives it another.
pub struct DeviceSecret(String);

impl DeviceSecret {
    /// A new one.
    pub fn of(home: &HomeCode, chance: [u8; 32]) -> Self {
        Self(home.mint(&URL_SAFE_NO_PAD.encode(chance)))
    }

    /// As its cookie holds it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// As the database keeps it.
    pub fn hash(&self) -> [u8; 32] {
        secret_hash(&self.0)
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_with_its_home_and_does_not_show_itself() {
        let secret = DeviceSecret::of(&HomeCode::parse("eu1").expect("a home"), [7; 32]);

        assert!(secret.text().starts_with("eu1_") && secret.text().len() == 47);
        assert_eq!(secret.hash(), secret_hash(secret.text()));
        assert_eq!(format!("{secret:?}"), "DeviceSecret(..)");
    }
}
