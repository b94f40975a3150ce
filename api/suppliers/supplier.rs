//! The supplier: proposed by one person, activated by another, and blocked when something is wrong.
pub mod activate;
pub mod block;
pub mod create;
pub mod export;
pub mod get;
pub mod list;
pub(crate) mod store;
pub mod update;

use access::{
    Action, Caller, Shown,
    catalogue::{ActivateSuppliers, BlockSuppliers, UpdateSuppliers},
};
use chrono::{DateTime, Utc};
pub use kernel::SupplierId;
use kernel::{CountryCode, Currency, Email, Name, Note, PersonId, Reference, Refusal, Revision, Text, rule};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

use crate::{TaxNumber, refusals};

/// Whether one may order from a supplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = SupplierStatus)]
pub enum Status {
    /// Entered or changed; a second person must look at it.
    Proposed,
    Active,
    Blocked,
    /// Taken back by whoever proposed it, before anybody activated it.
    Withdrawn,
}

impl Status {
    /// As the database and the wire know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What somebody entered of a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SupplierDetails {
    /// The name people know it by.
    pub name: Name,
    /// The name in the register, where it differs.
    pub legal_name: Option<Name>,
    /// Your own number for it.
    pub number: Option<Reference>,
    /// Its number in the system it was imported from.
    pub external_number: Option<Reference>,
    pub tax_number: Option<TaxNumber>,
    /// Its number in the commercial register.
    pub registration_number: Option<Reference>,
    /// ISO 3166-1.
    pub country: CountryCode,
    /// As they are printed.
    #[schema(example = json!(["14 Quay Street", "Bristol BS1 4DJ"]))]
    pub address_lines: Vec<Name>,
    /// Where orders go.
    pub email: Option<Email>,
    pub phone: Option<Reference>,
    /// Whom to ask for.
    pub contact_name: Option<Name>,
    /// The currency its orders begin with.
    pub currency: Currency,
    pub payment_terms: Option<Text>,
    /// For colleagues; never printed.
    pub notes: Option<Note>,
}

const ADDRESS_LINES_MAX: usize = 6;

/// Reads address lines, at most six.
pub(crate) fn address_lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Name>, D::Error> {
    let lines = Vec::deserialize(from)?;
    if lines.len() > ADDRESS_LINES_MAX {
        return Err(D::Error::custom(rule("too_many", "Must have at most 6 lines.")));
    }
    Ok(lines)
}

/// A supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Supplier {
    pub id: SupplierId,
    #[serde(flatten)]
    pub details: SupplierDetails,
    pub status: Status,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    /// Who decided what it is since it was last activated.
    #[serde(skip)]
    pub(crate) changed_by: Vec<PersonId>,
    pub activated_by: Option<PersonId>,
    pub activated_at: Option<DateTime<Utc>>,
    pub blocked_by: Option<PersonId>,
    pub blocked_reason: Option<Text>,
    pub withdrawn_by: Option<PersonId>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Who looks afterwards where the caller activates what they decided themselves; none where somebody else must activate it.
    #[serde(skip)]
    pub(crate) reviewer: Option<Reviewer>,
    pub revision: Revision,
}

/// Who looks afterwards at what one person did alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    pub id: PersonId,
    pub name: Name,
}

/// A supplier as this caller sees it, with what this caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplierView {
    #[serde(flatten)]
    pub(crate) supplier: Supplier,
    /// Who looks at it afterwards when you activate it although you entered or changed it; null in any other case.
    activation_reviewer: Option<Name>,
    actions: Vec<Action>,
}

impl Shown for SupplierView {
    fn revision(&self) -> Option<Revision> {
        Some(self.supplier.revision)
    }
}

/// What an edit made of a supplier.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Edited {
    pub supplier: Supplier,
    /// Which fields have other values now.
    pub fields: Vec<&'static str>,
}

// Who it is, and where orders go: a wrong one of these sends goods or money to a stranger. The rest is cosmetic.
const MATERIAL: &[&str] = &["name", "legal_name", "tax_number", "country", "email"];

impl SupplierDetails {
    fn fields_unlike(&self, other: &Self) -> Vec<&'static str> {
        let compared = [
            ("name", self.name == other.name),
            ("legal_name", self.legal_name == other.legal_name),
            ("number", self.number == other.number),
            ("external_number", self.external_number == other.external_number),
            ("tax_number", self.tax_number == other.tax_number),
            ("registration_number", self.registration_number == other.registration_number),
            ("country", self.country == other.country),
            ("address_lines", self.address_lines == other.address_lines),
            ("email", self.email == other.email),
            ("phone", self.phone == other.phone),
            ("contact_name", self.contact_name == other.contact_name),
            ("currency", self.currency == other.currency),
            ("payment_terms", self.payment_terms == other.payment_terms),
            ("notes", self.notes == other.notes),
        ];
        compared.into_iter().filter(|(_, is_equal)| !is_equal).map(|(field, _)| field).collect()
    }
}

impl Supplier {
    /// A new one: its creator's proposal.
    pub(crate) fn proposed(id: SupplierId, details: SupplierDetails, by: PersonId, at: DateTime<Utc>) -> Self {
        Self {
            id,
            details,
            status: Status::Proposed,
            created_by: by,
            created_at: at,
            changed_by: vec![by],
            activated_by: None,
            activated_at: None,
            blocked_by: None,
            blocked_reason: None,
            withdrawn_by: None,
            withdrawn_at: None,
            reviewer: None,
            revision: Revision::FIRST,
        }
    }

    /// With other details; a material change of an active supplier makes it a proposal again.
    pub(crate) fn edit(self, details: SupplierDetails, by: PersonId) -> Result<Edited, Refusal> {
        self.must_not_be_withdrawn()?;
        let fields = self.details.fields_unlike(&details);
        if fields.is_empty() {
            return Err(refusals::SUPPLIER_UNCHANGED);
        }
        let revision = self.revision.next();
        let supplier = if fields.iter().any(|field| MATERIAL.contains(field)) {
            let mut changed_by = match self.status {
                Status::Active => Vec::new(),
                Status::Proposed | Status::Blocked | Status::Withdrawn => self.changed_by,
            };
            if !changed_by.contains(&by) {
                changed_by.push(by);
            }
            let status = match self.status {
                Status::Active | Status::Proposed => Status::Proposed,
                Status::Blocked => Status::Blocked,
                Status::Withdrawn => Status::Withdrawn,
            };
            Self { details, revision, status, changed_by, activated_by: None, activated_at: None, ..self }
        } else {
            Self { details, revision, ..self }
        };
        Ok(Edited { supplier, fields })
    }

    /// Open for orders, by a second person, or by one alone where somebody looks at it afterwards.
    pub(crate) fn activate(self, by: PersonId, at: DateTime<Utc>) -> Result<Self, Refusal> {
        self.may_be_activated_by(by)?;
        Ok(Self {
            status: Status::Active,
            activated_by: Some(by),
            activated_at: Some(at),
            blocked_by: None,
            blocked_reason: None,
            revision: self.revision.next(),
            ..self
        })
    }

    /// Closed for orders.
    pub(crate) fn block(self, by: PersonId, reason: Text) -> Result<Self, Refusal> {
        self.may_be_blocked()?;
        Ok(Self {
            status: Status::Blocked,
            activated_by: None,
            activated_at: None,
            blocked_by: Some(by),
            blocked_reason: Some(reason),
            revision: self.revision.next(),
            ..self
        })
    }

    fn may_be_activated_by(&self, person: PersonId) -> Result<(), Refusal> {
        match self.status {
            Status::Active => Err(refusals::SUPPLIER_ALREADY_ACTIVE),
            Status::Withdrawn => Err(refusals::SUPPLIER_WITHDRAWN),
            Status::Proposed | Status::Blocked
                if self.was_decided_by(person) && self.activation_reviewer(person).is_none() =>
            {
                Err(refusals::OWN_SUPPLIER)
            }
            Status::Blocked if self.blocked_by == Some(person) => Err(refusals::OWN_BLOCK),
            Status::Proposed | Status::Blocked => Ok(()),
        }
    }

    fn was_decided_by(&self, person: PersonId) -> bool {
        self.created_by == person || self.changed_by.contains(&person)
    }

    /// Who looks afterwards when this person activates what they decided themselves; a block is lifted by somebody else.
    pub(crate) fn activation_reviewer(&self, person: PersonId) -> Option<&Reviewer> {
        match self.status {
            Status::Proposed if self.was_decided_by(person) => self.reviewer.as_ref(),
            Status::Proposed | Status::Blocked | Status::Active | Status::Withdrawn => None,
        }
    }

    fn may_be_blocked(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Proposed | Status::Active => Ok(()),
            Status::Blocked => Err(refusals::SUPPLIER_ALREADY_BLOCKED),
            Status::Withdrawn => Err(refusals::SUPPLIER_WITHDRAWN),
        }
    }

    fn must_not_be_withdrawn(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Proposed | Status::Active | Status::Blocked => Ok(()),
            Status::Withdrawn => Err(refusals::SUPPLIER_WITHDRAWN),
        }
    }

    /// This supplier with the actions open to `caller`, decided by the rules that enforce them.
    pub(crate) fn seen_by(self, caller: &Caller) -> SupplierView {
        let actions = vec![
            caller.action::<UpdateSuppliers>(self.must_not_be_withdrawn()),
            caller.action::<ActivateSuppliers>(self.may_be_activated_by(caller.person_id)),
            caller.action::<BlockSuppliers>(self.may_be_blocked()),
        ];
        let activation_reviewer = self.activation_reviewer(caller.person_id).map(|reviewer| reviewer.name.clone());
        SupplierView { supplier: self, activation_reviewer, actions }
    }
}

#[cfg(test)]
mod tests;
