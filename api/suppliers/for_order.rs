//! What other rooms may know of a supplier.
use access::Tx;
use kernel::{CountryCode, Currency, Email, Error, Name, Text};

use crate::{
    TaxNumber, refusals,
    supplier::{Status, Supplier, SupplierId, store},
};

/// What an order needs of its supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierForOrder {
    pub id: SupplierId,
    pub name: Name,
    pub legal_name: Option<Name>,
    pub tax_number: Option<TaxNumber>,
    pub country: CountryCode,
    pub address_lines: Vec<Name>,
    pub email: Option<Email>,
    pub contact_name: Option<Name>,
    pub currency: Currency,
    pub payment_terms: Option<Text>,
    pub status: Status,
    pub blocked_reason: Option<Text>,
}

/// A supplier by id; one that is not there is the field error `unknown` of `supplier_id`.
pub async fn for_order(tx: &mut Tx, id: SupplierId) -> Result<SupplierForOrder, Error> {
    store::find(tx, id).await?.map(SupplierForOrder::from).ok_or_else(unknown)
}

/// The same, kept as it is until the end of the transaction: nobody blocks it between the check and the issue.
pub async fn lock_for_order(tx: &mut Tx, id: SupplierId) -> Result<SupplierForOrder, Error> {
    store::share(tx, id).await?.map(SupplierForOrder::from).ok_or_else(unknown)
}

fn unknown() -> Error {
    Error::invalid("supplier_id", "unknown", "There is no such supplier.")
}

impl SupplierForOrder {
    /// Refuses a supplier that is proposed or blocked.
    pub fn must_be_active(&self) -> Result<(), Error> {
        let detail = match (self.status, &self.blocked_reason) {
            (Status::Active, _) => return Ok(()),
            (Status::Proposed, _) => format!("{} waits for a second person.", self.name),
            (Status::Blocked, Some(reason)) => format!("{} is blocked: {reason}", self.name),
            (Status::Blocked, None) => format!("{} is blocked.", self.name),
            (Status::Withdrawn, _) => format!("The proposal of {} was taken back.", self.name),
        };
        Err(Error::refused(refusals::SUPPLIER_NOT_ACTIVE, detail))
    }
}

impl From<Supplier> for SupplierForOrder {
    fn from(supplier: Supplier) -> Self {
        let Supplier { id, details, status, blocked_reason, .. } = supplier;
        Self {
            id,
            name: details.name,
            legal_name: details.legal_name,
            tax_number: details.tax_number,
            country: details.country,
            address_lines: details.address_lines,
            email: details.email,
            contact_name: details.contact_name,
            currency: details.currency,
            payment_terms: details.payment_terms,
            status,
            blocked_reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplier(status: Status, blocked_reason: Option<&str>) -> SupplierForOrder {
        SupplierForOrder {
            id: SupplierId(uuid::Uuid::nil()),
            name: Name::parse("Harbour Linen").expect("a name"),
            legal_name: None,
            tax_number: None,
            country: CountryCode::parse("GB").expect("a country"),
            address_lines: Vec::new(),
            email: None,
            contact_name: None,
            currency: Currency::parse("GBP").expect("a currency"),
            payment_terms: None,
            status,
            blocked_reason: blocked_reason.map(|reason| Text::parse(reason).expect("a reason")),
        }
    }

    fn refused(supplier: &SupplierForOrder) -> Option<(&'static str, Option<String>)> {
        let error = supplier.must_be_active().err()?;
        Some((error.refusal().code, error.problem().detail.map(str::to_owned)))
    }

    #[test]
    fn an_active_supplier_can_be_ordered_from() {
        assert_eq!(refused(&supplier(Status::Active, None)), None);
    }

    #[test]
    fn any_other_says_why_not() {
        let because = |detail: &str| Some(("supplier_not_active", Some(detail.to_owned())));

        assert_eq!(refused(&supplier(Status::Proposed, None)), because("Harbour Linen waits for a second person."));
        assert_eq!(
            refused(&supplier(Status::Blocked, Some("insolvent"))),
            because("Harbour Linen is blocked: insolvent")
        );
        assert_eq!(
            refused(&supplier(Status::Withdrawn, None)),
            because("The proposal of Harbour Linen was taken back.")
        );
    }
}
