//! What a requisition says when it says no.

kernel::refusals! {
    REQUISITION_NOT_DRAFT = 409 "requisition_not_draft": "Only a draft can be changed or submitted.",
        who "Whoever asked can withdraw it, and an approver can return it; then it is a draft again.",
        next "Withdraw it, or ask an approver to return it, then change it.";
    REQUISITION_NOT_IN_APPROVAL = 409 "requisition_not_in_approval": "This requisition does not wait for approval.",
        who "", next "Read it again; its timeline shows what happened.";
    REQUISITION_NOT_YOURS = 403 "requisition_not_yours": "This requisition is somebody else's.",
        who "Whoever asked for it, the person it was asked for, and the head of its department.",
        next "Leave a comment, or ask one of them.";
    REQUISITION_IS_EMPTY = 409 "requisition_is_empty": "A requisition without a line asks for nothing.",
        who "", next "Add at least one line, then submit it.";
    REQUISITION_NOT_APPROVED = 409 "requisition_not_approved": "Only what is approved can be ordered or closed short.",
        who "Its approvers, as its route shows.", next "Wait until it is approved.";
    REQUISITION_FULLY_ORDERED = 409 "requisition_fully_ordered": "All of this requisition stands in orders.",
        who "", next "Look at its orders; a cancelled order gives its quantity back.";
    REQUISITION_IN_ORDERS = 409 "requisition_in_orders": "A part of this requisition stands in orders already.",
        who "Accounts can cancel the orders first.", next "Cancel its orders, then cancel it.";
    REQUISITION_ENDED = 409 "requisition_ended": "This requisition was rejected or cancelled, for good.",
        who "", next "Ask for what is still needed in a new requisition.";
    REQUISITION_SHORT_CLOSED = 409 "requisition_short_closed": "The rest of this requisition was closed short.",
        who "The head of its department and Accounts can reopen it.",
        next "Reopen it if more is needed after all.";
    REQUISITION_LINE_SHORT_CLOSED = 409 "requisition_line_short_closed": "This line was closed short: nothing more is ordered of it.",
        who "The head of its department and Accounts can reopen it.",
        next "Leave the line out, or reopen it first.";
    REQUISITION_LINE_FULLY_ORDERED = 409 "requisition_line_fully_ordered": "All of this line stands in orders.",
        who "", next "Leave the line out; only what remains is closed short.";
    REQUISITION_NOT_SHORT_CLOSED = 409 "requisition_not_short_closed": "What was not closed short cannot be reopened.",
        who "", next "Read it again; its timeline shows what happened.";
    REOPENED_BY_ANOTHER = 403 "reopened_by_another": "Nobody reopens their own requisition after somebody else has closed it short.",
        who "Whoever closed it, the head of its department or Accounts, unless they asked for it themselves.",
        next "Leave a comment for one of them.";
    ORDERED_ABOVE_APPROVED = 409 "ordered_above_approved": "Orders would come to more than was approved.",
        who "", next "Order at most the remaining quantity of each line, or ask for more in a new requisition.";
}
