//! Sign off an access review.
use access::{Answer, Changed, Event, Permit, Work, catalogue::SignOffAccessReviews};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Revision};
use serde_json::json;

use super::{
    AccessReviewId, AccessReviewView,
    line::{self, AccessReviewLine, LineNumber},
    store,
};

/// So many lines are read at a time.
const ROWS: i64 = 1000;

/// Sign off an access review
///
/// Once every line is decided, or needs no decision because what was given is gone. From then on the review and its lines stay as they are, with
/// the SHA-256 of what was signed.
#[utoipa::path(post, path = "/access-reviews/{id}/sign-off", tag = "people",
    params(("id" = AccessReviewId, Path, description = "The access review.")),
    responses((status = 200, body = AccessReviewView, description = "It is signed off.")))]
pub async fn sign_off_access_review(
    permit: Permit<SignOffAccessReviews>,
    id: Path<AccessReviewId>,
    if_match: IfMatch,
) -> Result<Answer<AccessReviewView>, Error> {
    permit.change(async |work| sign_off(work, *id, if_match.0).await).await
}

/// Locks it, looks through its lines, seals and tells.
pub async fn sign_off(
    work: &mut Work<'_, SignOffAccessReviews>,
    id: AccessReviewId,
    seen: Revision,
) -> Result<Changed<AccessReviewView>, Error> {
    let review = store::lock(work, id).await?;
    review.must_be_open()?;
    let (open, lines) = (review.progress.open, review.progress.lines);
    let undecided = |why| Error::refused(why, format!("{open} of {lines} lines are not decided."));
    review.may_be_signed_off().map_err(undecided)?;
    review.revision.must_be(seen)?;
    line::store::save_gone(work, id).await?;
    let lines = all_lines(work, id).await?;
    let signer = (work.caller().person_id, work.now());
    store::save_sign_off(work, id, signer, &line::digest(&lines)).await?;
    let review = store::find(work, id).await?;
    let event = Event::of::<SignOffAccessReviews>(id, json!({ "progress": review.progress, "digest": review.digest }));
    Ok(Changed::new(review.seen_by(work.caller()), event))
}

async fn all_lines<P>(work: &mut Work<'_, P>, id: AccessReviewId) -> Result<Vec<AccessReviewLine>, Error> {
    let mut lines: Vec<AccessReviewLine> = Vec::new();
    loop {
        let after: Option<LineNumber> = lines.last().map(|line| line.number);
        let filter = line::store::Filter { after, rows: ROWS, ..Default::default() };
        let page = line::store::page(work, id, filter).await?;
        if page.is_empty() {
            return Ok(lines);
        }
        lines.extend(page);
    }
}
