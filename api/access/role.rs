//! The roles: templates, copied into a person's own allow-list when they are given.
use std::fmt;

use kernel::{CustomRoleId, Name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::CATALOGUE;

/// A template of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    Requester,
    HeadOfDepartment,
    Accounts,
    GeneralManager,
    Admin,
    Owner,
    Auditor,
}

impl Role {
    /// All, in the order of the documents.
    pub const ALL: [Self; 7] = [
        Self::Requester,
        Self::HeadOfDepartment,
        Self::Accounts,
        Self::GeneralManager,
        Self::Admin,
        Self::Owner,
        Self::Auditor,
    ];

    /// As the database and the wire know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::HeadOfDepartment => "head_of_department",
            Self::Accounts => "accounts",
            Self::GeneralManager => "general_manager",
            Self::Admin => "admin",
            Self::Owner => "owner",
            Self::Auditor => "auditor",
        }
    }

    /// The role of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether somebody must agree before a person is given it: a permission of its template is guarded.
    pub fn is_guarded(self) -> bool {
        CATALOGUE.iter().any(|entry| entry.is_live() && entry.is_guarded && entry.roles.contains(&self))
    }

    /// What the template holds from the start.
    pub fn permissions(self) -> Vec<&'static str> {
        CATALOGUE
            .iter()
            .filter(|entry| entry.is_live() && entry.roles.contains(&self))
            .map(|entry| entry.code)
            .collect()
    }

    /// What the template of every role holds: signing in and out, and seeing what everybody sees.
    pub fn shared_permissions() -> Vec<&'static str> {
        let is_shared = |role: &Self, code: &str| role.permissions().contains(&code);
        let first = Self::Requester.permissions();
        first.into_iter().filter(|code| Self::ALL.iter().all(|role| is_shared(role, code))).collect()
    }
}

/// A role of an organisation's own, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomRole {
    pub id: CustomRoleId,
    #[schema(example = "Night buyer")]
    pub name: Name,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Requester => "Requester",
            Self::HeadOfDepartment => "Head of department",
            Self::Accounts => "Accounts",
            Self::GeneralManager => "General manager",
            Self::Admin => "Admin",
            Self::Owner => "Owner",
            Self::Auditor => "Auditor",
        })
    }
}
