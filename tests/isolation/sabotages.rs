//! Ways to break a wall, as data: each must be caught by its rule.
mod cluster;
mod door;
mod tenant;

/// One way; applied in a transaction that is rolled back.
#[derive(Debug, Clone, Copy)]
pub struct Sabotage {
    pub name: &'static str,
    pub sql: &'static str,
    /// The rule that must name it.
    pub rule: &'static str,
}

const fn sabotage(name: &'static str, sql: &'static str, rule: &'static str) -> Sabotage {
    Sabotage { name, sql, rule }
}

/// All of them.
pub fn all() -> impl Iterator<Item = Sabotage> {
    tenant::TENANT.into_iter().chain(door::DOOR).chain(cluster::CLUSTER)
}
