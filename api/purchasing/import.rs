//! The import of suppliers and orders: what may be done with one, and what it looks like.
//!
//! The mechanism is the room `imports`; here stand its two targets and the operations. An import belongs to whoever
//! uploaded it, and nobody else sees it: a file may hold what its rows will not show.
mod attempt;
pub mod confirm;
pub mod create;
pub mod discard;
pub mod get;
pub mod list;
pub mod list_rows;
pub mod map;
mod orders;
mod store;
mod suppliers;
mod view;

use access::Caller;
use imports::{TARGET_NOT_ALLOWED, Target};
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
}
