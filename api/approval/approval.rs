//! What waits for one's own approval: an approver's inbox.
use chrono::{DateTime, Utc};
use kernel::{DepartmentId, DocumentId, Money, Name, PersonId, Reference, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{DocumentKind, RouteId, StepNumber};

pub(crate) mod list;
mod store;

/// One document that waits at one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WaitingApproval)]
pub struct ApprovalView {
    pub kind: DocumentKind,
    pub document_id: DocumentId,
    /// Null while it has none.
    pub number: Option<Reference>,
    pub title: Text,
    pub requester: RequesterOf,
    /// Null for a document of no department.
    pub department: Option<DepartmentShown>,
    /// In the document's own currency.
    pub total: Money,
    pub route_id: RouteId,
    pub step: StepNumber,
    #[schema(example = "Head of department")]
    pub step_name: Name,
    /// Since when it waits for you.
    pub since: DateTime<Utc>,
}

/// Who asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalRequester)]
pub struct RequesterOf {
    pub id: PersonId,
    pub name: Name,
}

/// Which department spends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalDepartment)]
pub struct DepartmentShown {
    pub id: DepartmentId,
    pub name: Name,
}

impl access::Shown for ApprovalView {}
