//! List the drafts of the approval policy.
use access::{Answer, Permit, Shown, Work, catalogue::ViewPolicyDrafts};
use kernel::{Cursor, Error, Name, Page, PageSize, Query, Revision};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Draft, DraftStatus, PolicyDraftId, store,
    view::{DoneBy, named},
};
use crate::{
    PolicyVersionId,
    names::{Mentions, Names},
    policy::store as versions,
};

/// Which drafts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDraftsRequest {
    /// Only those that came so far.
    pub status: Option<DraftStatus>,
    /// Where the last page ended.
    pub cursor: Option<Cursor>,
    /// How many, 1 to 100.
    #[serde(default)]
    #[param(required = false)]
    pub limit: PageSize,
}

/// A draft in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyDraftListed)]
pub struct DraftListed {
    pub id: PolicyDraftId,
    pub name: Name,
    pub status: DraftStatus,
    pub based_on_id: PolicyVersionId,
    /// How many steps it has.
    #[schema(example = 4)]
    pub steps: usize,
    pub created: DoneBy,
    pub edited: DoneBy,
    pub revision: Revision,
}

impl Shown for DraftListed {}

/// List the drafts of the approval policy
///
/// Those under way and those that ended, the newest first.
#[utoipa::path(
    get, path = "/approval-policy-drafts", tag = "approval", params(ListDraftsRequest),
    responses((status = 200, body = Page<DraftListed>, description = "A page of drafts, the newest first."))
)]
pub async fn list_approval_policy_drafts(
    permit: Permit<ViewPolicyDrafts>,
    request: Query<ListDraftsRequest>,
) -> Result<Answer<Page<DraftListed>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page of drafts, the newest first.
pub async fn list(
    work: &mut Work<'_, ViewPolicyDrafts>,
    request: ListDraftsRequest,
) -> Result<Page<DraftListed>, Error> {
    let before = request.cursor.map(|cursor| cursor.place()).transpose()?;
    let drafts = store::page(work, request.status, before, request.limit.rows_asked()).await?;
    let people = drafts.iter().flat_map(|draft| [draft.created.by, draft.edited.by]).collect();
    let names = versions::names(work, &Mentions { people, ..Mentions::default() }).await?;
    let listed = drafts.into_iter().map(|draft| DraftListed::of(draft, &names)).collect::<Result<_, _>>()?;
    Page::cut(listed, request.limit, |draft: &DraftListed| draft.id)
}

impl DraftListed {
    fn of(draft: Draft, names: &Names) -> Result<Self, Error> {
        let done = |deed: super::Deed| named(&names.people, deed.by).map(|by| DoneBy { by, at: deed.at });
        Ok(Self {
            id: draft.id,
            status: draft.status,
            based_on_id: draft.content.based_on,
            steps: draft.content.definition.steps.len(),
            created: done(draft.created)?,
            edited: done(draft.edited)?,
            revision: draft.revision,
            name: draft.content.name,
        })
    }
}
