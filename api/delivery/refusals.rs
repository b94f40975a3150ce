//! What this room refuses.
kernel::refusals! {
    MAIL_NOT_FAILED = 409 "mail_not_failed": "Only a mail that could not be sent is sent once more.",
        who "", next "Wait while it waits; a mail that was sent is in the hands of its reader's mail server.";
    MAIL_EXPIRED = 409 "mail_expired": "The link in this mail opens nothing any more.",
        who "Whoever it was for can ask for a new one.", next "Let them choose \"Forgot your password?\" where they sign in.";
    MAIL_SERVER_NOT_SET = 409 "mail_server_not_set": "Your organisation has no mail server of its own.",
        who "", next "Set one first; until then orders leave by the server of the service.";
}
