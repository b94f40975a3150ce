//! Asking that somebody be let in: another operator carries it out.
use access::{
    Answer,
    platform::{OperatorRole, PlatformPermit, PlatformWork, catalogue::AskOperatorChange},
};
use kernel::{Email, Error, Json, Name, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{LIST, OperatorAct, OperatorChangeView, store, store::Asking};

/// Who is to run the installation, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskOperator {
    /// Where the link is mailed to, and what they sign in with.
    pub email: Email,
    #[schema(example = "Oda Finch")]
    pub name: Name,
    pub role: OperatorRole,
    /// Operators of `security` read it.
    #[schema(example = "Takes over from Rune in March.")]
    pub reason: Text,
}

/// Ask to invite an operator
///
/// Says who and why; another operator of `security` carries it out within a day, and only then a link is mailed. Nobody is let in before that.
#[utoipa::path(post, path = "/operator/operators", tag = "operators", request_body = AskOperator,
    responses(
        (status = 201, body = OperatorChangeView, description = "It waits for a second operator."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`operator_known`, `operator_change_waiting`."),
    ))]
pub async fn create_operator(
    permit: PlatformPermit<AskOperatorChange>,
    request: Json<AskOperator>,
) -> Result<Answer<OperatorChangeView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Asks for somebody who is nobody yet.
pub async fn create(
    work: &mut PlatformWork<'_, AskOperatorChange>,
    request: AskOperator,
) -> Result<(OperatorChangeView, Option<String>), Error> {
    let invited = Some((&request.email, &request.name, request.role));
    let asking = Asking { act: OperatorAct::Invite, of: None, invited, reason: &request.reason };
    let asked = store::ask(work, asking).await?.ok_or_else(Error::not_found)?;
    Ok((asked, Some(LIST.to_owned())))
}
