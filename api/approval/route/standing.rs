//! What a caller may do with a document's running route: the rule behind its actions.
use access::{Caller, Tx};
use kernel::{Error, PersonId};

use super::present::{Standpoint, look};
use crate::{DocumentFacts, Verdict, decide::may_decide, refusals, withdraw::withdraw};

/// One person before one document's route.
pub struct Standing {
    standpoint: Option<Standpoint>,
    by: PersonId,
}

/// Looks at a document's route with the eyes of the caller.
pub async fn standing(tx: &mut Tx, facts: &DocumentFacts, by: &Caller) -> Result<Standing, Error> {
    Ok(Standing { standpoint: look(tx, facts).await?, by: by.person_id })
}

impl Standing {
    /// Whether this verdict is open, by the rule that `decide` enforces.
    pub fn rule(&self, verdict: Verdict) -> Result<(), Error> {
        let Standpoint { found, .. } = self.route()?;
        may_decide(&found.progress, self.route()?.present(), self.by, None, verdict).map(drop)
    }

    /// Whether withdrawing is open, by the rule that `withdraw` enforces.
    pub fn rule_of_withdrawing(&self) -> Result<(), Error> {
        let standpoint = self.route()?;
        let progress = &standpoint.found.progress;
        withdraw(progress, standpoint.present(), self.by, None, standpoint.found.opened_at).map(drop)
    }

    fn route(&self) -> Result<&Standpoint, Error> {
        self.standpoint.as_ref().ok_or_else(|| refusals::ROUTE_IS_CLOSED.into())
    }
}
