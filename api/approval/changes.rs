//! What one policy says otherwise than another, step by step and in words.
use std::collections::BTreeSet;

use kernel::Name;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Policy, Step, StepNumber, in_words::StepInWords, names::Names, wording::sentence};

/// Everything in which a policy differs from the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyChanges)]
pub struct PolicyChanges {
    /// Whether nothing differs.
    pub is_same: bool,
    /// `1 step added, 2 changed.`
    #[schema(example = "1 step added, 2 changed.")]
    pub summary: String,
    /// The currency of all amounts, when it changed.
    pub currency: Option<WordingChange>,
    /// Every step of either, those that stayed as they were included: the newer policy's in their sequence, each removed
    /// one where it stood.
    pub steps: Vec<StepChange>,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ApprovalPolicyStepChangeKind)]
pub enum StepChangeKind {
    Added,
    Removed,
    Changed,
    /// It says the same, at another place of the list.
    Moved,
    Unchanged,
}

/// One step before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyStepChange)]
pub struct StepChange {
    pub kind: StepChangeKind,
    /// As it is called now; a removed one, as it was.
    pub name: Name,
    /// Its number in the older policy; null when it was added.
    pub number_before: Option<StepNumber>,
    /// Its number in the newer policy; null when it was removed.
    pub number_after: Option<StepNumber>,
    /// The step in a sentence: as it is now, or as it was.
    pub sentence: String,
    /// What exactly differs.
    pub parts: Vec<PartChange>,
}

/// Which part of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ApprovalPolicyStepPart)]
pub enum StepPart {
    Name,
    Order,
    When,
    Who,
    Quorum,
    Limit,
    OnSamePerson,
    OnNobody,
}

/// One part of a step, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyPartChange)]
pub struct PartChange {
    pub part: StepPart,
    #[schema(example = "the total is above 1,000.00 EUR")]
    pub before: String,
    #[schema(example = "the total is above 2,500.00 EUR")]
    pub after: String,
}

/// Something before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ApprovalPolicyWordingChange)]
pub struct WordingChange {
    pub before: String,
    pub after: String,
}

/// What `after` says otherwise than `before`; without a policy before, everything is new.
pub(crate) fn changes(before: Option<&Policy>, after: &Policy, names: &Names) -> PolicyChanges {
    let old: &[Step] = before.map(|policy| policy.steps.as_slice()).unwrap_or_default();
    let pairs = pairs(old, &after.steps);
    let moved = moved(&pairs);
    let mut steps: Vec<_> = pairs.iter().map(|pair| pair.told(moved.contains(&pair.after), names)).collect();
    for (place, step) in old.iter().enumerate() {
        if pairs.iter().all(|pair| pair.before.is_none_or(|(at, _)| at != place)) {
            let told = StepInWords::of(number(place), step, names);
            let at = steps.iter().rposition(|one| one.number_before.is_some_and(|at| at < told.number));
            steps.insert(at.map_or(0, |at| at.saturating_add(1)), StepChange::removed(told));
        }
    }
    let currency = before
        .filter(|policy| policy.currency != after.currency)
        .map(|policy| WordingChange { before: policy.currency.to_string(), after: after.currency.to_string() });
    let is_same = before == Some(after);
    PolicyChanges { is_same, summary: summary(&steps, currency.is_some()), currency, steps }
}

fn number(place: usize) -> StepNumber {
    StepNumber(i16::try_from(place.saturating_add(1)).unwrap_or(i16::MAX))
}

/// A step of the newer policy with the one that it was, both by their places.
struct Pair<'a> {
    after: usize,
    step: &'a Step,
    before: Option<(usize, &'a Step)>,
}

// A step is the one of the same name; a renamed one is that which says the same otherwise.
fn pairs<'a>(old: &'a [Step], new: &'a [Step]) -> Vec<Pair<'a>> {
    let mut taken = BTreeSet::new();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let same_name = |one: &Step, other: &Step| one.name.as_str().to_lowercase() == other.name.as_str().to_lowercase();
    for (after, step) in new.iter().enumerate() {
        let before = old.iter().enumerate().find(|(at, one)| !taken.contains(at) && same_name(one, step));
        taken.extend(before.map(|(at, _)| at));
        pairs.push(Pair { after, step, before });
    }
    for pair in pairs.iter_mut().filter(|pair| pair.before.is_none()) {
        let same = |one: &Step| Step { name: pair.step.name.clone(), ..one.clone() } == *pair.step;
        pair.before = old.iter().enumerate().find(|(at, one)| !taken.contains(at) && same(one));
        taken.extend(pair.before.map(|(at, _)| at));
    }
    pairs
}

// Those that stand in another sequence than before, counted among the steps of both.
fn moved(pairs: &[Pair<'_>]) -> BTreeSet<usize> {
    let kept: Vec<_> = pairs.iter().filter_map(|pair| Some((pair.before?.0, pair.after))).collect();
    let mut sorted = kept.clone();
    sorted.sort_unstable();
    kept.iter().zip(&sorted).filter(|(one, other)| one != other).map(|(one, _)| one.1).collect()
}

impl Pair<'_> {
    fn told(&self, is_moved: bool, names: &Names) -> StepChange {
        let now = StepInWords::of(number(self.after), self.step, names);
        let Some((at, step)) = self.before else {
            return StepChange::of(StepChangeKind::Added, now, None, Vec::new());
        };
        let then = StepInWords::of(number(at), step, names);
        let parts = self.parts(step, &then, &now);
        let kind = match (parts.is_empty(), is_moved) {
            (false, _) => StepChangeKind::Changed,
            (true, true) => StepChangeKind::Moved,
            (true, false) => StepChangeKind::Unchanged,
        };
        StepChange::of(kind, now, Some(then.number), parts)
    }

    // By the values, told in words: two departments of one name are two.
    fn parts(&self, was: &Step, then: &StepInWords, now: &StepInWords) -> Vec<PartChange> {
        let is = self.step;
        let compared = [
            (StepPart::Name, is.name == was.name, then.name.as_str(), now.name.as_str()),
            (StepPart::Order, is.order == was.order, &then.turn, &now.turn),
            (StepPart::When, is.when == was.when, &then.when, &now.when),
            (StepPart::Who, is.who == was.who, &then.who, &now.who),
            (StepPart::Quorum, is.quorum == was.quorum, &then.quorum, &now.quorum),
            (StepPart::Limit, is.limit == was.limit, &then.limit, &now.limit),
            (
                StepPart::OnSamePerson,
                is.on_same_person == was.on_same_person,
                &then.on_same_person,
                &now.on_same_person,
            ),
            (StepPart::OnNobody, is.on_nobody == was.on_nobody, &then.on_nobody, &now.on_nobody),
        ];
        let differ = compared.into_iter().filter(|(_, is_same, _, _)| !is_same);
        differ.map(|(part, _, before, after)| PartChange { part, before: before.into(), after: after.into() }).collect()
    }
}

impl StepChange {
    fn of(kind: StepChangeKind, now: StepInWords, before: Option<StepNumber>, parts: Vec<PartChange>) -> Self {
        let StepInWords { number, name, sentence, .. } = now;
        Self { kind, name, number_before: before, number_after: Some(number), sentence, parts }
    }

    fn removed(then: StepInWords) -> Self {
        let StepInWords { number, name, sentence, .. } = then;
        let (kind, parts) = (StepChangeKind::Removed, Vec::new());
        Self { kind, name, number_before: Some(number), number_after: None, sentence, parts }
    }
}

fn summary(steps: &[StepChange], has_other_currency: bool) -> String {
    let kinds = [
        (StepChangeKind::Added, "added"),
        (StepChangeKind::Removed, "removed"),
        (StepChangeKind::Changed, "changed"),
        (StepChangeKind::Moved, "moved"),
    ];
    let mut parts = Vec::new();
    for (kind, word) in kinds {
        match steps.iter().filter(|step| step.kind == kind).count() {
            0 => {}
            1 => parts.push(format!("1 step {word}")),
            many => parts.push(format!("{many} steps {word}")),
        }
    }
    if has_other_currency {
        parts.push("another currency".into());
    }
    let text = if parts.is_empty() { "nothing changed".into() } else { parts.join(", ") };
    format!("{}.", sentence(&text))
}

#[cfg(test)]
mod tests;
