//! One version of the approval policy, whole.
use access::{Action, Answer, Permit, Shown, Work, catalogue::ViewApprovalPolicies};
use actix_web::web::Path;
use chrono::{DateTime, Utc};
use kernel::{Error, Name};
use serde::Serialize;
use utoipa::ToSchema;

use super::{PolicyState, Published, list::Withdrawn, store};
use crate::{
    Policy, PolicyVersionId,
    draft::{PolicyDraftId, view::PersonNamed},
    in_words::StepInWords,
    names::Mentions,
};

/// One version with its steps; it never changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicy)]
pub struct PolicyView {
    pub id: PolicyVersionId,
    /// Counts the organisation's versions, from 1.
    #[schema(example = 1)]
    pub number: i32,
    pub name: Name,
    pub effective_from: DateTime<Utc>,
    pub state: PolicyState,
    /// Whether documents that are submitted now go through it.
    pub is_in_force: bool,
    pub definition: Policy,
    /// The same, step by step, in words.
    pub in_words: Vec<StepInWords>,
    /// Null for the version that the organisation was founded with.
    pub published_by: Option<PersonNamed>,
    pub published_at: DateTime<Utc>,
    /// The draft that it was made of; null for the first.
    pub draft_id: Option<PolicyDraftId>,
    /// Who took it back before it took effect.
    pub withdrawn: Option<Withdrawn>,
    pub actions: Vec<Action>,
}

impl Shown for PolicyView {}

/// Get an approval policy
///
/// One version with every step: when it is asked, and whom it asks.
#[utoipa::path(
    get, path = "/approval-policies/{id}", tag = "approval",
    params(("id" = PolicyVersionId, Path, description = "The version.")),
    responses((status = 200, body = PolicyView, description = "The version."))
)]
pub async fn get_approval_policy(
    permit: Permit<ViewApprovalPolicies>,
    id: Path<PolicyVersionId>,
) -> Result<Answer<PolicyView>, Error> {
    permit.read(async |work| PolicyView::read(work, *id).await).await
}

impl PolicyView {
    /// One version, with what the caller may do with it.
    pub(crate) async fn read<P>(work: &mut Work<'_, P>, id: PolicyVersionId) -> Result<Self, Error> {
        let published = store::published(work, id).await?;
        let now = work.now();
        let names = store::names(work, &Mentions::of([&published.version.definition])).await?;
        let (state, actions) = (published.state(now), published.actions(work.caller(), now));
        let Published { version, publisher_name, is_in_force, draft_id, withdrawal } = published;
        let person = |(id, name)| PersonNamed { id, name };
        Ok(Self {
            id: version.id,
            number: version.number,
            name: version.name,
            effective_from: version.effective_from,
            state,
            is_in_force,
            in_words: version.definition.in_words(&names),
            definition: version.definition,
            published_by: version.published_by.zip(publisher_name).map(person),
            published_at: version.published_at,
            draft_id,
            withdrawn: withdrawal.map(Withdrawn::of),
            actions,
        })
    }
}
