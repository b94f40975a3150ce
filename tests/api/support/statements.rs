//! The statements that the application really sends, as its driver logs them, and the plan that each would get.
use std::{
    fmt,
    sync::{Mutex, Once, PoisonError},
};

use serde_json::Value;
use sqlx::AssertSqlSafe;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt},
    registry::Registry,
    util::SubscriberInitExt,
};
use uuid::Uuid;

use super::Person;

static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LISTENING: Once = Once::new();

struct Listener;

#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        // A short statement stands in the summary alone.
        if (field.name() == "db.statement" && !value.is_empty()) || (field.name() == "summary" && self.0.is_empty()) {
            value.trim().clone_into(&mut self.0);
        }
    }
}

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        SENT.lock().unwrap_or_else(PoisonError::into_inner).push(statement.0);
    }
}

/// Begins to listen; statements sent before are not known.
pub fn listen() {
    LISTENING.call_once(|| {
        let only_sqlx = Targets::new().with_target("sqlx::query", Level::DEBUG);
        Registry::default().with(Listener.with_filter(only_sqlx)).init();
    });
}

/// The newest statement that holds `part`.
#[track_caller]
pub fn newest_with(part: &str) -> String {
    let sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
    sent.iter()
        .rev()
        .find(|statement| statement.contains(part))
        .unwrap_or_else(|| panic!("nothing with {part}"))
        .clone()
}

/// One node of a plan, children after parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub kind: String,
    /// The table that it reads, if any.
    pub table: Option<String>,
    pub index: Option<String>,
}

/// The plan that a statement gets in this person's own request, with these values in the place of `$1`, `$2`, ...
pub async fn plan(person: &Person<'_>, statement: &str, values: &[String]) -> Vec<Node> {
    let mut text = statement.to_owned();
    for (place, value) in values.iter().enumerate().rev() {
        text = text.replace(&format!("${}", place + 1), &format!("'{value}'"));
    }
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    person.begins(&mut tx, "session.view", Uuid::new_v4()).await;
    let explain = AssertSqlSafe(format!("explain (format json) {text}"));
    let plan: Value = sqlx::query_scalar(explain).fetch_one(&mut *tx).await.unwrap();
    let mut nodes = Vec::new();
    collect(&plan[0]["Plan"], &mut nodes);
    nodes
}

fn collect(plan: &Value, nodes: &mut Vec<Node>) {
    let text = |name: &str| plan[name].as_str().map(str::to_owned);
    // What a policy asks the door once for each statement.
    if text("Subplan Name").is_some_and(|name| name.starts_with("InitPlan")) {
        return;
    }
    nodes.push(Node {
        kind: text("Node Type").unwrap_or_default(),
        table: text("Relation Name"),
        index: text("Index Name"),
    });
    for child in plan["Plans"].as_array().into_iter().flatten() {
        collect(child, nodes);
    }
}
