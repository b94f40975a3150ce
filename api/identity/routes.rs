//! The operations of this room, for the server and for the document.
use access::Operations;

use crate::{
    api_key, confirmation_link, email_link, factor_reset, link, oauth, owner_recovery, owner_recovery_link, passkey,
    passkey_sign_in, password, recovery_code, session, sign_up, totp,
};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    sign_in(api);
    factors(api);
    access::operations! { api;
        sign_up {
            offer: get_sign_up_offer,
            create: create_sign_up,
            read: read_sign_up,
            confirm: confirm_sign_up,
        }
        api_key {
            list: list_api_keys,
            create: create_api_key,
            approve: approve_api_key,
            refuse: refuse_api_key,
            rotate: rotate_api_key,
            revoke: revoke_api_key,
        }
        oauth {
            token: issue_token,
            revoke: revoke_token,
        }
    }
}

// Sessions, and the links and passwords that lead to them.
fn sign_in(api: &mut impl Operations) {
    access::operations! { api;
        session {
            create: create_session,
            complete: complete_session,
            with_passkey: open_session_with_passkey,
            view: view_session,
            refresh: refresh_session,
            begin_reauthentication: begin_reauthentication,
            reauthenticate: reauthenticate_session,
            end: end_session,
            leave: leave_session,
            list: list_sessions,
            end_one: end_one_session,
            end_others: end_other_sessions,
            end_of_person: end_sessions_of_person,
            end_of_organisation: end_sessions_of_organisation,
        }
        link {
            read: read_link,
            r#use: use_link,
        }
        email_link {
            read: read_email_link,
            confirm: confirm_email_link,
            refuse: refuse_email_link,
        }
        owner_recovery_link {
            stop: stop_owner_recovery_by_link,
        }
        confirmation_link {
            deny: deny_confirmation,
        }
        password {
            change: change_password,
            ask_reset: ask_password_reset,
        }
    }
}

// What is shown beside a password, or in its place.
fn factors(api: &mut impl Operations) {
    access::operations! { api;
        totp {
            begin: begin_totp,
            confirm: confirm_totp,
            remove: remove_totp,
        }
        passkey_sign_in {
            begin: begin_passkey_sign_in,
        }
        passkey {
            begin: begin_passkey,
            create: create_passkey,
            list: list_passkeys,
            rename: rename_passkey,
            remove: remove_passkey,
        }
        recovery_code {
            renew: renew_recovery_codes,
        }
        factor_reset {
            list: list_factor_resets,
            create: create_factor_reset,
            approve: approve_factor_reset,
            refuse: refuse_factor_reset,
            withdraw: withdraw_factor_reset,
        }
        owner_recovery {
            list: list_owner_recoveries,
            stop: stop_owner_recovery,
        }
    }
}
