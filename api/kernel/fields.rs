//! Which field broke which rule, carried through serde as one string.
use serde::Serialize;
use utoipa::ToSchema;

/// One field that broke one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The path of the field, such as `lines[2].quantity`.
    pub field: String,
    /// The rule's stable name, such as `too_long`.
    pub rule: String,
    /// The rule for people.
    pub message: String,
}

const MARK: char = '\u{1}';

/// A message for a custom deserialiser that keeps the rule's name apart from the sentence.
pub fn rule(name: &str, message: impl std::fmt::Display) -> String {
    format!("{MARK}{name}{MARK}{message}")
}

// What serde says by itself, and the rule's name that we give it.
const SERDE_RULES: &[(&str, &str)] = &[
    ("unknown field", "unknown_field"),
    ("missing field", "required"),
    ("duplicate field", "duplicate_field"),
    ("unknown variant", "unknown_value"),
    ("invalid type", "wrong_type"),
    ("invalid value", "wrong_value"),
    ("invalid length", "wrong_length"),
];

impl FieldError {
    /// A field error of one of our own rules.
    pub fn new(field: impl Into<String>, rule: &str, message: impl std::fmt::Display) -> Self {
        Self { field: field.into(), rule: rule.into(), message: message.to_string() }
    }

    /// What `rule` said of a value that was parsed outside of a body.
    pub fn of_rule(field: &str, message: &str) -> Self {
        Self::of_serde(field, message)
    }

    /// Reads serde's message at `path`; a missing or unknown field is named by the message itself.
    pub(crate) fn of_serde(path: &str, message: &str) -> Self {
        let message = message.split(" at line ").next().unwrap_or(message);
        if let Some((_, marked)) = message.split_once(MARK)
            && let Some((name, sentence)) = marked.split_once(MARK)
        {
            return Self::new(path, name, sentence);
        }
        let name =
            SERDE_RULES.iter().find(|(start, _)| message.starts_with(start)).map_or("wrong_value", |(_, name)| *name);
        let named = message.split('`').nth(1).filter(|_| matches!(name, "required" | "duplicate_field"));
        let field = match named {
            Some(field) if path.is_empty() || path == "." => field.to_owned(),
            Some(field) => format!("{path}.{field}"),
            None => path.to_owned(),
        };
        Self::new(field, name, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_rules_keep_their_name() {
        let error = FieldError::of_serde(
            "lines[0].unit",
            &format!("{} at line 1 column 3", rule("unknown_unit", "No such unit.")),
        );

        assert_eq!(error, FieldError::new("lines[0].unit", "unknown_unit", "No such unit."));
    }

    #[test]
    fn a_missing_field_is_named_within_its_parent() {
        let error = FieldError::of_serde("lines[0]", "missing field `unit` at line 1 column 3");

        assert_eq!(error, FieldError::new("lines[0].unit", "required", "missing field `unit`"));
    }
}
