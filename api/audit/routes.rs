//! The operations of this room.
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{denial, event};

/// Adds them.
pub fn routes(api: &mut ServiceConfig) {
    access::operations! {
        api;
        event { list: list_audit_events, export: export_audit_events, get: get_audit_event, }
        denial { list: list_audit_denials, export: export_audit_denials, }
    }
}
