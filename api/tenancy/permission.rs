//! Permissions: what there is in the catalogue, and what each person holds.
pub mod export;
pub mod list;
pub mod list_of_person;
mod store;

use access::{
    Role, Shown,
    catalogue::CATALOGUE,
    permission::{Entry, Kind},
};
use chrono::{DateTime, Utc};
use kernel::{Name, PersonId};
use serde::Serialize;
use utoipa::ToSchema;

/// One permission of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermissionView {
    /// `<noun>.<verb>`.
    #[schema(example = "purchase_order.approve")]
    pub code: &'static str,
    pub kind: Kind,
    #[schema(example = "Approve an order's step")]
    pub meaning: &'static str,
    /// Whether it can be held today; else it is planned.
    pub is_live: bool,
    /// Within how many seconds of a sign-in, or of the password given again; null where any live session will do.
    #[schema(example = 300, minimum = 60, maximum = 3600)]
    pub sign_in_within_s: Option<u32>,
    /// Whose template holds it from the start.
    pub roles: &'static [Role],
}

/// What one person may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermissionsOfPerson {
    pub person_id: PersonId,
    pub person_name: Name,
    /// From which templates the permissions were copied.
    pub roles: Vec<Role>,
    /// By code.
    pub permissions: Vec<HeldPermission>,
}

/// A permission that a person holds, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldPermission {
    #[schema(example = "purchase_order.approve")]
    pub code: String,
    /// Null when this version does not know the permission; it opens nothing then.
    pub kind: Option<Kind>,
    #[schema(example = "Approve an order's step")]
    pub meaning: Option<&'static str>,
    /// The person's roles whose template holds it; empty when it was granted by itself.
    pub from_roles: Vec<Role>,
    /// Null when the installation granted it.
    pub granted_by: Option<PersonId>,
    pub granted_by_name: Option<Name>,
    pub granted_at: DateTime<Utc>,
}

/// A grant as it stands.
#[derive(Debug, Clone)]
pub struct Grant {
    pub code: String,
    pub granted_by: Option<PersonId>,
    pub granted_by_name: Option<Name>,
    pub granted_at: DateTime<Utc>,
}

impl PermissionView {
    /// A line of the catalogue.
    pub fn of(entry: &'static Entry) -> Self {
        let Entry { code, kind, meaning, sign_in_within_s, roles } = *entry;
        Self { code, kind, meaning, is_live: entry.is_live(), sign_in_within_s, roles }
    }
}

impl HeldPermission {
    /// A grant of somebody who has `roles`, explained by the catalogue.
    pub fn of(grant: Grant, roles: &[Role]) -> Self {
        let entry = CATALOGUE.iter().find(|entry| entry.code == grant.code);
        let is_of = |role: &&Role| entry.is_some_and(|entry| entry.is_live() && entry.roles.contains(role));
        Self {
            kind: entry.map(|entry| entry.kind),
            meaning: entry.map(|entry| entry.meaning),
            from_roles: roles.iter().filter(is_of).copied().collect(),
            code: grant.code,
            granted_by: grant.granted_by,
            granted_by_name: grant.granted_by_name,
            granted_at: grant.granted_at,
        }
    }
}

impl Shown for PermissionsOfPerson {}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(code: &str) -> HeldPermission {
        let grant =
            Grant { code: code.to_owned(), granted_by: None, granted_by_name: None, granted_at: DateTime::UNIX_EPOCH };
        HeldPermission::of(grant, &[Role::Requester, Role::HeadOfDepartment])
    }

    #[test]
    fn a_permission_came_from_the_roles_whose_template_holds_it() {
        assert_eq!(held("requisition.create").from_roles, [Role::Requester, Role::HeadOfDepartment]);
        assert_eq!(held("requisition.approve").from_roles, [Role::HeadOfDepartment]);
        assert_eq!(held("purchase_order.issue").from_roles, []);
    }

    #[test]
    fn a_permission_of_another_version_is_shown_without_a_meaning() {
        let unknown = held("order.teleport");

        assert_eq!((unknown.kind, unknown.meaning, unknown.from_roles), (None, None, Vec::new()));
    }
}
