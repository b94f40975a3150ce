//! What the engine says when it says no.

/// The refusals, each by its name.
pub mod refusals {
    kernel::refusals! {
        NO_POLICY_IN_FORCE = 409 "no_policy_in_force": "No approval policy is in force at this time.",
            who "An owner can publish one.", next "Ask an owner to publish an approval policy that is effective now, then submit again.";
        POLICY_IS_BROKEN = 409 "policy_is_broken": "The approval policy breaks a rule of its own grammar.",
            who "An owner can publish a mended version.", next "Mend the fields listed in `errors` in a new version of the policy.";
        AMOUNT_NOT_CONVERTED = 409 "amount_not_converted": "An amount of the document does not stand in the policy's currency.",
            who "Accounts or an administrator can enter the exchange rate.", next "Enter the exchange rate, then try again.";
        ROUTE_IS_EMPTY = 409 "route_is_empty": "No step of the approval policy applies to this document, so nobody would approve it.",
            who "An owner can publish a policy that covers it.", next "Ask an owner to add a step for such documents; without one nothing is approved.";
        ROUTE_HAS_NOBODY = 409 "route_has_nobody": "A step of the approval route has nobody who may approve.",
            who "An administrator or an owner, as `detail` says.", next "Do what `detail` names, then submit again.";
        ROUTE_CANNOT_FINISH = 409 "route_cannot_finish": "The approval route needs more different people than there are.",
            who "An administrator or an owner, as `detail` says.", next "Give one of the steps named in `detail` another approver, then submit again.";
        ROUTE_IS_CLOSED = 409 "route_is_closed": "This approval has ended.",
            who "", next "Read the document again; it shows how the approval ended.";
        ROUTE_IS_RUNNING = 409 "route_is_running": "This document is being approved already.",
            who "", next "Read the document again; it shows whom it waits for.";
        DOCUMENT_CHANGED = 409 "document_changed": "The document is not the one that was sent for approval.",
            who "Whoever submitted it can submit it again.", next "Return it, so that it is submitted again as it is now.";
        OWN_DOCUMENT = 403 "own_document": "Nobody decides on a document of their own (SOD-01).",
            who "The people named in `detail`.", next "Leave it to one of the people named in `detail`.";
        EDITED_BY_APPROVER = 403 "edited_by_approver": "Nobody approves what they edited (SOD-12).",
            who "The people named in `detail`.", next "Leave it to one of the people named in `detail`.";
        APPROVED_ALREADY = 409 "approved_already": "One person counts for at most one step of a chain (SOD-02).",
            who "The people named in `detail`.", next "Leave this step to one of the people named in `detail`.";
        NEEDED_ELSEWHERE = 409 "needed_elsewhere": "Approving here would leave another step without anybody (SOD-02).",
            who "The people named in `detail`.", next "Leave this step to one of the people named in `detail`, and wait for the step that needs you.";
        NOT_YOUR_STEP = 403 "not_your_step": "The approval route does not ask you for this step.",
            who "The people named in `detail`.", next "Leave it to one of the people named in `detail`.";
        STEP_NOT_OPEN = 409 "step_not_open": "This step is not open.",
            who "The people named in `detail`.", next "Wait until the steps before it are done.";
        REASON_REQUIRED = 422 "reason_required": "Returning or rejecting a document needs a reason.",
            who "", next "Send a `note` that says why.";
        NOT_YOURS_TO_WITHDRAW = 403 "not_yours_to_withdraw": "Only those who sent a document for approval may withdraw it.",
            who "The people named in `detail`.", next "An approver can return it instead, with a reason.";
    }
}

pub use refusals::REFUSALS;
