//! Start an access review.
use access::{Answer, Changed, Event, Permit, Work, catalogue::StartAccessReviews};
use chrono::{Datelike, Days, NaiveDate};
use kernel::{Error, Json, Name};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{AccessReviewId, AccessReviewView, line, store};
use crate::refusals;

/// The most lines of a review.
const LINES_MAX: u32 = 5000;
/// By when it should be signed off, unless somebody says otherwise.
const DUE_IN: Days = Days::new(30);
/// By when at the latest: another quarter has begun.
const DUE_IN_MAX: Days = Days::new(92);

/// What it is called, and by when it should be signed off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartAccessReviewRequest {
    /// The year and the quarter, unless it is called otherwise.
    #[schema(example = "2026 Q4")]
    name: Option<Name>,
    /// Within 92 days; 30 days from today unless said otherwise.
    due_on: Option<NaiveDate>,
}

/// Start an access review
///
/// Of what everybody holds at this moment: a line for each role of a person, and one for each permission given by itself. One review is open
/// at a time, and it has at most 5,000 lines.
#[utoipa::path(post, path = "/access-reviews", tag = "people", request_body = StartAccessReviewRequest,
    responses((status = 201, body = AccessReviewView, description = "The review; its lines are undecided.")))]
pub async fn start_access_review(
    permit: Permit<StartAccessReviews>,
    request: Json<StartAccessReviewRequest>,
) -> Result<Answer<AccessReviewView>, Error> {
    permit.change(async |work| start(work, request.into_inner()).await).await
}

/// Writes down what everybody holds, and tells.
pub async fn start(
    work: &mut Work<'_, StartAccessReviews>,
    request: StartAccessReviewRequest,
) -> Result<Changed<AccessReviewView>, Error> {
    let (own, now) = (work.caller().person_id, work.now());
    let today = now.date_naive();
    let due_on = due_on(request.due_on, today)?;
    let name = request.name.map_or_else(|| quarter(today), Ok)?;
    let id = AccessReviewId(work.new_id());
    store::insert(work, id, &name, due_on, (own, now)).await?;
    let lines = line::store::insert(work, id, i64::from(LINES_MAX) + 1).await?;
    if lines > u64::from(LINES_MAX) {
        let count = line::store::count(work).await?;
        return Err(Error::refused(refusals::REVIEW_TOO_LARGE, format!("There would be about {count} lines.")));
    }
    store::save_lines(work, id).await?;
    let review = store::find(work, id).await?;
    let event = Event::of::<StartAccessReviews>(id, json!({ "name": name, "due_on": due_on, "lines": lines }));
    Ok(Changed::new(review.seen_by(work.caller()), event).created_at(format!("/v1/access-reviews/{id}")))
}

fn due_on(wanted: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Error> {
    let day = wanted.unwrap_or(today + DUE_IN);
    if (today..=today + DUE_IN_MAX).contains(&day) {
        Ok(day)
    } else {
        Err(Error::invalid("due_on", "out_of_range", "Must be within 92 days from today."))
    }
}

fn quarter(today: NaiveDate) -> Result<Name, Error> {
    let name = format!("{} Q{}", today.year(), today.month0() / 3 + 1);
    Ok(Name::parse(&name).map_err(std::io::Error::other)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn it_is_called_by_its_quarter() {
        let called = |text| quarter(day(text)).expect("a name").into_string();

        assert_eq!(["2026-01-01", "2026-03-31", "2026-11-23"].map(called), ["2026 Q1", "2026 Q1", "2026 Q4"]);
    }

    #[test]
    fn it_is_due_within_another_quarter() {
        let today = day("2026-11-23");

        assert_eq!(due_on(None, today).ok(), Some(day("2026-12-23")));
        assert_eq!(due_on(Some(day("2027-02-23")), today).ok(), Some(day("2027-02-23")));
        for late in ["2027-02-24", "2026-11-22"] {
            let refused = due_on(Some(day(late)), today).expect_err("a refusal");
            assert_eq!(refused.problem().errors.first().map(|error| error.rule.as_str()), Some("out_of_range"));
        }
    }
}
