//! What is guessed early: what many people have, what stands on the door, and patterns.
use std::cmp::Reverse;

use passwords::analyzer::is_common_password;
use zxcvbn::{Score, zxcvbn};

use super::CHARS_MIN;

// The product's words, and what is typed first in other languages than those that zxcvbn knows.
const WORDS: &[&str] = &[
    "countersign",
    "countersignature",
    "purchase order",
    "purchaseorder",
    "requisition",
    "procurement",
    "invoice",
    "password",
    "welcome",
    "passwort",
    "kennwort",
    "contraseña",
    "motdepasse",
    "mot de passe",
    "senha",
    "wachtwoord",
    "correcthorsebatterystaple",
];
// What makes so many characters safe; more of them would only take longer to judge.
const JUDGED_CHARS: usize = 64;
// Shorter words are in everything.
const WORD_CHARS_MIN: usize = 3;
// What must be left of a password without these words.
const REST_CHARS_MIN: usize = 6;

/// Whether a guesser who knows these words has it within 10^10 tries, or it is among the 100,000 most common: as typed, or without what stands
/// between its letters and digits; or whether it says little beside these words.
pub fn is_obvious(password: &str, own_words: &[String]) -> bool {
    let typed: String = password.chars().take(JUDGED_CHARS).collect();
    let plain = letters_and_digits(&typed);
    let own: Vec<String> = own_words.iter().flat_map(|text| words_in(text)).collect();
    let words: Vec<&str> = WORDS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    let is_guessed = |text: &str| is_common(text) || zxcvbn(text, &words).score() < Score::Four;
    is_guessed(&typed)
        || (plain.chars().count() >= CHARS_MIN && (is_guessed(&plain) || says_little_beside(&words, &plain)))
}

// A greeting and a name are two words to an estimate, whoever's name it is.
fn says_little_beside(words: &[&str], plain: &str) -> bool {
    let mut known: Vec<String> = words.iter().map(|word| letters_and_digits(word)).collect();
    known.retain(|word| word.chars().count() > WORD_CHARS_MIN);
    known.sort_by_key(|word| Reverse(word.len()));
    let rest = known.iter().fold(plain.to_owned(), |rest, word| rest.replace(word.as_str(), ""));
    rest.chars().count() < REST_CHARS_MIN
}

fn is_common(text: &str) -> bool {
    is_common_password(text) || is_common_password(text.to_lowercase())
}

fn words_in(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() >= WORD_CHARS_MIN);
    parts.chain([text]).map(str::to_owned).collect()
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_obvious_here(password: &str) -> bool {
        let own = ["harbour-house", "Harbour House", "owner@harbour-house.example", "Olive Owner"];
        is_obvious(password, &own.map(str::to_owned))
    }

    #[test]
    fn what_anybody_would_try_first_is_obvious() {
        for obvious in [
            "countersign2026",
            "Password-Password!",
            "harbour house 2026",
            "Owner@Harbour-House.example",
            "harbourharbour12345",
            "aaaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "welcome 20261121 09",
            "purchase orders 2026",
            "countersign purchase order",
            "monkey dragon football",
            "Summer2026Summer2026",
            "contraseña contraseña",
            "correct horse battery staple",
            "p-a-s-s-w-o-r-d-1-2-3-4-5-6-7",
            "Welcome to Harbour House",
            "Olive at Harbour House",
        ] {
            assert!(is_obvious_here(obvious), "{obvious}");
        }
    }

    #[test]
    fn what_many_have_is_obvious_though_no_pattern_shows_it() {
        assert!(is_obvious_here("30secondstomars"));
        assert!(is_obvious_here("30SecondsToMars"));
        assert!(!is_obvious_here("31secondstomars and back"));
    }

    #[test]
    fn words_of_ones_own_are_not_obvious() {
        for fine in [
            "a few words of your own",
            "tulips under the bridge",
            "harbour house kitchen towels",
            "7bq#Lz!0pXw$e9@Vd",
            "ключи под ковриком у двери",
            "----- +++ ===== ???? tea",
        ] {
            assert!(!is_obvious_here(fine), "{fine}");
        }
    }

    #[test]
    fn names_are_obvious_where_they_are_ones_own() {
        let password = "margarethe.fuchshuber";

        assert!(is_obvious(password, &["Margarethe Fuchshuber".to_owned()]));
        assert!(!is_obvious(password, &["Olive Owner".to_owned()]));
    }
}
