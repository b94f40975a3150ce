//! The roles: templates, copied into a person's own allow-list when they are given.
use std::fmt;

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

    /// What the template holds from the start.
    pub fn permissions(self) -> Vec<&'static str> {
        CATALOGUE
            .iter()
            .filter(|entry| entry.is_live() && entry.roles.contains(&self))
            .map(|entry| entry.code)
            .collect()
    }
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
