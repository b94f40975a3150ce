//! What this room refuses by rules of its own.
kernel::refusals! {
    OPERATOR_REFUSED = 401 "operator_refused": "E-mail, password and code do not belong together.",
        who "", next "Check all three; a code is good once, in its own thirty seconds. Two operators of `security` can have a new link mailed to you.";
    OPERATOR_PASSKEY_REFUSED = 403 "operator_passkey_refused": "This passkey opens nothing here.",
        who "", next "Try another passkey, or sign in with e-mail, password and the code of your app; a passkey that was removed here may still be offered by its device.";
    OPERATOR_FACTOR_WANTED = 422 "operator_factor_wanted": "The password goes with a code or with a passkey, and not with both.",
        who "", next "Send `code` or `passkey`.";
    OPERATOR_TRIES_TOO_MANY = 429 "operator_tries_too_many": "Too many tries have failed lately.",
        who "", next "Wait for the time in `Retry-After`, then try again.";
    OPERATOR_LINK_SPENT = 404 "operator_link_spent": "This link was used, has expired or never was one.",
        who "Two operators of `security` can have a new one mailed.", next "Ask for a new link; if you have set your password already, sign in.";
    OPERATOR_SET_UP_EXPIRED = 409 "operator_set_up_expired": "No app is being set up, or it took longer than fifteen minutes.",
        who "", next "Begin with the link once more.";
    OPERATOR_CODE_REFUSED = 403 "operator_code_refused": "This is not a code that the app shows now.",
        who "", next "Type the code that the app shows at this moment; the device's clock must be right.";
    OPERATOR_CONFIRMATION_LINK_SPENT = 404 "operator_confirmation_link_spent": "This link was used, is older than a day or never was one.",
        who "", next "If somebody else may be using your account, ask an operator of `security` to look at the events.";
    OWNER_INVITATIONS_TOO_MANY = 429 "owner_invitations_too_many": "You have invited as many people as anybody may within a day.",
        who "Another operator of `ops`.", next "Wait for the time in `Retry-After`, or ask another operator.";
    SUSPENSION_WAITING = 409 "suspension_waiting": "Something was asked for this organisation already, and waits for a second operator.",
        who "Another operator carries it out.", next "Let another operator carry it out, or take it back.";
    SUSPENSION_ALREADY = 409 "suspension_already": "The organisation stands like this already.",
        who "", next "See the list of organisations.";
    SUSPENSION_NOT_ASKED = 409 "suspension_not_asked": "Nobody has asked for this, or it was taken back, or it has lapsed after a day.",
        who "", next "Ask for it and say why; another operator then carries it out.";
    SUSPENSION_BY_ONESELF = 409 "suspension_by_oneself": "Whoever asked for it does not carry it out.",
        who "Another operator who may.", next "Ask another operator to look at it.";
    SUPPORT_ACCESS_LIVE = 409 "support_access_live": "You have asked this organisation already, and it waits or is open.",
        who "", next "Wait for an owner, or go on in the one that is open; give it back to ask for another.";
    SUPPORT_ACCESS_SUSPENDED = 409 "support_access_suspended": "The organisation is suspended: nobody reads it.",
        who "Two operators of `ops` let it in again.", next "Have it let in again first.";
    SUPPORT_ACCESS_NOT_OPEN = 409 "support_access_not_open": "No owner has agreed to this, or it is over.",
        who "An owner of the organisation agrees.", next "See how it stands in your list; once it is over, ask anew and say why.";
    SUPPORT_ACCESS_LEFT = 409 "support_access_left": "It was given back already.",
        who "", next "Ask anew, if you must read once more.";
    RECOVERY_PUBLIC_DOMAIN = 409 "recovery_public_domain": "This domain belongs to a provider of mailboxes: nobody of the organisation publishes anything there.",
        who "", next "Whoever owns the organisation must be reached by another way; without a domain of its own nothing proves who asks.";
    RECOVERY_WAITING = 409 "recovery_waiting": "A recovery of this organisation has begun already.",
        who "", next "Go on with it, or stop it to begin another.";
    RECOVERY_NOT_BEGUN = 409 "recovery_not_begun": "No recovery waits for this: none was begun, or it was stopped, or it has lapsed.",
        who "", next "See how it stands; begin one with the address of the owner.";
    RECOVERY_RECORD_ABSENT = 409 "recovery_record_absent": "The domain publishes no such record.",
        who "Whoever runs the domain publishes it.", next "Have the TXT record published under the very name that is asked for, wait until DNS shows it, and check again.";
    RECOVERY_RECORD_DIFFERS = 409 "recovery_record_differs": "The domain publishes a record of this name, and it says something else.",
        who "Whoever runs the domain corrects it.", next "Compare it letter by letter with what is asked for; one of before must go.";
    RECOVERY_DNS_AWAY = 503 "recovery_dns_away": "The name servers did not answer, or not in time.",
        who "", next "Check again in a while; `COUNTERSIGN_DNS_SERVERS` says which servers are asked.";
    RECOVERY_UNPROVEN = 409 "recovery_unproven": "Nothing proves it, or the proof is older than an hour.",
        who "", next "Check the record, then carry it out.";
    RECOVERY_DOMAIN_DIFFERS = 409 "recovery_domain_differs": "The address is not one of the domain that was proven.",
        who "", next "Use the address that the recovery was begun with, or stop it and begin another.";
    RECOVERY_IMPOSSIBLE = 409 "recovery_impossible": "This address is not that of the only active person who agrees to rights and has a second factor, or the organisation is closed.",
        who "An administrator of the organisation helps anybody else.", next "Look once more at the address; where somebody else governs, the second factor is reset in the organisation.";
    RECOVERY_TOO_EARLY = 409 "recovery_too_early": "Its time has not come.",
        who "", next "Wait until the day that everybody of the organisation was told.";
    RECOVERY_UNTOLD = 409 "recovery_untold": "The letters to the owner and to the others did not leave, or less than three days ago.",
        who "", next "See why the mail of this home waits or fails, and complete it three days after it left; if that is too late, stop it and begin another.";
    RECOVERY_OVER = 409 "recovery_over": "The organisation has stopped it, or its time has passed.",
        who "", next "See why; if the owner still cannot sign in, stop it here and begin another.";
    DELETION_NAME_DIFFERS = 409 "deletion_name_differs": "The name that was typed again is not this organisation's.",
        who "", next "Look once more at which organisation is meant, and type the name that it signs in with.";
    DELETION_BEGUN = 409 "deletion_begun": "The organisation is being deleted.",
        who "", next "Restore it first, as long as it can be.";
    DELETION_NOT_BEGUN = 409 "deletion_not_begun": "Nobody is deleting this organisation.",
        who "", next "See the list of organisations; what waits for a second operator is withdrawn.";
    DELETION_DUE = 409 "deletion_due": "The time of the deletion has come: what was in the organisation goes, or has gone.",
        who "", next "Nothing brings it back but a backup, and that is decided elsewhere.";
    OPERATOR_KNOWN = 409 "operator_known": "There is an operator of this address, or there was one.",
        who "", next "See the list of operators: whoever lost their app is given a new link; a closed account stays closed, and another address is invited.";
    OPERATOR_CHANGE_WAITING = 409 "operator_change_waiting": "Something about this operator waits for a second operator already.",
        who "Another operator of `security` carries it out.", next "Let another operator carry it out, or take it back.";
    OPERATOR_CHANGE_NOT_ASKED = 409 "operator_change_not_asked": "Nobody has asked for this, or it was taken back, or it has lapsed after a day.",
        who "", next "Ask for it and say why; another operator of `security` then carries it out.";
    OPERATOR_CHANGE_BY_ONESELF = 409 "operator_change_by_oneself": "Whoever asked for it does not carry it out.",
        who "Another operator of `security`.", next "Ask another operator to look at it.";
    OPERATOR_CHANGE_OF_ONESELF = 409 "operator_change_of_oneself": "Nobody decides about their own account.",
        who "Two other operators of `security`.", next "Ask two others.";
    OPERATOR_LAST_OF_SECURITY = 409 "operator_last_of_security": "Nobody of `security` would be left to let others in.",
        who "", next "Invite another operator of `security` first, and have them come in.";
}
