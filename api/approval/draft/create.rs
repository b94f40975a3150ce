//! Begin a draft of the approval policy.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreatePolicyDrafts};
use kernel::{Error, Json, Name, Note};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Content, Deed, Draft, PolicyDraftId, store,
    view::{DraftView, show},
};
use crate::{
    Policy, PolicyVersionId,
    policy::{known::must_be_known, store as versions},
    refusals,
};

/// How many may be under way in an organisation at once.
const OPEN_MAX: i64 = 20;

/// A new draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateApprovalPolicyDraftRequest)]
pub struct CreateRequest {
    pub name: Name,
    /// Why, for whoever is to publish it.
    pub note: Option<Note>,
    /// The version to begin with; the newest when absent. Without a `definition` its steps are copied.
    pub based_on_id: Option<PolicyVersionId>,
    pub definition: Option<Policy>,
}

/// Begin a draft of the approval policy
///
/// A copy of a version, or a wording of your own. An organisation has at most 20 drafts under way.
#[utoipa::path(
    post, path = "/approval-policy-drafts", tag = "approval", request_body = CreateRequest,
    responses((status = 201, body = DraftView, description = "The draft."))
)]
pub async fn create_approval_policy_draft(
    permit: Permit<CreatePolicyDrafts>,
    request: Json<CreateRequest>,
) -> Result<Answer<DraftView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Saves it and tells.
pub async fn create(
    work: &mut Work<'_, CreatePolicyDrafts>,
    request: CreateRequest,
) -> Result<Changed<DraftView>, Error> {
    if store::count_open(work).await? >= OPEN_MAX {
        return Err(refusals::TOO_MANY_DRAFTS.into());
    }
    let based_on = match request.based_on_id {
        Some(id) => versions::named_by(work, "based_on_id", id).await?.id,
        None => versions::newest(work).await?.policy.id,
    };
    let definition = match request.definition {
        Some(definition) => definition,
        None => versions::found(work, based_on).await?.definition,
    };
    must_be_known(work, &definition).await?;
    let content = Content { name: request.name, note: request.note, based_on, definition };
    let author = Deed { by: work.caller().person_id, at: work.now() };
    let draft = Draft::begun(PolicyDraftId(work.new_id()), content, author);
    store::insert(work, &draft).await?;
    let id = draft.id;
    let event = Event::of::<CreatePolicyDrafts>(id, json!({ "name": draft.content.name, "based_on_id": based_on }));
    Ok(Changed::new(show(work, draft).await?, event).created_at(format!("/v1/approval-policy-drafts/{id}")))
}
