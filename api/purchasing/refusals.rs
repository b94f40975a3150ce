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
    CANNOT_BE_PRINTED = 409 "cannot_be_printed": "The order cannot be printed as it is.",
        who "An administrator can mend the logo; whoever drafted the order its lines.", next "Mend what `detail` names, then try again.";
}
