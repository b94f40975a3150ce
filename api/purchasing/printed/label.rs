//! Every word that is printed and is not the order's own.

/// The printed words, English unless the caller translates them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    pub supplier: String,
    pub deliver_to: String,
    pub buyer: String,
    pub tax_number: String,
    pub external_number: String,
    pub revision: String,
    pub issued_on: String,
    pub need_by: String,
    pub currency: String,
    pub requested_by: String,
    pub department: String,
    pub payment_terms: String,
    pub delivery_terms: String,
    pub position: String,
    pub description: String,
    pub supplier_reference: String,
    pub quantity: String,
    pub unit_price: String,
    pub tax: String,
    pub net: String,
    pub no_lines: String,
    pub notes: String,
    pub terms: String,
    /// `{page}` and `{pages}` stand for the numbers.
    pub page: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            supplier: "Supplier".into(),
            deliver_to: "Deliver to".into(),
            buyer: "Buyer".into(),
            tax_number: "Tax number".into(),
            external_number: "External number".into(),
            revision: "Revision".into(),
            issued_on: "Issued on".into(),
            need_by: "Need by".into(),
            currency: "Currency".into(),
            requested_by: "Requested by".into(),
            department: "Department".into(),
            payment_terms: "Payment terms".into(),
            delivery_terms: "Delivery terms".into(),
            position: "#".into(),
            description: "Description".into(),
            supplier_reference: "Your reference".into(),
            quantity: "Quantity".into(),
            unit_price: "Unit price".into(),
            tax: "Tax".into(),
            net: "Net amount".into(),
            no_lines: "This order has no lines yet.".into(),
            notes: "Notes".into(),
            terms: "Terms".into(),
            page: "Page {page} of {pages}".into(),
        }
    }
}
