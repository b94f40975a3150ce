//! See what is open with oneself.
use access::{Answer, Permit, Work, catalogue::ViewSession};
use kernel::Error;
use tenancy::leaving;

use super::{OpenWork, shown};

/// See what is open with oneself
///
/// What stands in the way of leaving the organisation.
#[utoipa::path(get, path = "/profile/open-work", tag = "people",
    responses((status = 200, body = OpenWork, description = "What is open.")))]
pub async fn get_own_open_work(permit: Permit<ViewSession>) -> Result<Answer<OpenWork>, Error> {
    permit.read(async |work| own_open_work(work).await).await
}

/// Finds the caller and what is open.
pub async fn own_open_work(work: &mut Work<'_, ViewSession>) -> Result<OpenWork, Error> {
    let own = work.caller().person_id;
    let person = leaving::find(work, own).await?;
    shown(work, person).await
}
