//! A person: an account in this organisation, with department and roles.
pub mod export;
pub mod get;
pub mod list;
pub(crate) mod store;

use access::{Role, Shown};
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
    /// False once the account is deactivated: it can neither sign in nor be asked.
    pub is_active: bool,
    /// Null follows the organisation.
    pub locale: Option<Locale>,
    /// Null follows the organisation.
    pub time_zone: Option<TimeZone>,
    pub revision: Revision,
}

impl Shown for Person {
    fn revision(&self) -> Option<Revision> {
        Some(self.revision)
    }
}
