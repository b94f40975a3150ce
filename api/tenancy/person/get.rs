//! See one person.
use access::{Answer, Permit, Work, catalogue::ViewPeople};
use actix_web::web::Path;
use kernel::{Error, PersonId};

use super::{Person, store};

/// See one person
///
/// With department and roles.
#[utoipa::path(
    get,
    path = "/people/{id}",
    tag = "people",
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = Person, description = "The person."))
)]
pub async fn get_person(permit: Permit<ViewPeople>, id: Path<PersonId>) -> Result<Answer<Person>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds them.
pub async fn get(work: &mut Work<'_, ViewPeople>, id: PersonId) -> Result<Person, Error> {
    store::find(work, id).await
}
