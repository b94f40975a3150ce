//! The permission catalogue: one line each. Kind, type, code, event, within how many seconds of a sign-in, whether it is guarded, whether it is
//! confirmed word for word or may be a scope of an API key, who holds it from the start, what it means.
//!
//! Roles: R requester, H head of department, C accounts, G general manager, A admin, O owner, U auditor.
//! The defaults follow docs/permissions.md, which is printed from here.
use crate::permission::permissions;

#[cfg(test)]
mod tests;

permissions! {
    // Who is calling.
    Reads (ViewSession) "session.view" [R H C G A O U] "See one's own sign-in and permissions";
    Changes (EndSession) "session.end" => "session.ended" [R H C G A O U] "Sign out";
    Changes (EndOtherSessions) "session.end_others" => "session.others_ended" within 300 [R H C G A O U] "Sign out on another of one's own devices, or on all others";
    Changes (RenamePasskeys) "passkey.rename" => "passkey.renamed" [R H C G A O U] "Rename a passkey of one's own";

    // The organisation and what it keeps about itself.
    Reads (ViewOrganisation) "organisation.view", scope [R H C G A O U] "See the organisation's name, currency and settings";
    Changes (UpdateOrganisation) "organisation.update" => "organisation.updated" within 900, guarded [A O] "Change the organisation's settings";
    Changes (SetOrganisationLogo) "organisation.set_logo" => "organisation.logo_set" [A O] "Set the logo of printed orders";
    Reads (ViewSecurityPolicy) "security_policy.view" [A O U] "See how long sign-ins live and how guessing is slowed down";
    Changes (UpdateSecurityPolicy) "security_policy.update" => "security_policy.updated" within 300, guarded, confirmed [O] "Set how long sign-ins live and how guessing is slowed down";
    Reads (ViewDuties) "duty.view" [A O U] "See which duties are kept apart, and which somebody looks at afterwards";
    Changes (UpdateDuties) "duty.update" => "duty.updated" within 300, guarded [O] "Let one person unite two duties while somebody else looks at it afterwards";
    Reads (ViewDutyExceptions) "duty_exception.view" [A O U] "See where one person did what two should have";
    Changes (ReviewDutyExceptions) "duty_exception.review" => "duty_exception.reviewed", guarded [O U] "Look at what somebody else did alone, and say whether it was right";
    Discloses (ExportDutyExceptions) "duty_exception.export" => "duty_exception.exported" within 900 [A O U] "Take the list of exceptions away as a file";
    Reads (ViewMails) "mail.view" [A O] "See which mail was sent, or could not be, and to whom; never what it says";
    Changes (ResendMails) "mail.resend" => "mail.resent" [A O] "Send a mail that failed once more";
    Reads (ViewMailServer) "mail_server.view" [A O] "See by which mail server orders leave, and when and by whom its password was set; never the password";
    Changes (SetMailServer) "mail_server.set" => "mail_server.set" within 300, guarded, confirmed [A O] "Let orders leave by a mail server of the organisation's own, and set its password";
    Changes (RemoveMailServer) "mail_server.remove" => "mail_server.removed" within 300, guarded [A O] "Forget that mail server and its password";
    Changes (TestMailServer) "mail_server.test" => "mail_server.tested" [A O] "Send oneself a mail by that server";
    Reads (ViewDepartments) "department.view", scope [R H C G A O U] "See the departments and their heads";
    Changes (CreateDepartments) "department.create" => "department.created", guarded [A] "Add a department";
    Changes (UpdateDepartments) "department.update" => "department.updated", guarded [A] "Change a department or its head";
    Discloses (ExportDepartments) "department.export" => "department.exported", scope [C A O U] "Take the list of departments away as a file";
    Reads (ViewCategories) "category.view", scope [R H C G A O U] "See the purchasing categories";
    Changes (CreateCategories) "category.create" => "category.created", scope [C A] "Add a category";
    Changes (UpdateCategories) "category.update" => "category.updated", scope [C A] "Change a category";
    Discloses (ExportCategories) "category.export" => "category.exported", scope [C A O U] "Take the list of categories away as a file";
    Reads (ViewTaxCodes) "tax_code.view", scope [R H C G A O U] "See the tax codes";
    Changes (CreateTaxCodes) "tax_code.create" => "tax_code.created", scope [C] "Add a tax code";
    Changes (UpdateTaxCodes) "tax_code.update" => "tax_code.updated", scope [C] "Change a tax code";
    Discloses (ExportTaxCodes) "tax_code.export" => "tax_code.exported", scope [C A O U] "Take the list of tax codes away as a file";
    Reads (ViewDeliveryAddresses) "delivery_address.view", scope [R H C G A O U] "See the delivery addresses";
    Changes (CreateDeliveryAddresses) "delivery_address.create" => "delivery_address.created", scope [C A] "Add a delivery address";
    Changes (UpdateDeliveryAddresses) "delivery_address.update" => "delivery_address.updated", scope [C A] "Change a delivery address";
    Discloses (ExportDeliveryAddresses) "delivery_address.export" => "delivery_address.exported", scope [C A O U] "Take the list of delivery addresses away as a file";
    Reads (ViewExchangeRates) "exchange_rate.view", scope [R H C G A O U] "See the exchange rates";
    Changes (CreateExchangeRates) "exchange_rate.create" => "exchange_rate.created", scope [C] "Enter an exchange rate for a day";
    Discloses (ExportExchangeRates) "exchange_rate.export" => "exchange_rate.exported", scope [C A O U] "Take the list of exchange rates away as a file";
    Reads (ViewPeople) "person.view" [R H C G A O U] "See the people, their departments and roles";
    Discloses (ExportPeople) "person.export" => "person.exported" within 900 [A O U] "Take the list of people away as a file";
    Reads (ViewInvitations) "invitation.view" [A O] "See who was invited, and who has joined";
    Changes (CreateInvitations) "invitation.create" => "invitation.created" wider ["invitation.create_governing"] within 900, guarded [A O] "Invite people";
    Widens "invitation.create_governing", guarded [O] "Invite people with guarded rights, without a second person";
    Changes (ResendInvitations) "invitation.resend" => "invitation.resent" [A O] "Mail an invitation once more";
    Changes (WithdrawInvitations) "invitation.withdraw" => "invitation.withdrawn" [A O] "Take an invitation back";
    Changes (UpdateOwnProfile) "profile.update" => "profile.updated" [R H C G A O U] "Change one's own language and time zone";
    Changes (ChangeOwnEmail) "profile.change_email" => "profile.email_change_asked" within 300 [R H C G A O U] "Ask for another e-mail address of one's own, which both mailboxes confirm";
    Changes (CancelOwnEmailChange) "profile.cancel_email_change" => "profile.email_change_cancelled" [R H C G A O U] "Give up the wish for another e-mail address";
    Changes (LeaveOrganisation) "profile.leave" => "profile.left" within 300 [R H C G A O U] "Leave the organisation: one's own account ends";
    Reads (ViewOpenWorkOfPeople) "person.view_open_work" [A O] "See what is open with somebody who is to leave";
    Changes (DeactivatePeople) "person.deactivate" => "person.deactivated" within 300, guarded [A O] "Deactivate somebody else, and hand their open work over";
    Changes (ActivatePeople) "person.activate" => "person.activated" within 300, guarded [A O] "Let somebody in again who was deactivated, without any rights";
    Changes (EndSessionsOfPeople) "person.end_sessions" => "person.sessions_ended" within 300, guarded [A O] "Sign somebody else out everywhere";
    Reads (ViewOwnershipTransfers) "ownership_transfer.view" [R H C G A O U] "See the offers of the organisation that one has part in; an owner sees all";
    Changes (TransferOrganisation) "organisation.transfer" => "organisation.transfer_offered" within 300, guarded, confirmed [O] "Offer the organisation to another owner, who takes it themselves";
    Changes (AcceptOwnershipTransfers) "ownership_transfer.accept" => "ownership_transfer.accepted" within 300 [R H C G A O U] "Take the organisation that its owner offers to oneself";
    Changes (RefuseOwnershipTransfers) "ownership_transfer.refuse" => "ownership_transfer.refused" [R H C G A O U] "Refuse the organisation that its owner offers to oneself";
    Changes (WithdrawOwnershipTransfers) "ownership_transfer.withdraw" => "ownership_transfer.withdrawn" [O] "Take back that one offers the organisation to somebody";
    Changes (EndAllSessions) "organisation.end_sessions" => "organisation.sessions_ended" within 300, guarded [A O] "Sign everybody else out";
    Changes (RevokeGrantsOfPeople) "person.revoke_grants" => "person.grants_revoked" within 300, guarded [A O] "Take roles and permissions from somebody else";
    Reads (ViewPermissions) "permission.view" [A O U] "See what each person may do";
    Reads (ViewRoles) "role.view" [A O U] "See the roles, what their templates hold and who has them";
    Changes (CreateRoles) "role.create" => "role.created" within 900, guarded [A] "Create a role of the organisation's own";
    Changes (UpdateRoles) "role.update" => "role.updated" within 900, guarded [A] "Change what a role of the organisation's own is called and holds";
    Changes (RetireRoles) "role.retire" => "role.retired" within 900, guarded [A] "Retire a role of the organisation's own that nobody has";
    Reads (ViewGrants) "grant.view" [A O U] "See which rights were asked for, given and refused, by whom and why";
    Changes (CreateGrants) "grant.create" => "grant.created" within 300, guarded [A] "Give somebody else roles and permissions; what is guarded waits for an owner";
    Changes (ApproveGrants) "grant.approve" => "grant.approved" within 300, guarded, confirmed [O] "Agree to guarded rights that somebody else asked for a third";
    Changes (RefuseGrants) "grant.refuse" => "grant.refused", guarded [O] "Refuse rights that were asked for";
    Changes (WithdrawGrants) "grant.withdraw" => "grant.withdrawn" [A] "Take back rights one asked for, before they are given";
    Reads (ViewFactorResets) "factor_reset.view" [A O] "See whose second factor was to be reset, who asked, why, and who agreed";
    Changes (CreateFactorResets) "factor_reset.create" => "factor_reset.created" within 300, guarded [A] "Ask to reset somebody else's second factor, which waits for an owner";
    Changes (ApproveFactorResets) "factor_reset.approve" => "factor_reset.approved" within 300, guarded, confirmed [O] "Agree to reset a second factor: it is removed, and its person is signed out";
    Changes (RefuseFactorResets) "factor_reset.refuse" => "factor_reset.refused", guarded [O] "Refuse to reset a second factor";
    Changes (WithdrawFactorResets) "factor_reset.withdraw" => "factor_reset.withdrawn" [A] "Take back that a second factor should be reset";
    Reads (ViewApiKeys) "api_key.view" [A O U] "See the API keys: what each may do, from where, until when, and when it was last used; never a secret";
    Reads (ViewOwnerRecoveries) "owner_recovery.view" [A O U] "See whether an operator of the installation brings back the last owner, and what became of it";
    Changes (StopOwnerRecoveries) "owner_recovery.stop" => "owner_recovery.stopped" [A O] "Stop an operator of the installation who brings back the last owner";
    Reads (ViewSupportAccesses) "support_access.view" [A O U] "See which operators of the installation asked to read, who let them, and how much they read";
    Changes (ApproveSupportAccesses) "support_access.approve" => "support_access.approved" within 300, guarded, confirmed [O] "Let an operator of the installation read for a while";
    Changes (RefuseSupportAccesses) "support_access.refuse" => "support_access.refused", guarded [O] "Refuse to let an operator of the installation read";
    Changes (EndSupportAccesses) "support_access.end" => "support_access.ended" [A O] "End what an operator of the installation may read";
    Changes (CreateApiKeys) "api_key.create" => "api_key.created" within 300, guarded [A] "Ask for an API key, which opens nothing before an owner agrees";
    Changes (ApproveApiKeys) "api_key.approve" => "api_key.approved" within 300, guarded, confirmed [O] "Agree to an API key that somebody else asked for";
    Changes (RefuseApiKeys) "api_key.refuse" => "api_key.refused", guarded [O] "Refuse an API key that was asked for";
    Changes (RotateApiKeys) "api_key.rotate" => "api_key.rotated" within 300, guarded [A] "Give an API key another secret";
    Changes (RevokeApiKeys) "api_key.revoke" => "api_key.revoked", guarded [A O] "Revoke an API key, or take back one that waits";
    Discloses (ExportPermissions) "permission.export" => "permission.exported" within 900 [A O U] "Take the list of permissions, and who holds them, away as a file";
    Reads (ViewAccessReviews) "access_review.view" [A O U] "See the access reviews, and what was decided in them by whom and why";
    Changes (StartAccessReviews) "access_review.start" => "access_review.started" within 300, guarded [A O] "Start an access review: a look at who holds what";
    Changes (DecideAccessReviews) "access_review.decide" => "access_review.decided", guarded [A O] "Keep what somebody else holds, or take it, in an access review";
    Changes (SignOffAccessReviews) "access_review.sign_off" => "access_review.signed_off" within 300, guarded [O] "Sign off an access review";
    Changes (CancelAccessReviews) "access_review.cancel" => "access_review.cancelled" [A O] "Cancel an access review";
    Discloses (ExportAccessReviews) "access_review.export" => "access_review.exported" within 900 [A O U] "Take an access review away as a file";

    // Suppliers.
    Reads (ViewSuppliers) "supplier.view", scope [R H C G O U] "See the suppliers";
    Changes (CreateSuppliers) "supplier.create" => "supplier.created", scope [R H C] "Propose a supplier";
    Changes (UpdateSuppliers) "supplier.update" => "supplier.updated", scope [C] "Change a supplier";
    Changes (ActivateSuppliers) "supplier.activate" => "supplier.activated", guarded [C G O] "Activate a supplier that somebody else entered";
    Changes (BlockSuppliers) "supplier.block" => "supplier.blocked" [C G] "Block a supplier from new orders";
    Discloses (ExportSuppliers) "supplier.export" => "supplier.exported", scope [C G O U] "Take the list of suppliers away as a file";

    // Requisitions.
    Reads (ViewRequisitions) "requisition.view" wider ["requisition.view_department" "requisition.view_all"], scope [R H C G O U] "See one's own and watched requisitions";
    Widens "requisition.view_department" [H] "See the requisitions of the departments one heads";
    Widens "requisition.view_all", scope [C G O U] "See every requisition";
    Changes (CreateRequisitions) "requisition.create" => "requisition.created", scope [R H C G] "Ask for goods or services";
    Changes (UpdateRequisitions) "requisition.update" => "requisition.updated", scope [R H C G] "Edit a draft requisition";
    Changes (SubmitRequisitions) "requisition.submit" => "requisition.submitted", scope [R H C G] "Submit a requisition for approval";
    Changes (ApproveRequisitions) "requisition.approve" => "requisition.approved", guarded [H C G O] "Approve a requisition's step";
    Changes (ReturnRequisitions) "requisition.return" => "requisition.returned" [H C G O] "Return a requisition for changes";
    Changes (RejectRequisitions) "requisition.reject" => "requisition.rejected" [H C G O] "Reject a requisition";
    Changes (WithdrawRequisitions) "requisition.withdraw" => "requisition.withdrawn", scope [R H C G] "Take back one's own requisition";
    Changes (CancelRequisitions) "requisition.cancel" => "requisition.cancelled" [R H C G] "Cancel a requisition";
    Changes (OrderRequisitions) "requisition.order" => "requisition.ordered" [C] "Turn an approved requisition into orders";
    Changes (ShortCloseRequisitions) "requisition.short_close" => "requisition.short_closed" [H C] "Close short what remains of a requisition";
    Changes (ReopenRequisitions) "requisition.reopen" => "requisition.reopened" [H C G] "Reopen what was closed short of a requisition";
    Discloses (ExportRequisitions) "requisition.export" => "requisition.exported" wider ["requisition.view_department" "requisition.view_all"], scope [R H C G O U] "Take the requisitions one sees away as a file";

    // Purchase orders.
    Reads (ViewPurchaseOrders) "purchase_order.view" wider ["purchase_order.view_department" "purchase_order.view_all"], scope [R H C G O U] "See one's own and watched orders";
    Widens "purchase_order.view_department" [H] "See the orders of the departments one heads";
    Widens "purchase_order.view_all", scope [C G O U] "See every order";
    Changes (CreatePurchaseOrders) "purchase_order.create" => "purchase_order.created", scope [R H C] "Draft an order";
    Changes (UpdatePurchaseOrders) "purchase_order.update" => "purchase_order.updated", scope [R H C] "Edit a draft order";
    Changes (SubmitPurchaseOrders) "purchase_order.submit" => "purchase_order.submitted", scope [R H C] "Submit an order for approval";
    Changes (ApprovePurchaseOrders) "purchase_order.approve" => "purchase_order.approved", guarded [H C G O] "Approve an order's step";
    Changes (ReturnPurchaseOrders) "purchase_order.return" => "purchase_order.returned" [H C G O] "Return an order for changes";
    Changes (RejectPurchaseOrders) "purchase_order.reject" => "purchase_order.rejected" [H C G O] "Reject an order";
    Changes (WithdrawPurchaseOrders) "purchase_order.withdraw" => "purchase_order.withdrawn", scope [R H C] "Take back one's own order";
    Changes (IssuePurchaseOrders) "purchase_order.issue" => "purchase_order.issued", guarded [C] "Number and issue an approved order";
    Changes (MailPurchaseOrders) "purchase_order.mail" => "purchase_order.mailed" [C] "Mail an issued order to its supplier";
    Changes (AcknowledgePurchaseOrders) "purchase_order.acknowledge" => "purchase_order.acknowledged", scope [C] "Record the supplier's answer";
    Changes (HoldPurchaseOrders) "purchase_order.hold" => "purchase_order.held" [C G O] "Hold receiving or billing of an order";
    Changes (ReleasePurchaseOrders) "purchase_order.release" => "purchase_order.released", guarded [C G O] "Release a hold";
    Changes (CancelPurchaseOrders) "purchase_order.cancel" => "purchase_order.cancelled" [C G] "Cancel an order";
    Changes (ShortClosePurchaseOrders) "purchase_order.short_close" => "purchase_order.short_closed" [H C] "Close short what will not come any more of an order";
    Changes (ReopenPurchaseOrders) "purchase_order.reopen" => "purchase_order.reopened" [C G] "Reopen what somebody else closed short of an order";
    Discloses (ExportPurchaseOrders) "purchase_order.export" => "purchase_order.exported" wider ["purchase_order.view_department" "purchase_order.view_all"], scope [R H C G O U] "Take the orders one sees away as a file";

    // Talking about documents.
    Reads (ViewComments) "comment.view", scope [R H C G O U] "Read the comments of a document one sees";
    Changes (CreateComments) "comment.create" => "comment.created", scope [R H C G O] "Comment on a document one sees";
    Changes (AddWatchers) "watcher.add" => "watcher.added" [R H C G O] "Let somebody watch a document one sees";
    Changes (RemoveWatchers) "watcher.remove" => "watcher.removed" [R H C G O] "End somebody's watching";

    // Approval.
    Reads (ViewApprovals) "approval.view" [R H C G O U] "See what waits for one's own approval";
    Reads (ViewApprovalPolicies) "approval_policy.view" [R H C G A O U] "See the approval policies";
    Reads (SimulateApprovalPolicies) "approval_policy.simulate" [R H C G A O] "Ask who would approve, and why";
    Changes (PublishApprovalPolicies) "approval_policy.publish" => "approval_policy.published" within 300, guarded, confirmed [O] "Publish an approval policy that somebody else wrote";
    Changes (WithdrawApprovalPolicies) "approval_policy.withdraw" => "approval_policy.withdrawn" within 300, guarded [O] "Withdraw an approval policy before it takes effect";
    Reads (ViewPolicyDrafts) "policy_draft.view" [C G A O U] "See the drafts of the approval policy";
    Changes (CreatePolicyDrafts) "policy_draft.create" => "policy_draft.created", guarded [A] "Draft an approval policy";
    Changes (UpdatePolicyDrafts) "policy_draft.update" => "policy_draft.updated", guarded [A] "Edit a draft of the approval policy";
    Changes (ProposePolicyDrafts) "policy_draft.propose" => "policy_draft.proposed", guarded [A] "Submit a draft of the approval policy for publication";
    Changes (ReturnPolicyDrafts) "policy_draft.return" => "policy_draft.returned", guarded [A O] "Send a proposed policy back with a reason";
    Changes (DiscardPolicyDrafts) "policy_draft.discard" => "policy_draft.discarded", guarded [A O] "Throw a draft of the approval policy away";

    // Import.
    Reads (ViewImports) "import.view" [C] "See one's imports";
    Changes (CreateImports) "import.create" => "import.created" [C] "Upload a file and try it without effect";
    Changes (MapImports) "import.map" => "import.mapped" [C] "Choose which column is which";
    Changes (ConfirmImports) "import.confirm" => "import.confirmed", guarded [C] "Make an import's rows real";
    Changes (CancelImports) "import.cancel" => "import.cancelled" [C] "Stop the job that works on an import";
    Changes (DiscardImports) "import.discard" => "import.discarded" [C] "Throw an import away before it is confirmed";
    Changes (ForgetImportMappings) "import.forget_mapping" => "import.mapping_forgotten" [C] "Forget how files like one's own are mapped";
    Changes (UndoImports) "import.undo" => "import.undone" [C] "Take back what an import made, within a day";
    Discloses (ExportImports) "import.export" => "import.exported" [C] "Take the list of one's imports away as a file";

    // The trail.
    Discloses (ViewAuditEvents) "audit_event.view" => "audit_event.viewed", guarded [O U] "Read the trail";
    Discloses (ExportAuditEvents) "audit_event.export" => "audit_event.exported" within 900, guarded [O U] "Take the trail, or what was refused, away as a file";

    // Planned: printed, never granted.
    Planned "audit_event.verify" [O U] "Verify the trail's proofs";
    Planned "person.update" [A] "Change a person's name or department";
    Planned "single_sign_on.configure" [A] "Configure OIDC or SAML";
    Planned "single_sign_on.enforce" [O] "Demand single sign-on";
    Planned "provisioning.configure" [A] "Configure SCIM";
    Planned "webhook.configure" [A] "Configure webhooks";
    Planned "organisation.close" [O] "Close the organisation";
    Planned "organisation.export" [O] "Export everything";
    Planned "residency.move" [O] "Ask for a move to another region";
    Planned "retention.configure" [O] "Set how long things are kept";
    Planned "person.erase" [O] "Erase a person's data";
    Planned "delegation.create" [H C G O] "Let somebody approve in one's place for a time";
    Planned "delegation.end" [H C G O] "End a delegation";
    Planned "change_order.create" [R H C] "Propose a change to an issued order";
    Planned "change_order.approve" [H C G O] "Approve a change order's step";
    Planned "change_order.apply" [C] "Apply an approved change order";
    Planned "supplier_bank.view" [C] "See a supplier's bank details";
    Planned "supplier_bank.propose" [C] "Propose new bank details";
    Planned "supplier_bank.approve" [G O] "Approve new bank details, with a one-time code";
    Planned "budget.view" [C G O U] "See the budgets";
    Planned "budget.update" [C] "Maintain a budget";
    Planned "budget.approve" [G O] "Approve a budget";
    Planned "budget.transfer" [G O] "Move money between budgets";
    Planned "receipt.create" [R H] "Receive goods or services";
    Planned "receipt.reverse" [H] "Reverse a receipt";
    Planned "return.create" [R H] "Return goods to the supplier";
    Planned "invoice.view" [C G O U] "See invoices";
    Planned "invoice.capture" [C] "Capture an invoice";
    Planned "invoice.match" [C] "Match an invoice";
    Planned "invoice.accept_variance" [H G O] "Accept a difference";
    Planned "invoice.approve" [H G] "Approve an invoice without an order";
    Planned "payment_batch.lock" [C] "Lock a batch for payment";
    Planned "payment_batch.release" [G O] "Release a batch, with a one-time code";
    Planned "attachment.create" [R H C G] "Attach a file";
    Planned "attachment.remove" [R H] "Remove a file from a draft";
    Planned "report.view" [H C G O U] "See the reports";
    Planned "evidence.view" [A O U] "See the security evidence";
}
