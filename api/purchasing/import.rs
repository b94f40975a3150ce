//! The import of suppliers and orders: what may be done with one, and what it looks like.
//!
//! The mechanism is the room `imports`; here stand its two targets and the operations. An import belongs to whoever
//! uploaded it, and nobody else sees it: a file may hold what its rows will not show.
mod attempt;
pub mod cancel;
pub mod confirm;
pub mod create;
pub mod discard;
pub mod export;
pub mod export_problems;
pub mod forget_mapping;
pub mod get;
pub mod job;
pub mod list;
pub mod list_rows;
pub mod map;
mod orders;
mod standing;
mod store;
mod suppliers;
pub mod undo;
mod view;

use access::{Caller, catalogue::CancelPurchaseOrders, permission::Permission};
use imports::{TARGET_NOT_ALLOWED, Target, UNDO_NOT_ALLOWED};
use kernel::Error;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use imports::ImportId;
pub use view::{ImportSummary, ImportView};

/// What an import makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Proposals of suppliers.
    Suppliers,
    /// Draft orders with their lines, several rows to an order.
    PurchaseOrders,
}

impl ImportKind {
    /// As the database and the wire know it.
    pub fn code(self) -> &'static str {
        self.target().kind
    }

    /// Of an import that is kept.
    fn of(code: &str) -> Result<Self, Error> {
        let known = [Self::Suppliers, Self::PurchaseOrders].into_iter().find(|kind| kind.code() == code);
        known.ok_or_else(|| std::io::Error::other(format!("no import makes {code}")).into())
    }

    /// Its fields.
    fn target(self) -> Target {
        match self {
            Self::Suppliers => suppliers::TARGET,
            Self::PurchaseOrders => orders::TARGET,
        }
    }

    /// Refuses to make by import what the caller may not make one by one.
    fn may_be_made_by(self, caller: &Caller) -> Result<(), Error> {
        let needed = match self {
            Self::Suppliers => "supplier.create",
            Self::PurchaseOrders => "purchase_order.create",
        };
        if caller.holds_code(needed) { Ok(()) } else { Err(Error::refused(TARGET_NOT_ALLOWED, needed)) }
    }

    /// Refuses to take back by import what the caller may not take back one by one; one's own proposals one always may.
    fn may_be_undone_by(self, caller: &Caller) -> Result<(), Error> {
        match self {
            Self::Suppliers => Ok(()),
            Self::PurchaseOrders if caller.holds::<CancelPurchaseOrders>() => Ok(()),
            Self::PurchaseOrders => Err(Error::refused(UNDO_NOT_ALLOWED, CancelPurchaseOrders::CODE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_header_that_is_known_names_one_field() {
        for kind in [ImportKind::Suppliers, ImportKind::PurchaseOrders] {
            let mut seen = HashSet::new();
            for field in kind.target().fields {
                let own = field.name.replace('_', " ");
                assert!(seen.insert(own), "{}", field.name);
                for synonym in field.synonyms.iter().filter(|synonym| **synonym != field.name.replace('_', " ")) {
                    let is_folded =
                        synonym.split(' ').all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric));
                    assert!(is_folded && *synonym == synonym.to_lowercase(), "{synonym}");
                    assert!(seen.insert((*synonym).to_owned()), "{synonym} names two fields");
                }
            }
        }
    }

    #[test]
    fn what_is_kept_of_a_kind_is_read_again() {
        for kind in [ImportKind::Suppliers, ImportKind::PurchaseOrders] {
            assert!(ImportKind::of(kind.code()).is_ok_and(|read| read == kind));
        }
        assert!(ImportKind::of("people").is_err());
    }
}
