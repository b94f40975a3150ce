//! Keep two duties apart, or name who looks afterwards when one person does both.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateDuties};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Name, PersonId, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Duty, DutyMode, DutyPair, DutyView, store};
use crate::directory;

/// How they are kept apart from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateDutyRequest {
    mode: DutyMode,
    /// Who looks at it afterwards: an active owner or auditor who may review exceptions. For themselves it stays refused.
    reviewer_id: Option<PersonId>,
    #[schema(example = "There are two of us in the office until spring")]
    reason: Text,
}

/// Set how two duties are kept apart
///
/// `detect` lets one person do both: each time an exception is written in the same transaction, which the named reviewer, or whoever else may, looks at within 30
/// days. It is refused all the same to the reviewer, and to everybody once the reviewer is no longer one who may look.
#[utoipa::path(
    patch,
    path = "/duties/{pair}",
    tag = "organisation",
    request_body = UpdateDutyRequest,
    params(("pair" = DutyPair, Path, description = "The two duties.")),
    responses((status = 200, body = DutyView, description = "How they are kept apart now."))
)]
pub async fn update_duty(
    permit: Permit<UpdateDuties>,
    pair: Path<DutyPair>,
    if_match: IfMatch,
    request: Json<UpdateDutyRequest>,
) -> Result<Answer<DutyView>, Error> {
    permit.change(async |work| update(work, *pair, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateDuties>,
    pair: DutyPair,
    seen: Revision,
    request: UpdateDutyRequest,
) -> Result<Changed<DutyView>, Error> {
    Duty::apart(pair).may_be_set()?;
    let UpdateDutyRequest { mode, reviewer_id, reason } = request;
    mode.must_fit(reviewer_id)?;
    let before = store::lock(work, pair).await?;
    before.revision.must_be(seen)?;
    let own = work.caller().person_id;
    let reviewer_name = match reviewer_id {
        Some(reviewer) => Some(name_of_reviewer(work, reviewer).await?),
        None => None,
    };
    let after = Duty {
        mode,
        reviewer_id,
        reviewer_stands: reviewer_name.is_some(),
        reviewer_name,
        reason: Some(reason),
        set_by: Some(own),
        set_by_name: directory::name_of(work, own).await?,
        set_at: Some(work.now()),
        revision: before.revision.next(),
        ..Duty::apart(pair)
    };
    store::save(work, &after).await?;
    let detail =
        json!({ "pair": pair, "was": before.mode, "mode": mode, "reviewer_id": reviewer_id, "reason": after.reason });
    let event = Event::of::<UpdateDuties>(work.caller().org_id, detail);
    Ok(Changed::new(after.seen_by(work.caller()), event))
}

async fn name_of_reviewer(work: &mut Work<'_, UpdateDuties>, reviewer: PersonId) -> Result<Name, Error> {
    let nobody = || {
        Error::invalid("reviewer_id", "not_a_reviewer", "Must be an active owner or auditor who may review exceptions.")
    };
    if !store::may_review(work, reviewer).await? {
        return Err(nobody());
    }
    directory::name_of(work, reviewer).await?.ok_or_else(nobody)
}
