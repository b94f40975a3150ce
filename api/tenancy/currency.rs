//! A currency of ISO 4217 that amounts may stand in.
pub mod list;

use kernel::Currency;
use serde::Serialize;
use utoipa::ToSchema;

/// A currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CurrencyView {
    pub code: Currency,
    #[schema(example = "Euro")]
    pub name: String,
    /// How many digits its minor unit has: JPY 0, EUR 2, KWD 3.
    #[schema(example = 2, maximum = 4)]
    pub digits: u32,
}
