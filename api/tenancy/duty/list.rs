//! List the duties that are kept apart.
use access::{Answer, Permit, Work, catalogue::ViewDuties};
use kernel::{Error, Page};

use super::{DutyView, store};

/// List the duties that are kept apart
///
/// On one page: what nobody does alone, and what this organisation lets one person do while somebody looks at it afterwards.
#[utoipa::path(
    get,
    path = "/duties",
    tag = "organisation",
    responses((status = 200, body = Page<DutyView>, description = "All of them; there is no next page."))
)]
pub async fn list_duties(permit: Permit<ViewDuties>) -> Result<Answer<Page<DutyView>>, Error> {
    permit.read(async |work| list(work).await).await
}

/// All of them.
pub async fn list(work: &mut Work<'_, ViewDuties>) -> Result<Page<DutyView>, Error> {
    let duties = store::all(work).await?;
    let items = duties.into_iter().map(|duty| duty.seen_by(work.caller())).collect();
    Ok(Page { items, next_cursor: None })
}
