//! Asking for a new one, for somebody who lost what they sign in with: another operator carries it out.
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

/// Ask to mail an operator a new link
///
/// Says why; another operator of `security` carries it out within a day. The link goes to the operator's own mailbox, and to nobody who asks or agrees.
#[utoipa::path(post, path = "/operator/operators/{id}/link", tag = "operators", params(("id" = Uuid, Path, description = "Which operator.")),
    request_body = AskOperatorChangeRequest,
    responses(
        (status = 201, body = OperatorChangeView, description = "It waits for a second operator."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_change_waiting`, `operator_change_of_oneself`."),
    ))]
pub async fn create_operator_link(
    permit: PlatformPermit<AskOperatorChange>,
    id: Path<Uuid>,
    request: Json<AskOperatorChangeRequest>,
) -> Result<Answer<OperatorChangeView>, Error> {
    permit.change(async |work| ask(work, OperatorAct::Renew, *id, &request.into_inner()).await).await
}
