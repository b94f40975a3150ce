//! Names as people compare them: without case, accents, punctuation and legal form.
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

// A cursor holds a key, and a cursor has at most 512 bytes.
const KEY_CHARS_MAX: usize = 80;

// Legal forms as they stand at the end of a name, folded; one firm's paper has them, its mail has not.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "eirl",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pty",
    "pvt",
    "sa",
    "sac",
    "sae",
    "sarl",
    "sas",
    "sl",
    "slu",
    "spa",
    "sro",
    "srl",
    "ug",
];

/// Lower case, accents and punctuation gone, words one space apart.
pub fn fold(text: &str) -> String {
    // Recomposed at the end, for a Korean syllable would else become three letters.
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_joiner(*c)).nfc().collect();
    let spaced: String = plain.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

// `S.A.` is one word, and so is `O'Neill`.
fn is_joiner(c: char) -> bool {
    matches!(c, '.' | '\'' | '\u{2018}' | '\u{2019}')
}

/// What two spellings of one name share, at most 80 characters.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<_> = folded.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word)) {
        words.pop();
    }
    let key = words.join(" ");
    // A name of signs alone still has its place in the list.
    let key = if key.is_empty() { name.to_lowercase() } else { key };
    key.chars().take(KEY_CHARS_MAX).collect()
}

/// The folded parts, a line each, so that no search finds the end of one with the beginning of the next.
pub fn search_text<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().map(fold).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for name in ["Harbour Linen", "HARBOUR  LINEN LTD.", "Harbour-Linen Limited", "harbour linen Co., Ltd"] {
            assert_eq!(name_key(name), "harbour linen", "{name}");
        }
        assert_eq!(name_key("Infocenter S.A."), name_key("INFOCENTER SA"));
        assert_eq!(name_key("Müller & Söhne GmbH"), "muller sohne");
    }

    #[test]
    fn different_names_keep_different_keys() {
        assert_ne!(name_key("Harbour Linen"), name_key("Harbour Linens"));
        assert_ne!(name_key("SPA Supplies"), name_key("Supplies"));
    }

    #[test]
    fn a_name_that_is_a_legal_form_keeps_it() {
        assert_eq!(name_key("Limited"), "limited");
        assert_eq!(name_key("AG Ltd"), "ag");
    }

    #[test]
    fn any_alphabet_has_a_key() {
        assert_eq!(name_key("ΑΛΦΑ Εμπορική"), "αλφα εμπορικη");
        assert_eq!(name_key("한국 상사"), "한국 상사");
        assert_eq!(name_key("---"), "---");
        assert_eq!(name_key(&"한".repeat(120)).chars().count(), 80);
    }

    #[test]
    fn a_search_does_not_run_from_one_part_into_the_next() {
        assert_eq!(search_text([Some("O\u{2019}Neill"), None, Some("GB1")]), "oneill\ngb1");
    }
}
