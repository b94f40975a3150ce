//! What the walker compares the catalogue with: the functions that there are, and the exceptions, each with a reason.
use kernel::Error;
use serde::{Deserialize, Serialize};

const FUNCTIONS: &str = include_str!("../door.functions.toml");
const EXCEPTIONS: &str = include_str!("exceptions.toml");
const POLICY: &str = "(org_id = ( SELECT door.org_id() AS org_id))";

/// All lists, as every report of the walker gets them: one bound value of JSON.
#[derive(Debug, Serialize)]
pub(super) struct Lists {
    is_test_template: bool,
    policy: &'static str,
    function: Vec<Function>,
    #[serde(flatten)]
    exceptions: Exceptions,
}

impl Lists {
    pub(super) fn read(is_test_template: bool) -> Result<Self, Error> {
        let Functions { function } = toml::from_str(FUNCTIONS)?;
        Ok(Self { is_test_template, policy: POLICY, function, exceptions: toml::from_str(EXCEPTIONS)? })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Functions {
    function: Vec<Function>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    signature: String,
    owner: String,
    definer: bool,
    #[serde(default)]
    parallel: Parallel,
    callers: Vec<String>,
    reason: Reason,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Parallel {
    #[default]
    Unsafe,
    Restricted,
    Safe,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    #[serde(default)]
    trail: Vec<Trail>,
    #[serde(default)]
    grant: Vec<Grant>,
    #[serde(default)]
    restrictive_policy: Vec<RestrictivePolicy>,
    #[serde(default)]
    reference: Vec<Reference>,
    #[serde(default)]
    outside: Vec<Outside>,
    #[serde(default)]
    extension: Vec<Extension>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trail {
    table: String,
    refuses: Vec<Command>,
    reason: Reason,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Command {
    Update,
    Delete,
    Truncate,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    table: String,
    role: String,
    privileges: Vec<Privilege>,
    #[serde(default)]
    columns: Vec<String>,
    reason: Reason,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Privilege {
    Usage,
    Select,
    Insert,
    Update,
    Delete,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RestrictivePolicy {
    table: String,
    policy: String,
    reason: Reason,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    table: String,
    reason: Reason,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outside {
    object: String,
    role: String,
    privileges: Vec<Privilege>,
    reason: Reason,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extension {
    name: String,
    reason: Reason,
}

/// A sentence; an entry without one is no entry.
#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "String")]
struct Reason(String);

impl TryFrom<String> for Reason {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_sentence = text.contains(' ') && text.ends_with('.');
        is_sentence.then_some(Self(text)).ok_or("a reason is a sentence")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read_and_name_each_function_once() {
        let lists = Lists::read(false).expect("both files");

        let mut signatures: Vec<_> = lists.function.iter().map(|function| function.signature.clone()).collect();
        signatures.sort();
        signatures.dedup();
        assert_eq!(signatures.len(), lists.function.len());
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        let without = "[[extension]]\nname = \"plpgsql\"\nreason = \"\"";

        let refused = toml::from_str::<Exceptions>(without).expect_err("no reason").to_string();

        assert!(refused.contains("a reason is a sentence"), "{refused}");
    }
}
