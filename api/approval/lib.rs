//! Who must agree to a document, and who has.
//!
//! One engine for every kind of document: it knows them only by kind and id, and never by their tables. A policy is
//! data in immutable versions (`policy`, `condition`); `resolve` makes a route of it for the facts of one document and
//! says of every step why it applies; a verdict carries the route on; `carry_over` keeps what was approved when a
//! document comes back unchanged; `simulate` answers "who would approve this, and why" before anybody is asked. Nobody
//! may approve a document of their own (SOD-01), count twice in one chain (SOD-02) or approve what they edited
//! (SOD-12); the database refuses it again. A step that nobody can fill is a loud refusal that says who could mend it,
//! never an approval. The rules are pure; the verbs of the room of a document call `submit`, `decide`, `withdraw` and
//! `end_route` in their own transaction, under their own permission and event.

mod approval;
mod candidate;
mod carry_over;
#[cfg(test)]
mod chain;
mod changes;
mod clash;
mod condition;
mod decide;
mod directory;
mod document;
mod draft;
mod examine;
mod hand_over;
mod in_words;
mod matching;
mod names;
mod policy;
mod progress;
mod refusal;
mod route;
mod routes;
#[cfg(test)]
mod sample;
mod simulate;
mod validate;
mod withdraw;
mod wording;

pub use candidate::{Barred, BarredBy, Candidate};
pub use carry_over::CarriedStep;
pub use clash::Clash;
pub use condition::{
    AmountTest, CategorySumTest, CategoryTest, Condition, DepartmentTest, KindTest, RequesterTest, SupplierTest,
};
pub use decide::{Outcome, Verdict};
pub use directory::{Directory, Head, Member};
pub use document::{CategorySum, DepartmentOf, DocumentFacts, DocumentKind, MaterialDigest, NamedCategory};
pub use draft::{DraftStatus, PolicyDraftId};
pub use hand_over::{OpenApproval, hand_over, lock_open_approvals, open_approvals};
pub use kernel::{CategoryId, DocumentId, SupplierId};
pub use policy::{
    OnNobody, OnSamePerson, Policy, PolicyState, PolicyVersion, PolicyVersionId, Quorum, Step, StepNumber, Thresholds,
    Who,
    found::{first_policy, found, standard_policy_json},
    in_force::policy_currency,
    played::{DraftOf, Played, PolicyChoice},
};
pub use progress::{Approval, Ending, HowEnded, LeftOut, Progress, RouteStatus, StepState};
pub use refusal::{REFUSALS, refusals};
pub use route::{
    DeadEnd, Route, RouteId, RouteStep, Waiting,
    decide::{Decided, decide},
    end::end_route,
    note_editor::note_editor,
    preview::preview,
    resolve,
    show::{ApprovalGiven, EndedView, PolicyOf, RouteView, StepView, route_of},
    standing::{Standing, standing},
    submit::{Submitted, submit},
    withdraw::withdraw,
};
pub use routes::routes;
pub use simulate::Simulation;
pub use validate::GRAMMAR_LISTS;

pub(crate) use {directory::Needs, progress::start};
