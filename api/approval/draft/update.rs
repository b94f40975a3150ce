//! Edit a draft of the approval policy.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdatePolicyDrafts};
use actix_web::web::Path;
use kernel::{Error, IfMatch, Json, Name, Note, Patch, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Content, Deed, PolicyDraftId, store,
    view::{DraftView, show},
};
use crate::{
    Policy, PolicyVersionId,
    policy::{known::must_be_known, store as versions},
};

/// The parts to change: what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateApprovalPolicyDraftRequest)]
pub struct UpdateRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    pub name: Option<Name>,
    /// Null takes it away.
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    pub note: Patch<Note>,
    /// The version that it is to follow: the newest, once its changes have been looked at.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = PolicyVersionId)]
    pub based_on_id: Option<PolicyVersionId>,
    /// All of it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Policy)]
    pub definition: Option<Policy>,
}

/// Edit a draft of the approval policy
///
/// Whoever edits it becomes one of its authors, and no author may publish it. An edit takes a proposal back: it must be
/// proposed anew.
#[utoipa::path(
    patch, path = "/approval-policy-drafts/{id}", tag = "approval",
    params(("id" = PolicyDraftId, Path, description = "The draft.")),
    request_body = UpdateRequest,
    responses((status = 200, body = DraftView, description = "The edited draft."))
)]
pub async fn update_approval_policy_draft(
    permit: Permit<UpdatePolicyDrafts>,
    id: Path<PolicyDraftId>,
    if_match: IfMatch,
    request: Json<UpdateRequest>,
) -> Result<Answer<DraftView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdatePolicyDrafts>,
    id: PolicyDraftId,
    seen: Revision,
    request: UpdateRequest,
) -> Result<Changed<DraftView>, Error> {
    let draft = store::lock(work, id).await?;
    draft.revision.must_be(seen)?;
    let was = draft.status;
    let old = draft.content.clone();
    let based_on = match request.based_on_id {
        Some(id) => versions::named_by(work, "based_on_id", id).await?.id,
        None => old.based_on,
    };
    if let Some(definition) = &request.definition {
        must_be_known(work, definition).await?;
    }
    let content = Content {
        name: request.name.unwrap_or(old.name),
        note: request.note.or(old.note),
        based_on,
        definition: request.definition.unwrap_or(old.definition),
    };
    let author = Deed { by: work.caller().person_id, at: work.now() };
    let draft = draft.edit(content, author)?;
    store::save(work, &draft).await?;
    let event = Event::of::<UpdatePolicyDrafts>(id, json!({ "was": was, "based_on_id": based_on }));
    Ok(Changed::new(show(work, draft).await?, event))
}
