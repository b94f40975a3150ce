//! The operations of this room.
use access::Operations;

use crate::{mail, mail_server};

/// Registers them, each with its document.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        mail {
            list: list_mails,
            resend: resend_mail,
        }
        mail_server {
            get: get_mail_server,
            set: set_mail_server,
            remove: remove_mail_server,
            test: test_mail_server,
        }
    }
}
