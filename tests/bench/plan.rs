//! How PostgreSQL would run a recorded statement: as the API's role, in the recorded request's own tenant context.
use std::{collections::BTreeSet, fmt};

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
    /// How many rows PostgreSQL expects of it.
    pub rows: u64,
    /// How many nodes stand above it.
    pub depth: usize,
    /// Whether it is worked out on its own: a page that is found before the rest, or what a policy asks the door once.
    pub is_apart: bool,
    /// Whether it hangs on the row at hand: worked out for each, or for all that could be asked for and kept by their hash.
    pub is_per_row: bool,
}

/// How many rows may be looked up by a primary key and sorted: those of a page.
const LOOKED_UP_MAX: u64 = 200;

/// A plan, parents before children.
#[derive(Debug, Clone)]
pub struct Plan {
    pub nodes: Vec<Node>,
}

/// As an indented list, for whoever must mend it.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.nodes.iter().try_for_each(|node| {
            let Node { kind, table, index, depth, .. } = node;
            let (table, index) = (table.as_deref().unwrap_or_default(), index.as_deref().unwrap_or_default());
            writeln!(f, "{}{kind} {table} {index}", "  ".repeat(*depth))
        })
    }
}

impl Plan {
    /// What speaks against it: it reads a big table from end to end, or sorts what it reads from one.
    ///
    /// The rows of a page that was found before may be sorted again, and be joined with a few others by their primary key.
    pub fn objections(&self, big: &BTreeSet<String>) -> Vec<String> {
        let is_big = |node: &&Node| node.table.as_ref().is_some_and(|table| big.contains(table));
        let is_looked_up = |node: &Node| node.index.as_ref().is_some_and(|index| index.ends_with("_pkey"));
        let is_many = |node: &Node| !is_looked_up(node) || node.rows > LOOKED_UP_MAX;
        let name = |node: &Node| node.table.clone().unwrap_or_default();
        let mut objections = Vec::new();
        for (place, node) in self.nodes.iter().enumerate() {
            if node.kind == "Seq Scan" && is_big(&node) {
                objections.push(format!("reads all of {}", name(node)));
            } else if node.kind.ends_with("Sort") {
                let sorted = self.below(place).filter(is_big).filter(|node| is_many(node));
                objections.extend(sorted.map(|sorted| format!("sorts {}", name(sorted))));
            }
        }
        objections
    }

    /// What stands below a node, without what is worked out apart or was cut before.
    fn below(&self, place: usize) -> impl Iterator<Item = &Node> {
        let depth = self.nodes.get(place).map_or(0, |node| node.depth);
        let part = self.nodes.iter().skip(place.saturating_add(1)).take_while(move |node| node.depth > depth);
        let mut apart_from: Option<usize> = None;
        part.filter(move |node| {
            if apart_from.is_some_and(|from| node.depth <= from) {
                apart_from = None;
            }
            if apart_from.is_none() && (node.is_apart || node.kind == "Limit") {
                apart_from = Some(node.depth);
            }
            apart_from.is_none()
        })
    }

    /// The indexes by which it reads a table, in its own order.
    pub fn indexes_of(&self, table: &str) -> Vec<&str> {
        let reads = self.nodes.iter().filter(|node| node.table.as_deref() == Some(table));
        reads.filter_map(|node| node.index.as_deref()).collect()
    }

    /// Whether it reads a table for the row at hand: PostgreSQL may then read all of it that any row could ask for.
    pub fn reads_per_row(&self, table: &str) -> bool {
        let mut below: Option<usize> = None;
        self.nodes.iter().any(|node| {
            if below.is_some_and(|from| node.depth <= from) {
                below = None;
            }
            if below.is_none() && node.is_per_row {
                below = Some(node.depth);
            }
            below.is_some() && node.table.as_deref() == Some(table)
        })
    }

    fn of(plan: &Value) -> Result<Self, Error> {
        let root = plan.pointer("/0/Plan").ok_or_else(|| failure("no plan"))?;
        let mut nodes = Vec::new();
        collect(root, 0, &mut nodes);
        Ok(Self { nodes })
    }
}

fn collect(plan: &Value, depth: usize, nodes: &mut Vec<Node>) {
    let text = |name: &str| plan.get(name).and_then(Value::as_str).map(str::to_owned);
    nodes.push(Node {
        kind: text("Node Type").unwrap_or_default(),
        table: text("Relation Name"),
        index: text("Index Name"),
        rows: plan.get("Plan Rows").and_then(Value::as_u64).unwrap_or_default(),
        depth,
        is_apart: plan.get("Subplan Name").is_some(),
        is_per_row: text("Parent Relationship").is_some_and(|relationship| relationship == "SubPlan"),
    });
    for child in plan.get("Plans").and_then(Value::as_array).into_iter().flatten() {
        collect(child, depth.saturating_add(1), nodes);
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(of_table: &str, index: &str, subplan: Option<&str>) -> Plan {
        let mut read = json!({ "Node Type": "Index Scan", "Relation Name": of_table, "Index Name": index });
        if let Some(name) = subplan {
            read["Subplan Name"] = name.into();
        }
        Plan::of(&json!([{ "Plan": { "Node Type": "Sort", "Plans": [read, { "Node Type": "CTE Scan" }] } }])).unwrap()
    }

    #[test]
    fn what_is_sorted_from_a_big_table_is_named_unless_it_was_found_apart() {
        let big = BTreeSet::from(["purchase_order".to_owned()]);

        assert_eq!(plan("purchase_order", "newest", None).objections(&big), ["sorts purchase_order"]);
        assert!(plan("purchase_order", "newest", Some("CTE page")).objections(&big).is_empty());
        assert!(plan("purchase_order", "purchase_order_pkey", None).objections(&big).is_empty());
        assert!(plan("department", "department_name", None).objections(&big).is_empty());
    }

    #[test]
    fn what_is_read_for_the_row_at_hand_is_told_from_what_is_read_once() {
        let with = |relationship: &str| {
            let read = json!({ "Node Type": "Index Only Scan", "Relation Name": "watcher" });
            let apart = json!({ "Node Type": "Result", "Parent Relationship": relationship, "Plans": [read] });
            let order = json!({ "Node Type": "Index Scan", "Relation Name": "purchase_order" });
            Plan::of(&json!([{ "Plan": { "Node Type": "Nested Loop", "Plans": [apart, order] } }])).unwrap()
        };

        assert!(with("SubPlan").reads_per_row("watcher"));
        assert!(!with("SubPlan").reads_per_row("purchase_order"));
        assert!(!with("InitPlan").reads_per_row("watcher"));
    }

    #[test]
    fn a_big_table_read_from_end_to_end_is_named() {
        let plan = Plan::of(&json!([{ "Plan": { "Node Type": "Seq Scan", "Relation Name": "watcher" } }])).unwrap();

        assert_eq!(plan.objections(&BTreeSet::from(["watcher".to_owned()])), ["reads all of watcher"]);
        assert!(plan.objections(&BTreeSet::new()).is_empty());
    }
}
