//! `countersign permissions`: the catalogue as the documents and the screens read it.
use std::fmt::Write;

use access::{
    Role,
    catalogue::CATALOGUE,
    permission::{Entry, Kind},
};

/// `docs/permissions.md`.
pub fn matrix() -> String {
    let (live, planned): (Vec<_>, Vec<_>) = CATALOGUE.iter().partition(|entry| entry.is_live());
    format!(
        "# Permissions\n\n\
         Printed from the catalogue by `make generated`: {} live, {} planned. A person holds an explicit list of permissions; a role is a\n\
         template that is copied into it. Each operation demands exactly one, named in the API document as `x-permission`.\n\n\
         {}.\n\n\
         - *reads*: opens a read-only transaction and leaves no event.\n\
         - *discloses*: each reading leaves one event.\n\
         - *changes*: nothing is committed without an event.\n\
         - *widens*: lets its holder see more through the operations of another.\n\n\
         ## Live\n\n{}\n## Planned\n\nPrinted, in no list of anybody, and never granted; the roles are those that are meant to hold them.\n\n{}",
        live.len(),
        planned.len(),
        legend(),
        table(&live),
        table(&planned)
    )
}

/// `web/src/access/permissions.gen.ts`.
pub fn typescript() -> String {
    let mut codes: Vec<_> = CATALOGUE.iter().filter(|entry| entry.is_live()).map(|entry| entry.code).collect();
    codes.sort_unstable();
    let lines: String = codes.iter().map(|code| format!("  '{code}',\n")).collect();
    format!(
        "// Generated from the permission catalogue by `make generated`. Do not edit.\n\
         export const permissions = [\n{lines}] as const\n\n\
         export type Permission = (typeof permissions)[number]\n"
    )
}

fn legend() -> String {
    Role::ALL.map(|role| format!("{} {}", letter(role), role.to_string().to_lowercase())).join(", ")
}

fn table(entries: &[&Entry]) -> String {
    let heads: String = Role::ALL.iter().map(|role| format!(" {} |", letter(*role))).collect();
    let mut table =
        format!("| permission | kind |{heads} meaning |\n|---|---|{}---|\n", "---|".repeat(Role::ALL.len()));
    for entry in entries {
        let holds: String =
            Role::ALL.iter().map(|role| if entry.roles.contains(role) { " x |" } else { "  |" }).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| `{}` | {} |{holds} {} |", entry.code, kind(entry.kind), entry.meaning);
    }
    table
}

fn letter(role: Role) -> char {
    match role {
        Role::Requester => 'R',
        Role::HeadOfDepartment => 'H',
        Role::Accounts => 'C',
        Role::GeneralManager => 'G',
        Role::Admin => 'A',
        Role::Owner => 'O',
        Role::Auditor => 'U',
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Reads => "reads",
        Kind::Discloses => "discloses",
        Kind::Changes => "changes",
        Kind::Widens => "widens",
        Kind::Planned => "planned",
    }
}
