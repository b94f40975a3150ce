//! Whom the organisation buys from.
//!
//! A supplier is proposed by one person and activated by another; an edit that changes who it is, or where orders
//! go, asks for the second person again (SOD-05). The rule stands here and, once more, in the database. Other rooms
//! read a supplier through [`for_order`] and [`lock_for_order`], and propose imported ones through [`propose_all`].

mod duplicates;
mod edit;
mod for_order;
mod many;
mod name_key;
mod refusals;
mod routes;
mod supplier;
mod tax_number;

pub use duplicates::{PossibleDuplicate, Resemblance, possible_duplicates};
pub use for_order::{SupplierForOrder, for_order, lock_for_order};
pub use many::{FoundSupplier, Proposal, Sought, lock_proposals, proposals, propose_all, sought, withdraw_all};
pub use name_key::name_key;
pub use refusals::{REFUSALS, SUPPLIER_NOT_ACTIVE};
pub use routes::routes;
pub use supplier::{Status, Supplier, SupplierDetails, SupplierId};
pub use tax_number::TaxNumber;
