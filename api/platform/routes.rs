//! The operations of this room.
use access::Operations;

use crate::{
    closing, confirmation_link, deletion, event, link, operator, operator_change, organisation, passkey,
    passkey_sign_in, recovery, resumption, session, support_access, suspension,
};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    operators(api);
    organisations(api);
}

// How operators come in, and what they decide about each other.
fn operators(api: &mut impl Operations) {
    access::operations! { api;
        session {
            create: create_operator_session,
            with_passkey: open_operator_session_with_passkey,
            view: view_operator_session,
            end: end_operator_session,
        }
        passkey_sign_in {
            begin: begin_operator_passkey_sign_in,
        }
        passkey {
            begin: begin_operator_passkey,
            create: create_operator_passkey,
            list: list_operator_passkeys,
            remove: remove_operator_passkey,
        }
        confirmation_link {
            deny: deny_operator_confirmation,
        }
        link {
            begin: begin_operator_link,
            r#use: use_operator_link,
            create: create_operator_link,
        }
        operator {
            create: create_operator,
            list: list_operators,
        }
        closing {
            create: create_operator_closing,
        }
        operator_change {
            carry_out: carry_out_operator_change,
            withdraw: withdraw_operator_change,
        }
    }
}

// What they do about organisations.
fn organisations(api: &mut impl Operations) {
    access::operations! { api;
        organisation {
            create: create_organisation,
            list: list_organisations,
        }
        suspension {
            create: create_suspension,
            carry_out: carry_out_suspension,
            withdraw: withdraw_suspension,
        }
        resumption {
            create: create_resumption,
            carry_out: carry_out_resumption,
            withdraw: withdraw_resumption,
        }
        recovery {
            create: create_recovery,
            view: view_recovery,
            prove: prove_recovery,
            carry_out: carry_out_recovery,
            stop: stop_recovery,
            complete: complete_recovery,
        }
        deletion {
            create: create_deletion,
            carry_out: carry_out_deletion,
            withdraw: withdraw_deletion,
            restore: restore_organisation,
        }
        support_access {
            create: create_support_access,
            list: list_asked_support_accesses,
            open: open_support_access,
            leave: leave_support_access,
        }
        event {
            list: list_platform_events,
        }
    }
}
