//! A hotel in small, for the tests of this room.
use chrono::{DateTime, Utc};
use kernel::{CategoryId, Currency, DepartmentId, DocumentId, Money, Name, PersonId, Revision, SupplierId, Text};
use uuid::Uuid;

use crate::{
    CategorySum, DepartmentOf, Directory, DocumentFacts, DocumentKind, Head, MaterialDigest, Member, NamedCategory,
    OnNobody, OnSamePerson, Policy, PolicyVersion, PolicyVersionId, Quorum, Step, Thresholds, Who,
};

pub(crate) const REQUESTER: PersonId = PersonId(Uuid::from_u128(1));
pub(crate) const HEAD: PersonId = PersonId(Uuid::from_u128(11));
pub(crate) const ACCOUNTS: PersonId = PersonId(Uuid::from_u128(12));
pub(crate) const GM: PersonId = PersonId(Uuid::from_u128(13));
pub(crate) const OWNER: PersonId = PersonId(Uuid::from_u128(14));

pub(crate) fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub(crate) fn category(n: u128) -> CategoryId {
    CategoryId(Uuid::from_u128(n))
}

pub(crate) fn department() -> DepartmentId {
    DepartmentId(Uuid::from_u128(21))
}

pub(crate) fn supplier() -> SupplierId {
    SupplierId(Uuid::from_u128(31))
}

pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(crate) fn money(amount: &str, code: &str) -> Money {
    Money::parse(amount, Currency::parse(code).unwrap()).unwrap()
}

pub(crate) fn eur(amount: &str) -> Money {
    money(amount, "EUR")
}

pub(crate) fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

pub(crate) fn facts(total: &str) -> DocumentFacts {
    DocumentFacts {
        kind: DocumentKind::PurchaseOrder,
        id: DocumentId(Uuid::from_u128(41)),
        revision: Revision(3),
        number: None,
        title: Text::parse("Bath towels").unwrap(),
        requester: REQUESTER,
        on_behalf_of: None,
        created_by: REQUESTER,
        submitted_by: Some(REQUESTER),
        editors: vec![],
        department: Some(DepartmentOf { id: department(), name: name("Kitchen") }),
        supplier: Some(supplier()),
        total: eur(total),
        total_in_policy_currency: eur(total),
        categories: vec![],
        material_digest: MaterialDigest([7; 32]),
    }
}

pub(crate) fn facts_of(sums: &[(Option<u128>, &str)]) -> DocumentFacts {
    let sum = |(id, total): &(Option<u128>, &str)| CategorySum {
        category: id.map(|id| NamedCategory { id: category(id), name: name(&format!("Category {id}")) }),
        total: eur(total),
    };
    DocumentFacts { categories: sums.iter().map(sum).collect(), ..facts("1000") }
}

pub(crate) fn member(n: u128, called: &str, roles: &[&str]) -> Member {
    let roles = roles.iter().map(|role| name(role)).collect();
    Member {
        id: person(n),
        name: name(called),
        is_active: true,
        may_approve: true,
        wrote_policy: false,
        roles,
        limit: None,
    }
}

pub(crate) fn directory() -> Directory {
    Directory {
        members: vec![
            Member { may_approve: false, ..member(1, "Rita", &["requester"]) },
            member(11, "Hedda", &["head_of_department"]),
            member(12, "Achim", &["accounts"]),
            member(13, "Grace", &["general_manager"]),
            member(14, "Olga", &["owner"]),
        ],
        heads: vec![Head { department: department(), person: HEAD }],
    }
}

pub(crate) fn step(called: &str, order: u8, who: Who) -> Step {
    Step {
        name: name(called),
        order,
        when: None,
        who,
        quorum: Quorum::Any,
        limit: None,
        on_same_person: OnSamePerson::Next,
        on_nobody: OnNobody::Fail,
    }
}

pub(crate) fn role(called: &str) -> Who {
    Who::Role(name(called))
}

pub(crate) fn policy() -> Policy {
    Policy::standard(Thresholds { gm_above: eur("1000"), owner_above: eur("25000") }).unwrap()
}

pub(crate) fn policy_of(steps: Vec<Step>) -> Policy {
    Policy { currency: eur("0").currency, steps }
}

pub(crate) fn version(definition: Policy) -> PolicyVersion {
    PolicyVersion {
        id: PolicyVersionId(Uuid::from_u128(51)),
        number: 1,
        name: name("Standard"),
        effective_from: at(),
        definition,
        published_by: Some(OWNER),
        published_at: at(),
    }
}
