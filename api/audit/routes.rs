//! The operations of this room.
use access::Operations;

use crate::{denial, event};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    access::operations! {
        api;
        event { list: list_audit_events, export: export_audit_events, get: get_audit_event, }
        denial { list: list_audit_denials, export: export_audit_denials, }
    }
}
