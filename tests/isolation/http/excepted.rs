//! What is not tried, each with its reason; a line that is no longer needed counts as uncovered.

/// Positions in which no id succeeds at home either.
pub const POSITIONS: &[(&str, &str, &str)] = &[
    ("create_purchase_order", "body lines[].id", "a new document has no line that could be named"),
    ("create_requisition", "body lines[].id", "a new document has no line that could be named"),
];
