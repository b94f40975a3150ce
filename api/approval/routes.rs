//! Every operation of this room.
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{approval, policy};

/// Adds them.
pub fn routes(api: &mut ServiceConfig) {
    access::operations! { api;
        approval {
            list: list_approvals,
        }
        policy {
            list: list_approval_policies,
            get: get_approval_policy,
            simulate: simulate_approval,
        }
    }
}
