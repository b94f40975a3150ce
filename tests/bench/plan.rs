//! How PostgreSQL would run a recorded statement: as the API's role, in the recorded request's own tenant context.
use std::collections::BTreeSet;

use kernel::Error;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, postgres::PgConnectOptions};

use crate::{
    failure,
    message::Message,
    replay::{bound, send},
};

/// For whom a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For the recorded values.
    Custom,
    /// For any values: a prepared statement may get it from its sixth use on.
    Generic,
}

/// One node of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub kind: String,
    /// The table that it reads, if any.
    pub table: Option<String>,
    pub index: Option<String>,
    /// How many nodes stand above it.
    pub depth: usize,
    /// Whether it reads rows of a table itself, or of a page that was found before.
    pub is_above_a_table: bool,
}

/// A plan, parents before children.
#[derive(Debug, Clone)]
pub struct Plan {
    pub nodes: Vec<Node>,
    /// As PostgreSQL tells it, for whoever must mend it.
    pub text: String,
}

impl Plan {
    /// What speaks against it: it reads a big table from end to end, or sorts what it reads from a table.
    pub fn objections(&self, big: &BTreeSet<String>) -> Vec<String> {
        let is_big = |node: &Node| node.table.as_ref().is_some_and(|table| big.contains(table));
        let reads = self.nodes.iter().filter(|node| node.kind == "Seq Scan" && is_big(node));
        let reads = reads.map(|node| format!("reads all of {}", node.table.as_deref().unwrap_or_default()));
        let sorts = self.nodes.iter().filter(|node| node.kind.ends_with("Sort") && node.is_above_a_table);
        reads.chain(sorts.map(|node| format!("sorts ({})", node.kind))).collect()
    }

    /// Whether it has a sort of any kind.
    pub fn sorts(&self) -> bool {
        self.nodes.iter().any(|node| node.kind.ends_with("Sort"))
    }

    /// The indexes by which it reads a table, in its own order.
    pub fn indexes_of(&self, table: &str) -> Vec<&str> {
        let reads = self.nodes.iter().filter(|node| node.table.as_deref() == Some(table));
        reads.filter_map(|node| node.index.as_deref()).collect()
    }

    fn of(plan: &Value) -> Result<Self, Error> {
        let root = plan.pointer("/0/Plan").ok_or_else(|| failure("no plan"))?;
        let mut nodes = Vec::new();
        collect(root, 0, &mut nodes);
        Ok(Self { nodes, text: serde_json::to_string_pretty(root)? })
    }
}

// Says whether the part of the plan below reads a table.
fn collect(plan: &Value, depth: usize, nodes: &mut Vec<Node>) -> bool {
    let text = |name: &str| plan.get(name).and_then(Value::as_str).map(str::to_owned);
    let place = nodes.len();
    let table = text("Relation Name");
    let mut is_above_a_table = table.is_some();
    let (kind, index) = (text("Node Type").unwrap_or_default(), text("Index Name"));
    nodes.push(Node { kind, table, index, depth, is_above_a_table });
    for child in plan.get("Plans").and_then(Value::as_array).into_iter().flatten() {
        // A page that is found before the rest is sorted by its own plan; so is what a policy asks the door once.
        let is_apart = child.get("Subplan Name").is_some();
        is_above_a_table |= collect(child, depth.saturating_add(1), nodes) && !is_apart;
    }
    if let Some(node) = nodes.get_mut(place) {
        node.is_above_a_table = is_above_a_table;
    }
    is_above_a_table
}

/// A connection in the tenant context of one recorded request.
pub struct Prover {
    connection: PgConnection,
}

impl Prover {
    /// Begins as the recorded request began: its first two messages, as it sent them.
    pub async fn of(tenant: &PgConnectOptions, recording: &[Message]) -> Result<Self, Error> {
        let mut connection = PgConnection::connect_with(tenant).await?;
        for message in recording.iter().take(2) {
            send(&mut connection, message).await?;
        }
        Ok(Self { connection })
    }

    /// Runs a statement first, to see what it does to the plans.
    pub async fn after(&mut self, statement: &'static str) -> Result<(), Error> {
        sqlx::raw_sql(statement).execute(&mut self.connection).await?;
        Ok(())
    }

    /// The plan of a recorded message; `None` when it is none of a statement with values.
    pub async fn plan(&mut self, message: &Message, kind: Kind) -> Result<Option<Plan>, Error> {
        let Message::Bound { sql, types, values } = message else { return Ok(None) };
        if matches!(kind, Kind::Generic) {
            return self.generic(sql, types).await.map(Some);
        }
        let explain = AssertSqlSafe(std::sync::Arc::<str>::from(format!("explain (format json) {sql}")));
        let row = bound(explain, types, values).fetch_one(&mut self.connection).await?;
        Plan::of(&row.try_get::<Value, _>(0)?).map(Some)
    }

    async fn generic(&mut self, sql: &str, types: &[u32]) -> Result<Plan, Error> {
        let mut names = Vec::new();
        for kind in types {
            let name: String = sqlx::query_scalar("select format_type($1::oid, null)")
                .bind(i64::from(*kind))
                .fetch_one(&mut self.connection)
                .await?;
            names.push(name);
        }
        let (parameters, nulls) = match names.as_slice() {
            [] => (String::new(), String::new()),
            names => (format!("({})", names.join(", ")), format!("({})", vec!["null"; names.len()].join(", "))),
        };
        let prepare = format!("set local plan_cache_mode = force_generic_plan; prepare recorded {parameters} as {sql}");
        sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut self.connection).await?;
        let explain = AssertSqlSafe(format!("explain (format json) execute recorded {nulls}"));
        let row = sqlx::raw_sql(explain).fetch_one(&mut self.connection).await?;
        sqlx::raw_sql("deallocate recorded").execute(&mut self.connection).await?;
        Plan::of(&serde_json::from_str(row.try_get_unchecked::<&str, _>(0)?)?)
    }
}

/// From how many rows on a table must not be read from end to end.
const BIG_ROWS_MIN: i64 = 1_000;

/// The big tables, by the counts of the last analyze.
pub async fn big_tables(administrator: &mut PgConnection) -> Result<BTreeSet<String>, Error> {
    let big = "
        select c.relname::text from pg_class c
        where c.relnamespace = 'tenant'::regnamespace and c.relkind = 'r' and c.reltuples >= $1";
    Ok(sqlx::query_scalar(big).bind(BIG_ROWS_MIN).fetch_all(administrator).await?.into_iter().collect())
}
