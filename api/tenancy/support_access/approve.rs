//! Let an operator of the installation read.
use access::{Answer, Changed, Event, Intent, Permit, Work, catalogue::ApproveSupportAccesses};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision, SupportAccessId};
use serde_json::json;

use super::{SupportAccessState, SupportAccessView, store};
use crate::directory;

/// Let an operator of the installation read
///
/// For as many minutes as were asked for, an hour at the most, from when the operator opens it within a day. They read what those with permissions to see
/// read, no files and no secrets, and change nothing; each reading stands in the trail, and it is ended at any moment.
#[utoipa::path(post, path = "/support-accesses/{id}/approve", tag = "organisation",
    params(("id" = SupportAccessId, Path, description = "What was asked for.")),
    responses((status = 200, body = SupportAccessView, description = "The operator may open it.")))]
pub async fn approve_support_access(
    permit: Permit<ApproveSupportAccesses>,
    id: Path<SupportAccessId>,
    if_match: IfMatch,
) -> Result<Answer<SupportAccessView>, Error> {
    permit.change(async |work| approve(work, *id, if_match.0).await).await
}

/// Locks it, decides, has it confirmed, saves and tells.
pub async fn approve(
    work: &mut Work<'_, ApproveSupportAccesses>,
    id: SupportAccessId,
    seen: Revision,
) -> Result<Changed<SupportAccessView>, Error> {
    let access = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    access.may_be_decided()?;
    access.revision.must_be(seen)?;
    let mut access = access.decided(SupportAccessState::Approved, work.caller(), now, None);
    access.decided_by_name = directory::name_of(work, own).await?;
    let mut lines = vec![
        format!("{} ({}) asked: {}", access.operator_name, access.operator_email, access.reason),
        format!("They read for at most {} minutes from when they open it, within a day.", access.minutes),
        "They see orders, requisitions, suppliers, people and settings; no files and no secrets, and they change nothing.".into(),
    ];
    if let Some(ticket) = &access.ticket {
        lines.insert(1, format!("Ticket: {ticket}"));
    }
    let title = format!("Let {} of the installation's support read", access.operator_name);
    let confirmed = work.confirmed(Intent { target: id.into(), title, lines }).await?;
    store::approve(work, &access, &confirmed).await?;
    let detail = json!({ "operator_id": access.operator_id, "minutes": access.minutes, "open_by": access.open_by });
    let event = Event::of::<ApproveSupportAccesses>(id, detail);
    Ok(Changed::new(access.seen_by(work.caller()), event))
}
