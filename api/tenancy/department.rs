//! A department: a part of the organisation that spends, with the person who answers for it.
pub mod create;
pub mod export;
pub mod get;
pub(crate) mod hand_over;
pub mod list;
mod store;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateDepartments};
use kernel::{Code, DepartmentId, Error, Name, PersonId, Revision};
use serde::Serialize;
use utoipa::ToSchema;

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Department {
    pub id: DepartmentId,
    pub name: Name,
    /// Unique in the organisation.
    pub code: Code,
    /// Who answers for it; policies may ask this person.
    pub head_id: Option<PersonId>,
    pub head_name: Option<Name>,
    /// False once it is retired: new documents cannot name it, old ones keep it.
    pub is_active: bool,
    pub revision: Revision,
}

/// A department as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentView {
    #[serde(flatten)]
    department: Department,
    actions: Vec<Action>,
}

/// Somebody who may become the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadToBe {
    pub id: PersonId,
    pub name: Name,
    pub is_active: bool,
}

impl Department {
    /// This department with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> DepartmentView {
        DepartmentView { actions: vec![caller.action::<UpdateDepartments>(Ok::<(), Error>(()))], department: self }
    }

    /// The same under this head, or under none.
    #[must_use]
    pub fn headed_by(self, head: Option<HeadToBe>) -> Self {
        let (head_id, head_name) = head.map(|head| (head.id, head.name)).unzip();
        Self { head_id, head_name, ..self }
    }
}

/// Somebody else of this organisation who is active; else a field error. Whoever says who heads a department does not name themselves (SOD-07).
pub fn must_be_able_to_head(person: Option<HeadToBe>, own: PersonId) -> Result<HeadToBe, Error> {
    match person {
        Some(person) if person.id == own => Err(Error::invalid("head_id", "oneself", "Must be somebody else.")),
        Some(person) if person.is_active => Ok(person),
        Some(_) => Err(Error::invalid("head_id", "inactive", "Must be somebody who is active.")),
        None => Err(Error::invalid("head_id", "unknown", "Must be a person of this organisation.")),
    }
}

impl Shown for DepartmentView {
    fn revision(&self) -> Option<Revision> {
        Some(self.department.revision)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const OWN: PersonId = PersonId(Uuid::from_u128(1));

    fn rule(person: Option<HeadToBe>) -> Option<String> {
        let error = must_be_able_to_head(person, OWN).err()?;
        error.problem().errors.first().map(|error| format!("{} {}", error.field, error.rule))
    }

    #[test]
    fn only_somebody_else_who_is_active_becomes_head() {
        let name = Name::parse("Ada").expect("a name");
        let ada = HeadToBe { id: PersonId(Uuid::nil()), name, is_active: true };

        assert_eq!(rule(Some(ada.clone())), None);
        assert_eq!(rule(Some(HeadToBe { id: OWN, ..ada.clone() })), Some("head_id oneself".into()));
        assert_eq!(rule(Some(HeadToBe { is_active: false, ..ada })), Some("head_id inactive".into()));
        assert_eq!(rule(None), Some("head_id unknown".into()));
    }
}
