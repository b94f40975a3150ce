//! Recovery codes: ten that take the place of the app, each once, for the day when the app is gone.
pub mod renew;

use secrecy::{ExposeSecret, SecretString};

/// How many there are.
pub const CODES: usize = 10;
/// Characters of one: five bits each, fifty in all.
pub const CHARS: usize = 10;
// Crockford's base 32: no letter is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery code, without what is there to read it more easily.
#[derive(Debug, Clone)]
pub struct RecoveryCode(SecretString);

impl RecoveryCode {
    /// Of bits that nobody can foresee.
    pub fn of(bits: [u8; CHARS]) -> Self {
        let chars = bits.iter().filter_map(|bits| ALPHABET.get(usize::from(bits % 32)));
        Self(chars.map(|char| char::from(*char)).collect::<String>().into())
    }

    /// What was typed, if it can be one: in capitals or not, with the letters that are easily taken for digits.
    pub fn read(typed: &str) -> Option<Self> {
        let chars = typed.chars().map(|char| match char.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            char => char,
        });
        let code: String = chars.collect();
        let is_one = code.len() == CHARS && code.bytes().all(|byte| ALPHABET.contains(&byte));
        is_one.then(|| Self(code.into()))
    }

    /// As its owner is told it, once: in two halves.
    pub fn told(&self) -> String {
        let (first, second) = self.expose().split_at(CHARS / 2);
        format!("{first}-{second}")
    }

    /// What is hashed.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_told_and_as_people_type_it() {
        let code = RecoveryCode::of([7, 1, 0, 31, 16, 32, 255, 9, 10, 17]);

        assert_eq!(code.told(), "710ZG-0Z9AH");
        for typed in ["710ZG0Z9AH", "7l0zgoz9ah", "71OZG0Z9AH"] {
            assert_eq!(RecoveryCode::read(typed).map(|read| read.told()), Some(code.told()), "{typed}");
        }
        for wrong in ["", "710ZG-0Z9AH", "710ZG0Z9A", "710ZG0Z9AHH", "710ZG0Z9AU", "710ZG0Z9Ä"] {
            assert!(RecoveryCode::read(wrong).is_none(), "{wrong}");
        }
    }
}
