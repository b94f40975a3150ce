//! What two operators of security decide about a third: one asks and says why, another carries it out.
pub mod carry_out;
pub mod withdraw;

use access::platform::PlatformWork;
use kernel::{Error, Text};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::operator::{LIST, OperatorAct, OperatorChangeView, store, store::Asking};

/// Why it is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AskOperatorChange)]
pub struct AskOperatorChangeRequest {
    /// Operators of `security` read it.
    #[schema(example = "Left the company on Friday.")]
    pub reason: Text,
}

/// Asks for it, of somebody who is an operator.
pub(crate) async fn ask<P>(
    work: &mut PlatformWork<'_, P>,
    act: OperatorAct,
    of: Uuid,
    request: &AskOperatorChangeRequest,
) -> Result<(OperatorChangeView, Option<String>), Error> {
    let asking = Asking { act, of: Some(of), invited: None, reason: &request.reason };
    let asked = store::ask(work, asking).await?.ok_or_else(Error::not_found)?;
    Ok((asked, Some(LIST.to_owned())))
}
