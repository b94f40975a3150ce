//! Which duties are kept apart; docs/separation-of-duties.md says of each where it is held and what tries it.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Two duties that one person does not unite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DutyPair {
    DocumentApproval,
    ApprovalSteps,
    DocumentEditing,
    PolicyAuthorship,
    PolicyPublication,
    DepartmentHead,
    SupplierActivation,
    SupplierBlock,
    OrderReopening,
    RequisitionReopening,
    RightsGiving,
    RightsTogether,
    RightsReview,
    FactorReset,
    OwnershipTransfer,
    ApiKeys,
    SupportAccess,
    ExceptionReview,
}

impl DutyPair {
    /// All of them, what is bought first.
    pub const ALL: [Self; 18] = [
        Self::DocumentApproval,
        Self::ApprovalSteps,
        Self::DocumentEditing,
        Self::SupplierActivation,
        Self::SupplierBlock,
        Self::OrderReopening,
        Self::RequisitionReopening,
        Self::PolicyAuthorship,
        Self::PolicyPublication,
        Self::DepartmentHead,
        Self::RightsGiving,
        Self::RightsTogether,
        Self::RightsReview,
        Self::FactorReset,
        Self::OwnershipTransfer,
        Self::ApiKeys,
        Self::SupportAccess,
        Self::ExceptionReview,
    ];

    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::DocumentApproval => "document_approval",
            Self::ApprovalSteps => "approval_steps",
            Self::DocumentEditing => "document_editing",
            Self::PolicyAuthorship => "policy_authorship",
            Self::PolicyPublication => "policy_publication",
            Self::DepartmentHead => "department_head",
            Self::SupplierActivation => "supplier_activation",
            Self::SupplierBlock => "supplier_block",
            Self::OrderReopening => "order_reopening",
            Self::RequisitionReopening => "requisition_reopening",
            Self::RightsGiving => "rights_giving",
            Self::RightsTogether => "rights_together",
            Self::RightsReview => "rights_review",
            Self::FactorReset => "factor_reset",
            Self::OwnershipTransfer => "ownership_transfer",
            Self::ApiKeys => "api_keys",
            Self::SupportAccess => "support_access",
            Self::ExceptionReview => "exception_review",
        }
    }

    /// What nobody does alone.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::DocumentApproval => {
                "Nobody approves what they asked for, drafted, imported or submitted, or had asked for on their behalf."
            }
            Self::ApprovalSteps => "One person counts for one step of an approval.",
            Self::DocumentEditing => "Whoever changes a document while it is being approved does not approve it.",
            Self::PolicyAuthorship => {
                "Whoever wrote some of an approval policy approves nothing by it in its first 30 days."
            }
            Self::PolicyPublication => "Whoever wrote some of an approval policy does not publish it.",
            Self::DepartmentHead => "Whoever names the heads of departments does not name themselves.",
            Self::SupplierActivation => "Whoever entered or changed a supplier does not activate it.",
            Self::SupplierBlock => "Whoever blocked a supplier does not lift the block.",
            Self::OrderReopening => {
                "Whoever closed an order short, asked for it, drafted or submitted it does not reopen it."
            }
            Self::RequisitionReopening => {
                "Whoever asked for a requisition does not reopen what somebody else closed of it."
            }
            Self::RightsGiving => {
                "Nobody gives rights to themselves, and guarded rights are agreed to by a second person."
            }
            Self::RightsTogether => {
                "Nobody both spends and says what others may do, resets their second factor or writes the rules of approval."
            }
            Self::RightsReview => "Nobody reviews their own rights.",
            Self::FactorReset => "A second factor is reset by two others than its person.",
            Self::OwnershipTransfer => "The organisation is offered by its owner, and taken by whom it is offered to.",
            Self::ApiKeys => {
                "Whoever asked for an API key does not agree to it, and no key approves or decides anything."
            }
            Self::SupportAccess => {
                "An operator of the installation who asked to read is let in by an owner, never by themselves."
            }
            Self::ExceptionReview => "Nobody reviews what they did alone.",
        }
    }

    /// Whether an organisation may let one person do both while somebody looks at it afterwards.
    pub fn may_be_detected(self) -> bool {
        match self {
            Self::SupplierActivation => true,
            Self::DocumentApproval
            | Self::ApprovalSteps
            | Self::DocumentEditing
            | Self::PolicyAuthorship
            | Self::PolicyPublication
            | Self::DepartmentHead
            | Self::SupplierBlock
            | Self::OrderReopening
            | Self::RequisitionReopening
            | Self::RightsGiving
            | Self::RightsTogether
            | Self::RightsReview
            | Self::FactorReset
            | Self::OwnershipTransfer
            | Self::ApiKeys
            | Self::SupportAccess
            | Self::ExceptionReview => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_stands_once_and_is_one_word_everywhere() {
        let codes: HashSet<_> = DutyPair::ALL.into_iter().map(DutyPair::code).collect();

        assert_eq!(codes.len(), DutyPair::ALL.len());
        for pair in DutyPair::ALL {
            assert_eq!(serde_json::to_value(pair).unwrap(), pair.code());
        }
    }
}
