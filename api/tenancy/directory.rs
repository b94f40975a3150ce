//! Who there is, for the rooms that must ask or name somebody: values, never rows.
mod store;

use std::collections::HashMap;

use access::{Role, Tx};
use kernel::{DepartmentId, Error, Name, PersonId};

pub use store::LOOKED_UP_MAX;

/// A person as other rooms know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: PersonId,
    pub name: Name,
    pub department_id: Option<DepartmentId>,
    pub is_active: bool,
    pub roles: Vec<Role>,
    /// Of the permissions that were asked for, those that the person holds.
    pub permissions: Vec<String>,
}

/// Whom to look up: everybody active who has one of these roles, and these people, active or not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    pub roles: &'a [Role],
    pub people: &'a [PersonId],
    /// Which permissions to tell of each.
    pub permissions: &'a [&'a str],
}

/// Who answers for a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub department_id: DepartmentId,
    pub person_id: PersonId,
}

impl Member {
    /// Whether the person holds a permission that was asked for.
    pub fn holds(&self, permission: &str) -> bool {
        self.permissions.iter().any(|held| held == permission)
    }
}

/// The people wanted, by name; more than [`LOOKED_UP_MAX`] are an error, not a cut list.
pub async fn members(tx: &mut Tx, wanted: Wanted<'_>) -> Result<Vec<Member>, Error> {
    store::members(tx, wanted).await
}

/// Everybody active who holds a permission, by name.
pub async fn holders(tx: &mut Tx, permission: &str) -> Result<Vec<Member>, Error> {
    store::holders(tx, permission).await
}

/// The first of those active who hold a permission, by name, but these: whoever is told that something waits for one of them.
pub async fn who_may(tx: &mut Tx, permission: &str, except: &[PersonId]) -> Result<Vec<PersonId>, Error> {
    const TOLD_MAX: usize = 20;
    let holders = store::holders(tx, permission).await?;
    Ok(holders.into_iter().map(|member| member.id).filter(|id| !except.contains(id)).take(TOLD_MAX).collect())
}

/// The heads of these departments; a department without one has no entry.
pub async fn heads(tx: &mut Tx, departments: &[DepartmentId]) -> Result<Vec<Head>, Error> {
    store::heads(tx, departments).await
}

/// The departments that a person heads.
pub async fn headed_by(tx: &mut Tx, person: PersonId) -> Result<Vec<DepartmentId>, Error> {
    store::headed_by(tx, person).await
}

/// The name of a person, active or not; none when there is no such person here.
pub async fn name_of(tx: &mut Tx, person: PersonId) -> Result<Option<Name>, Error> {
    Ok(names_of(tx, &[person]).await?.remove(&person))
}

/// The names of these people; who is not here has no entry.
pub async fn names_of(tx: &mut Tx, people: &[PersonId]) -> Result<HashMap<PersonId, Name>, Error> {
    store::names_of(tx, people).await
}
