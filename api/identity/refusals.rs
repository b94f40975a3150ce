//! What this room refuses by rules of its own.
kernel::refusals! {
    SIGN_IN_REFUSED = 401 "sign_in_refused": "Organisation, e-mail and password do not belong together.",
        who "", next "Check all three; an administrator of your organisation can help if you cannot sign in.";
    PASSWORD_REFUSED = 403 "password_refused": "This is not the password of whoever is signed in.",
        who "", next "Type it once more; after too many tries one must wait.";
    TOO_MANY_ATTEMPTS = 429 "too_many_attempts": "Too many tries have failed lately.",
        who "", next "Wait for the time in `Retry-After`, then try again.";
    LINK_SPENT = 404 "link_spent": "This link was used, has expired or never was one.",
        who "Whoever sent it can send a new one.", next "Ask for a new link; if you have set your password already, sign in.";
}
