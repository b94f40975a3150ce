//! Which policy is played through: a version, a draft, or what is in force.
use access::{
    Work,
    catalogue::{SimulateApprovalPolicies, ViewPolicyDrafts},
};
use kernel::{Currency, Error, Name, Revision};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{in_force::in_force, store};
use crate::{
    Policy, PolicyVersionId,
    draft::{PolicyDraftId, store as drafts},
    route::show::PolicyOf,
};

/// Which policy to play a document through.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = ApprovalPolicyChoice)]
pub struct PolicyChoice {
    /// Which version, instead of the one in force; needs the permission to simulate.
    #[serde(default)]
    pub policy_id: Option<PolicyVersionId>,
    /// Which draft, instead of a version; needs the permission to see drafts.
    #[serde(default)]
    pub draft_id: Option<PolicyDraftId>,
}

/// A draft, in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyDraftReference)]
pub struct DraftOf {
    pub id: PolicyDraftId,
    pub name: Name,
    pub revision: Revision,
}

/// What is played through.
pub struct Played {
    /// The version; none for a draft.
    pub policy: Option<PolicyOf>,
    /// The draft; none for a version.
    pub draft: Option<DraftOf>,
    pub(crate) definition: Policy,
}

impl Played {
    /// The one that is chosen. To who may not see it, there is none.
    pub async fn of<P>(work: &mut Work<'_, P>, choice: &PolicyChoice) -> Result<Self, Error> {
        let version = match (choice.policy_id, choice.draft_id) {
            (Some(_), Some(_)) => {
                return Err(Error::invalid("draft_id", "conflict", "Name a version or a draft, not both."));
            }
            (None, Some(id)) => return Self::drafted(work, id).await,
            (Some(_), None) if !work.caller().holds::<SimulateApprovalPolicies>() => {
                return Err(Error::invalid("policy_id", "unknown", "There is no such policy."));
            }
            (Some(id), None) => store::named_by(work, "policy_id", id).await?,
            (None, None) => in_force(work).await?,
        };
        let policy = PolicyOf { id: version.id, number: version.number, name: version.name };
        Ok(Self { policy: Some(policy), draft: None, definition: version.definition })
    }

    async fn drafted<P>(work: &mut Work<'_, P>, id: PolicyDraftId) -> Result<Self, Error> {
        let unknown = || Error::invalid("draft_id", "unknown", "There is no such draft.");
        if !work.caller().holds::<ViewPolicyDrafts>() {
            return Err(unknown());
        }
        let draft = drafts::seek(work, id).await?.ok_or_else(unknown)?;
        let of = DraftOf { id, name: draft.content.name, revision: draft.revision };
        Ok(Self { policy: None, draft: Some(of), definition: draft.content.definition })
    }

    /// The currency that its amounts are in.
    pub fn currency(&self) -> Currency {
        self.definition.currency
    }
}
