//! The operations of this room, for the server and for the document.
use utoipa_actix_web::service_config::ServiceConfig;

use crate::supplier;

/// Registers them under `/v1`.
pub fn routes(api: &mut ServiceConfig<'_>) {
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
