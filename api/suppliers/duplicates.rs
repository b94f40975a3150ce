//! Suppliers that are probably the same one: said, never refused, for branches share a tax number.
use access::Tx;
use kernel::{Error, Name};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    TaxNumber,
    name_key::name_key,
    supplier::{Status, SupplierId, store},
};

/// A supplier that is probably the same one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PossibleDuplicate {
    pub id: SupplierId,
    #[schema(example = "Harbour Linen Ltd.", max_length = 120)]
    pub name: String,
    pub status: Status,
    pub because: Resemblance,
}

/// Why two suppliers are probably one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Resemblance {
    SameTaxNumber,
    /// The same but for case, accents, punctuation and legal form.
    SameName,
}

/// At most ten suppliers other than `but` that have this tax number or nearly this name, the former first.
pub async fn possible_duplicates(
    tx: &mut Tx,
    but: Option<SupplierId>,
    name: &Name,
    tax_number: Option<&TaxNumber>,
) -> Result<Vec<PossibleDuplicate>, Error> {
    store::alike(tx, but, &name_key(name.as_str()), tax_number).await
}
