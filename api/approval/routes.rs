//! Every operation of this room.
use access::Operations;

use crate::{approval, draft, policy};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        approval {
            list: list_approvals,
        }
        policy {
            list: list_approval_policies,
            get: get_approval_policy,
            compare: compare_approval_policies,
            withdraw: withdraw_approval_policy,
            simulate: simulate_approval,
            examine: examine_approval_policy,
        }
        draft {
            list: list_approval_policy_drafts,
            create: create_approval_policy_draft,
            get: get_approval_policy_draft,
            update: update_approval_policy_draft,
            compare: compare_approval_policy_draft,
            propose: propose_approval_policy_draft,
            r#return: return_approval_policy_draft,
            discard: discard_approval_policy_draft,
            publish: publish_approval_policy,
        }
    }
}
