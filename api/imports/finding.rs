//! What was found wrong with a row, or worth saying of it.
use kernel::FieldError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing found in one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportFinding)]
pub struct Finding {
    /// The field that it is about; `row` when it is about the row as a whole.
    #[schema(example = "unit_price")]
    pub field: String,
    /// The column that the field is read from; null for a constant and for the row as a whole.
    #[schema(example = 20, minimum = 0, maximum = 63)]
    pub column: Option<i32>,
    /// Stable: programs may rely on it.
    #[schema(example = "ambiguous_number")]
    pub code: String,
    /// The same for people.
    #[schema(example = "`1.234` may be one and a bit or one thousand and more.")]
    pub text: String,
}

/// The same problem in several rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportProblemCount)]
pub struct ProblemCount {
    #[schema(example = "unknown")]
    pub code: String,
    #[schema(example = "unit")]
    pub field: String,
    #[schema(example = "`Unidad` is no known unit of UN/ECE Rec 20.")]
    pub text: String,
    /// In how many rows.
    #[schema(example = 139, minimum = 1)]
    pub rows: usize,
}

/// The name of the row itself where a finding is about no field.
pub const ROW: &str = "row";

impl Finding {
    /// About a row as a whole.
    pub fn of_row(code: &str, text: impl Into<String>) -> Self {
        Self { field: ROW.to_owned(), column: None, code: code.to_owned(), text: text.into() }
    }

    /// What a type of the kernel said of a value.
    pub(crate) fn of_rule(field: &str, column: Option<i32>, said: &str) -> Self {
        let FieldError { field, rule, message } = FieldError::of_rule(field, said);
        Self { field, column, code: rule, text: message }
    }
}
