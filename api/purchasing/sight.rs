//! Who sees which documents: the two booleans that every projection binds beside the watchers.
use access::Caller;

mod store;

pub(crate) use store::{Listed, created};

/// How far a caller sees beyond the documents they watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Every document of the organisation.
    pub all: bool,
    /// The documents of the departments the caller heads.
    pub department: bool,
}

impl Sight {
    /// Of requisitions.
    pub fn of_requisitions(caller: &Caller) -> Self {
        Self {
            all: caller.holds_code("requisition.view_all"),
            department: caller.holds_code("requisition.view_department"),
        }
    }

    /// Of purchase orders.
    pub fn of_orders(caller: &Caller) -> Self {
        Self {
            all: caller.holds_code("purchase_order.view_all"),
            department: caller.holds_code("purchase_order.view_department"),
        }
    }
}
