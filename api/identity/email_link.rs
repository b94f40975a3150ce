//! The two links of a wish for another address. Reading one does nothing; the address changes when both were used.
pub mod confirm;
pub mod read;
pub mod refuse;

use access::{EmailLinkHolder, EmailSide};
use serde::Serialize;
use utoipa::ToSchema;

/// What a link would change, and whose account.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailLinkView {
    /// The name of the organisation that one signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "Rosa Requester", max_length = 120)]
    pub person_name: String,
    /// The address that the account has.
    #[schema(example = "requester@harbour-house.example", max_length = 254)]
    pub old_email: String,
    /// The address that it is to have.
    #[schema(example = "rosa@harbour-house.example", max_length = 254)]
    pub new_email: String,
    /// In which of the two mailboxes this link was sent; the old one may refuse.
    pub side: EmailSide,
    /// Whether the other mailbox has said yes already, so that this link changes the address.
    pub is_last: bool,
}

/// What a link did.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailConfirmedView {
    /// The address that the account is to have, or has now.
    #[schema(example = "rosa@harbour-house.example", max_length = 254)]
    pub new_email: String,
    /// False while the other mailbox has still to say yes.
    pub is_changed: bool,
}

impl From<EmailLinkHolder> for EmailLinkView {
    fn from(holder: EmailLinkHolder) -> Self {
        let EmailLinkHolder { slug, organisation_name, person_name, old_email, new_email, side, is_last } = holder;
        Self { organisation: slug, organisation_name, person_name, old_email, new_email, side, is_last }
    }
}
