//! The operations of this room, for the server and for the document.
use access::Operations;

use crate::{link, session};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        session {
            create: create_session,
            view: view_session,
            refresh: refresh_session,
            end: end_session,
            leave: leave_session,
        }
        link {
            read: read_link,
            r#use: use_link,
        }
    }
}
