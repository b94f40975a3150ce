//! A requisition as one caller sees it, with what this caller may do.
use access::{
    Action, Caller, Shown, Work,
    catalogue::{
        ApproveRequisitions, CancelRequisitions, OrderRequisitions, RejectRequisitions, ReopenRequisitions,
        ReturnRequisitions, ShortCloseRequisitions, SubmitRequisitions, UpdateRequisitions, WithdrawRequisitions,
    },
};
use approval::{Standing, Verdict};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Error, Name, Note, Reference, Revision, Text};
use serde::Serialize;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;

use super::{Lifecycle, Requisition, RequisitionId, facts::standing, line::RequisitionLineView, store};
use crate::{
    adjustment::DocumentAdjustment,
    line::LineId,
    order::{DepartmentNamed, PersonNamed, SupplierNamed},
    sight::Sight,
    totals::Totals,
};

/// A requisition, with what this caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequisitionView {
    pub id: RequisitionId,
    /// Given at the first submission, and kept.
    pub number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub requester: PersonNamed,
    /// For whom it was asked, when not for the requester.
    pub on_behalf_of: Option<PersonNamed>,
    pub department: DepartmentNamed,
    /// A suggestion for the whole.
    pub supplier: Option<SupplierNamed>,
    pub delivery_address: Option<RequisitionAddress>,
    pub currency: Currency,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
    #[schema(max_items = 500)]
    pub lines: Vec<RequisitionLineView>,
    /// Discounts and charges on the whole.
    #[schema(max_items = 50)]
    pub adjustments: Vec<DocumentAdjustment>,
    /// At the estimated prices.
    pub totals: Totals,
    pub submitted_by: Option<PersonNamed>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub cancelled_because: Option<Note>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub revision: Revision,
    pub actions: Vec<Action>,
}

/// Where the goods are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RequisitionAddress {
    pub id: DeliveryAddressId,
    pub name: Name,
}

impl RequisitionView {
    /// The positions of these lines.
    pub(super) fn positions(&self, lines: &[LineId]) -> Vec<usize> {
        self.lines.iter().filter(|line| lines.contains(&line.id)).map(|line| line.position).collect()
    }
}

impl Shown for RequisitionView {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}

/// The requisition as the caller sees it now.
pub(super) async fn show<P>(work: &mut Work<'_, P>, id: RequisitionId) -> Result<RequisitionView, Error> {
    let requisition = store::find(work, id).await?;
    let caller = work.caller().clone();
    let standing = standing(work, &requisition, &caller).await?;
    Ok(requisition.seen_by(&caller, standing.as_ref()))
}

impl Requisition {
    /// With the actions open to `caller`; `standing` is where its route stands, while there is one to decide on.
    pub(super) fn seen_by(self, caller: &Caller, standing: Option<&Standing>) -> RequisitionView {
        let actions = self.actions(caller, standing);
        let Self { id, number, details, lifecycle, requester_id, on_behalf_of, lines, whole, names, .. } = self;
        let Self { submitted_by, submitted_at, cancelled_because, created_at, updated_at, revision, .. } = self;
        RequisitionView {
            id,
            number,
            title: details.title,
            lifecycle,
            requester: PersonNamed { id: requester_id, name: names.requester },
            on_behalf_of: on_behalf_of.zip(names.on_behalf_of).map(|(id, name)| PersonNamed { id, name }),
            department: DepartmentNamed { id: details.department_id, name: names.department },
            supplier: details.supplier_id.zip(names.supplier).map(|(id, name)| SupplierNamed { id, name }),
            delivery_address: details
                .delivery_address_id
                .zip(names.delivery_address)
                .map(|(id, name)| RequisitionAddress { id, name }),
            currency: details.currency,
            need_by: details.need_by,
            note: details.note,
            lines: lines.into_iter().zip(1..).map(|(line, position)| RequisitionLineView::of(line, position)).collect(),
            adjustments: whole.adjustments,
            totals: whole.totals,
            submitted_by: submitted_by.zip(names.submitted_by).map(|(id, name)| PersonNamed { id, name }),
            submitted_at,
            cancelled_because,
            created_at,
            updated_at,
            revision,
            actions,
        }
    }

    fn actions(&self, caller: &Caller, standing: Option<&Standing>) -> Vec<Action> {
        let (by, sees_all) = (caller.person_id, Sight::of_requisitions(caller).all);
        let decides = |verdict| {
            self.must_be_in_approval()?;
            standing.map_or_else(|| Ok(()), |standing| standing.rule(verdict))
        };
        let withdraws = || -> Result<(), Error> {
            self.must_be_in_approval()?;
            standing.map_or_else(|| Ok(()), Standing::rule_of_withdrawing)
        };
        vec![
            caller.action::<UpdateRequisitions>(self.may_update(by)),
            caller.action::<SubmitRequisitions>(self.may_submit(by)),
            caller.action::<ApproveRequisitions>(decides(Verdict::Approve)),
            caller.action::<ReturnRequisitions>(decides(Verdict::Return)),
            caller.action::<RejectRequisitions>(decides(Verdict::Reject)),
            caller.action::<WithdrawRequisitions>(withdraws()),
            caller.action::<CancelRequisitions>(self.may_cancel(by, sees_all)),
            caller.action::<OrderRequisitions>(self.may_order()),
            caller.action::<ShortCloseRequisitions>(self.may_short_close(by, sees_all)),
            caller.action::<ReopenRequisitions>(self.may_reopen(by, sees_all)),
        ]
    }
}
