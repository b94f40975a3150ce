//! The way of one document through a policy: which steps apply, why, and who may approve each.
use std::collections::BTreeSet;

use kernel::{DocumentId, Error, FieldError, Money, Name, PersonId, Refusal, Refused, Revision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Barred, BarredBy, Candidate, Directory, DocumentFacts, DocumentKind, MaterialDigest, OnNobody, OnSamePerson,
    Policy, PolicyVersion, PolicyVersionId, Quorum, Step, StepNumber, Who,
    candidate::{Considered, consider},
    matching::{Demand, shortage},
    refusals,
    wording::{listed, role_words, sentence},
};

pub(crate) mod decide;
pub(crate) mod end;
pub(crate) mod note_editor;
pub(crate) mod present;
pub(crate) mod preview;
pub(crate) mod show;
pub(crate) mod standing;
pub(crate) mod store;
pub(crate) mod submit;
pub(crate) mod withdraw;

kernel::id! {
    /// One way of a document through a policy.
    RouteId;
}

/// Somebody whom an open step waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Waiting {
    pub step: StepNumber,
    pub step_name: Name,
    pub person_id: PersonId,
    pub person_name: Name,
}

/// The steps that a document was sent through, frozen with the policy version and the document's digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Route {
    pub kind: DocumentKind,
    pub document: DocumentId,
    /// The document's revision when the route was made.
    pub revision: Revision,
    pub policy_version: PolicyVersionId,
    pub policy_number: i32,
    pub material_digest: MaterialDigest,
    /// In the policy's own sequence; `order` says which come first.
    pub steps: Vec<RouteStep>,
}

/// One step of a route, those that do not apply included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RouteStep {
    pub number: StepNumber,
    pub name: Name,
    pub order: u8,
    pub applies: bool,
    /// `GM: total 1,250.00 EUR is above 1,000.00 EUR`.
    pub why: String,
    pub who: Who,
    pub quorum: Quorum,
    pub limit: Option<Money>,
    pub on_same_person: OnSamePerson,
    /// How many different people must approve; 0 for a step that does not apply.
    pub needed: u32,
    pub candidates: Vec<Candidate>,
    pub barred: Vec<Barred>,
}

/// Why a document cannot get through a policy, and who could mend that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadEnd {
    /// The refusal's code.
    pub rule: String,
    /// The steps concerned; none when it concerns the policy or the document as a whole.
    pub steps: Vec<StepNumber>,
    pub what: String,
    pub mend: String,
}

/// A route, and what stands in its way.
pub(crate) struct Plan {
    pub steps: Vec<RouteStep>,
    pub dead_ends: Vec<(Refusal, DeadEnd)>,
}

/// The route of a document under a policy version, or a loud refusal that names every dead end.
pub fn resolve(version: &PolicyVersion, facts: &DocumentFacts, directory: &Directory) -> Result<Route, Error> {
    let Plan { steps, dead_ends } = plan(&version.definition, facts, directory);
    if let Some((refusal, _)) = dead_ends.first() {
        return Err(refused(*refusal, &dead_ends));
    }
    Ok(Route {
        kind: facts.kind,
        document: facts.id,
        revision: facts.revision,
        policy_version: version.id,
        policy_number: version.number,
        material_digest: facts.material_digest,
        steps,
    })
}

fn refused(refusal: Refusal, dead_ends: &[(Refusal, DeadEnd)]) -> Error {
    let detail: Vec<_> = dead_ends.iter().map(|(_, end)| format!("{} {}", end.what, end.mend)).collect();
    let errors = dead_ends.iter().filter_map(|(_, end)| {
        let step = end.steps.first().map(|step| format!("steps[{}]", step.0.saturating_sub(1)));
        step.map(|field| FieldError::new(field, &end.rule, &end.what))
    });
    Error::Refused(Box::new(Refused {
        detail: Some(detail.join(" ")),
        errors: errors.collect(),
        ..Refused::plain(refusal)
    }))
}

/// The route with everything that stands in its way.
pub(crate) fn plan(policy: &Policy, facts: &DocumentFacts, directory: &Directory) -> Plan {
    if let Err(broken) = policy.validate() {
        let what =
            broken.iter().map(|error| format!("{}: {}", error.field, error.message)).collect::<Vec<_>>().join(" ");
        return Plan::dead(refusals::POLICY_IS_BROKEN, what, "An owner can publish a mended version.");
    }
    let foreign = |money: &Money| money.currency != policy.currency;
    let mut amounts = facts.categories.iter().map(|sum| sum.total).chain([facts.total_in_policy_currency]);
    if let Some(money) = amounts.find(foreign) {
        let what =
            format!("The policy stands in {}, an amount of the document in {}.", policy.currency, money.currency);
        return Plan::dead(
            refusals::AMOUNT_NOT_CONVERTED,
            what,
            "Accounts or an administrator can enter the exchange rate.",
        );
    }
    let steps: Vec<_> =
        (1..).map(StepNumber).zip(&policy.steps).map(|(n, step)| place(n, step, facts, directory)).collect();
    let mut dead_ends: Vec<_> =
        steps.iter().filter(|step| step.applies).filter_map(|step| nobody(step, facts)).collect();
    if !steps.iter().any(|step| step.applies) {
        let whys: Vec<_> = steps.iter().map(|step| step.why.as_str()).collect();
        let what = format!("No step applies: {}.", whys.join("; "));
        dead_ends.push(DeadEnd::of(
            refusals::ROUTE_IS_EMPTY,
            vec![],
            what,
            "An owner can publish a policy that covers it.",
        ));
    }
    dead_ends.extend(too_few(&steps, directory));
    Plan { steps, dead_ends }
}

impl Plan {
    fn dead(refusal: Refusal, what: String, mend: &str) -> Self {
        Self { steps: Vec::new(), dead_ends: vec![DeadEnd::of(refusal, Vec::new(), what, mend)] }
    }
}

impl DeadEnd {
    fn of(refusal: Refusal, steps: Vec<StepNumber>, what: String, mend: impl Into<String>) -> (Refusal, Self) {
        (refusal, Self { rule: refusal.code.into(), steps, what, mend: mend.into() })
    }
}

fn place(number: StepNumber, step: &Step, facts: &DocumentFacts, directory: &Directory) -> RouteStep {
    let judged = step.when.as_ref().map(|condition| condition.judge(facts));
    let (applies, why) = judged.map_or((true, "always".into()), |judged| (judged.holds, judged.why));
    let Asked { who, on_same_person, considered, instead } =
        if applies { asked(step, facts, directory) } else { Asked::nobody(step) };
    let Considered { candidates, barred } = considered;
    let why = instead.map_or(why.clone(), |instead| format!("{why}; {instead}"));
    let needed = if applies { step.quorum.needed(candidates.len()) } else { 0 };
    RouteStep {
        number,
        name: step.name.clone(),
        order: step.order,
        applies,
        why: format!("{}: {why}", step.name),
        who,
        quorum: step.quorum,
        limit: step.limit,
        on_same_person,
        needed: u32::try_from(needed).unwrap_or(u32::MAX),
        candidates,
        barred,
    }
}

/// Whom a step comes to ask.
struct Asked {
    who: Who,
    on_same_person: OnSamePerson,
    considered: Considered,
    /// Why others are asked than the policy's first choice.
    instead: Option<String>,
}

impl Asked {
    fn nobody(step: &Step) -> Self {
        let considered = Considered { candidates: Vec::new(), barred: Vec::new() };
        Self { who: step.who.clone(), on_same_person: step.on_same_person, considered, instead: None }
    }
}

// The step's own, or those in their place when none of them may.
fn asked(step: &Step, facts: &DocumentFacts, directory: &Directory) -> Asked {
    let own = consider(&step.who, step.limit, facts, directory);
    let OnNobody::Ask(others) = &step.on_nobody else {
        return Asked { considered: own, ..Asked::nobody(step) };
    };
    if !own.candidates.is_empty() {
        return Asked { considered: own, ..Asked::nobody(step) };
    }
    let reason = if own.barred.is_empty() {
        format!("it asks {}, and there is nobody", words(&step.who, facts))
    } else {
        own.barred.iter().map(|barred| format!("{} {}", barred.name, barred.why)).collect::<Vec<_>>().join("; ")
    };
    let instead = format!("{reason}, so it asks {} instead", words(others, facts));
    let mut considered = consider(others, step.limit, facts, directory);
    let is_new = |barred: &Barred| considered.barred.iter().all(|known| known.person != barred.person);
    let mut barred: Vec<_> = own.barred.into_iter().filter(is_new).collect();
    barred.append(&mut considered.barred);
    considered.barred = barred;
    Asked { who: others.clone(), on_same_person: OnSamePerson::Skip, considered, instead: Some(instead) }
}

impl RouteStep {
    pub(crate) fn needed(&self) -> usize {
        usize::try_from(self.needed).unwrap_or(usize::MAX)
    }

    /// The names of those who may approve, `or` between them.
    pub(crate) fn names(&self) -> String {
        listed(&self.candidates.iter().map(|candidate| candidate.name.as_str()).collect::<Vec<_>>(), "or")
    }
}

// A step with fewer candidates than it needs: who was considered, why each was barred, who could mend it.
fn nobody(step: &RouteStep, facts: &DocumentFacts) -> Option<(Refusal, DeadEnd)> {
    let missing = step.needed().checked_sub(step.candidates.len()).filter(|missing| *missing > 0)?;
    let barred: Vec<_> = step.barred.iter().map(|barred| format!("{} {}", barred.name, barred.why)).collect();
    let considered = if barred.is_empty() { "nobody else was considered".into() } else { barred.join("; ") };
    let asked = words(&step.who, facts);
    let what = if step.candidates.is_empty() {
        let considered = considered.replace("nobody else was", "nobody was");
        format!("{} asks {asked}, and nobody may approve it: {considered}.", step.name)
    } else {
        let (needed, names) = (step.needed, step.names().replace(" or ", " and "));
        format!(
            "{} needs {needed} of {asked}; {missing} short, for only {names} may approve it: {considered}.",
            step.name
        )
    };
    // Another head or one more holder of a role does not help whoever asks next.
    let is_tied = step.barred.iter().any(|barred| matches!(barred.by, BarredBy::OwnDocument | BarredBy::Edited));
    let besides = if is_tied { " Or: An owner can publish a policy that asks others in their place." } else { "" };
    let mend = format!("{}{besides}", mend(&step.who, facts));
    Some(DeadEnd::of(refusals::ROUTE_HAS_NOBODY, vec![step.number], sentence(&what), mend))
}

// Steps that have candidates each, but together too few different ones (SOD-02).
fn too_few(steps: &[RouteStep], directory: &Directory) -> Option<(Refusal, DeadEnd)> {
    let fillable = |step: &&RouteStep| step.applies && step.candidates.len() >= step.needed();
    let strict = |step: &&RouteStep| step.on_same_person == OnSamePerson::Next;
    let demands: Vec<_> = steps.iter().filter(fillable).filter(strict).map(RouteStep::demand).collect();
    let short = shortage(&demands)?;
    let is_short = |step: &&RouteStep| short.steps.contains(&step.number);
    let names: Vec<_> = steps.iter().filter(is_short).map(|step| step.name.as_str()).collect();
    let people: Vec<_> = short.people.iter().map(|person| directory.name(*person)).collect();
    let needed: u32 = steps.iter().filter(is_short).map(|step| step.needed).sum();
    let what = format!(
        "{} need {needed} different people, for one person counts for at most one step (SOD-02), and only {} may approve them.",
        listed(&names, "and"),
        listed(&people, "and"),
    );
    let mend = "An administrator can give somebody else one of the roles asked for, or an owner can publish a policy that lets a step be left out.";
    Some(DeadEnd::of(refusals::ROUTE_CANNOT_FINISH, short.steps, sentence(&what), mend))
}

impl RouteStep {
    fn demand(&self) -> Demand<StepNumber> {
        let people: BTreeSet<_> = self.candidates.iter().map(|candidate| candidate.person).collect();
        Demand { step: self.number, needed: self.needed(), people }
    }
}

fn words(who: &Who, facts: &DocumentFacts) -> String {
    match (who, &facts.department) {
        (Who::Person(_), _) => "the person named by the policy".into(),
        (Who::Role(role), _) => format!("the role {}", role_words(role)),
        (Who::DepartmentHead, Some(department)) => format!("the head of {}", department.name),
        (Who::DepartmentHead, None) => "the head of its department, and it has none".into(),
        (Who::AnyOf(classes), _) => listed(&classes.iter().map(|class| words(class, facts)).collect::<Vec<_>>(), "or"),
    }
}

fn mend(who: &Who, facts: &DocumentFacts) -> String {
    match (who, &facts.department) {
        (Who::Person(_), _) => "An owner can publish a policy that asks somebody else.".into(),
        (Who::Role(role), _) => {
            format!("An administrator can give the role {} to somebody who may approve this.", role_words(role))
        }
        (Who::DepartmentHead, Some(department)) => {
            format!("An administrator can name another head of {}.", department.name)
        }
        (Who::DepartmentHead, None) => "Whoever edits the document can give it a department.".into(),
        (Who::AnyOf(classes), _) => classes.iter().map(|class| mend(class, facts)).collect::<Vec<_>>().join(" Or: "),
    }
}

#[cfg(test)]
mod tests;
