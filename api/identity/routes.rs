//! The operations of this room, for the server and for the document.
use access::Operations;

use crate::{link, password, recovery_code, session, totp};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        session {
            create: create_session,
            complete: complete_session,
            view: view_session,
            refresh: refresh_session,
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
        password {
            change: change_password,
        }
        totp {
            begin: begin_totp,
            confirm: confirm_totp,
            remove: remove_totp,
        }
        recovery_code {
            renew: renew_recovery_codes,
        }
    }
}
