//! What an update says of one field (RFC 7396): nothing, that it is to be empty, or a new value.
use serde::{Deserialize, Deserializer};

/// What an update says of a field that may be empty; absent is `Kept`, null is `Cleared`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Patch<T> {
    #[default]
    Kept,
    Cleared,
    Set(T),
}

impl<T> Patch<T> {
    /// The field after the update.
    pub fn or(self, old: Option<T>) -> Option<T> {
        match self {
            Self::Kept => old,
            Self::Cleared => None,
            Self::Set(new) => Some(new),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(from)?.map_or(Self::Cleared, Self::Set))
    }
}

/// For a field that an update may leave out but not empty:
/// `#[serde(default, deserialize_with = "kernel::given")]`, so that null is a field error and not silence.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Update {
        #[serde(default, deserialize_with = "given")]
        name: Option<String>,
        #[serde(default)]
        head: Patch<u8>,
    }

    fn update(text: &str) -> Result<Update, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        assert_eq!(update("{}"), Ok(Update { name: None, head: Patch::Kept }));
        assert_eq!(update(r#"{"head":null}"#), Ok(Update { name: None, head: Patch::Cleared }));
        assert_eq!(update(r#"{"head":7,"name":"a"}"#), Ok(Update { name: Some("a".into()), head: Patch::Set(7) }));
    }

    #[test]
    fn a_field_that_must_not_be_empty_refuses_null() {
        assert!(update(r#"{"name":null}"#).is_err_and(|why| why.contains("invalid type: null")));
    }

    #[test]
    fn an_update_keeps_clears_or_sets() {
        assert_eq!(Patch::Kept.or(Some(1)), Some(1));
        assert_eq!(Patch::Cleared.or(Some(1)), None);
        assert_eq!(Patch::Set(2).or(Some(1)), Some(2));
    }
}
