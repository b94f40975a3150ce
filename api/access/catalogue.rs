//! The permission catalogue: one line each. Kind, type, code, event, within how many seconds of a sign-in, who holds it from the start, what it means.
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

    // The organisation and what it keeps about itself.
    Reads (ViewOrganisation) "organisation.view" [R H C G A O U] "See the organisation's name, currency and settings";
    Changes (UpdateOrganisation) "organisation.update" => "organisation.updated" within 900 [A O] "Change the organisation's settings";
    Changes (SetOrganisationLogo) "organisation.set_logo" => "organisation.logo_set" [A O] "Set the logo of printed orders";
    Reads (ViewSecurityPolicy) "security_policy.view" [A O U] "See how long sign-ins live and how guessing is slowed down";
    Changes (UpdateSecurityPolicy) "security_policy.update" => "security_policy.updated" within 300 [O] "Set how long sign-ins live and how guessing is slowed down";
    Reads (ViewDepartments) "department.view" [R H C G A O U] "See the departments and their heads";
    Changes (CreateDepartments) "department.create" => "department.created" [A] "Add a department";
    Changes (UpdateDepartments) "department.update" => "department.updated" [A] "Change a department or its head";
    Discloses (ExportDepartments) "department.export" => "department.exported" [C A O U] "Take the list of departments away as a file";
    Reads (ViewCategories) "category.view" [R H C G A O U] "See the purchasing categories";
    Changes (CreateCategories) "category.create" => "category.created" [C A] "Add a category";
    Changes (UpdateCategories) "category.update" => "category.updated" [C A] "Change a category";
    Discloses (ExportCategories) "category.export" => "category.exported" [C A O U] "Take the list of categories away as a file";
    Reads (ViewTaxCodes) "tax_code.view" [R H C G A O U] "See the tax codes";
    Changes (CreateTaxCodes) "tax_code.create" => "tax_code.created" [C] "Add a tax code";
    Changes (UpdateTaxCodes) "tax_code.update" => "tax_code.updated" [C] "Change a tax code";
    Discloses (ExportTaxCodes) "tax_code.export" => "tax_code.exported" [C A O U] "Take the list of tax codes away as a file";
    Reads (ViewDeliveryAddresses) "delivery_address.view" [R H C G A O U] "See the delivery addresses";
    Changes (CreateDeliveryAddresses) "delivery_address.create" => "delivery_address.created" [C A] "Add a delivery address";
    Changes (UpdateDeliveryAddresses) "delivery_address.update" => "delivery_address.updated" [C A] "Change a delivery address";
    Discloses (ExportDeliveryAddresses) "delivery_address.export" => "delivery_address.exported" [C A O U] "Take the list of delivery addresses away as a file";
    Reads (ViewExchangeRates) "exchange_rate.view" [R H C G A O U] "See the exchange rates";
    Changes (CreateExchangeRates) "exchange_rate.create" => "exchange_rate.created" [C] "Enter an exchange rate for a day";
    Discloses (ExportExchangeRates) "exchange_rate.export" => "exchange_rate.exported" [C A O U] "Take the list of exchange rates away as a file";
    Reads (ViewPeople) "person.view" [R H C G A O U] "See the people, their departments and roles";
    Discloses (ExportPeople) "person.export" => "person.exported" within 900 [A O U] "Take the list of people away as a file";
    Changes (UpdateOwnProfile) "profile.update" => "profile.updated" [R H C G A O U] "Change one's own language and time zone";
    Changes (EndSessionsOfPeople) "person.end_sessions" => "person.sessions_ended" within 300 [A O] "Sign somebody else out everywhere";
    Changes (EndAllSessions) "organisation.end_sessions" => "organisation.sessions_ended" within 300 [A O] "Sign everybody else out";
    Reads (ViewPermissions) "permission.view" [A O U] "See what each person may do";
    Discloses (ExportPermissions) "permission.export" => "permission.exported" within 900 [A O U] "Take the list of permissions, and who holds them, away as a file";

    // Suppliers.
    Reads (ViewSuppliers) "supplier.view" [R H C G O U] "See the suppliers";
    Changes (CreateSuppliers) "supplier.create" => "supplier.created" [R H C] "Propose a supplier";
    Changes (UpdateSuppliers) "supplier.update" => "supplier.updated" [C] "Change a supplier";
    Changes (ActivateSuppliers) "supplier.activate" => "supplier.activated" [C G O] "Activate a supplier that somebody else entered";
    Changes (BlockSuppliers) "supplier.block" => "supplier.blocked" [C G] "Block a supplier from new orders";
    Discloses (ExportSuppliers) "supplier.export" => "supplier.exported" [C G O U] "Take the list of suppliers away as a file";

    // Requisitions.
    Reads (ViewRequisitions) "requisition.view" wider ["requisition.view_department" "requisition.view_all"] [R H C G O U] "See one's own and watched requisitions";
    Widens "requisition.view_department" [H] "See the requisitions of the departments one heads";
    Widens "requisition.view_all" [C G O U] "See every requisition";
    Changes (CreateRequisitions) "requisition.create" => "requisition.created" [R H C G] "Ask for goods or services";
    Changes (UpdateRequisitions) "requisition.update" => "requisition.updated" [R H C G] "Edit a draft requisition";
    Changes (SubmitRequisitions) "requisition.submit" => "requisition.submitted" [R H C G] "Submit a requisition for approval";
    Changes (ApproveRequisitions) "requisition.approve" => "requisition.approved" [H C G O] "Approve a requisition's step";
    Changes (ReturnRequisitions) "requisition.return" => "requisition.returned" [H C G O] "Return a requisition for changes";
    Changes (RejectRequisitions) "requisition.reject" => "requisition.rejected" [H C G O] "Reject a requisition";
    Changes (WithdrawRequisitions) "requisition.withdraw" => "requisition.withdrawn" [R H C G] "Take back one's own requisition";
    Changes (CancelRequisitions) "requisition.cancel" => "requisition.cancelled" [R H C G] "Cancel a requisition";
    Changes (OrderRequisitions) "requisition.order" => "requisition.ordered" [C] "Turn an approved requisition into orders";
    Changes (ShortCloseRequisitions) "requisition.short_close" => "requisition.short_closed" [H C] "Close short what remains of a requisition";
    Changes (ReopenRequisitions) "requisition.reopen" => "requisition.reopened" [H C G] "Reopen what was closed short of a requisition";
    Discloses (ExportRequisitions) "requisition.export" => "requisition.exported" wider ["requisition.view_department" "requisition.view_all"] [R H C G O U] "Take the requisitions one sees away as a file";

    // Purchase orders.
    Reads (ViewPurchaseOrders) "purchase_order.view" wider ["purchase_order.view_department" "purchase_order.view_all"] [R H C G O U] "See one's own and watched orders";
    Widens "purchase_order.view_department" [H] "See the orders of the departments one heads";
    Widens "purchase_order.view_all" [C G O U] "See every order";
    Changes (CreatePurchaseOrders) "purchase_order.create" => "purchase_order.created" [R H C] "Draft an order";
    Changes (UpdatePurchaseOrders) "purchase_order.update" => "purchase_order.updated" [R H C] "Edit a draft order";
    Changes (SubmitPurchaseOrders) "purchase_order.submit" => "purchase_order.submitted" [R H C] "Submit an order for approval";
    Changes (ApprovePurchaseOrders) "purchase_order.approve" => "purchase_order.approved" [H C G O] "Approve an order's step";
    Changes (ReturnPurchaseOrders) "purchase_order.return" => "purchase_order.returned" [H C G O] "Return an order for changes";
    Changes (RejectPurchaseOrders) "purchase_order.reject" => "purchase_order.rejected" [H C G O] "Reject an order";
    Changes (WithdrawPurchaseOrders) "purchase_order.withdraw" => "purchase_order.withdrawn" [R H C] "Take back one's own order";
    Changes (IssuePurchaseOrders) "purchase_order.issue" => "purchase_order.issued" [C] "Number and issue an approved order";
    Changes (AcknowledgePurchaseOrders) "purchase_order.acknowledge" => "purchase_order.acknowledged" [C] "Record the supplier's answer";
    Changes (HoldPurchaseOrders) "purchase_order.hold" => "purchase_order.held" [C G O] "Hold receiving or billing of an order";
    Changes (ReleasePurchaseOrders) "purchase_order.release" => "purchase_order.released" [C G O] "Release a hold";
    Changes (CancelPurchaseOrders) "purchase_order.cancel" => "purchase_order.cancelled" [C G] "Cancel an order";
    Changes (ShortClosePurchaseOrders) "purchase_order.short_close" => "purchase_order.short_closed" [H C] "Close short what will not come any more of an order";
    Changes (ReopenPurchaseOrders) "purchase_order.reopen" => "purchase_order.reopened" [C G] "Reopen what somebody else closed short of an order";
    Discloses (ExportPurchaseOrders) "purchase_order.export" => "purchase_order.exported" wider ["purchase_order.view_department" "purchase_order.view_all"] [R H C G O U] "Take the orders one sees away as a file";

    // Talking about documents.
    Reads (ViewComments) "comment.view" [R H C G O U] "Read the comments of a document one sees";
    Changes (CreateComments) "comment.create" => "comment.created" [R H C G O] "Comment on a document one sees";
    Changes (AddWatchers) "watcher.add" => "watcher.added" [R H C G O] "Let somebody watch a document one sees";
    Changes (RemoveWatchers) "watcher.remove" => "watcher.removed" [R H C G O] "End somebody's watching";

    // Approval.
    Reads (ViewApprovals) "approval.view" [R H C G O U] "See what waits for one's own approval";
    Reads (ViewApprovalPolicies) "approval_policy.view" [R H C G A O U] "See the approval policies";
    Reads (SimulateApprovalPolicies) "approval_policy.simulate" [R H C G A O] "Ask who would approve, and why";
    Changes (PublishApprovalPolicies) "approval_policy.publish" => "approval_policy.published" within 300 [O] "Publish an approval policy that somebody else wrote";
    Changes (WithdrawApprovalPolicies) "approval_policy.withdraw" => "approval_policy.withdrawn" within 300 [O] "Withdraw an approval policy before it takes effect";
    Reads (ViewPolicyDrafts) "policy_draft.view" [C G A O U] "See the drafts of the approval policy";
    Changes (CreatePolicyDrafts) "policy_draft.create" => "policy_draft.created" [A] "Draft an approval policy";
    Changes (UpdatePolicyDrafts) "policy_draft.update" => "policy_draft.updated" [A] "Edit a draft of the approval policy";
    Changes (ProposePolicyDrafts) "policy_draft.propose" => "policy_draft.proposed" [A] "Submit a draft of the approval policy for publication";
    Changes (ReturnPolicyDrafts) "policy_draft.return" => "policy_draft.returned" [A O] "Send a proposed policy back with a reason";
    Changes (DiscardPolicyDrafts) "policy_draft.discard" => "policy_draft.discarded" [A O] "Throw a draft of the approval policy away";

    // Import.
    Reads (ViewImports) "import.view" [C] "See one's imports";
    Changes (CreateImports) "import.create" => "import.created" [C] "Upload a file and try it without effect";
    Changes (MapImports) "import.map" => "import.mapped" [C] "Choose which column is which";
    Changes (ConfirmImports) "import.confirm" => "import.confirmed" [C] "Make an import's rows real";
    Changes (CancelImports) "import.cancel" => "import.cancelled" [C] "Stop the job that works on an import";
    Changes (DiscardImports) "import.discard" => "import.discarded" [C] "Throw an import away before it is confirmed";
    Changes (ForgetImportMappings) "import.forget_mapping" => "import.mapping_forgotten" [C] "Forget how files like one's own are mapped";
    Changes (UndoImports) "import.undo" => "import.undone" [C] "Take back what an import made, within a day";
    Discloses (ExportImports) "import.export" => "import.exported" [C] "Take the list of one's imports away as a file";

    // The trail.
    Discloses (ViewAuditEvents) "audit_event.view" => "audit_event.viewed" [O U] "Read the trail";
    Discloses (ExportAuditEvents) "audit_event.export" => "audit_event.exported" within 900 [O U] "Take the trail, or what was refused, away as a file";

    // Planned: printed, never granted.
    Planned "audit_event.verify" [O U] "Verify the trail's proofs";
    Planned "person.invite" [A] "Invite people";
    Planned "person.update" [A] "Change a person's name or department";
    Planned "person.deactivate" [A O] "Deactivate a person";
    Planned "permission.grant" [A] "Grant a permission to somebody else";
    Planned "permission.approve_grant" [O] "Approve the grant of a sensitive permission";
    Planned "permission.revoke" [A O] "Revoke a permission";
    Planned "access_review.run" [A O] "Run the quarterly access review";
    Planned "second_factor.reset" [A] "Reset a person's second factors, with a second person";
    Planned "single_sign_on.configure" [A] "Configure OIDC or SAML";
    Planned "single_sign_on.enforce" [O] "Demand single sign-on";
    Planned "provisioning.configure" [A] "Configure SCIM";
    Planned "api_key.view" [A] "See the API keys";
    Planned "api_key.create" [A] "Create an API key";
    Planned "api_key.revoke" [A O] "Revoke an API key";
    Planned "webhook.configure" [A] "Configure webhooks";
    Planned "mail.configure" [A] "Set the mail gateway";
    Planned "organisation.transfer" [O] "Hand the organisation to another owner";
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
