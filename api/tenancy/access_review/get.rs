//! See one access review.
use access::{Answer, Permit, Work, catalogue::ViewAccessReviews};
use actix_web::web::Path;
use kernel::Error;

use super::{AccessReviewId, AccessReviewView, store};

/// See an access review
///
/// How it stands, how many lines are decided, and who signed it off.
#[utoipa::path(get, path = "/access-reviews/{id}", tag = "people",
    params(("id" = AccessReviewId, Path, description = "The access review.")),
    responses((status = 200, body = AccessReviewView, description = "The access review.")))]
pub async fn get_access_review(
    permit: Permit<ViewAccessReviews>,
    id: Path<AccessReviewId>,
) -> Result<Answer<AccessReviewView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewAccessReviews>, id: AccessReviewId) -> Result<AccessReviewView, Error> {
    Ok(store::find(work, id).await?.seen_by(work.caller()))
}
