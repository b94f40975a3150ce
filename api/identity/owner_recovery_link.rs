//! The link that is mailed to an owner who is being brought back: by it they say that they want no such thing.
pub mod stop;

use access::StoppedOwnerRecovery;
use serde::Serialize;
use utoipa::ToSchema;

/// What was stopped, and whose account it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoppedOwnerRecoveryView {
    /// The name of the organisation that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "Olga Owner", max_length = 120)]
    pub person_name: String,
}

impl From<StoppedOwnerRecovery> for StoppedOwnerRecoveryView {
    fn from(stopped: StoppedOwnerRecovery) -> Self {
        let StoppedOwnerRecovery { slug, organisation_name, person_name } = stopped;
        Self { organisation: slug, organisation_name, person_name }
    }
}
