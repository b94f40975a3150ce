//! The parts of an import as a caller sees them.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Finding;

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportColumn)]
pub struct Column {
    /// From 0.
    #[schema(example = 6, minimum = 0, maximum = 63)]
    pub column: i32,
    /// As it stands in the first line.
    #[schema(example = "Supplier")]
    pub name: String,
    /// The first different values that stand in it, at most three.
    #[schema(example = json!(["MANNING GOTTLIEB OMD"]), max_items = 3)]
    pub examples: Vec<String>,
}

/// A field of what is made, and where its values come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportField)]
pub struct MappedField {
    #[schema(example = "name")]
    pub field: &'static str,
    #[schema(example = "Name")]
    pub label: &'static str,
    /// Whether every row needs it, from a column or a constant.
    pub required: bool,
    #[schema(example = "The name people know the supplier by.")]
    pub meaning: &'static str,
    /// The column that it is read from; null when it is none's.
    #[schema(example = 6, minimum = 0, maximum = 63)]
    pub column: Option<i32>,
    /// What it is in every row; null when it is read from a column.
    #[schema(example = "GBP")]
    pub constant: Option<String>,
    /// Whether the column was chosen by its header and nobody has confirmed it.
    pub guessed: bool,
    /// Whether it is as it was for an earlier file of the same header.
    pub remembered: bool,
    /// What stands in the file and is none of the closed set: to be translated by `values`. At most 50, most frequent first.
    #[schema(max_items = 50)]
    pub unknown_values: Vec<UnknownValue>,
}

/// A value that a closed set does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportUnknownValue)]
pub struct UnknownValue {
    #[schema(example = "Unidad Medida Global")]
    pub value: String,
    /// In how many rows.
    #[schema(example = 54, minimum = 1)]
    pub rows: usize,
}

/// How many rows came out how, and what they come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportCounts)]
pub struct Counts {
    /// All rows of the file, its header and its empty lines apart.
    #[schema(example = 225, minimum = 1, maximum = 100_000)]
    pub rows: i32,
    /// Rows that can be imported as they are.
    #[schema(example = 196, minimum = 0)]
    pub ready: i32,
    /// Rows that can be imported and that somebody should look at.
    #[schema(example = 29, minimum = 0)]
    pub warnings: i32,
    /// Rows that cannot be imported.
    #[schema(example = 0, minimum = 0)]
    pub problems: i32,
    /// Rows that say again what a row before them said.
    #[schema(example = 0, minimum = 0)]
    pub repeated: i32,
    /// The suppliers or orders that would be made, or were.
    #[schema(example = 15, minimum = 0)]
    pub documents: i32,
}

/// How a row came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportOutcome)]
pub enum Outcome {
    /// It can be imported.
    Ready,
    /// It can be imported, and somebody should look at it.
    Warning,
    /// It cannot be imported.
    Problem,
    /// It says again what a row before it said.
    Repeated,
}

impl Outcome {
    /// As the database knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Warning => "warning",
            Self::Problem => "problem",
            Self::Repeated => "repeated",
        }
    }
}

/// What a row became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportCreated)]
pub struct Created {
    /// `supplier` or `purchase_order`.
    #[schema(example = "purchase_order")]
    pub kind: String,
    pub id: Uuid,
}

/// A row of the file, as it was read and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportRow {
    /// The line of the file on which it begins, the header being 1.
    #[schema(example = 2, minimum = 2)]
    pub row: i32,
    pub outcome: Outcome,
    /// As they stand in the file.
    #[schema(example = json!(["C-2016-004", "12", "4.25"]), max_items = 64)]
    pub cells: Vec<String>,
    /// The external number or the name of what it belongs to.
    #[schema(example = "C-2016-004")]
    pub document: Option<String>,
    /// What it became when the import was confirmed.
    pub created: Option<Created>,
    pub problems: Vec<Finding>,
    pub warnings: Vec<Finding>,
}
