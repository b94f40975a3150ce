//! Put a proposed policy in force.
use access::{Answer, Changed, Event, Intent, Permit, Tx, Work, catalogue::PublishApprovalPolicies};
use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{Error, IfMatch, Json, Revision, TimeZone};
use serde::Deserialize;
use serde_json::json;
use tenancy::organisation;
use utoipa::ToSchema;

use super::{Deed, PolicyDraftId, store};
use crate::{
    PolicyVersion, PolicyVersionId,
    changes::{PolicyChanges, StepChange, StepChangeKind},
    policy::{
        compare::Comparison,
        get::PolicyView,
        known::must_be_known,
        store::{self as versions, Newest},
    },
    refusals,
    wording::moment,
};

const DAYS_AHEAD_MAX: i64 = 366;
/// Steps that are said one by one where a publication is confirmed; the draft's revision binds all of them.
const STEPS_SHOWN_MAX: usize = 50;

/// From when it holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishApprovalPolicyRequest)]
pub struct PublishRequest {
    /// Null or absent: now.
    #[serde(default)]
    pub effective_from: Option<LocalHour>,
}

/// An hour by the organisation's own clock.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalHour {
    /// At most a year ahead.
    #[schema(example = "2027-01-01")]
    pub on: NaiveDate,
    /// 0 is the beginning of the day.
    #[serde(default)]
    #[schema(maximum = 23)]
    pub hour: u8,
}

/// Publish an approval policy
///
/// A proposed draft becomes the next version, word for word, by somebody who wrote none of it. From the hour given, documents
/// that are submitted go through it; those under way keep the version that they were submitted under. `If-Match` says
/// which revision of the draft was looked at.
#[utoipa::path(
    post, path = "/approval-policy-drafts/{id}/publish", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    request_body = PublishRequest,
    responses((status = 201, body = PolicyView, description = "The new version."))
)]
pub async fn publish_approval_policy(
    permit: Permit<PublishApprovalPolicies>,
    id: Path<PolicyDraftId>,
    if_match: IfMatch,
    request: Json<PublishRequest>,
) -> Result<Answer<PolicyView>, Error> {
    permit.change(async |work| publish(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks the draft, decides, has it confirmed, makes a version of it and tells.
pub async fn publish(
    work: &mut Work<'_, PublishApprovalPolicies>,
    id: PolicyDraftId,
    seen: Revision,
    request: PublishRequest,
) -> Result<Changed<PolicyView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.revision.must_be(seen)?;
    let newest = versions::newest(work).await?;
    let by = Deed { by: work.caller().person_id, at: work.now() };
    let published = draft.publish(newest.policy.id, by)?;
    must_be_known(work, &published.content.definition).await?;
    let zone = organisation::read(work).await?.time_zone;
    let version = PolicyVersion {
        id: PolicyVersionId(work.new_id()),
        number: newest.number_max.saturating_add(1),
        name: published.content.name.clone(),
        effective_from: effective_from(request.effective_from, &newest, zone, by.at)?,
        definition: published.content.definition.clone(),
        published_by: Some(by.by),
        published_at: by.at,
    };
    let from = request.effective_from.map(|_| moment(version.effective_from, zone));
    let intent = Intent {
        target: id.into(),
        title: format!("Publish version {} of the approval policy: {}", version.number, version.name),
        lines: in_lines(work, &version, &newest, from).await?,
    };
    let confirmed = work.confirmed(intent).await?;
    versions::insert(work, &version, id, &confirmed).await?;
    store::save(work, &published).await?;
    let detail = json!({
        "number": version.number,
        "name": version.name,
        "draft_id": id,
        "follows_id": newest.policy.id,
        "effective_from": version.effective_from,
    });
    let shown = PolicyView::read(work, version.id).await?;
    let event = Event::of::<PublishApprovalPolicies>(version.id, detail);
    Ok(Changed::new(shown, event).created_at(format!("/v1/approval-policies/{}", version.id)))
}

// All of it, as whoever publishes must have read it: from when, and what is otherwise than in the version before.
async fn in_lines(
    tx: &mut Tx,
    version: &PolicyVersion,
    newest: &Newest,
    from: Option<String>,
) -> Result<Vec<String>, Error> {
    let before = versions::found(tx, newest.policy.id).await?;
    let PolicyChanges { summary, currency, steps, .. } =
        Comparison::of(tx, Some(before), &version.definition).await?.changes;
    let mut lines = vec![
        format!("In force: {}", from.unwrap_or_else(|| "at once".into())),
        format!("Follows version {}: {}", newest.policy.number, newest.policy.name),
        summary,
    ];
    lines.extend(currency.map(|currency| format!("Currency: {} → {}", currency.before, currency.after)));
    let changed: Vec<_> = steps.iter().filter(|step| step.kind != StepChangeKind::Unchanged).collect();
    lines.extend(changed.iter().take(STEPS_SHOWN_MAX).map(|step| in_line(step)));
    let more = changed.len().saturating_sub(STEPS_SHOWN_MAX);
    if more > 0 {
        lines.push(format!("And {more} more steps, as the draft shows them."));
    }
    Ok(lines)
}

fn in_line(step: &StepChange) -> String {
    let became = match step.kind {
        StepChangeKind::Added => "added",
        StepChangeKind::Removed => "removed",
        StepChangeKind::Changed => "changed",
        StepChangeKind::Moved => "moved",
        StepChangeKind::Unchanged => "as before",
    };
    let parts: String = step.parts.iter().map(|part| format!(" ({} → {})", part.before, part.after)).collect();
    format!("Step \"{}\" {became}: {}{parts}", step.name, step.sentence)
}

fn effective_from(
    asked: Option<LocalHour>,
    newest: &Newest,
    zone: TimeZone,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Error> {
    let from = match asked {
        None => now,
        Some(hour) => hour.moment(zone)?,
    };
    if from < now {
        return Err(Error::invalid("effective_from", "in_the_past", "Must not lie in the past; leave it out for now."));
    }
    if from.signed_duration_since(now) > TimeDelta::days(DAYS_AHEAD_MAX) {
        return Err(Error::invalid("effective_from.on", "too_far", "Must lie at most a year ahead."));
    }
    if from < newest.effective_from {
        let detail = format!(
            "Version {} \"{}\" takes effect only at {}.",
            newest.policy.number,
            newest.policy.name,
            moment(newest.effective_from, zone)
        );
        return Err(Error::refused(refusals::ANOTHER_IS_SCHEDULED, detail));
    }
    Ok(from)
}

impl LocalHour {
    // The earlier of two where a clock goes back; an hour that a clock leaves out is none.
    fn moment(self, zone: TimeZone) -> Result<DateTime<Utc>, Error> {
        let hour = self.on.and_hms_opt(u32::from(self.hour), 0, 0);
        let hour = hour.ok_or_else(|| Error::invalid("effective_from.hour", "out_of_range", "Must be 0 to 23."))?;
        zone.moment(hour).ok_or_else(|| {
            let message = format!("There is no such hour in {zone}: the clock goes forward then.");
            Error::invalid("effective_from.hour", "no_such_hour", message)
        })
    }
}
