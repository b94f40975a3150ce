//! Carrying it out: never by whoever asked for it, nor by whom it is about.
use access::{
    Answer, Intent,
    platform::{PlatformPermit, PlatformWork, catalogue::CarryOutOperatorChange},
};
use actix_web::web::Path;
use kernel::Error;
use uuid::Uuid;

use crate::{
    operator::{OperatorAct, OperatorChangeView, store},
    refusals,
};

/// Carry out what was asked about an operator
///
/// Invites them or mails them a new link, which nobody else sees; or closes their account, which ends every sign-in of theirs at once.
#[utoipa::path(post, path = "/operator/operators/{id}/change/carry-out", tag = "operators", params(("id" = Uuid, Path, description = "Which operator.")),
    responses(
        (status = 200, body = OperatorChangeView, description = "It is done."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_change_not_asked`, `operator_change_by_oneself`, `operator_change_of_oneself`, `operator_known`, `operator_last_of_security`."),
    ))]
pub async fn carry_out_operator_change(
    permit: PlatformPermit<CarryOutOperatorChange>,
    id: Path<Uuid>,
) -> Result<Answer<OperatorChangeView>, Error> {
    permit.change(async |work| carry_out(work, *id).await).await
}

/// Does it once they have confirmed what somebody else asked for.
pub async fn carry_out(
    work: &mut PlatformWork<'_, CarryOutOperatorChange>,
    of: Uuid,
) -> Result<(OperatorChangeView, Option<String>), Error> {
    let waiting = store::review(work, of).await?.ok_or(refusals::OPERATOR_CHANGE_NOT_ASKED)?;
    let act = OperatorAct::read(&waiting.act)?;
    let lines = vec![
        format!("Operator: {} <{}>", waiting.name, waiting.email),
        format!("Role: {}", waiting.role),
        format!("Why: {}", waiting.reason),
        format!("Asked for by: {} <{}>", waiting.asked_by_name, waiting.asked_by_email),
        format!("Asked for on: {}", waiting.asked_at.format("%-d %B %Y at %H:%M (UTC)")),
        format!("What happens: {}", act.effect()),
    ];
    let intent = Intent { target: waiting.change_id, title: act.title(&waiting.email), lines };
    let confirmed = work.confirmed(intent).await?;
    let link = work.new_operator_link()?;
    let done = store::carry_out(work, of, &link, &confirmed).await?;
    Ok((done.ok_or(refusals::OPERATOR_CHANGE_NOT_ASKED)?, None))
}
