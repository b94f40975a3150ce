//! What purchasing says when it says no.
kernel::refusals! {
    TOTAL_TOO_LARGE = 422 "total_too_large": "The lines come to more than can be kept exactly.",
        who "", next "Split the document, or check quantities and prices.";
    ILLEGAL_TRANSITION = 409 "illegal_transition": "This act does not begin where the document stands.",
        who "", next "Read the document again: its `actions` say what is open.";
    NOT_YOUR_ORDER = 403 "not_your_order": "You see this order, and it is not yours to change.",
        who "Whoever asked for it, the head of its department, or Accounts.", next "Leave a comment for one of them.";
    ORDER_INCOMPLETE = 409 "order_incomplete": "The order lacks something that its approvers and its supplier must know.",
        who "", next "Add what `detail` names, then submit it.";
    HELD_ALREADY = 409 "held_already": "The order is held already.",
        who "", next "Release the hold first if its reason has changed.";
    NOT_HELD = 409 "not_held": "The order is not held.",
        who "", next "Read the order again: somebody has released it.";
    ANSWERED_ALREADY = 409 "answered_already": "The supplier has answered already.",
        who "", next "An answer stands; what changes after it is a change order.";
    ORDER_LINE_SHORT_CLOSED = 409 "order_line_short_closed": "This line was closed short already.",
        who "Somebody else than who closed it can reopen it.",
        next "Leave the line out, or have it reopened and close it anew.";
    ORDER_CLOSED_ABOVE_ORDERED = 409 "order_closed_above_ordered": "More cannot be closed short than is still expected.",
        who "", next "Close at most what the order still expects of the line.";
    ORDER_NOT_SHORT_CLOSED = 409 "order_not_short_closed": "What was not closed short cannot be reopened.",
        who "", next "Read the order again; its timeline shows what happened.";
    REOPENED_BY_SECOND_PERSON = 403 "reopened_by_second_person": "An order is reopened by a second person: neither who closed it nor who asked for it or drafted it.",
        who "Somebody else of Accounts, or the general manager.", next "Leave a comment for one of them.";
    ORDER_WITHOUT_ADDRESS = 409 "order_without_address": "No address is known that the order could be mailed to.",
        who "Accounts can enter the supplier's address.", next "Give an address for this once, or enter the supplier's.";
    ORDER_MAILED_TOO_OFTEN = 409 "order_mailed_too_often": "An order is mailed at most ten times in 24 hours.",
        who "", next "Wait until a day has passed since the first of them, or send the PDF yourself.";
    CANNOT_BE_PRINTED = 409 "cannot_be_printed": "The order cannot be printed as it is.",
        who "An administrator can mend the logo; whoever drafted the order its lines.", next "Mend what `detail` names, then try again.";
    OPEN_WORK = 409 "open_work": "Something is open with whoever is to leave, and nobody was named to go on with it.",
        who "Whoever may deactivate people names others.", next "Name somebody for each field in `errors`; whoever leaves by themselves asks an administrator.";
    TOO_MUCH_OPEN_WORK = 409 "too_much_open_work": "More than 1,000 departments, approvals or documents are open with this person.",
        who "", next "Let some of them be decided, cancelled or closed first.";
}
