//! How far a document has come on its route; every state is derived from the approvals, none is stored twice.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use kernel::{Note, PersonId, Revision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    OnSamePerson, Route, RouteStep, StepNumber,
    matching::{Demand, Shortage, shortage},
    wording::sentence,
};

/// A route and what has happened on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    pub route: Route,
    /// Each person at most once (SOD-02).
    pub approvals: Vec<Approval>,
    /// Steps that nobody was asked for, since those who could count elsewhere (`on_same_person: skip`).
    pub left_out: Vec<LeftOut>,
    /// How it ended, unless by approval.
    pub ending: Option<Ending>,
}

/// One person's yes to one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Approval {
    pub step: StepNumber,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub note: Option<Note>,
    /// The revision that was approved.
    pub revision: Revision,
    /// Whether it was given on an earlier route of the same document, unchanged.
    pub is_carried: bool,
}

/// A step that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftOut {
    pub step: StepNumber,
    pub why: String,
}

/// An end that is no approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ending {
    pub how: HowEnded,
    /// At which step; none when it was withdrawn or the document cancelled.
    pub step: Option<StepNumber>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub note: Option<Note>,
}

/// The ends that are no approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowEnded {
    Returned,
    Rejected,
    Withdrawn,
    /// The document was cancelled.
    Cancelled,
}

/// Where the whole route stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RouteStatus {
    Running,
    Approved,
    Returned,
    Rejected,
    Withdrawn,
    Cancelled,
}

/// Where one step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Its condition does not hold, or it was left out.
    Skipped,
    /// Steps of a lower order are not done.
    Waiting,
    Open,
    Satisfied,
    /// The route ended before it was done.
    Ended,
}

/// Who may approve each step, as far as is known now.
pub(crate) type Eligible = BTreeMap<StepNumber, BTreeSet<PersonId>>;

impl RouteStatus {
    /// Every status.
    pub const ALL: &[Self] =
        &[Self::Running, Self::Approved, Self::Returned, Self::Rejected, Self::Withdrawn, Self::Cancelled];

    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads what `code` wrote.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.code() == code)
    }
}

/// Sets out on a route: the steps of the lowest order open.
pub fn start(route: Route) -> Progress {
    let mut progress = Progress { route, approvals: Vec::new(), left_out: Vec::new(), ending: None };
    let eligible = progress.asked();
    progress.advance(None, &eligible);
    progress
}

impl Progress {
    /// Where the whole route stands.
    pub fn status(&self) -> RouteStatus {
        match &self.ending {
            Some(ending) => match ending.how {
                HowEnded::Returned => RouteStatus::Returned,
                HowEnded::Rejected => RouteStatus::Rejected,
                HowEnded::Withdrawn => RouteStatus::Withdrawn,
                HowEnded::Cancelled => RouteStatus::Cancelled,
            },
            None if self.current_order().is_none() => RouteStatus::Approved,
            None => RouteStatus::Running,
        }
    }

    /// Where one step stands; none for a number that the route does not have.
    pub fn step_state(&self, number: StepNumber) -> Option<StepState> {
        let step = self.step(number)?;
        Some(if !step.applies || self.left_out.iter().any(|left| left.step == number) {
            StepState::Skipped
        } else if self.is_settled(step) {
            StepState::Satisfied
        } else if self.ending.is_some() {
            StepState::Ended
        } else if self.current_order() == Some(step.order) {
            StepState::Open
        } else {
            StepState::Waiting
        })
    }

    /// The steps that ask somebody now.
    pub fn open_steps(&self) -> Vec<StepNumber> {
        let numbers = self.route.steps.iter().map(|step| step.number);
        numbers.filter(|number| self.step_state(*number) == Some(StepState::Open)).collect()
    }

    /// Whom each open step waits for: the rows of an inbox. Whoever counts already or is needed elsewhere is not among them.
    pub fn waiting_for(&self) -> Vec<(StepNumber, PersonId)> {
        let eligible = self.asked();
        let asked =
            |number: StepNumber| eligible.get(&number).into_iter().flatten().map(move |person| (number, *person));
        let free = |(step, person): &(StepNumber, PersonId)| {
            !self.counts(*person) && self.spares(*step, *person, &eligible).is_ok()
        };
        self.open_steps().into_iter().flat_map(asked).filter(free).collect()
    }

    pub(crate) fn step(&self, number: StepNumber) -> Option<&RouteStep> {
        self.route.steps.iter().find(|step| step.number == number)
    }

    pub(crate) fn name(&self, number: StepNumber) -> &str {
        self.step(number).map_or("a step", |step| step.name.as_str())
    }

    /// The step at which this person counts already (SOD-02).
    pub(crate) fn counted_at(&self, person: PersonId) -> Option<StepNumber> {
        self.approvals.iter().find(|approval| approval.by == person).map(|approval| approval.step)
    }

    fn counts(&self, person: PersonId) -> bool {
        self.counted_at(person).is_some()
    }

    /// How many more people this step needs.
    pub(crate) fn still_needed(&self, step: &RouteStep) -> usize {
        let given = self.approvals.iter().filter(|approval| approval.step == step.number).count();
        step.needed().saturating_sub(given)
    }

    fn is_settled(&self, step: &RouteStep) -> bool {
        !step.applies || self.left_out.iter().any(|left| left.step == step.number) || self.still_needed(step) == 0
    }

    /// The order whose steps are open; none when every step is done.
    pub(crate) fn current_order(&self) -> Option<u8> {
        self.route.steps.iter().filter(|step| !self.is_settled(step)).map(|step| step.order).min()
    }

    /// Whom the route asks, as it was made.
    pub(crate) fn asked(&self) -> Eligible {
        let people = |step: &RouteStep| step.candidates.iter().map(|candidate| candidate.person).collect();
        self.route.steps.iter().map(|step| (step.number, people(step))).collect()
    }

    /// Whether enough people remain for every other step when this person approves this one (SOD-02).
    pub(crate) fn spares(
        &self,
        step: StepNumber,
        person: PersonId,
        eligible: &Eligible,
    ) -> Result<(), Shortage<StepNumber>> {
        let before = self.demands(eligible);
        let mut after = before.clone();
        for demand in &mut after {
            demand.people.remove(&person);
            if demand.step == step {
                demand.needed = demand.needed.saturating_sub(1);
            }
        }
        // What was short before, such as by somebody who left, is no reason to refuse this approval.
        let already = shortage(&before).map_or(0, |short| short.missing);
        match shortage(&after) {
            Some(short) if short.missing > already => Err(short),
            Some(_) | None => Ok(()),
        }
    }

    /// Opens the next steps once those of an order are done; of these, leaves out what SOD-02 lets nobody fill.
    pub(crate) fn advance(&mut self, before: Option<u8>, eligible: &Eligible) -> Vec<LeftOut> {
        let mut left_out = Vec::new();
        let mut done = before;
        while let Some(order) = self.current_order().filter(|order| Some(*order) != done) {
            let left = self.leave_out(order, eligible);
            if left.is_empty() || self.current_order() == Some(order) {
                done = Some(order);
            }
            left_out.extend(left);
        }
        left_out
    }

    fn leave_out(&mut self, order: u8, eligible: &Eligible) -> Vec<LeftOut> {
        let may_skip = |step: &RouteStep| step.on_same_person == OnSamePerson::Skip;
        let mut demands: Vec<_> = self
            .route
            .steps
            .iter()
            .filter(|step| !may_skip(step))
            .filter_map(|step| self.demand(step, eligible))
            .collect();
        let mut left_out = Vec::new();
        for step in self.route.steps.iter().filter(|step| step.order == order && may_skip(step)) {
            let Some(demand) = self.demand(step, eligible) else {
                continue;
            };
            // Too few people at all is a dead end, never a reason to leave a step out.
            let could_fill = eligible.get(&step.number).is_some_and(|people| people.len() >= step.needed());
            let missing = shortage(&demands).map_or(0, |short| short.missing);
            demands.push(demand);
            if could_fill && shortage(&demands).is_some_and(|short| short.missing > missing) {
                demands.pop();
                let why = format!(
                    "{} was left out: whoever could approve it, {}, counts at another step of this chain (SOD-02).",
                    step.name,
                    step.names()
                );
                left_out.push(LeftOut { step: step.number, why: sentence(&why) });
            }
        }
        self.left_out.extend(left_out.iter().cloned());
        left_out
    }

    // What must still be filled: steps that may be left out count from the moment they are open.
    fn demands(&self, eligible: &Eligible) -> Vec<Demand<StepNumber>> {
        let open = self.current_order();
        let strict = |step: &&RouteStep| step.on_same_person == OnSamePerson::Next || Some(step.order) == open;
        self.route.steps.iter().filter(strict).filter_map(|step| self.demand(step, eligible)).collect()
    }

    fn demand(&self, step: &RouteStep, eligible: &Eligible) -> Option<Demand<StepNumber>> {
        let people = eligible.get(&step.number).into_iter().flatten().copied();
        let people = people.filter(|person| !self.counts(*person)).collect();
        (!self.is_settled(step)).then(|| Demand { step: step.number, needed: self.still_needed(step), people })
    }

    /// Whether the rest of the route has enough different people as it was made.
    pub(crate) fn can_finish(&self) -> bool {
        shortage(&self.demands(&self.asked())).is_none()
    }
}
