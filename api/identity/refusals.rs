//! What this room refuses by rules of its own.
kernel::refusals! {
    SIGN_IN_REFUSED = 401 "sign_in_refused": "Organisation, e-mail and password do not belong together.",
        who "", next "Check all three; an administrator of your organisation can help if you cannot sign in.";
    PASSWORD_REFUSED = 403 "password_refused": "This is not the password of whoever is signed in.",
        who "", next "Type it once more; after too many tries one must wait.";
    CODE_REFUSED = 403 "code_refused": "This is not a code that is good now.",
        who "", next "Type the code that the app shows at this moment, each once, or a recovery code that is not used yet; the device's clock must be right.";
    SIGN_IN_EXPIRED = 401 "sign_in_expired": "This sign-in has ended before its second factor was shown.",
        who "", next "Begin again with the password; the code must follow within five minutes.";
    SECOND_FACTOR_ABSENT = 409 "second_factor_absent": "There is no second factor to change.",
        who "", next "Set up an authenticator app first.";
    SET_UP_EXPIRED = 409 "set_up_expired": "No app is being set up, or it took longer than fifteen minutes.",
        who "", next "Begin setting it up once more.";
    TOO_MANY_ATTEMPTS = 429 "too_many_attempts": "Too many tries have failed lately.",
        who "", next "Wait for the time in `Retry-After`, then try again.";
    LINK_SPENT = 404 "link_spent": "This link was used, has expired or never was one.",
        who "Whoever sent it can send a new one.", next "Ask for a new link; if you have set your password already, sign in.";
}
