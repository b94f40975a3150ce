//! Taking back what was asked for.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, catalogue::WithdrawOperatorChange},
};
use actix_web::web::Path;
use kernel::Error;
use uuid::Uuid;

use crate::{
    operator::{OperatorChangeView, store},
    refusals,
};

/// Take back what was asked about an operator
///
/// Whoever asked for it, or another operator of `security`, but not whom it is about: nobody carries it out any more, and it may be asked for anew.
#[utoipa::path(post, path = "/operator/operators/{id}/change/withdraw", tag = "operators", params(("id" = Uuid, Path, description = "Which operator.")),
    responses(
        (status = 200, body = OperatorChangeView, description = "Nothing waits any more."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_change_not_asked`, `operator_change_of_oneself`."),
    ))]
pub async fn withdraw_operator_change(
    permit: PlatformPermit<WithdrawOperatorChange>,
    id: Path<Uuid>,
) -> Result<Answer<OperatorChangeView>, Error> {
    permit.change(async |work| withdraw(work, *id).await).await
}

/// Takes it back.
pub async fn withdraw(
    work: &mut PlatformWork<'_, WithdrawOperatorChange>,
    of: Uuid,
) -> Result<(OperatorChangeView, Option<String>), Error> {
    let withdrawn = store::withdraw(work, of).await?;
    Ok((withdrawn.ok_or(refusals::OPERATOR_CHANGE_NOT_ASKED)?, None))
}
