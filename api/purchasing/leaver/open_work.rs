//! See what is open with somebody.
use access::{Answer, Permit, Work, catalogue::ViewOpenWorkOfPeople};
use actix_web::web::Path;
use kernel::{Error, PersonId};
use tenancy::leaving;

use super::{OpenWork, shown};

/// See what is open with somebody
///
/// What needs another before they can be deactivated: the departments that they head, the approvals that wait for them where nobody else could give
/// them, and the requisitions and orders of theirs that have not ended. Beside it, how much else others can go on with.
#[utoipa::path(get, path = "/people/{id}/open-work", tag = "people",
    params(("id" = PersonId, Path, description = "The person.")),
    responses((status = 200, body = OpenWork, description = "What is open.")))]
pub async fn get_open_work_of_person(
    permit: Permit<ViewOpenWorkOfPeople>,
    id: Path<PersonId>,
) -> Result<Answer<OpenWork>, Error> {
    permit.read(async |work| open_work(work, *id).await).await
}

/// Finds them and what is open.
pub async fn open_work(work: &mut Work<'_, ViewOpenWorkOfPeople>, id: PersonId) -> Result<OpenWork, Error> {
    let person = leaving::find(work, id).await?;
    shown(work, person).await
}
