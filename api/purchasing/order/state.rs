//! The three axes of an order and the supplier's answer: words that the wire and the tables share.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an order stands; stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = OrderLifecycle)]
pub enum Lifecycle {
    Draft,
    PendingApproval,
    Approved,
    Issued,
    /// The supplier has answered.
    Acknowledged,
    Completed,
    ShortClosed,
    Rejected,
    Cancelled,
}

impl Lifecycle {
    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingApproval => "pending_approval",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Acknowledged => "acknowledged",
            Self::Completed => "completed",
            Self::ShortClosed => "short_closed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::PendingApproval => "waiting for approval",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Acknowledged => "answered by the supplier",
            Self::Completed => "completed",
            Self::ShortClosed => "closed short",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How far an order is received, or billed; follows from its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrderProgress)]
pub enum Progress {
    None,
    Partial,
    Full,
    Over,
}

impl Progress {
    /// As the wire calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Partial => "partial",
            Self::Full => "full",
            Self::Over => "over",
        }
    }
}

/// What a hold stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = HoldAxis)]
pub enum Axis {
    Receiving,
    Billing,
}

impl Axis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Receiving, Self::Billing];

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Receiving => "Receiving",
            Self::Billing => "Billing",
        }
    }
}

/// The supplier's answer, by the codes of UNCL 4343 as Peppol uses them: AB acknowledged, AP accepted, CA accepted with
/// changes, RE rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[sqlx(type_name = "text")]
pub enum Acknowledgement {
    #[serde(rename = "AB")]
    #[sqlx(rename = "AB")]
    Acknowledged,
    #[serde(rename = "AP")]
    #[sqlx(rename = "AP")]
    Accepted,
    #[serde(rename = "CA")]
    #[sqlx(rename = "CA")]
    AcceptedWithChanges,
    #[serde(rename = "RE")]
    #[sqlx(rename = "RE")]
    Rejected,
}

impl Acknowledgement {
    /// Whether the supplier must say why.
    pub fn needs_reason(self) -> bool {
        match self {
            Self::Acknowledged | Self::Accepted => false,
            Self::AcceptedWithChanges | Self::Rejected => true,
        }
    }

    /// Whether an answer in substance may still follow it.
    pub fn is_only_receipt(self) -> bool {
        match self {
            Self::Acknowledged => true,
            Self::Accepted | Self::AcceptedWithChanges | Self::Rejected => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_one_word_everywhere() {
        for state in [
            Lifecycle::Draft,
            Lifecycle::PendingApproval,
            Lifecycle::Approved,
            Lifecycle::Issued,
            Lifecycle::Acknowledged,
            Lifecycle::Completed,
            Lifecycle::ShortClosed,
            Lifecycle::Rejected,
            Lifecycle::Cancelled,
        ] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
    }

    #[test]
    fn a_no_and_a_but_need_their_reason() {
        let reasons = [
            Acknowledgement::Acknowledged,
            Acknowledgement::Accepted,
            Acknowledgement::AcceptedWithChanges,
            Acknowledgement::Rejected,
        ]
        .map(Acknowledgement::needs_reason);

        assert_eq!(reasons, [false, false, true, true]);
    }
}
