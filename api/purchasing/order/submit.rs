//! Submit an order for approval.
use access::{Answer, Changed, Event, Permit, Work, catalogue::SubmitPurchaseOrders};
use actix_web::web::Path;
use approval::{RouteStatus, Submitted, Waiting, policy_currency};
use conversation::{Because, DocumentKindText, watch};
use kernel::{Currency, Error, IfMatch, PersonId, Revision, SupplierId};
use serde_json::json;
use tenancy::{convert, organisation, rate_used_on};

use super::{
    Lifecycle, Order, OrderDraft, OrderId, OrderView, Tie,
    facts::{digest, facts},
    store,
    view::show,
};

/// Submit a draft for approval
///
/// It needs a line, a department and an active supplier, and an exchange rate to the policy's currency. The policy in
/// force says who must agree; what was approved before stays approved where nothing that matters has changed.
#[utoipa::path(
    post,
    path = "/purchase-orders/{id}/submit",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    responses((status = 200, body = OrderView, description = "The order, waiting for approval or approved at once."))
)]
pub async fn submit_purchase_order(
    permit: Permit<SubmitPurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| submit(work, *id, if_match.0).await).await
}

/// Locks it, decides, saves and tells.
pub async fn submit(
    work: &mut Work<'_, SubmitPurchaseOrders>,
    id: OrderId,
    seen: Revision,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    let lines = store::lines(work, id, order.currency).await?;
    order.may_be_submitted(Tie::of(&order, work.caller()), &lines)?;
    order.revision.must_be(seen)?;
    supplier_must_be_active(work, order.supplier_id).await?;
    let currency = policy_currency(work).await?;
    let order = told_in(work, order, currency).await?;
    let material_digest = digest(&OrderDraft::of(&order, &lines)?).0.to_vec();
    let order = Order {
        lifecycle: Lifecycle::PendingApproval,
        material_digest: Some(material_digest),
        submitted_by: Some(work.caller().person_id),
        submitted_at: Some(work.now()),
        revision: order.revision.next(),
        ..order
    };
    let submitted = approval::submit(work, &facts(&order, &lines)?).await?;
    let order = on_its_way(work, order, submitted.status);
    store::save_state(work, &order).await?;
    ask(work, id, &submitted.waiting_for).await?;
    let event = Event::of::<SubmitPurchaseOrders>(id, detail(&order, &submitted));
    Ok(Changed::new(show(work, id).await?, event))
}

/// Refuses a supplier that may not be ordered from, and keeps it as it is until the commit.
pub(super) async fn supplier_must_be_active<P>(
    work: &mut Work<'_, P>,
    supplier: Option<SupplierId>,
) -> Result<(), Error> {
    match supplier {
        Some(id) => suppliers::lock_for_order(work, suppliers::SupplierId(id.0)).await?.must_be_active(),
        None => Ok(()),
    }
}

/// Lets whom the route waits for see the order.
pub(super) async fn ask<P>(work: &mut Work<'_, P>, id: OrderId, waiting: &[Waiting]) -> Result<(), Error> {
    let people: Vec<PersonId> = waiting.iter().map(|waiting| waiting.person_id).collect();
    watch(work, DocumentKindText::PurchaseOrder, id.0, &people, Because::Approver).await
}

/// The names of the steps that a route waits at, each once.
pub(super) fn steps(waiting: &[Waiting]) -> Vec<&str> {
    let mut names: Vec<_> = waiting.iter().map(|waiting| waiting.step_name.as_str()).collect();
    names.dedup();
    names
}

/// With its total in this currency too, at today's rate.
pub(super) async fn told_in<P>(work: &mut Work<'_, P>, order: Order, currency: Currency) -> Result<Order, Error> {
    let now = work.now();
    let today = organisation::read(work).await?.today(now);
    let used = rate_used_on(work, order.currency, currency, today).await?;
    let total = convert(order.money(order.total_minor), used.rate, currency)?;
    Ok(Order {
        base_currency: Some(currency),
        base_total_minor: Some(total.minor),
        base_rate: Some(used.rate),
        base_rate_on: Some(used.of_date),
        ..order
    })
}

fn on_its_way<P>(work: &Work<'_, P>, order: Order, status: RouteStatus) -> Order {
    match status {
        RouteStatus::Approved => Order { lifecycle: Lifecycle::Approved, approved_at: Some(work.now()), ..order },
        RouteStatus::Running
        | RouteStatus::Returned
        | RouteStatus::Rejected
        | RouteStatus::Withdrawn
        | RouteStatus::Cancelled => order,
    }
}

fn detail(order: &Order, submitted: &Submitted) -> serde_json::Value {
    json!({
        "status": submitted.status,
        "policy": submitted.policy_name,
        "policy_number": submitted.policy_number,
        "waits_at": steps(&submitted.waiting_for),
        "approvals_kept": submitted.carried.len(),
        "total": order.money(order.total_minor),
    })
}
