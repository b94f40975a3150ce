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
        OWN_POLICY = 403 "own_policy": "Nobody approves by a policy that they wrote some of, in its first 30 days (SOD-07).",
            who "Whoever else the step asks.", next "Leave it to one of them, or submit the document again, so that others are asked.";
        APPROVED_ALREADY = 409 "approved_already": "One person counts for at most one step of a chain (SOD-02).",
            who "The people named in `detail`.", next "Leave this step to one of the people named in `detail`.";
        SUCCESSOR_BARRED = 409 "successor_barred": "Whoever is to approve in somebody's place may not approve this document.",
            who "Somebody else who may approve such documents and has no part in this one.",
            next "Name somebody else, or have the document named in `detail` withdrawn first.";
        NEEDED_ELSEWHERE = 409 "needed_elsewhere": "Approving here would leave another step without anybody (SOD-02).",
            who "The people named in `detail`.", next "Leave this step to one of the people named in `detail`, and wait for the step that needs you.";
        NOT_YOUR_STEP = 403 "not_your_step": "The approval route does not ask you for this step.",
            who "The people named in `detail`.", next "Leave it to one of the people named in `detail`.";
        STEP_NOT_OPEN = 409 "step_not_open": "This step is not open.",
            who "The people named in `detail`.", next "Wait until the steps before it are done.";
        REASON_REQUIRED = 422 "reason_required": "Returning or rejecting a document needs a reason.",
            who "", next "Send a `note` that says why.";
        OWN_POLICY_DRAFT = 403 "own_policy_draft": "Nobody publishes a policy that they wrote some of.",
            who "Anybody else who may publish approval policies, such as another owner.", next "Ask one of them to look at the changes and to publish it.";
        DRAFT_IS_OUTDATED = 409 "draft_is_outdated": "Another version was published since this draft was written against its own.",
            who "Whoever may edit drafts.", next "Compare the draft with the newest version, take over what it should keep, set `based_on_id` to it, and propose it.";
        DRAFT_NOT_PROPOSED = 409 "draft_not_proposed": "This draft is not proposed for publication.",
            who "Whoever may propose drafts.", next "Propose it first.";
        DRAFT_ALREADY_PROPOSED = 409 "draft_already_proposed": "This draft is proposed for publication already.",
            who "", next "Somebody who wrote none of it can publish it.";
        DRAFT_IS_CLOSED = 409 "draft_is_closed": "This draft was published or discarded, and stays as it is.",
            who "", next "Begin a new draft.";
        DRAFT_UNCHANGED = 409 "draft_unchanged": "The draft is already as you sent it.",
            who "", next "There is nothing left to do.";
        TOO_MANY_DRAFTS = 409 "too_many_drafts": "At most 20 drafts are under way at once.",
            who "Whoever may discard drafts.", next "Publish or discard one of them.";
        ANOTHER_IS_SCHEDULED = 409 "another_is_scheduled": "A version takes effect no earlier than the one before it.",
            who "Whoever may withdraw policies, such as an owner.", next "Choose a later hour, or withdraw the version that `detail` names.";
        POLICY_TOOK_EFFECT = 409 "policy_took_effect": "Only a version that has not taken effect can be withdrawn, until a minute before its hour.",
            who "Whoever may publish policies, such as an owner.", next "Publish another version.";
        POLICY_IS_WITHDRAWN = 409 "policy_is_withdrawn": "This version was withdrawn already.",
            who "", next "There is nothing left to do.";
        NOT_YOURS_TO_WITHDRAW = 403 "not_yours_to_withdraw": "Only those who sent a document for approval may withdraw it.",
            who "The people named in `detail`.", next "An approver can return it instead, with a reason.";
    }
}

pub use refusals::REFUSALS;
