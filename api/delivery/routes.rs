//! The operations of this room.
use access::Operations;

use crate::mail;

/// Registers them, each with its document.
pub fn routes(api: &mut impl Operations) {
    access::operations! { api;
        mail {
            list: list_mails,
            resend: resend_mail,
        }
    }
}
