//! The link that is mailed beside the code of a confirmation: by it one says that it was somebody else who asked.
pub mod deny;

use access::DeniedConfirmation;
use serde::Serialize;
use utoipa::ToSchema;

/// What was denied, and whose account it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeniedConfirmationView {
    /// The name of the organisation that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "Olga Owner", max_length = 120)]
    pub person_name: String,
    /// What was to be confirmed.
    #[schema(example = "Change the security policy", max_length = 300)]
    pub title: String,
    /// True where it had been confirmed before the link was used: it stays done then.
    pub is_done: bool,
}

impl From<DeniedConfirmation> for DeniedConfirmationView {
    fn from(denied: DeniedConfirmation) -> Self {
        let DeniedConfirmation { slug, organisation_name, person_name, title, is_done } = denied;
        Self { organisation: slug, organisation_name, person_name, title, is_done }
    }
}
