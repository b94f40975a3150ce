//! What holds of every permission, and of who is given it.
use std::collections::HashSet;

use super::CATALOGUE;
use crate::{Role, permission::Kind};

// What one does with a purchase; reading about it is another matter.
const PURCHASING: &[&str] = &[
    "supplier",
    "supplier_bank",
    "requisition",
    "purchase_order",
    "change_order",
    "comment",
    "watcher",
    "approval",
    "import",
    "budget",
    "receipt",
    "return",
    "invoice",
    "payment_batch",
    "attachment",
    "delegation",
];

fn holders(code: &str) -> Vec<Role> {
    let entry = CATALOGUE.iter().find(|entry| entry.code == code).expect("a permission of the catalogue");
    entry.roles.to_vec()
}

#[test]
fn there_are_at_least_ninety_names_and_each_stands_once() {
    let codes: HashSet<_> = CATALOGUE.iter().map(|entry| entry.code).collect();

    assert!(codes.len() >= 90, "{}", codes.len());
    assert_eq!(codes.len(), CATALOGUE.len());
}

#[test]
fn a_permission_is_named_noun_and_verb() {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.ends_with(|c: char| c.is_ascii_lowercase())
            && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    for entry in CATALOGUE {
        let parts: Vec<_> = entry.code.split('.').collect();
        assert!(parts.len() == 2 && parts.iter().all(|part| is_word(part)), "{}", entry.code);
    }
}

#[test]
fn a_permission_says_what_it_means_and_somebody_holds_it() {
    for entry in CATALOGUE {
        let is_sentence = entry.meaning.starts_with(|c: char| c.is_ascii_uppercase()) && !entry.meaning.ends_with('.');
        assert!(is_sentence && !entry.meaning.contains('|'), "{}", entry.code);
        assert!(!entry.roles.is_empty(), "{}", entry.code);
        let roles: HashSet<_> = entry.roles.iter().collect();
        assert_eq!(roles.len(), entry.roles.len(), "{}", entry.code);
    }
}

#[test]
fn nobody_is_given_what_is_planned() {
    let planned: HashSet<_> =
        CATALOGUE.iter().filter(|entry| entry.kind == Kind::Planned).map(|entry| entry.code).collect();

    assert!(!planned.is_empty());
    for role in Role::ALL {
        let template = role.permissions();
        assert!(!template.is_empty() && template.iter().all(|code| !planned.contains(code)), "{role}");
    }
}

#[test]
fn everybody_sees_and_ends_their_own_session() {
    for role in Role::ALL {
        let template = role.permissions();
        assert!(template.contains(&"session.view") && template.contains(&"session.end"), "{role}");
    }
}

#[test]
fn an_admin_holds_no_purchasing_permission() {
    let held: Vec<_> = CATALOGUE
        .iter()
        .filter(|entry| entry.roles.contains(&Role::Admin) && PURCHASING.contains(&entry.noun()))
        .map(|entry| entry.code)
        .collect();

    assert_eq!(held, Vec::<&str>::new());
}

#[test]
fn nobody_but_accounts_issues_an_order() {
    assert_eq!(holders("purchase_order.issue"), [Role::Accounts]);
}

#[test]
fn an_auditor_changes_nothing_but_what_is_their_own_and_says_what_they_think_of_exceptions() {
    let changes: Vec<_> = CATALOGUE
        .iter()
        .filter(|entry| entry.roles.contains(&Role::Auditor) && entry.kind == Kind::Changes)
        .map(|entry| entry.code)
        .collect();

    assert_eq!(
        changes,
        [
            "session.end",
            "session.end_others",
            "passkey.rename",
            "duty_exception.review",
            "profile.update",
            "profile.change_email",
            "profile.cancel_email_change",
            "profile.leave",
            "ownership_transfer.accept",
            "ownership_transfer.refuse"
        ]
    );
}

// What says who somebody is, what they may do, how that is decided and what was done; and what a second person answers for.
const NEVER_OF_A_KEY: [&str; 24] = [
    "session",
    "profile",
    "person",
    "invitation",
    "permission",
    "grant",
    "factor_reset",
    "access_review",
    "api_key",
    "security_policy",
    "mail",
    "mail_server",
    "approval",
    "approval_policy",
    "policy_draft",
    "import",
    "watcher",
    "audit_event",
    "single_sign_on",
    "provisioning",
    "webhook",
    "delegation",
    "payment_batch",
    "supplier_bank",
];

#[test]
fn a_scope_neither_approves_nor_confirms_nor_governs() {
    let never = ["approve", "return", "reject", "confirm", "activate", "issue", "release", "publish", "mail", "order"];
    let scopes: Vec<_> = CATALOGUE.iter().filter(|entry| entry.is_scope).collect();

    assert!(scopes.len() > 30 && scopes.len() <= 60, "{}", scopes.len());
    for entry in scopes {
        assert!(entry.is_live() && !entry.is_guarded && entry.sign_in_within_s.is_none(), "{}", entry.code);
        assert!(!NEVER_OF_A_KEY.contains(&entry.noun()), "{}", entry.code);
        assert!(!never.iter().any(|verb| entry.code.ends_with(&format!(".{verb}"))), "{}", entry.code);
    }
}

#[test]
fn every_noun_of_a_purchase_stands_in_the_catalogue() {
    for noun in PURCHASING {
        assert!(CATALOGUE.iter().any(|entry| entry.noun() == *noun), "{noun}");
    }
}
