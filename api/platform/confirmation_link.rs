//! The link that is mailed beside the code of a confirmation: by it an operator says that it was somebody else who asked.
pub mod deny;

use access::platform::DeniedOperatorConfirmation;
use serde::Serialize;
use utoipa::ToSchema;

/// What was denied, and whose account it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeniedOperatorConfirmationView {
    #[schema(example = "Oda Finch", max_length = 120)]
    pub name: String,
    /// What was to be confirmed.
    #[schema(example = "Suspend harbour-house", max_length = 300)]
    pub title: String,
    /// True where it had been confirmed before the link was used: it stays done then.
    pub is_done: bool,
}

impl From<DeniedOperatorConfirmation> for DeniedOperatorConfirmationView {
    fn from(denied: DeniedOperatorConfirmation) -> Self {
        let DeniedOperatorConfirmation { operator_name, title, is_done } = denied;
        Self { name: operator_name, title, is_done }
    }
}
