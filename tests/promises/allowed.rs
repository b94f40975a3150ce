//! Every exception of this directory, one a line, each with its reason; a line that is no longer needed fails a test.

/// Operations that stand before a permission: how one signs in.
pub const PUBLIC: &[(&str, &str)] = &[
    ("POST /v1/session", "signing in is what gives a session"),
    ("POST /v1/session/complete", "the sign-in that the password began is what it asks for, and the second factor"),
    (
        "POST /v1/passkey-sign-ins/begin",
        "whoever signs in with a passkey is asked for it, and everybody is asked alike",
    ),
    ("POST /v1/session/with-passkey", "a passkey is what it asks for"),
    ("POST /v1/session/reauthenticate/begin", "the refresh cookie is what it asks for"),
    ("POST /v1/passkeys/begin", "the refresh cookie is what it asks for, the password and the second factor"),
    ("POST /v1/passkeys", "the refresh cookie is what it asks for, and the passkey that was made"),
    ("POST /v1/passkeys/remove", "the refresh cookie is what it asks for, the password and the second factor"),
    ("POST /v1/totp/begin", "the refresh cookie is what it asks for, and the password"),
    ("POST /v1/totp/confirm", "the refresh cookie is what it asks for, and the first code"),
    ("POST /v1/totp/remove", "the refresh cookie is what it asks for, the password and the second factor"),
    ("POST /v1/recovery-codes/renew", "the refresh cookie is what it asks for, the password and the second factor"),
    ("POST /v1/session/reauthenticate", "the refresh cookie is what it asks for, and the password or a passkey"),
    ("POST /v1/password/change", "the refresh cookie is what it asks for, and the password"),
    ("POST /v1/session/refresh", "the refresh cookie is what it asks for"),
    ("DELETE /v1/session/refresh", "whoever leaves may hold no access token any more"),
    ("POST /v1/password/ask-reset", "whoever forgot their password cannot sign in"),
    ("POST /v1/link/read", "a one-time link is what it asks for"),
    ("POST /v1/link/use", "a one-time link is what it asks for"),
    ("GET /v1/sign-ups/offer", "whoever has no account sees whether an organisation can be signed up for"),
    ("POST /v1/sign-ups", "whoever signs an organisation up has no account yet"),
    ("POST /v1/sign-ups/read", "the link in the mailbox is what it asks for"),
    ("POST /v1/sign-ups/confirm", "the link in the mailbox is what it asks for"),
    ("POST /v1/email-link/read", "a link to one of two mailboxes is what it asks for"),
    ("POST /v1/email-link/confirm", "a link to one of two mailboxes is what it asks for"),
    ("POST /v1/confirmation-link/deny", "the link beside a code in the mailbox is what it asks for"),
    ("POST /v1/owner-recovery-link/stop", "the link in the owner's mailbox is what it asks for"),
    ("POST /v1/oauth/token", "a program's key is what it asks for"),
    ("POST /v1/oauth/revoke", "a key, or a token of one, is what it asks for"),
    ("POST /v1/email-link/refuse", "a link to the mailbox of before is what it asks for"),
];

/// Nouns of which a live permission has no operation yet.
pub const NOUNS_WITHOUT_OPERATION: &[(&str, &str)] = &[];

/// Operations of an address without an id that may still answer 404 to somebody who may do everything.
pub const MAY_BE_ABSENT: &[(&str, &str)] = &[("GET /v1/organisation/logo", "an organisation may have none")];

/// Operations that the tale does not carry out with success, so that their events are not counted here.
pub const UNTOLD: &[(&str, &str)] = &[(
    "confirm_sign_up",
    "its events begin the trail of another organisation; tests/api/identity/sign_up/confirm.rs has them",
)];

/// Operations whose refusals are no problem documents.
pub const NO_PROBLEMS: &[(&str, &str)] = &[("POST /v1/oauth/token", "RFC 6749, section 5.2, says how it refuses")];
