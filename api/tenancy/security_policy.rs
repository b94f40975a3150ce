//! The security policy: how long sign-ins live and how guessing is slowed down, within what the service allows.
pub mod get;
mod store;
pub mod update;

use std::ops::RangeInclusive;

use access::{Action, Caller, Role, Shown, catalogue::UpdateSecurityPolicy};
use kernel::{CustomRoleId, Error, Revision};
use serde::Serialize;
use utoipa::ToSchema;

/// The rules of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SecurityPolicy {
    /// Unused for so many minutes, a sign-in ends.
    #[schema(example = 60, minimum = 5, maximum = 720)]
    pub idle_minutes: i32,
    /// Used or not, it ends after so many.
    #[schema(example = 720, minimum = 60, maximum = 1440)]
    pub lifetime_minutes: i32,
    /// So many failures at one account make it wait.
    #[schema(example = 5, minimum = 3, maximum = 20)]
    pub failures_max: i32,
    /// A failure counts for so many minutes.
    #[schema(example = 30, minimum = 5, maximum = 1440)]
    pub failures_minutes: i32,
    /// Whose holders must have a second factor.
    pub second_factor_roles: Vec<Role>,
    /// And of which roles of the organisation's own.
    pub second_factor_custom_roles: Vec<CustomRoleId>,
    /// So many days after it is first demanded of somebody, they can do nothing else until they have one.
    #[schema(example = 14, minimum = 0, maximum = 90)]
    pub second_factor_grace_days: i32,
    pub revision: Revision,
}

/// The rules as this caller sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecurityPolicyView {
    #[serde(flatten)]
    policy: SecurityPolicy,
    second_factor_standing: SecondFactorStanding,
    actions: Vec<Action>,
}

/// How far the people have got whom a second factor is demanded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SecondFactorStanding {
    /// How many must have one.
    #[schema(example = 12, minimum = 0)]
    pub concerned: i32,
    /// How many of them have none yet.
    #[schema(example = 3, minimum = 0)]
    pub without: i32,
}

impl Default for SecurityPolicy {
    /// What holds where an organisation has set nothing: what the service itself allows.
    fn default() -> Self {
        Self {
            idle_minutes: 720,
            lifetime_minutes: 1440,
            failures_max: 10,
            failures_minutes: 15,
            second_factor_roles: Vec::new(),
            second_factor_custom_roles: Vec::new(),
            second_factor_grace_days: 14,
            revision: Revision::FIRST,
        }
    }
}

impl SecurityPolicy {
    /// The rules with the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller, second_factor_standing: SecondFactorStanding) -> SecurityPolicyView {
        let actions = vec![caller.action::<UpdateSecurityPolicy>(Ok::<(), Error>(()))];
        SecurityPolicyView { policy: self, second_factor_standing, actions }
    }

    /// What is otherwise than before, a line each; roles of the organisation's own by their names, of before and from now on.
    fn changes_since(&self, before: &Self, own_roles: [String; 2]) -> Vec<String> {
        let [own_before, own_after] = own_roles;
        let minutes = |minutes: i32| format!("{minutes} minutes");
        let lines = [
            ("An unused sign-in ends after", minutes(before.idle_minutes), minutes(self.idle_minutes)),
            ("Any sign-in ends after", minutes(before.lifetime_minutes), minutes(self.lifetime_minutes)),
            ("Failures that make an account wait", before.failures_max.to_string(), self.failures_max.to_string()),
            ("A failure counts for", minutes(before.failures_minutes), minutes(self.failures_minutes)),
            ("Second factor demanded of", listed(&before.second_factor_roles), listed(&self.second_factor_roles)),
            ("Second factor demanded of roles of your own", own_before, own_after),
            (
                "Days to set up a second factor",
                before.second_factor_grace_days.to_string(),
                self.second_factor_grace_days.to_string(),
            ),
        ];
        let changed = lines.into_iter().filter(|(_, from, to)| from != to);
        let lines: Vec<_> = changed.map(|(what, from, to)| format!("{what}: {from} → {to}")).collect();
        if lines.is_empty() { vec!["Nothing is otherwise than before.".into()] } else { lines }
    }

    /// What must hold of any rules.
    pub fn must_hold(&self) -> Result<(), Error> {
        must_be_within("idle_minutes", self.idle_minutes, 5..=720)?;
        must_be_within("lifetime_minutes", self.lifetime_minutes, 60..=1440)?;
        must_be_within("failures_max", self.failures_max, 3..=20)?;
        must_be_within("failures_minutes", self.failures_minutes, 5..=1440)?;
        must_be_within("second_factor_grace_days", self.second_factor_grace_days, 0..=90)?;
        if self.second_factor_roles.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(Error::invalid("second_factor_roles", "each_once", "Must be each role once."));
        }
        if self.idle_minutes > self.lifetime_minutes {
            let message = "Must not be longer than a sign-in lives, or it would say nothing.";
            return Err(Error::invalid("idle_minutes", "longer_than_lifetime", message));
        }
        Ok(())
    }
}

fn listed(roles: &[impl ToString]) -> String {
    if roles.is_empty() {
        return "nobody".into();
    }
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn must_be_within(field: &str, value: i32, range: RangeInclusive<i32>) -> Result<(), Error> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(Error::invalid(field, "range", format!("Must be from {} to {}.", range.start(), range.end())))
}

impl Shown for SecurityPolicyView {
    fn revision(&self) -> Option<Revision> {
        Some(self.policy.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(policy: &SecurityPolicy) -> Option<(String, String)> {
        let error = policy.must_hold().err()?;
        error.problem().errors.first().map(|error| (error.field.clone(), error.rule.clone()))
    }

    fn broken(field: &str) -> (String, String) {
        (field.to_owned(), "range".to_owned())
    }

    #[test]
    fn what_the_service_allows_holds_by_itself() {
        assert_eq!(rule(&SecurityPolicy::default()), None);
    }

    #[test]
    fn every_rule_has_its_range() {
        let own = SecurityPolicy::default;
        for (policy, field) in [
            (SecurityPolicy { idle_minutes: 4, ..own() }, "idle_minutes"),
            (SecurityPolicy { idle_minutes: 721, ..own() }, "idle_minutes"),
            (SecurityPolicy { lifetime_minutes: 59, ..own() }, "lifetime_minutes"),
            (SecurityPolicy { lifetime_minutes: 1441, ..own() }, "lifetime_minutes"),
            (SecurityPolicy { failures_max: 2, ..own() }, "failures_max"),
            (SecurityPolicy { failures_max: 21, ..own() }, "failures_max"),
            (SecurityPolicy { failures_minutes: 4, ..own() }, "failures_minutes"),
            (SecurityPolicy { failures_minutes: 1441, ..own() }, "failures_minutes"),
            (SecurityPolicy { second_factor_grace_days: -1, ..own() }, "second_factor_grace_days"),
            (SecurityPolicy { second_factor_grace_days: 91, ..own() }, "second_factor_grace_days"),
        ] {
            assert_eq!(rule(&policy), Some(broken(field)), "{policy:?}");
        }
    }

    #[test]
    fn each_change_is_said_from_and_to() {
        let before = SecurityPolicy::default();
        let after = SecurityPolicy {
            idle_minutes: 60,
            lifetime_minutes: 120,
            failures_max: 5,
            failures_minutes: 30,
            second_factor_roles: vec![Role::Owner],
            second_factor_custom_roles: vec![CustomRoleId(uuid::Uuid::nil())],
            second_factor_grace_days: 7,
            revision: before.revision,
        };
        let own = ["nobody", "Night buyer"].map(str::to_owned);

        let lines = after.changes_since(&before, own);

        assert_eq!(lines.first().map(String::as_str), Some("An unused sign-in ends after: 720 minutes → 60 minutes"));
        assert!(lines.contains(&"Second factor demanded of: nobody → Owner".to_owned()), "{lines:?}");
        assert!(
            lines.contains(&"Second factor demanded of roles of your own: nobody → Night buyer".to_owned()),
            "{lines:?}"
        );
        let kept = serde_json::to_value(&after).unwrap();
        let fields = kept.as_object().unwrap().keys().filter(|field| *field != "revision").count();
        assert_eq!(lines.len(), fields, "whatever can be changed is said: {lines:?}");
        let same = ["nobody", "nobody"].map(str::to_owned);
        assert_eq!(before.changes_since(&before, same), ["Nothing is otherwise than before."]);
    }

    #[test]
    fn nothing_is_idle_for_longer_than_it_lives() {
        let policy = |idle_minutes| SecurityPolicy { idle_minutes, lifetime_minutes: 60, ..SecurityPolicy::default() };

        assert_eq!(rule(&policy(60)), None);
        assert_eq!(rule(&policy(61)), Some(("idle_minutes".to_owned(), "longer_than_lifetime".to_owned())));
    }
}
