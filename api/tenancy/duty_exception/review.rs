//! Say what one thinks of an exception.
use access::{Answer, Changed, Event, Permit, Work, catalogue::ReviewDutyExceptions};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{DutyException, DutyExceptionId, DutyExceptionState, DutyExceptionView, store};
use crate::directory;

/// What whoever looked at it thinks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyExceptionVerdict {
    /// It was right.
    Accept,
    /// It was wrong: somebody has to see to it.
    Raise,
}

/// A verdict, with what was looked at or found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDutyExceptionRequest {
    verdict: DutyExceptionVerdict,
    #[schema(example = "Compared with the register of companies")]
    note: Text,
}

/// Review an exception
///
/// By somebody else than who did both, once and for good. It undoes nothing: a supplier that should not be active is blocked.
#[utoipa::path(post, path = "/duty-exceptions/{id}/review", tag = "organisation", request_body = ReviewDutyExceptionRequest,
    params(("id" = DutyExceptionId, Path, description = "The exception.")),
    responses((status = 200, body = DutyExceptionView, description = "It is reviewed.")))]
pub async fn review_duty_exception(
    permit: Permit<ReviewDutyExceptions>,
    id: Path<DutyExceptionId>,
    if_match: IfMatch,
    request: Json<ReviewDutyExceptionRequest>,
) -> Result<Answer<DutyExceptionView>, Error> {
    permit.change(async |work| review(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn review(
    work: &mut Work<'_, ReviewDutyExceptions>,
    id: DutyExceptionId,
    seen: Revision,
    request: ReviewDutyExceptionRequest,
) -> Result<Changed<DutyExceptionView>, Error> {
    let exception = store::lock(work, id).await?;
    let (own, now) = (work.caller().person_id, work.now());
    exception.may_be_reviewed(own)?;
    exception.revision.must_be(seen)?;
    let state = match request.verdict {
        DutyExceptionVerdict::Accept => DutyExceptionState::Accepted,
        DutyExceptionVerdict::Raise => DutyExceptionState::Raised,
    };
    let reviewed = DutyException {
        state,
        reviewed_by: Some(own),
        reviewed_by_name: directory::name_of(work, own).await?,
        reviewed_at: Some(now),
        note: Some(request.note),
        revision: exception.revision.next(),
        ..exception
    };
    store::save(work, &reviewed).await?;
    let detail = json!({
        "pair": reviewed.pair,
        "person_id": reviewed.person_id,
        "document_id": reviewed.document_id,
        "verdict": state,
        "note": reviewed.note,
    });
    let event = Event::of::<ReviewDutyExceptions>(id, detail);
    Ok(Changed::new(reviewed.seen_by(work.caller(), now), event))
}
