//! What the engine knows of a document: its kind, its id, and the facts that a policy may ask for.
use std::fmt;

use kernel::{
    CategoryId, DepartmentId, DocumentId, Error, Money, Name, PersonId, Reference, Revision, SupplierId, Text,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};
use uuid::Uuid;

/// What kind of document a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Requisition,
    PurchaseOrder,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Requisition, Self::PurchaseOrder];

    /// As the wire and the tables write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requisition => "requisition",
            Self::PurchaseOrder => "purchase_order",
        }
    }

    /// Reads what `code` wrote.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Requisition => "requisition",
            Self::PurchaseOrder => "purchase order",
        }
    }
}

/// The SHA-256 of everything in a document that matters to its approvers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MaterialDigest(pub [u8; 32]);

/// The facts of one document at one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    pub kind: DocumentKind,
    pub id: DocumentId,
    pub revision: Revision,
    /// As the inbox of its approvers shows it; none while it has no number.
    pub number: Option<Reference>,
    pub title: Text,
    pub requester: PersonId,
    /// For whom the requester asked, when not for themselves.
    pub on_behalf_of: Option<PersonId>,
    pub created_by: PersonId,
    /// Nobody yet for a draft that is only simulated.
    pub submitted_by: Option<PersonId>,
    /// Everybody who changed something material since approval was first asked for, in any round (SOD-12).
    pub editors: Vec<PersonId>,
    pub department: Option<DepartmentOf>,
    pub supplier: Option<SupplierId>,
    /// In the document's own currency.
    pub total: Money,
    pub total_in_policy_currency: Money,
    /// What the lines come to per category, in the policy's currency; each category once.
    pub categories: Vec<CategorySum>,
    pub material_digest: MaterialDigest,
}

/// The document's department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentOf {
    pub id: DepartmentId,
    pub name: Name,
}

/// What the lines of one category come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySum {
    /// None for the lines without one.
    pub category: Option<NamedCategory>,
    pub total: Money,
}

/// A category and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCategory {
    pub id: CategoryId,
    pub name: Name,
}

impl DocumentFacts {
    /// Of a document that is only imagined: it has no lines yet, and nobody touched it but whoever asks for it.
    pub(crate) fn imagined(kind: DocumentKind, requester: PersonId, total: Money) -> Result<Self, Error> {
        Ok(Self {
            kind,
            id: DocumentId(Uuid::nil()),
            revision: Revision::FIRST,
            number: None,
            title: Text::parse("Simulation").map_err(std::io::Error::other)?,
            requester,
            on_behalf_of: None,
            created_by: requester,
            submitted_by: None,
            editors: Vec::new(),
            department: None,
            supplier: None,
            total,
            total_in_policy_currency: total,
            categories: Vec::new(),
            material_digest: MaterialDigest([0; 32]),
        })
    }

    /// How the document is a person's own (SOD-01), if it is.
    pub(crate) fn tie(&self, person: PersonId) -> Option<&'static str> {
        if person == self.requester {
            Some("asked for it")
        } else if Some(person) == self.on_behalf_of {
            Some("had it asked for on their behalf")
        } else if person == self.created_by {
            Some("created it")
        } else if Some(person) == self.submitted_by {
            Some("submitted it")
        } else {
            None
        }
    }

    /// Whether this person changed the document while it was being approved (SOD-12).
    pub(crate) fn was_edited_by(&self, person: PersonId) -> bool {
        self.editors.contains(&person)
    }
}

impl fmt::Display for MaterialDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for MaterialDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MaterialDigest({self})")
    }
}

impl MaterialDigest {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
        let digits = digits.filter(|digits| digits.len() == 64)?;
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0_u8, |byte, digit| byte.wrapping_mul(16).wrapping_add(*digit)))
            .collect();
        bytes.try_into().ok().map(Self)
    }
}

impl Serialize for MaterialDigest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MaterialDigest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(kernel::rule("digest", "Must be 64 hexadecimal digits.")))
    }
}

impl PartialSchema for MaterialDigest {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9a-f]{64}$")).into()
    }
}

impl ToSchema for MaterialDigest {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, person};

    #[test]
    fn a_kind_survives_its_code_and_its_json() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::of_code(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("{:?}", kind.code()));
        }
        assert_eq!(DocumentKind::of_code("invoice"), None);
    }

    #[test]
    fn a_digest_survives_the_wire() {
        let digest = MaterialDigest(std::array::from_fn(|i| u8::try_from(i * 8).unwrap()));

        assert_eq!(MaterialDigest::parse(&digest.to_string()), Some(digest));
        assert_eq!(MaterialDigest::parse("00"), None);
        assert_eq!(MaterialDigest::parse(&"g".repeat(64)), None);
        assert_eq!(MaterialDigest::parse(&"0".repeat(65)), None);
    }

    #[test]
    fn a_document_is_everybodys_own_who_had_a_hand_in_asking() {
        let facts = DocumentFacts {
            requester: person(1),
            on_behalf_of: Some(person(2)),
            created_by: person(3),
            submitted_by: Some(person(4)),
            ..sample::facts("10")
        };

        let ties: Vec<_> = (1..=5).map(|n| facts.tie(person(n))).collect();

        assert_eq!(
            ties,
            [
                Some("asked for it"),
                Some("had it asked for on their behalf"),
                Some("created it"),
                Some("submitted it"),
                None
            ]
        );
    }
}
