//! What is told of how somebody signs in: what happened, and what it means.

/// Another password.
pub(super) fn password_changed(address: &str) -> (&'static str, String, &'static str) {
    (
        "Your password was changed",
        format!("The password of {address} was changed"),
        "Whoever was signed in with the old one was signed out.",
    )
}

/// An authenticator app.
pub(super) fn second_factor_set_up(address: &str) -> (&'static str, String, &'static str) {
    (
        "Your second factor was set up",
        format!("An authenticator app was set up for {address}"),
        "From now on its code is asked for when you sign in. Every other sign-in of yours was ended.",
    )
}

/// No authenticator app any more.
pub(super) fn second_factor_removed(address: &str) -> (&'static str, String, &'static str) {
    (
        "Your second factor was removed",
        format!("The authenticator app of {address} was removed"),
        "Unless you have a passkey, the password alone is enough to sign in now. Every other sign-in of yours was ended.",
    )
}

/// Other recovery codes.
pub(super) fn recovery_codes_renewed(address: &str) -> (&'static str, String, &'static str) {
    (
        "You have new recovery codes",
        format!("New recovery codes were made for {address}"),
        "Those of before open nothing any more. Every other sign-in of yours was ended.",
    )
}

/// A recovery code took the place of the app.
pub(super) fn recovery_code_used(address: &str) -> (&'static str, String, &'static str) {
    (
        "A recovery code was used to sign in",
        format!("Somebody signed in as {address} with a recovery code"),
        "Each code is good once. If the app is lost, set up a new one under Settings, Security.",
    )
}

/// A token was used a second time.
pub(super) fn session_reused(address: &str) -> (&'static str, String, &'static str) {
    (
        "A sign-in of yours was ended",
        format!("A token of a sign-in of {address} was used a second time"),
        "That can mean that somebody copied it, so that sign-in was ended. Sign in again.",
    )
}
