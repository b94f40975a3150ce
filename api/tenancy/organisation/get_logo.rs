//! Fetch the logo of printed orders.
use access::{FileAnswer, Permit, Work, catalogue::ViewOrganisation};
use kernel::Error;

use super::store;
use crate::logo::ImageBytes;

/// Fetch the logo of printed orders
///
/// An attachment that no browser runs.
#[utoipa::path(
    get,
    path = "/organisation/logo",
    tag = "organisation",
    responses(
        (
            status = 200,
            description = "The image.",
            content((inline(ImageBytes) = "image/png"), (inline(ImageBytes) = "image/jpeg"))
        ),
        (
            status = 404,
            description = "There is no logo.",
            body = kernel::Problem<'static>,
            content_type = "application/problem+json"
        ),
    )
)]
pub async fn get_organisation_logo(permit: Permit<ViewOrganisation>) -> Result<FileAnswer, Error> {
    permit.read_file(async |work| get_logo(work).await).await
}

/// Finds it.
pub async fn get_logo(work: &mut Work<'_, ViewOrganisation>) -> Result<FileAnswer, Error> {
    let logo = store::find_logo(work).await?.ok_or_else(Error::not_found)?;
    let file_name = format!("logo.{}", logo.media_type.extension());
    Ok(FileAnswer { media_type: logo.media_type.code(), file_name, bytes: logo.bytes })
}
