//! Turn an approved requisition into orders.
use access::{Answer, Changed, Event, Permit, Shown, Work, catalogue::OrderRequisitions};
use actix_web::web::Path;
use kernel::{Error, FieldError, IfMatch, Json, Quantity, Revision, SupplierId, UnitPrice};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Requisition, RequisitionId, refusals, store,
    view::{RequisitionView, show},
};
use crate::{
    line::{LINES_MAX, LineId, NewLine},
    order::{
        OrderId,
        from_requisition::{DraftedOrder, FromRequisition, OrderedLine, create_from_requisition},
    },
};

/// The most orders made at once.
const ORDERS_MAX: usize = 50;

/// What to order of whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderRequisitionRequest)]
pub struct OrderRequest {
    /// One for each supplier.
    #[schema(min_items = 1, max_items = 50)]
    pub orders: Vec<OrderOfSupplier>,
}

/// What to order of one supplier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderOfSupplier {
    pub supplier_id: SupplierId,
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Vec<LineToOrder>,
}

/// A line to order, whole or in part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineToOrder {
    pub requisition_line_id: LineId,
    /// Else all that remains.
    pub quantity: Option<Quantity>,
    /// Else the estimate.
    pub unit_price: Option<UnitPrice>,
}

/// The drafts that were made, and the requisition as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderedRequisition {
    pub orders: Vec<MadeOrder>,
    #[serde(flatten)]
    pub requisition: RequisitionView,
}

/// A draft that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeOrder {
    pub id: OrderId,
    pub supplier_id: SupplierId,
}

impl Shown for OrderedRequisition {
    fn revision(&self) -> Option<Revision> {
        Some(self.requisition.revision)
    }
}

/// Order an approved requisition
///
/// A draft order is made for each supplier. Quantities of a line may be split over suppliers and over time, and never
/// come to more than was approved; a cancelled or rejected order gives its quantity back.
#[utoipa::path(
    post,
    path = "/requisitions/{id}/order",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = OrderRequest,
    responses((status = 200, body = OrderedRequisition, description = "The drafts that were made."))
)]
pub async fn order_requisition(
    permit: Permit<OrderRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<OrderRequest>,
) -> Result<Answer<OrderedRequisition>, Error> {
    permit.change(async |work| order(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn order(
    work: &mut Work<'_, OrderRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: OrderRequest,
) -> Result<Changed<OrderedRequisition>, Error> {
    let requisition = store::lock(work, id).await?;
    requisition.may_order()?;
    requisition.revision.must_be(seen)?;
    let lines = requisition.ordered_lines(&request)?;
    let handed_over = FromRequisition {
        requisition_id: id.0,
        title: requisition.details.title.clone(),
        requester: requisition.requester_id,
        on_behalf_of: requisition.on_behalf_of,
        department_id: Some(requisition.details.department_id),
        currency: requisition.details.currency,
        need_by: requisition.details.need_by,
        delivery_address_id: requisition.details.delivery_address_id,
        adjustments: requisition.carried_adjustments(&lines)?,
        lines,
    };
    must_be_known(work, &request).await?;
    // How far it is ordered follows from the order lines, in the database.
    let drafted = create_from_requisition(work, handed_over).await?;
    let requisition = show(work, id).await?;
    let detail = json!({ "orders": drafted.len(), "lifecycle": requisition.lifecycle });
    let event = Event::of::<OrderRequisitions>(id, detail);
    let made = |order: &DraftedOrder| MadeOrder { id: order.id, supplier_id: order.supplier_id };
    let orders = drafted.iter().map(made).collect();
    let changed = Changed::new(OrderedRequisition { orders, requisition }, event);
    Ok(drafted.into_iter().fold(changed, |changed, order| changed.and(order.event)))
}

async fn must_be_known(work: &mut Work<'_, OrderRequisitions>, request: &OrderRequest) -> Result<(), Error> {
    let suppliers: Vec<_> = request.orders.iter().map(|order| order.supplier_id).collect();
    let known = store::supplier_names(work, &suppliers).await?;
    let unknown = suppliers.iter().zip(0_usize..).filter(|(id, _)| known.iter().all(|(known, _)| known != *id));
    let errors: Vec<_> = unknown
        .map(|(_, place)| {
            FieldError::new(format!("orders[{place}].supplier_id"), "unknown", "There is no such supplier.")
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid_fields(errors)) }
}

impl Requisition {
    /// What the request comes to, line by line; more than remains is refused.
    fn ordered_lines(&self, request: &OrderRequest) -> Result<Vec<OrderedLine>, Error> {
        must_have_a_size(request)?;
        let mut remaining: Vec<_> = self.lines.iter().map(|line| (line, line.remaining())).collect();
        let mut ordered = Vec::new();
        for (order, place) in request.orders.iter().zip(0_usize..) {
            for (asked, line_place) in order.lines.iter().zip(0_usize..) {
                let line =
                    remaining.iter_mut().zip(1_usize..).find(|((line, _), _)| line.id == asked.requisition_line_id);
                let ((line, left), position) = line.ok_or_else(|| {
                    let field = format!("orders[{place}].lines[{line_place}].requisition_line_id");
                    Error::invalid(field, "unknown", "Must be a line of this requisition.")
                })?;
                if line.short_closed.is_some() {
                    let detail = format!("It is line {position}.");
                    return Err(Error::refused(refusals::REQUISITION_LINE_SHORT_CLOSED, detail));
                }
                let before = line.line.quantity.decimal() - *left;
                let quantity = taken(left, asked.quantity, position)?;
                let unit_price = asked.unit_price.unwrap_or(line.line.unit_price);
                let adjustments = line.carried_adjustments(before, quantity)?;
                ordered.push(OrderedLine {
                    requisition_line_id: line.id,
                    supplier_id: order.supplier_id,
                    line: NewLine { quantity, unit_price, adjustments, ..line.line.clone() },
                });
            }
        }
        Ok(ordered)
    }
}

fn must_have_a_size(request: &OrderRequest) -> Result<(), Error> {
    if request.orders.is_empty() || request.orders.len() > ORDERS_MAX {
        return Err(Error::invalid("orders", "wrong_length", format!("Must be 1 to {ORDERS_MAX} orders.")));
    }
    for (order, place) in request.orders.iter().zip(0_usize..) {
        if order.lines.is_empty() || order.lines.len() > LINES_MAX {
            let field = format!("orders[{place}].lines");
            return Err(Error::invalid(field, "wrong_length", format!("Must be 1 to {LINES_MAX} lines.")));
        }
    }
    Ok(())
}

// Takes a quantity off what is left of the line at `position`; all of it, unless told how much.
fn taken(left: &mut Decimal, asked: Option<Quantity>, position: usize) -> Result<Quantity, Error> {
    let above = |left: Decimal| {
        let detail = format!("Of line {position} remains {}.", left.normalize());
        Error::refused(refusals::ORDERED_ABOVE_APPROVED, detail)
    };
    let quantity = match asked {
        Some(quantity) => quantity,
        None => Quantity::of(*left).map_err(|_| above(*left))?,
    };
    if quantity.decimal() > *left {
        return Err(above(*left));
    }
    *left -= quantity.decimal();
    Ok(quantity)
}
