//! A requisition: what somebody asks the organisation to buy, until it has become orders.
//!
//! Draft, then in approval, then approved or rejected; return and withdrawal lead back to draft. What is approved stays
//! as it was approved, and becomes partially ordered, ordered or short closed by its orders' lines and by what is closed of
//! its own, never by hand (docs/requisitions-to-orders.md).
pub mod add_watcher;
pub mod approve;
pub mod cancel;
mod carrying;
mod closing;
pub mod comment;
pub mod create;
mod deciding;
mod drafting;
pub mod export;
pub mod export_lines;
mod facts;
pub mod get;
mod line;
pub mod list;
pub mod list_comments;
pub mod order;
pub mod preview;
mod refusals;
pub mod reject;
pub mod remove_watcher;
pub mod reopen;
pub mod r#return;
mod rules;
pub mod short_close;
mod store;
pub mod submit;
pub mod update;
pub mod view;
pub mod withdraw;

use approval::MaterialDigest;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, DepartmentId, Name, Note, PersonId, Rate, Reference, Revision, SupplierId, Text};
use serde::{Deserialize, Serialize};
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;

use crate::pricing::Adjusted;

pub use line::{RequestedLine, RequisitionLine};
pub use refusals::{ORDERED_ABOVE_APPROVED, REFUSALS, REQUISITION_LINE_SHORT_CLOSED, REQUISITION_NOT_APPROVED};

kernel::id! {
    /// A requisition.
    RequisitionId;
}

/// How far a requisition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = RequisitionLifecycle)]
pub enum Lifecycle {
    Draft,
    InApproval,
    Approved,
    /// Some of its quantity stands in orders.
    PartiallyOrdered,
    /// All of its quantity stands in orders.
    Ordered,
    /// Nothing of it remains to be ordered, for what does not stand in orders was closed short.
    ShortClosed,
    /// For good; a new one can be asked for.
    Rejected,
    Cancelled,
}

impl Lifecycle {
    /// As the table writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InApproval => "in_approval",
            Self::Approved => "approved",
            Self::PartiallyOrdered => "partially_ordered",
            Self::Ordered => "ordered",
            Self::ShortClosed => "short_closed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::InApproval => "in approval",
            Self::Approved => "approved",
            Self::PartiallyOrdered => "partially ordered",
            Self::Ordered => "ordered",
            Self::ShortClosed => "closed short",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Everything of a requisition but what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requisition {
    pub id: RequisitionId,
    pub number: Option<Reference>,
    pub details: Details,
    pub lifecycle: Lifecycle,
    pub requester_id: PersonId,
    pub on_behalf_of: Option<PersonId>,
    pub lines: Vec<RequisitionLine>,
    /// Discounts and charges on the whole, and what it comes to.
    pub whole: Adjusted,
    pub submitted_by: Option<PersonId>,
    pub submitted_at: Option<DateTime<Utc>>,
    /// What its amounts were worth to its approvers when it was submitted last.
    pub basis: Option<Basis>,
    pub material_digest: Option<MaterialDigest>,
    pub cancelled_because: Option<Note>,
    pub revision: Revision,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Whether the caller heads its department.
    pub is_headed_by_caller: bool,
    /// Whether it was handed to the caller when its requester left.
    pub is_handed_to_caller: bool,
    pub names: Names,
}

/// What a requester says of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    pub title: Text,
    pub department_id: DepartmentId,
    pub supplier_id: Option<SupplierId>,
    pub delivery_address_id: Option<DeliveryAddressId>,
    pub currency: Currency,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
}

/// The rate by which amounts are told in the approval policy's currency, and the day it was looked up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    pub currency: Currency,
    pub rate: Rate,
    pub on: NaiveDate,
}

/// The names of what it names, as they are today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub requester: Name,
    pub on_behalf_of: Option<Name>,
    pub department: Name,
    pub supplier: Option<Name>,
    pub delivery_address: Option<Name>,
    pub submitted_by: Option<Name>,
}
