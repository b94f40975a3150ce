//! Set the logo of printed orders.
use access::{Answer, Changed, Event, Permit, Work, catalogue::SetOrganisationLogo};
use kernel::{Bytes, Error, IfMatch, Revision};
use serde_json::json;

use super::{Organisation, OrganisationView, store};
use crate::logo::{BYTES_MAX, ImageBytes, Logo};

/// Set the logo of printed orders
///
/// A PNG or a JPEG of at most 262,144 bytes, whole, and of the type that it claims.
#[utoipa::path(
    put,
    path = "/organisation/logo",
    tag = "organisation",
    request_body(
        description = "The image itself: at most 262,144 bytes, 4,096 pixels a side and 4,194,304 in all.",
        content((inline(ImageBytes) = "image/png"), (inline(ImageBytes) = "image/jpeg"))
    ),
    responses((status = 200, body = OrganisationView, description = "The settings with the new logo."))
)]
pub async fn set_organisation_logo(
    permit: Permit<SetOrganisationLogo>,
    if_match: IfMatch,
    image: Bytes<BYTES_MAX>,
) -> Result<Answer<OrganisationView>, Error> {
    permit.change(async |work| set_logo(work, if_match.0, image).await).await
}

/// Locks the settings, checks the image, saves and tells.
pub async fn set_logo(
    work: &mut Work<'_, SetOrganisationLogo>,
    seen: Revision,
    image: Bytes<BYTES_MAX>,
) -> Result<Changed<OrganisationView>, Error> {
    let logo = Logo::parse(&image.media_type, image.bytes)?;
    let before = store::lock(work).await?;
    before.revision.must_be(seen)?;
    let after = Organisation { revision: before.revision.next(), ..before };
    store::put_logo(work, &logo).await?;
    store::touch(work, &after).await?;
    let facts = store::find_logo_facts(work).await?;
    let detail = json!({
        "media_type": logo.media_type, "width_px": logo.width_px, "height_px": logo.height_px,
        "sha256": facts.as_ref().map(|facts| facts.sha256.as_str()),
    });
    let event = Event::of::<SetOrganisationLogo>(after.id, detail);
    Ok(Changed::new(after.seen_by(work.caller(), facts, work.now()), event))
}
