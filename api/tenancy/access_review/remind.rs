//! Whether it is time for an access review.
use access::{
    Action, Answer, Permit, Shown, Work,
    catalogue::{StartAccessReviews, ViewAccessReviews},
};
use chrono::{DateTime, Days, Utc};
use kernel::{Error, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AccessReviewId, store};
use crate::refusals;

/// A quarter at its longest.
const EVERY: Days = Days::new(92);

/// Whether it is time for an access review.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessReviewReminder {
    /// More than 92 days since the last was signed off, or, before the first, since somebody was given something; and none is open.
    pub is_due: bool,
    /// Null before the first.
    pub last_signed_off_at: Option<DateTime<Utc>>,
    /// The one that is open.
    pub open_id: Option<AccessReviewId>,
    pub actions: Vec<Action>,
}

impl Shown for AccessReviewReminder {}

/// See whether it is time for an access review
///
/// One is due each quarter.
#[utoipa::path(get, path = "/access-reviews/reminder", tag = "people",
    responses((status = 200, body = AccessReviewReminder, description = "Whether one is due, open, or may be started.")))]
pub async fn get_access_review_reminder(
    permit: Permit<ViewAccessReviews>,
) -> Result<Answer<AccessReviewReminder>, Error> {
    permit.read(async |work| remind(work).await).await
}

/// Looks when the last was signed off.
pub async fn remind(work: &mut Work<'_, ViewAccessReviews>) -> Result<AccessReviewReminder, Error> {
    let store::Standing { last_signed_off_at, first_given_at, open_id } = store::standing(work).await?;
    let is_over = is_over(last_signed_off_at.or(first_given_at), work.now());
    let may_start: Result<(), Refusal> = if open_id.is_some() { Err(refusals::REVIEW_RUNNING) } else { Ok(()) };
    let actions = vec![work.caller().action::<StartAccessReviews>(may_start)];
    Ok(AccessReviewReminder { is_due: is_over && open_id.is_none(), last_signed_off_at, open_id, actions })
}

fn is_over(since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    since.is_some_and(|since| since + EVERY < now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_due_each_quarter() {
        let since = DateTime::UNIX_EPOCH;

        assert!(!is_over(Some(since), since + EVERY));
        assert!(is_over(Some(since), since + EVERY + chrono::Duration::seconds(1)));
        assert!(!is_over(None, since));
    }
}
