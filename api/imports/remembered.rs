//! A mapping that is kept for files of the same header: by the names of its columns, so that their order may differ.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Name, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{FieldColumn, FieldConstant, FieldValue, Mapping, Origin, Target, field::folded};

/// What is kept of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    columns: Vec<NamedColumn>,
    constants: Vec<FieldConstant>,
    values: Vec<FieldValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct NamedColumn {
    field: String,
    /// As headers are compared.
    header: String,
    /// Which of several columns of one name, from 0.
    nth: usize,
}

/// A mapping that is kept, and since when.
#[derive(Debug, Clone)]
pub struct KeptMapping {
    pub remembered: Remembered,
    pub saved_by: PersonId,
    pub saved_by_name: Name,
    pub saved_at: DateTime<Utc>,
}

/// What two files of one header have in common: its names without case and punctuation, in whatever order.
pub(crate) fn fingerprint<'a>(header: impl IntoIterator<Item = &'a str>) -> [u8; 32] {
    let mut names: Vec<String> = header.into_iter().map(folded).collect();
    names.sort_unstable();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        // No folded name holds a line break.
        hash.update(b"\n");
    }
    hash.finalize().into()
}

// Each column by its name, and which of that name it is.
fn named<'a>(header: impl IntoIterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let named = header.into_iter().map(|name| {
        let name = folded(name);
        let times = seen.entry(name.clone()).or_default();
        let nth = *times;
        *times = times.saturating_add(1);
        (name, nth)
    });
    named.collect()
}

impl Remembered {
    /// What is worth keeping of a mapping of a file with this header.
    pub(crate) fn of<'a>(mapping: &Mapping, header: impl IntoIterator<Item = &'a str>) -> Self {
        let named = named(header);
        let column = |said: &FieldColumn| {
            let (header, nth) = named.get(usize::try_from(said.column).ok()?)?.clone();
            Some(NamedColumn { field: said.field.clone(), header, nth })
        };
        Self {
            columns: mapping.columns.iter().filter_map(column).collect(),
            constants: mapping.constants.clone(),
            values: mapping.values.clone(),
        }
    }

    /// The mapping of a file with this header; a field that the target no longer has is left out.
    pub fn recalled<'a>(self, target: Target, header: impl IntoIterator<Item = &'a str>) -> Mapping {
        let places: HashMap<(String, usize), i32> = named(header).into_iter().zip(0_i32..).collect();
        let is_known = |field: &str| target.field(field).is_some();
        let columns = self.columns.into_iter().filter(|said| is_known(&said.field)).filter_map(|said| {
            let NamedColumn { field, header, nth } = said;
            Some(FieldColumn { field, column: *places.get(&(header, nth))? })
        });
        Mapping {
            columns: columns.collect(),
            constants: self.constants.into_iter().filter(|said| is_known(&said.field)).collect(),
            values: self.values.into_iter().filter(|said| is_known(&said.field)).collect(),
            origin: Origin::Remembered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    const TARGET: Target = Target {
        kind: "things",
        fields: &[Field::text("name", "Name", "It.", &[]), Field::text("note", "Note", "It.", &[])],
    };

    fn column(field: &str, column: i32) -> FieldColumn {
        FieldColumn { field: field.into(), column }
    }

    fn mapping(columns: Vec<FieldColumn>) -> Mapping {
        let constants = vec![FieldConstant { field: "gone".into(), value: "x".into() }];
        Mapping { columns, constants, values: Vec::new(), origin: Origin::Said }
    }

    #[test]
    fn a_header_is_the_same_in_another_order_case_and_punctuation() {
        assert_eq!(fingerprint(["Firm", "VAT-No"]), fingerprint(["vat no", "FIRM "]));
        assert_ne!(fingerprint(["Firm", "VAT no"]), fingerprint(["Firm", "VAT no", ""]));
        assert_ne!(fingerprint(["a b"]), fingerprint(["a", "b"]));
    }

    #[test]
    fn columns_are_found_again_by_name_wherever_they_stand() {
        let kept = Remembered::of(&mapping(vec![column("name", 2), column("note", 0)]), ["Note", "x", "Firm"]);

        let recalled = kept.recalled(TARGET, ["FIRM", "note", "X"]);

        assert_eq!(recalled.columns, [column("name", 0), column("note", 1)]);
        assert_eq!((recalled.constants, recalled.origin), (vec![], Origin::Remembered));
    }

    #[test]
    fn of_columns_with_one_name_each_is_the_one_it_was() {
        let kept = Remembered::of(&mapping(vec![column("name", 0), column("note", 2)]), ["Text", "x", "Text"]);

        assert_eq!(kept.recalled(TARGET, ["Text", "Text", "x"]).columns, [column("name", 0), column("note", 1)]);
    }
}
