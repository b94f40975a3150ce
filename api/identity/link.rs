//! A one-time link: what a first owner comes in by, and whoever forgot their password. Reading it does nothing; using it needs a password of one's own.
mod answer;
pub mod read;
pub mod r#use;

use access::{LinkHolder, LinkPurpose};
pub(crate) use answer::LinkAnswer;
use serde::Serialize;
use utoipa::ToSchema;

/// Whose link it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// The name of the organisation that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "owner@harbour-house.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Olive Hart", max_length = 120)]
    pub person_name: String,
    pub purpose: LinkPurpose,
}

impl From<LinkHolder> for LinkView {
    fn from(holder: LinkHolder) -> Self {
        let LinkHolder { slug, organisation_name, email, person_name, purpose } = holder;
        Self { organisation: slug, organisation_name, email, person_name, purpose }
    }
}
