//! What is talked about.

/// The kind of document that is talked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKindText {
    Requisition,
    PurchaseOrder,
}

impl DocumentKindText {
    /// As the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requisition => "requisition",
            Self::PurchaseOrder => "purchase_order",
        }
    }
}
