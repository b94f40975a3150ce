//! The grammar of a policy, and its immutable versions.
use chrono::{DateTime, Utc};
use kernel::{Currency, FieldError, Money, Name, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Condition;

pub(crate) mod compare;
pub(crate) mod examine;
pub(crate) mod found;
pub(crate) mod get;
pub(crate) mod in_force;
pub(crate) mod known;
pub(crate) mod list;
pub(crate) mod played;
pub(crate) mod published;
pub(crate) mod simulate;
pub(crate) mod store;
pub(crate) mod withdraw;

pub use published::PolicyState;
pub(crate) use published::{Published, Withdrawal};

kernel::id! {
    /// One immutable version of an organisation's approval policy.
    PolicyVersionId;
}

/// Who must agree to which documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "currency": "EUR",
    "steps": [
        { "name": "Head of department", "order": 1, "who": "department_head", "on_nobody": { "ask": { "role": "owner" } } },
        {
            "name": "GM",
            "order": 2,
            "when": { "amount": { "greater_than": { "amount": "1000.00", "currency": "EUR" } } },
            "who": { "role": "general_manager" },
        },
    ],
}))]
pub struct Policy {
    /// The currency of every amount in the policy; documents in others are converted first.
    pub currency: Currency,
    /// Steps with a lower `order` are asked first; those that share one are asked side by side.
    #[schema(min_items = 1, max_items = 20)]
    pub steps: Vec<Step>,
}

/// One step: when it is asked, and who is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Unlike every other step's.
    pub name: Name,
    #[schema(minimum = 1, maximum = 20)]
    pub order: u8,
    /// Absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    pub who: Who,
    #[serde(default)]
    pub quorum: Quorum,
    /// Up to which amount this step's approvers may approve; absent: without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    #[serde(default)]
    pub on_same_person: OnSamePerson,
    #[serde(default)]
    pub on_nobody: OnNobody,
}

/// Whom a step asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The head of the document's department.
    DepartmentHead,
    /// Everybody with this role, by its code such as `general_manager`.
    Role(Name),
    Person(PersonId),
    /// Everybody whom one of these names; not nested.
    #[schema(no_recursion)]
    AnyOf(Vec<Who>),
}

/// How many of those asked must agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    #[default]
    Any,
    /// Everybody who may, at the time when the route is made.
    All,
    /// This many different people, 2 to 20.
    NOf(u8),
}

/// What happens when those who could approve a step count at another step of the chain already (SOD-02).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnSamePerson {
    /// The next person is asked; with nobody else the route is refused.
    #[default]
    Next,
    /// The step is left out, and the timeline says so.
    Skip,
}

/// What happens when nobody may approve a step, such as a head's own request: never an approval.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnNobody {
    /// A loud refusal.
    #[default]
    Fail,
    /// These are asked in their place, and the route says so. Where they count at another step of the chain, this one is
    /// left out; where they may not either, it is a loud refusal.
    Ask(Who),
}

/// The place of a step in its policy, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(example = 1, minimum = 1, maximum = 20)]
pub struct StepNumber(pub i16);

/// A policy that was published; it never changes, and a document keeps the one it was submitted under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PolicyVersion {
    pub id: PolicyVersionId,
    /// Counts the organisation's versions, from 1.
    pub number: i32,
    pub name: Name,
    pub effective_from: DateTime<Utc>,
    pub definition: Policy,
    /// Null for the version that the organisation was founded with.
    pub published_by: Option<PersonId>,
    pub published_at: DateTime<Utc>,
}

/// Above which amounts the standard policy asks further up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    pub gm_above: Money,
    pub owner_above: Money,
}

impl Policy {
    /// The policy a new organisation starts with: department head, Accounts, then GM and Owner above their thresholds.
    ///
    /// What a head asks for goes to GM or Owner in the head's place, and what the GM asks for to the Owner.
    pub fn standard(above: Thresholds) -> Result<Self, Vec<FieldError>> {
        let (gm, owner) = (role("general_manager")?, role("owner")?);
        let above_head = OnNobody::Ask(Who::AnyOf(vec![gm.clone(), owner.clone()]));
        let (gm_above, owner_above) =
            (Condition::total_above(above.gm_above), Condition::total_above(above.owner_above));
        let policy = Self {
            currency: above.gm_above.currency,
            steps: vec![
                Step { on_nobody: above_head, ..Step::standard("Head of department", 1, None, Who::DepartmentHead)? },
                Step::standard("Accounts", 2, None, role("accounts")?)?,
                Step { on_nobody: OnNobody::Ask(owner.clone()), ..Step::standard("GM", 3, Some(gm_above), gm)? },
                Step::standard("Owner", 4, Some(owner_above), owner)?,
            ],
        };
        policy.validate()?;
        Ok(policy)
    }
}

impl Step {
    /// Everybody whom the step may come to ask.
    pub(crate) fn asks(&self) -> impl Iterator<Item = &Who> {
        let instead = match &self.on_nobody {
            OnNobody::Ask(others) => Some(others),
            OnNobody::Fail => None,
        };
        std::iter::once(&self.who).chain(instead)
    }

    fn standard(title: &str, order: u8, when: Option<Condition>, who: Who) -> Result<Self, Vec<FieldError>> {
        let (quorum, on_same_person, on_nobody) = Default::default();
        Ok(Self { name: named(title)?, order, when, who, quorum, limit: None, on_same_person, on_nobody })
    }
}

fn role(title: &str) -> Result<Who, Vec<FieldError>> {
    named(title).map(Who::Role)
}

fn named(title: &str) -> Result<Name, Vec<FieldError>> {
    Name::parse(title).map_err(|why| vec![FieldError::new("name", "name", why)])
}

impl Quorum {
    /// How many of `candidates` must agree.
    pub(crate) fn needed(self, candidates: usize) -> usize {
        match self {
            Self::Any => 1,
            Self::All => candidates.max(1),
            Self::NOf(n) => usize::from(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, eur, person};

    #[test]
    fn a_policy_survives_the_wire() {
        let policy = sample::policy();

        let text = serde_json::to_string(&policy).unwrap();

        assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
    }

    #[test]
    fn a_step_reads_as_its_author_wrote_it() {
        let id = person(3);
        let text = format!(
            r#"{{"name": "Two of us", "order": 2, "who": {{"any_of": ["department_head", {{"role": "general_manager"}}, {{"person": "{id}"}}]}},
                "quorum": {{"n_of": 2}}, "on_same_person": "skip", "on_nobody": {{"ask": "department_head"}}, "limit": {{"amount": "500", "currency": "EUR"}},
                "when": {{"all": [{{"amount": {{"at_least": {{"amount": "10.50", "currency": "EUR"}}}}}},
                                  {{"not": {{"kind": {{"in": ["requisition"]}}}}}}]}}}}"#
        );

        let step: Step = serde_json::from_str(&text).unwrap();

        let gm = Who::Role(sample::name("general_manager"));
        assert_eq!(step.who, Who::AnyOf(vec![Who::DepartmentHead, gm, Who::Person(id)]));
        assert_eq!((step.quorum, step.limit), (Quorum::NOf(2), Some(eur("500"))));
        assert_eq!((step.on_same_person, step.on_nobody), (OnSamePerson::Skip, OnNobody::Ask(Who::DepartmentHead)));
    }

    #[test]
    fn a_policy_with_a_word_it_does_not_know_is_refused() {
        for wrong in [
            r#"{"currency": "EUR", "steps": [], "note": 1}"#,
            r#"{"currency": "EUR", "steps": [{"name": "GM", "order": 1, "who": {"manager": 1}}]}"#,
            r#"{"currency": "EUR", "steps": [{"name": "GM", "order": 1, "who": "department_head", "on_nobody": "approve"}]}"#,
            r#"{"currency": "EUR", "steps": [{"name": "GM", "order": 1, "who": "department_head", "when": {"amount": {"is": 1}}}]}"#,
            r#"{"currency": "EUR", "steps": [{"name": "GM", "order": 1, "who": "department_head", "when": {"any": [], "all": []}}]}"#,
        ] {
            assert!(serde_json::from_str::<Policy>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_standard_policy_asks_the_owner_above_the_gm() {
        let names: Vec<_> = sample::policy().steps.iter().map(|step| step.name.to_string()).collect();
        let upside_down = Thresholds { gm_above: eur("1000"), owner_above: eur("-1") };

        assert_eq!(names, ["Head of department", "Accounts", "GM", "Owner"]);
        assert!(Policy::standard(upside_down).is_err());
    }

    #[test]
    fn the_document_has_a_schema_for_every_word_of_the_grammar() {
        #[derive(utoipa::OpenApi)]
        #[openapi(components(schemas(
            PolicyVersion,
            crate::Simulation,
            crate::Progress,
            crate::CarriedStep,
            crate::Verdict
        )))]
        struct Document;

        let document = serde_json::to_value(<Document as utoipa::OpenApi>::openapi()).unwrap();

        let text = document.to_string();
        let named = |part: &str| part.split('"').next().unwrap_or_default().to_owned();
        let missing: Vec<_> = text
            .split("#/components/schemas/")
            .skip(1)
            .map(named)
            .filter(|name| document["components"]["schemas"].get(name).is_none())
            .collect();
        assert_eq!(missing, Vec::<String>::new());
        assert!(text.contains("every_line_in") && text.contains("on_same_person") && text.contains("n_of"));
    }
}
