//! Text that no spreadsheet takes for a formula (OWASP, CSV injection).
use std::borrow::Cow;

/// The mark that makes a spreadsheet read the rest as text.
const MARK: char = '\'';

/// The text, with an apostrophe before whatever a spreadsheet could take for a formula's beginning.
///
/// A cell begins where the field does, and in a program that was told another separator, or none, also after that
/// separator or a line break. Blanks do not hide a beginning.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let mut marked = String::new();
    let (mut kept, mut is_beginning) = (0, true);
    for (at, c) in text.char_indices() {
        // A control sign hides a formula only where the field begins; within a text it parts lines.
        let is_hidden = at == 0 && is_control(c);
        if is_beginning && (is_sign(c) || is_hidden) {
            marked.push_str(text.get(kept..at).unwrap_or_default());
            marked.push(MARK);
            kept = at;
        }
        is_beginning = separates(c) || (is_beginning && c.is_whitespace());
    }
    if marked.is_empty() {
        return Cow::Borrowed(text);
    }
    marked.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(marked)
}

/// Whether a spreadsheet could read a cell that begins so as a formula.
pub fn is_dangerous(text: &str) -> bool {
    text.starts_with(is_control) || text.trim_start().starts_with(is_sign)
}

// OWASP's list, as the signs stand on a keyboard and in full width.
fn is_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn is_control(c: char) -> bool {
    matches!(c, '\t' | '\r' | '\n')
}

fn separates(c: char) -> bool {
    matches!(c, ';' | '|') || is_control(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_marked() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("  =1", "  '=1"),
            ("＝1", "'＝1"),
        ] {
            assert_eq!(guarded(text), safe);
        }
    }

    #[test]
    fn another_separator_begins_no_formula_either() {
        assert_eq!(guarded("Linen;=1+1;x"), "Linen;'=1+1;x");
        assert_eq!(guarded("Linen\n\n=1+1"), "Linen\n\n'=1+1");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "Bath towels, 70 x 140", "a=b", "1-2", "'quoted'", "mail@example.org"] {
            assert!(matches!(guarded(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_begins_like_a_formula_however_it_is_split(text in "[ =+@a;|'\t\r\n-]{0,24}") {
            let safe = guarded(&text);
            prop_assert!(!is_dangerous(&safe), "{safe:?}");
            for part in safe.split([';', '|']) {
                prop_assert!(!part.trim_start_matches(' ').starts_with(['=', '+', '-', '@']), "{safe:?}");
            }
        }

        #[test]
        fn nothing_is_lost(text in "[ =+@a;|\t\r\n-]{0,24}") {
            prop_assert_eq!(guarded(&text).replace('\'', ""), text);
        }
    }
}
