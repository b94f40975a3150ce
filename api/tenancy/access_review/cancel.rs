//! Cancel an access review.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CancelAccessReviews};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Revision, Text};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{AccessReviewId, AccessReviewView, store};

/// Why it is cancelled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelAccessReviewRequest {
    #[schema(example = "Started before the new people had their roles")]
    reason: Text,
}

/// Cancel an access review
///
/// As long as it is open. What was taken in it stays taken, and the review stays to be read.
#[utoipa::path(post, path = "/access-reviews/{id}/cancel", tag = "people", request_body = CancelAccessReviewRequest,
    params(("id" = AccessReviewId, Path, description = "The access review.")),
    responses((status = 200, body = AccessReviewView, description = "It is cancelled.")))]
pub async fn cancel_access_review(
    permit: Permit<CancelAccessReviews>,
    id: Path<AccessReviewId>,
    if_match: IfMatch,
    request: Json<CancelAccessReviewRequest>,
) -> Result<Answer<AccessReviewView>, Error> {
    permit.change(async |work| cancel(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn cancel(
    work: &mut Work<'_, CancelAccessReviews>,
    id: AccessReviewId,
    seen: Revision,
    request: CancelAccessReviewRequest,
) -> Result<Changed<AccessReviewView>, Error> {
    let review = store::lock(work, id).await?;
    review.must_be_open()?;
    review.revision.must_be(seen)?;
    let by = (work.caller().person_id, work.now());
    store::save_cancelled(work, id, by, &request.reason).await?;
    let review = store::find(work, id).await?;
    let event = Event::of::<CancelAccessReviews>(id, json!({ "reason": request.reason }));
    Ok(Changed::new(review.seen_by(work.caller()), event))
}
