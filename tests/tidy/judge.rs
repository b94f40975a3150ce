//! Holds what was found against the exceptions.
use std::collections::BTreeSet;

use crate::allowed::{ALLOWED, Rule};

/// One breach: where, which is what an exception names, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    pub place: String,
    pub what: String,
}

impl Breach {
    pub fn new(place: &str, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// Fails on a breach that is not allowed, and on an exception that nothing needs any more.
#[track_caller]
pub fn judge(rule: Rule, found: &[Breach]) {
    let allowed: BTreeSet<_> = ALLOWED.iter().filter(|(of, _, _)| *of == rule).map(|(_, place, _)| *place).collect();
    let places: BTreeSet<_> = found.iter().map(|breach| breach.place.as_str()).collect();
    let wrong: Vec<_> = found
        .iter()
        .filter(|breach| !allowed.contains(breach.place.as_str()))
        .map(|breach| format!("\n  {}: {}", breach.place, breach.what))
        .collect();
    let idle: Vec<_> = allowed.difference(&places).collect();
    assert!(wrong.is_empty(), "{rule:?}:{}", wrong.concat());
    assert!(idle.is_empty(), "{rule:?}: these exceptions are no longer needed, take them out: {idle:?}");
}

#[test]
fn every_exception_has_a_reason_and_stands_once() {
    let mut seen = BTreeSet::new();
    for (rule, place, reason) in ALLOWED {
        assert!(reason.split_whitespace().count() >= 3, "{rule:?} {place}: {reason:?} is no reason");
        assert!(seen.insert(format!("{rule:?} {place}")), "{rule:?} {place} stands twice");
    }
}
