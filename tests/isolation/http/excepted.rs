//! What is not tried, each with its reason; a line that is no longer needed counts as uncovered.

/// Positions in which no id succeeds at home either.
pub const POSITIONS: &[(&str, &str, &str)] = &[
    ("create_purchase_order", "body lines[].id", "a new document has no line that could be named"),
    ("issue_token", "body client_id", "shown in the header, and only together with the secret of that very key"),
    ("create_requisition", "body lines[].id", "a new document has no line that could be named"),
];

/// Operations that the tale cannot carry out, for they act in an organisation that is not there before.
pub const UNTOLD: &[(&str, &str)] = &[(
    "confirm_sign_up",
    "its link founds another organisation; tests/api/identity/sign_up/confirm.rs has its two tenants",
)];

/// Parts of an address that are words of ours, the same in every organisation.
pub const WORDS: &[(&str, &str)] = &[("list_holders_of_permission", "code"), ("update_duty", "pair")];
