//! Turn an approved requisition into draft orders, one per supplier.
use access::{Event, Work, catalogue::CreatePurchaseOrders};
use chrono::NaiveDate;
use kernel::{Currency, DepartmentId, Error, PersonId, SupplierId, Text};
use serde_json::json;
use tenancy::DeliveryAddressId;
use uuid::Uuid;

use super::{
    OrderDraft, OrderId,
    create::{Origin, enter},
};
use crate::{
    adjustment::NewDocumentAdjustment,
    line::{LineId, NewLine},
};

/// What an approved requisition hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromRequisition {
    pub requisition_id: Uuid,
    pub title: Text,
    /// Who asked; nobody approves their own wish by ordering it (SOD-01).
    pub requester: PersonId,
    pub on_behalf_of: Option<PersonId>,
    pub department_id: Option<DepartmentId>,
    pub currency: Currency,
    pub need_by: Option<NaiveDate>,
    pub delivery_address_id: Option<DeliveryAddressId>,
    pub lines: Vec<OrderedLine>,
    /// What of the discounts and charges on the whole goes to each supplier's order.
    pub adjustments: Vec<(SupplierId, Vec<NewDocumentAdjustment>)>,
}

/// A line of the requisition, and of whom it is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderedLine {
    pub requisition_line_id: LineId,
    pub supplier_id: SupplierId,
    /// With the quantity to order, which may be a part of what was asked for.
    pub line: NewLine,
}

/// A draft that was made, and the event that tells of it.
#[derive(Debug, Clone)]
pub struct DraftedOrder {
    pub id: OrderId,
    pub supplier_id: SupplierId,
    pub event: Event,
}

/// Enters a draft for each supplier, in the order in which the lines name them; the caller tells, by the events.
pub async fn create_from_requisition<P>(
    work: &mut Work<'_, P>,
    from: FromRequisition,
) -> Result<Vec<DraftedOrder>, Error> {
    let mut drafted = Vec::new();
    for (supplier_id, lines) in by_supplier(&from.lines) {
        let supplier = suppliers::for_order(work, suppliers::SupplierId(supplier_id.0)).await?;
        let adjustments = from.adjustments.iter().find(|(of, _)| *of == supplier_id).map(|(_, share)| share.clone());
        let answered = lines.iter().map(|line| line.requisition_line_id).collect();
        let draft = OrderDraft {
            title: from.title.clone(),
            external_number: None,
            on_behalf_of_id: from.on_behalf_of,
            department_id: from.department_id,
            supplier_id: Some(supplier_id),
            currency: from.currency,
            need_by: from.need_by,
            delivery_address_id: from.delivery_address_id,
            payment_terms: supplier.payment_terms,
            delivery_terms: None,
            notes_to_supplier: None,
            internal_note: None,
            lines: lines.into_iter().map(|line| NewLine { id: None, ..line.line.clone() }).collect(),
            adjustments: adjustments.unwrap_or_default(),
        };
        let origin = Origin { requester: from.requester, requisition: Some((from.requisition_id, answered)) };
        let count = draft.lines.len();
        let id = enter(work, draft, origin).await?;
        let detail = json!({ "requisition_id": from.requisition_id, "lines": count });
        drafted.push(DraftedOrder { id, supplier_id, event: Event::of::<CreatePurchaseOrders>(id, detail) });
    }
    Ok(drafted)
}

fn by_supplier(lines: &[OrderedLine]) -> Vec<(SupplierId, Vec<&OrderedLine>)> {
    let mut groups: Vec<(SupplierId, Vec<&OrderedLine>)> = Vec::new();
    for line in lines {
        match groups.iter_mut().find(|(supplier, _)| *supplier == line.supplier_id) {
            Some((_, group)) => group.push(line),
            None => groups.push((line.supplier_id, vec![line])),
        }
    }
    groups
}
