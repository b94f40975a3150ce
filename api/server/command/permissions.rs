//! `countersign permissions`: the catalogue as the documents and the screens read it.
use std::fmt::Write;

use access::{
    Role,
    catalogue::CATALOGUE,
    permission::{Entry, Kind},
    platform::catalogue::PLATFORM_CATALOGUE,
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
         - *widens*: lets its holder see or do more through the operations of another.\n\
         - *guarded*: spends, governs or reads the trail. Nobody is given it by one person alone: an owner agrees.\n\
         - *confirmed*: each doing is read word for word and confirmed by a passkey of whoever does it or by a code that is mailed to them ([how](confirmation.md)); `x-confirm` in the API document.\n\
         - *scope*: an API key may have it. None that is guarded, approves or asks for a recent sign-in is one.\n\
         - *sign-in*: within how many minutes of a sign-in, or of a password given again (`POST /v1/session/reauthenticate`); `x-auth-max-age` in the API document.\n\n\
         ## Live\n\n{}\n## Planned\n\nPrinted, in no list of anybody, and never granted; the roles are those that are meant to hold them.\n\n{}\n\
         ## Of the platform\n\nHeld by [operators](operators.md) for their role, and by nobody of an organisation.\n\n{}",
        live.len(),
        planned.len(),
        legend(),
        table(&live),
        table(&planned),
        platform()
    )
}

fn platform() -> String {
    let lines = PLATFORM_CATALOGUE.iter().map(|entry| {
        let roles: Vec<_> = entry.roles.iter().map(|role| role.code()).collect();
        let within = entry.sign_in_within_s.map(|seconds| format!("{} min", seconds / 60)).unwrap_or_default();
        let state = if entry.is_live { "live" } else { "planned" };
        format!("| `{}` | {state} | {} | {within} | {} |\n", entry.code, roles.join(", "), entry.meaning)
    });
    format!("| permission | | role | sign-in | what it allows |\n|---|---|---|---|---|\n{}", lines.collect::<String>())
}

/// `web/src/access/permissions.gen.ts`.
pub fn typescript() -> String {
    let mut codes: Vec<_> = CATALOGUE.iter().filter(|entry| entry.is_live()).map(|entry| entry.code).collect();
    codes.sort_unstable();
    let lines: String = codes.iter().map(|code| format!("  '{code}',\n")).collect();
    let guarded = Role::ALL.into_iter().filter(|role| role.is_guarded()).map(|role| format!("'{}'", role.code()));
    let guarded = guarded.collect::<Vec<_>>().join(", ");
    format!(
        "// Generated from the permission catalogue by `make generated`. Do not edit.\n\
         export const permissions = [\n{lines}] as const\n\n\
         export type Permission = (typeof permissions)[number]\n\n\
         /** The roles that nobody is given by one person alone. */\n\
         export const guarded: readonly string[] = [{guarded}]\n"
    )
}

/// `web/src/api/operations.gen.ts`, from the API document: what the screens must know of an operation before they send it. Operators' screens need neither list:
/// they sign in again, and send the cookie that there is.
pub fn operations(document: &serde_json::Value) -> String {
    let (mut open, mut ages) = (String::new(), String::new());
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            if !operation["x-plane"].is_null() {
                continue;
            }
            let method = method.to_uppercase();
            // Writing to a string cannot fail.
            if operation["security"].as_array().is_some_and(Vec::is_empty) {
                let _ = writeln!(open, "  '{method} {path}',");
            }
            if let Some(seconds) = operation["x-auth-max-age"].as_u64() {
                let _ = writeln!(ages, "  ['{method} {path}', {seconds}],");
            }
        }
    }
    format!(
        "// Generated from the API document by `make generated`. Do not edit.\n\
         /** Which operations ask for no session: they are sent without one, and without waiting for one. */\n\
         export const openToAll: readonly string[] = [\n{open}]\n\n\
         /** Which operations need somebody who said who they are at most so many seconds ago (`x-auth-max-age`). */\n\
         export const signInAges: readonly (readonly [string, number])[] = [\n{ages}]\n"
    )
}

fn legend() -> String {
    Role::ALL.map(|role| format!("{} {}", letter(role), role.to_string().to_lowercase())).join(", ")
}

fn table(entries: &[&Entry]) -> String {
    let heads: String = Role::ALL.iter().map(|role| format!(" {} |", letter(*role))).collect();
    let mut table = format!(
        "| permission | kind |{heads} guarded | confirmed | scope | sign-in | meaning |\n|---|---|{}---|---|---|---|---|\n",
        "---|".repeat(Role::ALL.len())
    );
    for entry in entries {
        let holds: String =
            Role::ALL.iter().map(|role| if entry.roles.contains(role) { " x |" } else { "  |" }).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| `{}` | {} |{holds} {} | {} | {} | {} | {} |",
            entry.code,
            kind(entry.kind),
            if entry.is_guarded { "yes" } else { "" },
            if entry.is_confirmed { "yes" } else { "" },
            if entry.is_scope { "yes" } else { "" },
            within(entry),
            entry.meaning
        );
    }
    table
}

fn within(entry: &Entry) -> String {
    entry.sign_in_within_s.map(|seconds| format!("{} min", seconds / 60)).unwrap_or_default()
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
