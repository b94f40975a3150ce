//! What approving, returning and rejecting have in common: a verdict on the open step that asks the caller.
use access::Work;
use approval::{Outcome, Verdict};
use kernel::{Error, Note, Revision};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    Lifecycle, Order, OrderId, OrderView,
    facts::facts,
    store,
    submit::{ask, steps},
    view::show,
};

/// What goes with an approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovePurchaseOrderRequest)]
pub struct ApproveRequest {
    /// Shown on the route.
    pub note: Option<Note>,
}

/// What goes with a return or a rejection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefusePurchaseOrderRequest)]
pub struct RefuseRequest {
    /// Why; shown on the route.
    pub note: Note,
}

/// A verdict on the revision that was seen.
pub(super) struct Said {
    pub verdict: Verdict,
    pub note: Option<Note>,
    pub seen: Revision,
}

/// Carries the order on by a verdict; gives what to show and what to tell.
pub(super) async fn decide<P>(work: &mut Work<'_, P>, id: OrderId, said: Said) -> Result<(OrderView, Value), Error> {
    let order = store::lock(work, id).await?;
    order.may_be_decided()?;
    let lines = store::lines(work, id, order.currency).await?;
    let Said { verdict, note, seen } = said;
    let decided = approval::decide(work, &facts(&order, &lines)?, verdict, note, seen).await?;
    let (now, revision) = (work.now(), order.revision.next());
    let moved = match decided.outcome {
        Outcome::Counted | Outcome::StepSatisfied => None,
        Outcome::RouteApproved => {
            Some(Order { lifecycle: Lifecycle::Approved, approved_at: Some(now), revision, ..order })
        }
        Outcome::Returned => Some(Order { lifecycle: Lifecycle::Draft, revision, ..order }),
        Outcome::Rejected => Some(Order { lifecycle: Lifecycle::Rejected, revision, ..order }),
    };
    if let Some(order) = moved {
        store::save_state(work, &order).await?;
    }
    ask(work, id, &decided.waiting_for).await?;
    let detail = json!({
        "step": decided.step_name,
        "outcome": decided.outcome,
        "waits_at": steps(&decided.waiting_for),
    });
    Ok((show(work, id).await?, detail))
}
