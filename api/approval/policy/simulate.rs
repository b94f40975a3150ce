//! Who would approve a document that is only imagined, and why.
use std::collections::HashSet;

use access::{Answer, Permit, Shown, Work, catalogue::SimulateApprovalPolicies};
use kernel::{CategoryId, Currency, DepartmentId, Error, FieldError, Json, Money, PersonId, SupplierId};
use serde::{Deserialize, Serialize};
use tenancy::{convert, organisation, rate_on};
use utoipa::ToSchema;

use super::{
    played::{DraftOf, Played, PolicyChoice},
    store,
};
use crate::{
    CategorySum, DepartmentOf, DocumentFacts, DocumentKind, NamedCategory, PolicyVersionId, Simulation, directory,
    draft::PolicyDraftId, names::Mentions, route::show::PolicyOf, simulate::simulate as play,
};

const CATEGORIES_MAX: usize = 50;

/// A document to imagine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SimulateApprovalRequest)]
pub struct SimulateRequest {
    pub kind: DocumentKind,
    /// Its total; in another currency than the policy's it is told at today's exchange rate.
    pub amount: Money,
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
    /// What of the total falls to which category; the rest has none.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub categories: Vec<CategoryAmount>,
    /// From whom; nobody when absent.
    #[serde(default)]
    pub supplier_id: Option<SupplierId>,
    /// Who asks for it; yourself when absent.
    #[serde(default)]
    pub requester_id: Option<PersonId>,
    /// Which version to play through; the one in force when absent.
    #[serde(default)]
    pub policy_id: Option<PolicyVersionId>,
    /// Which draft to play through instead of a version; needs the permission to see drafts.
    #[serde(default)]
    pub draft_id: Option<PolicyDraftId>,
}

/// What of the total falls to a category.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryAmount {
    pub category_id: CategoryId,
    /// In the currency of the total.
    pub amount: Money,
}

/// What would happen, and under which policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimulatedApproval)]
pub struct SimulatedView {
    /// The version; null for a draft.
    pub policy: Option<PolicyOf>,
    /// The draft; null for a version.
    pub draft: Option<DraftOf>,
    pub simulation: Simulation,
}

impl Shown for SimulatedView {}

/// Simulate an approval
///
/// Who would approve such a document, in which order and why; what would stand in its way, and who could mend it.
/// Nothing is kept.
#[utoipa::path(
    post, path = "/approval-policies/simulate", tag = "approval", request_body = SimulateRequest,
    responses((status = 200, body = SimulatedView, description = "What would happen."))
)]
pub async fn simulate_approval(
    permit: Permit<SimulateApprovalPolicies>,
    request: Json<SimulateRequest>,
) -> Result<Answer<SimulatedView>, Error> {
    permit.read(async |work| simulate(work, request.into_inner()).await).await
}

/// Plays a policy through for an imagined document.
pub async fn simulate(
    work: &mut Work<'_, SimulateApprovalPolicies>,
    request: SimulateRequest,
) -> Result<SimulatedView, Error> {
    let choice = PolicyChoice { policy_id: request.policy_id, draft_id: request.draft_id };
    let Played { policy, draft, definition } = Played::of(work, &choice).await?;
    let facts = imagine(work, request).await?;
    let facts = told_in(work, definition.currency, facts).await?;
    let needs = definition.needs(&facts).under(policy.as_ref().map(|policy| policy.id));
    let directory = directory::store::load(work, facts.kind, &needs).await?;
    let simulation = play(&definition, &facts, &directory);
    Ok(SimulatedView { policy, draft, simulation })
}

// At today's rate, as a document that is submitted today; no rate is a refusal.
async fn told_in(
    work: &mut Work<'_, SimulateApprovalPolicies>,
    currency: Currency,
    mut facts: DocumentFacts,
) -> Result<DocumentFacts, Error> {
    if facts.total.currency == currency {
        return Ok(facts);
    }
    let now = work.now();
    let today = organisation::read(work).await?.today(now);
    let rate = rate_on(work, facts.total.currency, currency, today).await?;
    facts.total_in_policy_currency = convert(facts.total, rate, currency)?;
    for sum in &mut facts.categories {
        sum.total = convert(sum.total, rate, currency)?;
    }
    Ok(facts)
}

async fn imagine(
    work: &mut Work<'_, SimulateApprovalPolicies>,
    request: SimulateRequest,
) -> Result<DocumentFacts, Error> {
    request.check()?;
    let requester = request.requester_id.unwrap_or(work.caller().person_id);
    let mentions = Mentions {
        departments: request.department_id.into_iter().collect(),
        categories: request.categories.iter().map(|part| part.category_id).collect(),
        suppliers: request.supplier_id.into_iter().collect(),
        people: [requester].into(),
    };
    let named = store::names(work, &mentions).await?;
    let mut broken = Vec::new();
    if !named.people.contains_key(&requester) {
        broken.push(FieldError::new("requester_id", "unknown", "There is no such person."));
    }
    let department = request
        .department_id
        .and_then(|id| named.departments.get(&id).map(|name| DepartmentOf { id, name: name.clone() }));
    if department.is_none() && request.department_id.is_some() {
        broken.push(FieldError::new("department_id", "unknown", "There is no such department."));
    }
    if request.supplier_id.is_some_and(|id| !named.suppliers.contains_key(&id)) {
        broken.push(FieldError::new("supplier_id", "unknown", "There is no such supplier."));
    }
    let mut categories = Vec::new();
    for (place, part) in request.categories.iter().enumerate() {
        let id = part.category_id;
        if let Some(name) = named.categories.get(&id).cloned() {
            categories.push(CategorySum { category: Some(NamedCategory { id, name }), total: part.amount });
        } else {
            let field = format!("categories[{place}].category_id");
            broken.push(FieldError::new(field, "unknown", "There is no such category."));
        }
    }
    if !broken.is_empty() {
        return Err(Error::invalid_fields(broken));
    }
    let rest = request.rest()?;
    if rest.minor != 0 || categories.is_empty() {
        categories.push(CategorySum { category: None, total: rest });
    }
    let imagined = DocumentFacts::imagined(request.kind, requester, request.amount)?;
    Ok(DocumentFacts { department, supplier: request.supplier_id, categories, ..imagined })
}

impl SimulateRequest {
    fn check(&self) -> Result<(), Error> {
        let mut broken = Vec::new();
        if self.amount.minor < 0 {
            broken.push(FieldError::new("amount", "too_small", "Must not be negative."));
        }
        if self.categories.len() > CATEGORIES_MAX {
            broken.push(FieldError::new("categories", "too_many", format!("At most {CATEGORIES_MAX}.")));
        }
        let mut seen = HashSet::new();
        for (place, part) in self.categories.iter().enumerate().take(CATEGORIES_MAX) {
            let at = |field: &str| format!("categories[{place}].{field}");
            if !seen.insert(part.category_id) {
                broken.push(FieldError::new(at("category_id"), "duplicate", "Name each category once."));
            }
            if part.amount.currency != self.amount.currency {
                let message = format!("Must stand in the currency of the total, {}.", self.amount.currency);
                broken.push(FieldError::new(at("amount"), "currency", message));
            } else if part.amount.minor < 0 {
                broken.push(FieldError::new(at("amount"), "too_small", "Must not be negative."));
            }
        }
        if broken.is_empty() { Ok(()) } else { Err(Error::invalid_fields(broken)) }
    }

    // What of the total has no category.
    fn rest(&self) -> Result<Money, Error> {
        let none = Money::zero(self.amount.currency);
        let sum = self.categories.iter().try_fold(none, |sum, part| sum.plus(part.amount));
        let rest = sum.map(|sum| self.amount.minor.saturating_sub(sum.minor)).filter(|rest| *rest >= 0);
        let too_large = || Error::invalid("categories", "too_large", "Must not come to more than the total.");
        rest.map(|minor| Money { minor, ..self.amount }).ok_or_else(too_large)
    }
}
