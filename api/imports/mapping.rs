//! Which field comes from where, and what the values of the file mean.
use std::collections::HashSet;

use kernel::{Error, FieldError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Field, Kind, Target, reading::convention, sheet::CELL_CHARS_MAX};

/// The most translations of one mapping.
pub const VALUES_MAX: usize = 1000;

/// A field that is read from a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportFieldColumn)]
pub struct FieldColumn {
    #[schema(example = "name", max_length = 60)]
    pub field: String,
    /// From 0, as `header` numbers them.
    #[schema(example = 6, minimum = 0, maximum = 63)]
    pub column: i32,
}

/// A field that is the same in every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportFieldConstant)]
pub struct FieldConstant {
    #[schema(example = "currency", max_length = 60)]
    pub field: String,
    #[schema(example = "GBP", max_length = 4000)]
    pub value: String,
}

/// What a value of the file means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportValue)]
pub struct FieldValue {
    #[schema(example = "unit", max_length = 60)]
    pub field: String,
    /// As it stands in the file; empty for an empty cell.
    #[schema(example = "Unidad Medida Global", max_length = 4000)]
    pub from: String,
    /// As the field takes it; empty for nothing.
    #[schema(example = "C62", max_length = 4000)]
    pub to: String,
}

/// A mapping as somebody says it, or as a file begins with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub columns: Vec<FieldColumn>,
    pub constants: Vec<FieldConstant>,
    pub values: Vec<FieldValue>,
    #[serde(default)]
    pub origin: Origin,
}

/// Where a mapping comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody said it for this file.
    #[default]
    Said,
    /// Its header suggests it.
    Guessed,
    /// It was confirmed for an earlier file of the same header.
    Remembered,
}

impl Mapping {
    /// The column of a field.
    pub fn column_of(&self, field: &str) -> Option<i32> {
        self.columns.iter().find(|said| said.field == field).map(|said| said.column)
    }

    /// The constant of a field.
    pub fn constant_of(&self, field: &str) -> Option<&str> {
        self.constants.iter().find(|said| said.field == field).map(|said| said.value.as_str())
    }

    /// Refuses what names no field of the target or no column of the file, and what is said twice.
    pub fn must_fit(&self, target: Target, columns: usize) -> Result<(), Error> {
        let mut errors = Vec::new();
        if self.values.len() > VALUES_MAX {
            errors.push(FieldError::new("values", "too_many", format!("At most {VALUES_MAX} translations.")));
            return Err(Error::invalid_fields(errors));
        }
        let mut sources = HashSet::new();
        for (said, at) in self.columns.iter().zip(0_usize..) {
            let place = format!("columns[{at}]");
            if let Some(field) = known(target, &said.field, &place, &mut errors) {
                may_have_column(field, &place, &mut errors);
                comes_once(&mut sources, &said.field, &place, &mut errors);
            }
            if usize::try_from(said.column).map_or(true, |column| column >= columns) {
                let message = format!("The file has the columns 0 to {}.", columns.saturating_sub(1));
                errors.push(FieldError::new(format!("{place}.column"), "unknown", message));
            }
        }
        for (said, at) in self.constants.iter().zip(0_usize..) {
            let place = format!("constants[{at}]");
            if let Some(field) = known(target, &said.field, &place, &mut errors) {
                comes_once(&mut sources, &said.field, &place, &mut errors);
                if let (Kind::Convention, Err(why)) = (field.kind, convention(field.name, said.value.trim())) {
                    errors.push(FieldError::of_rule(&format!("{place}.value"), &why));
                }
            }
            if said.value.trim().is_empty() {
                errors.push(FieldError::new(format!("{place}.value"), "empty", "Must not be empty."));
            }
            fits(&said.value, &format!("{place}.value"), &mut errors);
        }
        let mut translated = HashSet::new();
        for (said, at) in self.values.iter().zip(0_usize..) {
            let place = format!("values[{at}]");
            known(target, &said.field, &place, &mut errors);
            if !translated.insert((said.field.as_str(), said.from.trim())) {
                errors.push(FieldError::new(format!("{place}.from"), "twice", "This value is translated already."));
            }
            fits(&said.from, &format!("{place}.from"), &mut errors);
            fits(&said.to, &format!("{place}.to"), &mut errors);
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid_fields(errors)) }
    }
}

fn known(target: Target, field: &str, place: &str, errors: &mut Vec<FieldError>) -> Option<&'static Field> {
    let found = target.field(field);
    if found.is_none() {
        errors.push(FieldError::new(format!("{place}.field"), "unknown", "Must be one of the import's `fields`."));
    }
    found
}

fn may_have_column(field: &Field, place: &str, errors: &mut Vec<FieldError>) {
    if field.kind == Kind::Convention {
        let message = format!("{} is said once, by a constant.", field.label);
        errors.push(FieldError::new(format!("{place}.field"), "constant_only", message));
    }
}

fn comes_once<'a>(sources: &mut HashSet<&'a str>, field: &'a str, place: &str, errors: &mut Vec<FieldError>) {
    if !sources.insert(field) {
        let message = "A field comes from one column or is one constant.";
        errors.push(FieldError::new(format!("{place}.field"), "twice", message));
    }
}

fn fits(text: &str, place: &str, errors: &mut Vec<FieldError>) {
    if text.chars().count() > CELL_CHARS_MAX {
        errors.push(FieldError::new(place, "too_long", format!("Must have at most {CELL_CHARS_MAX} characters.")));
    }
    if text.contains('\0') {
        errors.push(FieldError::new(place, "forbidden_character", "Must not hold the character 0."));
    }
}
