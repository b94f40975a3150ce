//! What is not tried, each with its reason; a line that is no longer needed counts as uncovered.

/// Operations without an organisation to be a stranger of.
pub const OPERATIONS: &[(&str, &str)] = &[
    ("create_session", "names an organisation by its slug, and the password is the proof"),
    ("refresh_session", "a cookie's secret opens it, not an id"),
    ("leave_session", "a cookie's secret opens it, not an id"),
    ("read_link", "a link's secret opens it, not an id"),
    ("use_link", "a link's secret opens it, not an id"),
];

/// Positions in which no id succeeds at home either.
pub const POSITIONS: &[(&str, &str, &str)] = &[
    ("create_purchase_order", "body lines[].id", "a new document has no line that could be named"),
    ("create_requisition", "body lines[].id", "a new document has no line that could be named"),
];
