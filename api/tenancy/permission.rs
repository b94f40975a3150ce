//! Permissions: what there is in the catalogue, and what each person holds.
pub mod export;
pub mod list;
pub mod list_holders;
pub mod list_of_person;
pub(crate) mod store;

use std::collections::HashSet;

use access::{
    CustomRole, Role, Shown,
    catalogue::CATALOGUE,
    permission::{Entry, Kind},
};
use chrono::{DateTime, Utc};
use kernel::{FieldError, GrantId, Name, PersonId, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::person::Person;

/// One permission of the catalogue.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the catalogue, and clients read them as such")]
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
    /// Whether it spends, governs or reads the trail: nobody is given it by one person alone.
    pub is_guarded: bool,
    /// Whether what is done under it must be confirmed by a code that is mailed to whoever does it.
    pub is_confirmed: bool,
    /// Whether an API key may have it.
    pub is_scope: bool,
    /// Whose template holds it from the start.
    pub roles: &'static [Role],
}

/// A permission that a request names.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 60, pattern = "^[a-z_]+[.][a-z_]+$", example = "supplier.export")]
pub struct PermissionCode(pub String);

/// What is wrong with the codes that a request lists as `permissions`, by their places.
pub(crate) fn wrong_codes(permissions: &[PermissionCode]) -> Vec<FieldError> {
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for (PermissionCode(code), place) in permissions.iter().zip(0_usize..) {
        let mut refuse = |rule: &str, message: &str| {
            errors.push(FieldError::new(format!("permissions[{place}]"), rule, message));
        };
        match CATALOGUE.iter().find(|entry| entry.code == code) {
            _ if !seen.insert(code) => refuse("twice", "Must stand once in the list."),
            None => refuse("unknown", "There is no such permission."),
            Some(entry) if !entry.is_live() => refuse("planned", "Cannot be given yet."),
            Some(_) => {}
        }
    }
    errors
}

/// What a permission means; its code where this version does not know it.
pub fn meaning(code: &str) -> &str {
    CATALOGUE.iter().find(|entry| entry.code == code).map_or(code, |entry| entry.meaning)
}

/// What one person may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermissionsOfPerson {
    pub person_id: PersonId,
    pub person_name: Name,
    /// From which templates the permissions were copied.
    pub roles: Vec<Role>,
    /// Those of them that are the organisation's own.
    pub custom_roles: Vec<CustomRole>,
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
    /// Whether nobody is given it by one person alone.
    pub is_guarded: bool,
    /// Why it is held: it is lost with the last of these.
    #[schema(min_items = 1, max_items = 58)]
    pub sources: Vec<PermissionSource>,
}

/// One of the reasons why a permission is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermissionSource {
    /// The role whose template it was copied from; null when it was given by itself, or came from a role of the organisation's own.
    pub role: Option<Role>,
    /// The role of the organisation's own whose template it was copied from.
    pub custom_role: Option<CustomRole>,
    /// Null when the installation gave it.
    pub granted_by: Option<PersonId>,
    pub granted_by_name: Option<Name>,
    pub granted_at: DateTime<Utc>,
    /// Who agreed; null when nobody had to.
    pub approved_by: Option<PersonId>,
    pub approved_by_name: Option<Name>,
    /// Null when it came with the person's account.
    pub grant_id: Option<GrantId>,
    /// Of the grant.
    pub reason: Option<Text>,
    /// From then on it opens nothing; null where it stays.
    pub expires_at: Option<DateTime<Utc>>,
}

/// One row of an allow-list.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub person_id: PersonId,
    pub code: String,
    pub source: PermissionSource,
}

impl PermissionSource {
    /// Whether it was given by itself.
    pub fn is_own(&self) -> bool {
        self.role.is_none() && self.custom_role.is_none()
    }
}

impl PermissionView {
    /// A line of the catalogue.
    pub fn of(entry: &'static Entry) -> Self {
        let Entry { code, kind, meaning, sign_in_within_s, is_guarded, is_confirmed, is_scope, roles } = *entry;
        Self {
            code,
            kind,
            meaning,
            is_live: entry.is_live(),
            sign_in_within_s,
            is_guarded,
            is_confirmed,
            is_scope,
            roles,
        }
    }
}

impl HeldPermission {
    /// The rows of one person, by code, explained by the catalogue.
    pub(crate) fn all(rows: Vec<Holding>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for Holding { code, source, .. } in rows {
            match all.last_mut().filter(|held| held.code == code) {
                Some(held) => held.sources.push(source),
                None => all.push(Self::of(code, source)),
            }
        }
        all
    }

    fn of(code: String, source: PermissionSource) -> Self {
        let entry = CATALOGUE.iter().find(|entry| entry.code == code);
        Self {
            kind: entry.map(|entry| entry.kind),
            meaning: entry.map(|entry| entry.meaning),
            is_guarded: entry.is_some_and(|entry| entry.is_guarded),
            sources: vec![source],
            code,
        }
    }
}

impl PermissionsOfPerson {
    /// A person with what they hold.
    pub(crate) fn of(person: Person, permissions: Vec<HeldPermission>) -> Self {
        let Person { id, name, roles, custom_roles, .. } = person;
        Self { person_id: id, person_name: name, roles, custom_roles, permissions }
    }
}

impl Shown for PermissionsOfPerson {}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(code: &str, role: Option<Role>) -> Holding {
        let source = PermissionSource {
            role,
            custom_role: None,
            granted_by: None,
            granted_by_name: None,
            granted_at: DateTime::UNIX_EPOCH,
            approved_by: None,
            approved_by_name: None,
            grant_id: None,
            reason: None,
            expires_at: None,
        };
        Holding { person_id: PersonId(Uuid::nil()), code: code.to_owned(), source }
    }

    #[test]
    fn a_permission_stands_once_with_each_of_its_sources() {
        let rows = vec![
            row("requisition.approve", Some(Role::HeadOfDepartment)),
            row("requisition.create", None),
            row("requisition.create", Some(Role::Requester)),
        ];

        let held = HeldPermission::all(rows);

        let sources: Vec<Vec<_>> =
            held.iter().map(|held| held.sources.iter().map(|source| source.role).collect()).collect();
        assert_eq!(sources, [vec![Some(Role::HeadOfDepartment)], vec![None, Some(Role::Requester)]]);
        assert_eq!((held[0].is_guarded, held[1].is_guarded), (true, false));
    }

    #[test]
    fn a_permission_of_another_version_is_shown_without_a_meaning() {
        let unknown = HeldPermission::all(vec![row("order.teleport", None)]).remove(0);

        assert_eq!((unknown.kind, unknown.meaning, unknown.is_guarded), (None, None, false));
    }
}
