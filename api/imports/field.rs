//! What can be imported: the fields of a target, as the mechanism must know them.
use std::fmt;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What an import makes, and of which fields.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// As the database knows it.
    pub kind: &'static str,
    pub fields: &'static [Field],
}

/// A field of a target.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub is_required: bool,
    pub meaning: &'static str,
    pub kind: Kind,
    /// How headers call it, folded: lower case, words one space apart.
    pub synonyms: &'static [&'static str],
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// One of a closed set: what is not in it is listed, so that it can be translated.
    Choice,
    Number,
    Day,
    /// How the file writes something; said once for all rows, never by a column.
    Convention,
}

impl Field {
    /// A text that need not be there.
    pub const fn text(
        name: &'static str,
        label: &'static str,
        meaning: &'static str,
        synonyms: &'static [&'static str],
    ) -> Self {
        Self { name, label, is_required: false, meaning, kind: Kind::Text, synonyms }
    }

    /// The same, and every row needs it.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same, and this stands in it.
    #[must_use]
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

impl Target {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label)
    }
}

/// A header as synonyms are compared with it: without case, accents and punctuation.
pub(crate) fn folded(header: &str) -> String {
    let plain: String = header.nfkd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    let spaced: String = plain.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
