//! The secret of an API key: `eu1_csk_`, 43 letters and digits by chance, and six that check them. Who looks for secrets in what was published by
//! mistake knows one by sight, and one that was mistyped is refused without asking anybody.
use crate::{Chance, HomeCode, Work};

/// Stands behind the home's code.
const MARK: &str = "csk_";
/// Of 62, so 256 bits.
const CHANCE_CHARS: usize = 43;
/// A CRC-32 in the same digits.
const CHECK_CHARS: usize = 6;
/// How many of the first are shown wherever the key is.
const SHOWN_CHARS: usize = 4;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A secret that was just made, and how it begins.
pub struct NewApiKey {
    pub secret: String,
    pub prefix: String,
}

impl<P> Work<'_, P> {
    /// The secret of a key, to hand out once.
    pub fn new_api_key(&self) -> NewApiKey {
        mint(self.home, &self.database.chance)
    }
}

fn mint(home: &HomeCode, chance: &Chance) -> NewApiKey {
    let mut drawn = String::with_capacity(CHANCE_CHARS);
    while drawn.len() < CHANCE_CHARS {
        let missing = CHANCE_CHARS.saturating_sub(drawn.len());
        // The 248 are four times 62: beyond them some digits would be likelier than others.
        let bytes: [u8; 64] = chance.bytes();
        let fit = bytes.iter().filter(|byte| **byte < 248).map(|byte| digit(u32::from(*byte)));
        drawn.extend(fit.take(missing));
    }
    let unchecked = home.mint(&format!("{MARK}{drawn}"));
    let shown: String = drawn.chars().take(SHOWN_CHARS).collect();
    NewApiKey { secret: format!("{unchecked}{}", check_of(&unchecked)), prefix: home.mint(&format!("{MARK}{shown}")) }
}

/// Whether a text says that it is the secret of a key, and not an access token.
pub(crate) fn claims_to_be_one(text: &str) -> bool {
    text.split_once('_').is_some_and(|(_, rest)| rest.starts_with(MARK))
}

/// Whether it could be one: the right length, and the right end.
pub(crate) fn is_well_formed(text: &str) -> bool {
    let Some((home, rest)) = text.split_once('_') else { return false };
    let Some(drawn) = rest.strip_prefix(MARK) else { return false };
    let Some((unchecked, check)) = text.split_at_checked(text.len().saturating_sub(CHECK_CHARS)) else { return false };
    HomeCode::parse(home).is_some()
        && drawn.len() == CHANCE_CHARS + CHECK_CHARS
        && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && check_of(unchecked) == check
}

fn check_of(text: &str) -> String {
    let mut rest = crc32(text.as_bytes());
    let mut digits = ['0'; CHECK_CHARS];
    for place in digits.iter_mut().rev() {
        *place = digit(rest);
        rest /= 62;
    }
    digits.iter().collect()
}

fn digit(number: u32) -> char {
    let place = usize::try_from(number % 62).unwrap_or_default();
    DIGITS.get(place).map_or('0', |byte| char::from(*byte))
}

// The CRC-32 of ISO-HDLC, as GitHub's tokens carry it; bit by bit, for a key is short.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let mask = (crc & 1).wrapping_neg();
            crc = (crc >> 1) ^ (0xEDB8_8320 & mask);
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> HomeCode {
        HomeCode::parse("eu1").expect("a home")
    }

    #[test]
    fn the_check_is_the_known_crc() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_key_says_its_home_and_what_it_is_and_ends_with_its_check() {
        let key = mint(&home(), &Chance::of_seed(1));

        assert!(key.secret.starts_with("eu1_csk_") && key.secret.len() == 57, "{}", key.secret);
        assert!(key.secret.starts_with(&key.prefix) && key.prefix.len() == 12, "{}", key.prefix);
        assert!(home().has_minted(&key.secret));
        assert!(claims_to_be_one(&key.secret) && is_well_formed(&key.secret));
    }

    #[test]
    fn no_two_are_alike() {
        let chance = Chance::of_seed(2);

        assert_ne!(mint(&home(), &chance).secret, mint(&home(), &chance).secret);
    }

    #[test]
    fn a_mistyped_key_is_known_by_its_check() {
        let secret = mint(&home(), &Chance::of_seed(3)).secret;
        let other_home = secret.replacen("eu1", "us1", 1);
        let swapped: String = secret.chars().rev().collect();
        let (cut, longer) = (secret.get(..56).expect("a beginning").to_owned(), format!("{secret}0"));

        for wrong in [other_home, swapped, cut, longer] {
            assert!(!is_well_formed(&wrong), "{wrong}");
        }
        for wrong in ["eu1_csk_", "eu1_csk", "csk_", "_", ""] {
            assert!(!is_well_formed(wrong), "{wrong}");
        }
        for other in ["eyJhbGciOiJFZERTQSJ9.e30.c2ln", "eu1_secret", "eu1"] {
            assert!(!claims_to_be_one(other), "{other}");
        }
    }
}
