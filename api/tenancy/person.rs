//! A person: an account in this organisation, with department and roles.
pub mod activate;
pub mod export;
pub mod get;
pub mod list;
pub mod revoke_grants;
pub(crate) mod store;

use access::{CustomRole, Role, Shown};
use kernel::{DepartmentId, Email, Locale, Name, PersonId, Revision, TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    pub id: PersonId,
    #[schema(example = "Ada Okafor")]
    pub name: Name,
    pub email: Email,
    pub department_id: Option<DepartmentId>,
    pub department_name: Option<Name>,
    /// From which templates the permissions were copied.
    pub roles: Vec<Role>,
    /// Those of them that are the organisation's own.
    pub custom_roles: Vec<CustomRole>,
    /// False once the account is deactivated: it can neither sign in nor be asked.
    pub is_active: bool,
    /// True as long as they were invited and have not joined; the account is not active then.
    pub is_invited: bool,
    /// Null follows the organisation.
    pub locale: Option<Locale>,
    /// Null follows the organisation.
    pub time_zone: Option<TimeZone>,
    pub revision: Revision,
}

impl Person {
    /// Whether rights may be given to them: they act, or are invited and will.
    pub fn may_be_given_rights(&self) -> bool {
        self.is_active || self.is_invited
    }
}

impl Shown for Person {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}
