//! See the organisation's settings.
use access::{Answer, Permit, Work, catalogue::ViewOrganisation};
use kernel::Error;

use super::{OrganisationView, store};

/// See the organisation's settings
///
/// With how the next numbers will look, what is known of the logo, and what the caller may do with them.
#[utoipa::path(
    get,
    path = "/organisation",
    tag = "organisation",
    responses((status = 200, body = OrganisationView, description = "The settings."))
)]
pub async fn get_organisation(permit: Permit<ViewOrganisation>) -> Result<Answer<OrganisationView>, Error> {
    permit.read(async |work| get(work).await).await
}

/// Finds them, with what is known of the logo.
pub async fn get(work: &mut Work<'_, ViewOrganisation>) -> Result<OrganisationView, Error> {
    let organisation = store::find(work).await?;
    let logo = store::find_logo_facts(work).await?;
    Ok(organisation.seen_by(work.caller(), logo, work.now()))
}
