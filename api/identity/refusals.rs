//! What this room refuses by rules of its own.
kernel::refusals! {
    SIGN_IN_REFUSED = 401 "sign_in_refused": "Organisation, e-mail and password do not belong together.",
        who "", next "Check all three, or ask for a new password; an administrator of your organisation can help if you cannot sign in.";
    PASSWORD_REFUSED = 403 "password_refused": "This is not the password of whoever is signed in.",
        who "", next "Type it once more; after too many tries one must wait.";
    CODE_REFUSED = 403 "code_refused": "This is not a code that is good now.",
        who "", next "Type the code that the app shows at this moment, each once, or a recovery code that is not used yet; the device's clock must be right.";
    SIGN_IN_EXPIRED = 401 "sign_in_expired": "This sign-in has ended before its second factor was shown.",
        who "", next "Begin again with the password; the code must follow within five minutes.";
    SECOND_FACTOR_ABSENT = 409 "second_factor_absent": "There is no second factor to change.",
        who "", next "Set up an authenticator app or a passkey first.";
    SECOND_FACTOR_KEPT = 409 "second_factor_kept": "Your organisation demands a second factor of you, so it is not given up.",
        who "An owner says of which roles it is demanded.", next "Set up another app or a passkey in its place if this one is to go.";
    NO_FACTOR_TO_RESET = 409 "no_factor_to_reset": "There is no second factor to reset: the person has none, has set up another since, or is not active.",
        who "", next "Let them sign in with the password; if they have forgotten that, they ask for a new one at the sign-in.";
    FACTOR_RESET_OF_ONESELF = 409 "factor_reset_of_oneself": "Nobody asks to reset their own second factor, or decides it.",
        who "Somebody else who may.", next "Ask another administrator or owner; as long as you are signed in, set up another app under Settings, Security.";
    FACTOR_RESET_ASKED_BY_ONESELF = 409 "factor_reset_asked_by_oneself": "Somebody else agrees to the reset that one asks for.",
        who "An owner who did not ask for it.", next "Ask an owner to look at it.";
    FACTOR_RESET_WAITING = 409 "factor_reset_waiting": "A reset of this person's second factor waits already.",
        who "An owner decides it.", next "Let it be decided, or take it back and ask anew.";
    FACTOR_RESET_DECIDED = 409 "factor_reset_decided": "This reset was decided already.",
        who "", next "See who decided it, and ask anew if it is still needed.";
    FACTOR_RESET_OVER = 409 "factor_reset_over": "This reset waited a day, and nobody decided it.",
        who "", next "Ask anew if it is still needed.";
    LAST_OWNER = 409 "last_owner": "Nobody else who is active could agree to guarded rights: whoever took this account over would govern alone.",
        who "Whoever runs the installation, by a way outside of the organisation.", next "Ask whoever runs the installation; with a second owner this cannot happen.";
    PASSKEY_REFUSED = 403 "passkey_refused": "This passkey opens nothing here.",
        who "", next "Try another passkey, or sign in with organisation, e-mail and password; a passkey that was removed here may still be offered by its device.";
    CHALLENGE_EXPIRED = 409 "challenge_expired": "What the passkey was asked has been answered or has expired.",
        who "", next "Begin once more; the answer must come within five minutes.";
    PASSKEY_TAKEN = 409 "passkey_taken": "This passkey is in use already.",
        who "", next "Make another one, on another device.";
    PASSKEYS_TOO_MANY = 409 "passkeys_too_many": "There are ten passkeys already.",
        who "", next "Remove one that you do not use any more.";
    PASSKEYS_UNAVAILABLE = 409 "passkeys_unavailable": "Passkeys need an address with a domain name, and this installation has none.",
        who "Whoever runs the installation.", next "Set up an authenticator app instead.";
    API_KEY_ASKED_BY_ONESELF = 409 "api_key_asked_by_oneself": "Somebody else agrees to the key that one asks for.",
        who "An owner who did not ask for it.", next "Ask an owner to look at it.";
    API_KEY_DECIDED = 409 "api_key_decided": "This key was decided, or has ended.",
        who "", next "See who did it, and ask for another key if one is still needed.";
    API_KEY_WAITS = 409 "api_key_waits": "Nobody has agreed to this key yet.",
        who "An owner who did not ask for it.", next "Ask an owner to look at it.";
    API_KEY_OVER = 409 "api_key_over": "This key has expired.",
        who "", next "Ask for another key if one is still needed.";
    TOO_MANY_API_KEYS = 409 "too_many_api_keys": "A hundred keys wait or live already.",
        who "", next "Revoke keys that nothing uses any more; the list says when each was last used.";
    TOO_MANY_TOKENS = 429 "too_many_tokens": "A thousand tokens of this key live already.",
        who "", next "Keep a token for its five minutes instead of asking for one each time; wait for the time in `Retry-After`.";
    SET_UP_EXPIRED = 409 "set_up_expired": "No app is being set up, or it took longer than fifteen minutes.",
        who "", next "Begin setting it up once more.";
    TOO_MANY_ATTEMPTS = 429 "too_many_attempts": "Too many tries have failed lately.",
        who "", next "Wait for the time in `Retry-After`, then try again.";
    ASKED_TOO_OFTEN = 429 "asked_too_often": "A new password was asked for too often lately.",
        who "An administrator of the organisation can help.", next "Look for the mail that was sent already, the folder for spam included, or wait for the time in `Retry-After`.";
    LINK_SPENT = 404 "link_spent": "This link was used, has expired or never was one.",
        who "Whoever sent it can send a new one.", next "Ask for a new link; if you have set your password already, sign in.";
    SIGN_UP_CLOSED = 403 "sign_up_closed": "No organisation can be signed up for here.",
        who "Whoever runs the installation creates organisations.", next "Ask them for one; if your organisation is here already, ask an administrator of it to invite you.";
    SIGN_UP_SPENT = 404 "sign_up_spent": "This link was used, has expired or never was one.",
        who "", next "If you have used it, sign in; otherwise sign up once more.";
    SIGN_UP_TOO_OFTEN = 429 "sign_up_too_often": "There were too many sign-ups lately: of this address, from this network or here at all.",
        who "", next "Look for the mail that was sent already, the folder for spam included, or wait for the time in `Retry-After`.";
    EMAIL_LINK_SPENT = 404 "email_link_spent": "This link was used, its wish was replaced or given up, it has expired or never was one.",
        who "", next "See under Settings, Profile, which address you have and whether a change still waits; ask for it once more there.";
    CONFIRMATION_LINK_SPENT = 404 "confirmation_link_spent": "This link was used, is older than a day or never was one.",
        who "", next "If somebody else may use your account, ask for a new password at the sign-in: it signs them out.";
    OWNER_RECOVERY_OVER = 409 "owner_recovery_over": "It is over: it was stopped, completed, or its time has passed.",
        who "", next "See how it ended; nothing is left to stop.";
    OWNER_RECOVERY_LINK_SPENT = 404 "owner_recovery_link_spent": "This link was used, what it would stop is over, or it never was one.",
        who "", next "An administrator of the organisation sees how the recovery stands, and can stop it.";
    EMAIL_TAKEN = 409 "email_taken": "Somebody else of the organisation has this address by now.",
        who "", next "Your address stays as it is; ask for another one under Settings, Profile.";
}
