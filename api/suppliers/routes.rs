//! The operations of this room, for the server and for the document.
use access::Operations;

use crate::supplier;

/// Registers them under `/v1`.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        supplier {
            list: list_suppliers,
            export: export_suppliers,
            get: get_supplier,
            create: create_supplier,
            update: update_supplier,
            activate: activate_supplier,
            block: block_supplier,
        }
    }
}
