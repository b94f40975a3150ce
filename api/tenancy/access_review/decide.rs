//! Keep what somebody holds, or take it.
use std::collections::HashSet;

use access::{
    Answer, Changed, Event, Permit, Work,
    catalogue::{DecideAccessReviews, RevokeGrantsOfPeople},
    permission::{Changes, Permission},
};
use actix_web::web::Path;
use kernel::{Error, FieldError, Json, PersonId, Text, ended};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    AccessReviewId, AccessReviewState, AccessReviewView,
    line::{self, AccessReviewLine, AccessReviewLineState, LineNumber},
    store,
};
use crate::{
    grant::{store as grants, telling},
    person::{self, revoke_grants::may_be_taken},
    role::codes,
};

/// The most lines at once.
const LINES_MAX: usize = 200;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessReviewDecision {
    Keep,
    /// At once.
    Take,
}

/// What becomes of which lines, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideAccessReviewRequest {
    /// Their numbers, each once; to take, all of one person.
    #[schema(min_items = 1, max_items = 200, example = json!([1]))]
    lines: Vec<LineNumber>,
    decision: AccessReviewDecision,
    /// Must be given to take, and to keep what nobody should hold together.
    #[schema(example = "Moved to another department")]
    reason: Option<Text>,
}

/// Decide lines of an access review
///
/// By anybody who may but the lines' own person; until the sign-off what was kept can be decided anew. What is taken is taken at once, for which
/// `person.revoke_grants` must be held too, with a sign-in as recent as that asks for; the person is told by mail. What makes an owner is taken by
/// an owner alone, and what governs is not taken from its last holder.
#[utoipa::path(post, path = "/access-reviews/{id}/decide", tag = "people", request_body = DecideAccessReviewRequest,
    params(("id" = AccessReviewId, Path, description = "The access review.")),
    responses((status = 200, body = AccessReviewView, description = "How the review stands now.")))]
pub async fn decide_access_review(
    permit: Permit<DecideAccessReviews>,
    id: Path<AccessReviewId>,
    request: Json<DecideAccessReviewRequest>,
) -> Result<Answer<AccessReviewView>, Error> {
    permit.change(async |work| decide(work, *id, request.into_inner()).await).await
}

/// Locks the review, decides, takes what is to be taken, saves and tells.
pub async fn decide(
    work: &mut Work<'_, DecideAccessReviews>,
    id: AccessReviewId,
    request: DecideAccessReviewRequest,
) -> Result<Changed<AccessReviewView>, Error> {
    let review = store::lock(work, id).await?;
    review.must_be_open()?;
    let lines = named(work, id, &request.lines).await?;
    must_be_allowed(&request, &lines, review.state, work.caller().person_id)?;
    let DecideAccessReviewRequest { lines: numbers, decision, reason } = request;
    let taken = match decision {
        AccessReviewDecision::Keep => None,
        AccessReviewDecision::Take => Some(take(work, &lines, reason.as_ref()).await?),
    };
    let decided = line::store::Decision {
        state: decision.state(),
        by: work.caller().person_id,
        at: work.now(),
        reason: reason.as_ref(),
    };
    line::store::decide(work, id, &numbers, &decided).await?;
    store::recount(work, id).await?;
    let review = store::find(work, id).await?;
    let detail = json!({ "lines": numbers, "decision": decision, "reason": reason });
    let changed = Changed::new(review.seen_by(work.caller()), Event::of::<DecideAccessReviews>(id, detail));
    Ok(match taken {
        Some(event) => changed.and(event),
        None => changed,
    })
}

impl AccessReviewDecision {
    fn state(self) -> AccessReviewLineState {
        match self {
            Self::Keep => AccessReviewLineState::Kept,
            Self::Take => AccessReviewLineState::Taken,
        }
    }
}

// The lines of these numbers; what is wrong with a number is named where it stands.
async fn named<P>(
    work: &mut Work<'_, P>,
    id: AccessReviewId,
    numbers: &[LineNumber],
) -> Result<Vec<AccessReviewLine>, Error> {
    if numbers.is_empty() || numbers.len() > LINES_MAX {
        return Err(Error::invalid("lines", "count", format!("Must be 1 to {LINES_MAX} lines.")));
    }
    let rows = i64::try_from(numbers.len())?;
    let filter = line::store::Filter { numbers: Some(numbers.to_vec()), rows, ..Default::default() };
    let lines = line::store::page(work, id, filter).await?;
    let known: HashSet<_> = lines.iter().map(|line| line.number).collect();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for (number, place) in numbers.iter().zip(0_usize..) {
        let field = format!("lines[{place}]");
        if !known.contains(number) {
            errors.push(FieldError::new(field, "unknown", "There is no such line."));
        } else if !seen.insert(number) {
            errors.push(FieldError::new(field, "twice", "Must stand once in the list."));
        }
    }
    if errors.is_empty() { Ok(lines) } else { Err(Error::invalid_fields(errors)) }
}

fn must_be_allowed(
    request: &DecideAccessReviewRequest,
    lines: &[AccessReviewLine],
    review: AccessReviewState,
    by: PersonId,
) -> Result<(), Error> {
    for line in lines {
        line.may_be_decided(review, by)?;
    }
    let is_of_one = lines.windows(2).all(|pair| matches!(pair, [one, other] if one.person_id == other.person_id));
    match request.decision {
        AccessReviewDecision::Take if !is_of_one => {
            Err(Error::invalid("lines", "one_person", "Must be of one person, to take what they hold."))
        }
        AccessReviewDecision::Take if request.reason.is_none() => {
            Err(Error::invalid("reason", "missing", "Must say why it is taken."))
        }
        AccessReviewDecision::Keep if request.reason.is_none() && lines.iter().any(AccessReviewLine::is_toxic) => {
            Err(Error::invalid("reason", "toxic", "Must say why somebody keeps what nobody should hold together."))
        }
        AccessReviewDecision::Take | AccessReviewDecision::Keep => Ok(()),
    }
}

// Takes what the lines of one person speak of, tells them, and says what their trail is to say.
async fn take(
    work: &mut Work<'_, DecideAccessReviews>,
    lines: &[AccessReviewLine],
    reason: Option<&Text>,
) -> Result<Event, Error> {
    if !work.caller().holds::<RevokeGrantsOfPeople>() {
        return Err(Error::refused(ended::FORBIDDEN, RevokeGrantsOfPeople::CODE));
    }
    if let Some(seconds) = RevokeGrantsOfPeople::SIGN_IN_WITHIN_S {
        work.must_have_signed_in_within(seconds).await?;
    }
    let id = lines.first().map(|line| line.person_id).ok_or_else(Error::not_found)?;
    person::store::lock(work, id).await?;
    let roles: Vec<_> = lines.iter().filter_map(|line| line.role).collect();
    let codes_taken = lines.iter().flat_map(|line| &line.permissions).map(String::as_str);
    may_be_taken(work.caller(), &roles, codes_taken)?;
    let custom_roles: Vec<_> = lines.iter().filter_map(|line| line.custom_role.clone()).collect();
    let own = lines.iter().filter(|line| line.any_role().is_none());
    let permissions: Vec<_> = own.flat_map(|line| line.permissions.iter().cloned()).collect();
    grants::take(work, id, &codes(&roles, custom_roles.iter().map(|role| role.id)), &[]).await?;
    grants::take_own(work, id, &permissions).await?;
    let detail = telling::that_some_are_taken(work, id, (&roles, &custom_roles, &permissions), reason).await?;
    Ok(Event::also(RevokeGrantsOfPeople::DONE, id, detail))
}
