//! The words about passkeys: subject, what happened, and what it means.

/// One was added.
pub(super) fn added(address: &str) -> (&'static str, String, &'static str) {
    (
        "A passkey was added",
        format!("A passkey was added for {address}"),
        "From now on it signs in without the password and without a code. Every other sign-in of yours was ended.",
    )
}

/// One was removed.
pub(super) fn removed(address: &str) -> (&'static str, String, &'static str) {
    (
        "A passkey was removed",
        format!("A passkey of {address} was removed"),
        "It opens nothing any more. Every other sign-in of yours was ended.",
    )
}

/// One was shown by a device that has counted back.
pub(super) fn suspected(address: &str) -> (&'static str, String, &'static str) {
    (
        "A passkey may have been copied",
        format!("A passkey of {address} was refused, for its device does not know when it was last used"),
        "That can mean that somebody holds a copy of it. Remove it under Settings, Security, and add another.",
    )
}
