//! A unit of measure that lines may use: UN/ECE Recommendation 20.
pub mod list;

use serde::Serialize;
use utoipa::ToSchema;

/// A unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitView {
    /// The common code, as lines carry it.
    #[schema(example = "KGM")]
    pub code: &'static str,
    /// How people write it.
    #[schema(example = "kg")]
    pub short: &'static str,
    #[schema(example = "kilogram")]
    pub name: &'static str,
}
