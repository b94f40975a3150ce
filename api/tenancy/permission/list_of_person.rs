//! See what one person may do, and where each permission came from.
use access::{Answer, Permit, Work, catalogue::ViewPermissions};
use actix_web::web::Path;
use kernel::{Error, PersonId};

use super::{HeldPermission, PermissionsOfPerson, store};
use crate::person;

/// See what one person may do
///
/// The allow-list, and why each permission is held: from which role or by itself, who gave it and who agreed, for which reason and until when.
#[utoipa::path(
    get,
    path = "/people/{id}/permissions",
    tag = "people",
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = PermissionsOfPerson, description = "The person's allow-list."))
)]
pub async fn list_permissions_of_person(
    permit: Permit<ViewPermissions>,
    id: Path<PersonId>,
) -> Result<Answer<PermissionsOfPerson>, Error> {
    permit.read(async |work| list_of_person(work, *id).await).await
}

/// Finds the person and the grants.
pub async fn list_of_person(work: &mut Work<'_, ViewPermissions>, id: PersonId) -> Result<PermissionsOfPerson, Error> {
    let person = person::store::find(work, id).await?;
    let permissions = HeldPermission::all(store::holdings(work, &[id], None).await?);
    Ok(PermissionsOfPerson::of(person, permissions))
}
