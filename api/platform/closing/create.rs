//! Asking for it: another operator carries it out.
use access::{
    Answer,
    platform::{PlatformPermit, catalogue::AskOperatorChange},
};
use actix_web::web::Path;
use kernel::{Error, Json};
use uuid::Uuid;

use crate::{
    operator::{OperatorAct, OperatorChangeView},
    operator_change::{AskOperatorChangeRequest, ask},
};

/// Ask to close an operator's account
///
/// Says why; another operator of `security` carries it out within a day. Nothing changes before that. Nobody asks it of themselves.
#[utoipa::path(post, path = "/operator/operators/{id}/closing", tag = "operators", params(("id" = Uuid, Path, description = "Which operator.")),
    request_body = AskOperatorChangeRequest,
    responses(
        (status = 201, body = OperatorChangeView, description = "It waits for a second operator."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_change_waiting`, `operator_change_of_oneself`."),
    ))]
pub async fn create_operator_closing(
    permit: PlatformPermit<AskOperatorChange>,
    id: Path<Uuid>,
    request: Json<AskOperatorChangeRequest>,
) -> Result<Answer<OperatorChangeView>, Error> {
    permit.change(async |work| ask(work, OperatorAct::Close, *id, &request.into_inner()).await).await
}
