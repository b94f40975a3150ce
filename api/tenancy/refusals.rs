//! What this room refuses.

kernel::refusals! {
    BASE_CURRENCY_FIXED = 409 "base_currency_fixed": "The base currency stays once a document stands in it.",
        who "", next "Keep the base currency; order in any other currency, with an exchange rate.";
    EXCHANGE_RATE_EXISTS = 409 "exchange_rate_exists": "There is a rate for these currencies on that day, and documents may have used it.",
        who "", next "Keep the rate as it was entered; enter another for another day.";
    INVITATION_USED = 409 "invitation_used": "Whoever was invited has joined.",
        who "", next "Nothing is left to do; an account that joined is not invited once more.";
    INVITATION_WITHDRAWN = 409 "invitation_withdrawn": "This invitation was taken back already.",
        who "", next "Send it once more if it should be open again.";
    TOO_MANY_INVITATIONS = 409 "too_many_invitations": "A thousand people were invited who have not joined.",
        who "", next "Take back the invitations that nobody uses, then invite the others.";
    GRANT_TO_ONESELF = 409 "grant_to_oneself": "Nobody gives rights to themselves, agrees to their own or takes them from themselves.",
        who "Somebody else who may.", next "Ask another administrator or owner.";
    GRANT_ASKED_BY_ONESELF = 409 "grant_asked_by_oneself": "Somebody else agrees to what one asks for.",
        who "Another owner.", next "Ask another owner to look at it.";
    GRANT_DECIDED = 409 "grant_decided": "This grant was decided already.",
        who "", next "See who decided it, and ask anew if it should be otherwise.";
    GRANT_OVER = 409 "grant_over": "The rights would have ended by now.",
        who "", next "Refuse it; they can be asked for anew with a later end.";
    GRANT_TO_NOBODY = 409 "grant_to_nobody": "Whom these rights are for is neither active nor invited any more.",
        who "", next "Refuse it; it can be asked for anew when they are back.";
    TOO_MANY_GRANTS = 409 "too_many_grants": "A thousand grants wait for somebody to agree.",
        who "", next "Let an owner decide those first, or take some back.";
    TOXIC_PAIR = 409 "toxic_pair": "Nobody holds these permissions together without a waiver that ends.",
        who "", next "Give one of them to somebody else, or say in `waiver` why both are needed and in `expires_at` until when.";
    BUILT_IN_ROLE = 409 "built_in_role": "A role that comes along is neither changed nor retired.",
        who "", next "Create a role of your own that starts from a copy of it.";
    ROLE_RETIRED = 409 "role_retired": "This role is retired.",
        who "", next "Create another; its name is free.";
    ROLE_HELD = 409 "role_held": "A role that somebody has is not retired.",
        who "", next "Take the role from whoever has it first; the page of the role shows who that is.";
    ROLE_WAITED_FOR = 409 "role_waited_for": "A grant of this role waits for somebody to agree.",
        who "", next "Let an owner decide it, or take it back; what is agreed to is what was asked for.";
    TOXIC_ROLE = 409 "toxic_role": "No role holds permissions that nobody holds together.",
        who "", next "Make two roles of it, for two people.";
    TOO_MANY_ROLES = 409 "too_many_roles": "An organisation has at most 50 roles of its own in use, and 500 with those that are retired.",
        who "", next "Retire a role that nobody needs, or change one.";
    LAST_TO_GOVERN = 409 "last_to_govern": "Nobody else who is active could give, approve or take rights for good.",
        who "", next "Give somebody else the role first.";
    DEACTIVATE_ONESELF = 409 "deactivate_oneself": "Nobody deactivates themselves.",
        who "Somebody else who may.", next "Leave the organisation under Settings, Profile.";
    PERSON_INACTIVE = 409 "person_inactive": "The account is not active: whoever has it has left, or was invited and has not joined.",
        who "", next "Nothing is left to end; an invitation is taken back among the invitations.";
    PERSON_ACTIVE = 409 "person_active": "The account was not deactivated: it is active, or was invited and has not joined.",
        who "", next "Mail an invitation once more among the invitations.";
    OWNER_BY_OWNER = 409 "owner_by_owner": "An owner is deactivated, and loses what makes an owner, by an owner alone.",
        who "Another owner.", next "Ask another owner; the last one hands the organisation over first.";
    OWNERSHIP_NOT_ONES_OWN = 409 "ownership_not_ones_own": "Only whoever is an owner for good offers the organisation to somebody.",
        who "An owner.", next "Ask an owner.";
    OWNERSHIP_WAITING = 409 "ownership_waiting": "The organisation is offered to somebody already.",
        who "", next "Wait until they decide, or let whoever offered it take it back.";
    OWNERSHIP_DECIDED = 409 "ownership_decided": "This offer was decided already.",
        who "", next "See what was decided; the organisation can be offered anew.";
    OWNERSHIP_OVER = 409 "ownership_over": "This offer is over: nobody took it within its seven days, or whoever offered it or was to take it cannot any more.",
        who "", next "Offer the organisation anew.";
    OWNERSHIP_VOID = 409 "ownership_void": "Whoever offered the organisation is no owner any more.",
        who "", next "Refuse the offer; whoever owns the organisation now can offer it anew.";
    OWNERSHIP_NOT_OFFERED_TO_ONE = 409 "ownership_not_offered_to_one": "Only whom the organisation is offered to takes or refuses it.",
        who "Whom it is offered to.", next "Leave it to them.";
    OWNERSHIP_NOT_OFFERED_BY_ONE = 409 "ownership_not_offered_by_one": "Only whoever offered the organisation takes the offer back.",
        who "Whoever offered it.", next "Ask them to take it back.";
    SUPPORT_ACCESS_DECIDED = 409 "support_access_decided": "Somebody has decided this already.",
        who "", next "See who it was and how it stands; what is open can be ended.";
    SUPPORT_ACCESS_OVER = 409 "support_access_over": "It is over: nothing is read by it.",
        who "", next "Nothing is left to do.";
    SUPPORT_ACCESS_BY_ONESELF = 409 "support_access_by_oneself": "Whoever asked to read does not agree to it: the operator has your address.",
        who "Another owner.", next "Ask another owner to look at it.";
    TOO_MANY_EMAIL_CHANGES = 409 "too_many_email_changes": "Another address was asked for five times within a day.",
        who "", next "Use the links that were mailed last, or ask again tomorrow.";
    NO_EMAIL_CHANGE = 409 "no_email_change": "No change of the address waits.",
        who "", next "Nothing is left to do; see under Settings, Profile, which address you have.";
    REVIEW_RUNNING = 409 "review_running": "An access review is open already.",
        who "", next "Finish that one, or cancel it.";
    REVIEW_TOO_LARGE = 409 "review_too_large": "An access review has at most 5,000 lines.",
        who "", next "Give roles in the place of single permissions: each role of a person is one line, and so is each permission given by itself.";
    REVIEW_ENDED = 409 "review_ended": "This access review was signed off or cancelled.",
        who "", next "Start another; what ended stays as it is.";
    REVIEW_UNDECIDED = 409 "review_undecided": "Some lines of the review are not decided.",
        who "Whoever may decide access reviews, each but their own lines.", next "Decide every line, then sign off.";
    REVIEW_OF_ONESELF = 409 "review_of_oneself": "Nobody reviews their own rights.",
        who "Somebody else who may decide access reviews.", next "Ask another administrator or owner to decide these lines.";
    REVIEW_LINE_TAKEN = 409 "review_line_taken": "What was taken in a review stays taken.",
        who "", next "Give it anew if it was wrong to take it.";
    REVIEW_LINE_GONE = 409 "review_line_gone": "What this line speaks of is held no more, or was given anew since.",
        who "", next "Nothing is left to decide.";
    DUTY_STAYS_APART = 409 "duty_stays_apart": "These duties are kept apart, however small an organisation is.",
        who "", next "Ask somebody else to do the other half.";
    EXCEPTION_OF_ONESELF = 409 "exception_of_oneself": "Nobody reviews what they did alone.",
        who "Whoever was named to look at it, or another owner or auditor.", next "Ask one of them to look at it.";
    EXCEPTION_REVIEWED = 409 "exception_reviewed": "Somebody has looked at this already.",
        who "", next "See who it was and what they said.";
    CONVERTED_TOO_LARGE = 409 "converted_too_large": "The amount is too large to be told in the other currency.",
        who "", next "Check the amount and the exchange rate.";
}
