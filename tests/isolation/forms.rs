//! The forms of a statement that a stranger may try on a table.
use std::collections::HashMap;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::catalogue::Table;

/// What a form aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Another organisation's row, by its own key.
    Theirs,
    /// A row of one's own that bears or names another's ids.
    Grafted,
}

/// The four commands that the wall is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    Select,
    Insert,
    Update,
    Delete,
}

/// A statement with places for a table's names; its one parameter is a row as JSON.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub name: &'static str,
    pub command: Command,
    pub aim: Aim,
    sql: &'static str,
}

const fn theirs(name: &'static str, command: Command, sql: &'static str) -> Form {
    Form { name, command, aim: Aim::Theirs, sql }
}

const fn grafted(name: &'static str, command: Command, sql: &'static str) -> Form {
    Form { name, command, aim: Aim::Grafted, sql }
}

use Command::{Delete, Insert, Select, Update};

/// `{row}` is the parameter as a row `v`; `{is_it}` finds it by its whole key, `{has_id}` by its key without the organisation.
pub const FORMS: [Form; 31] = [
    theirs("by key", Select, "select t.* from tenant.{t} t, {row} where {is_it}"),
    theirs("by id alone", Select, "select t.* from tenant.{t} t, {row} where {has_id}"),
    theirs("by organisation", Select, "select t.* from tenant.{t} t, {row} where t.org_id = v.org_id"),
    theirs("for update", Select, "select t.* from tenant.{t} t, {row} where {is_it} for update of t"),
    theirs("for share", Select, "select t.* from tenant.{t} t, {row} where {has_id} for key share of t"),
    theirs("counted", Select, "select count(*) from tenant.{t} t, {row} where {is_it} having count(*) > 0"),
    theirs(
        "in a CTE",
        Select,
        "with found as materialized (select t.* from tenant.{t} t, {row} where {has_id}) select * from found",
    ),
    theirs("by a lateral join", Select, "select f.* from {row}, lateral (select * from tenant.{t} t where {is_it}) f"),
    theirs("told by an error", Select, "select 1 / (length(t::text) * 0) from tenant.{t} t, {row} where {is_it}"),
    theirs("told by a cast", Select, "select t::text::int from tenant.{t} t, {row} where {has_id}"),
    theirs(
        "by a query in a function",
        Select,
        "select c.* from {row}, query_to_xml(format('select * from tenant.{t} t where org_id = %L', v.org_id), false, false, '') c where c::text like '%<row>%'",
    ),
    theirs("by key", Update, "update tenant.{t} t set {w} = v.{w} from {row} where {is_it}"),
    theirs(
        "by id alone, returning",
        Update,
        "update tenant.{t} t set {w} = v.{w} from {row} where {has_id} returning old.*, new.*",
    ),
    theirs("by organisation", Update, "update tenant.{t} t set {w} = t.{w} from {row} where t.org_id = v.org_id"),
    theirs(
        "in a CTE",
        Update,
        "with done as (update tenant.{t} t set {w} = v.{w} from {row} where {is_it} returning t.*) select * from done",
    ),
    theirs(
        "by merge",
        Update,
        "merge into tenant.{t} t using {row} on {is_it} when matched then update set {w} = v.{w}",
    ),
    theirs("by key", Delete, "delete from tenant.{t} t using {row} where {is_it}"),
    theirs("by id alone, returning", Delete, "delete from tenant.{t} t using {row} where {has_id} returning t.*"),
    theirs(
        "in a CTE",
        Delete,
        "with gone as (delete from tenant.{t} t using {row} where {is_it} returning t.*) select * from gone",
    ),
    theirs("by merge", Delete, "merge into tenant.{t} t using {row} on {is_it} when matched then delete"),
    theirs("a copy", Insert, "insert into tenant.{t} ({columns}) select {values} from {row}"),
    theirs("a copy, returning", Insert, "insert into tenant.{t} ({columns}) select {values} from {row} returning *"),
    theirs(
        "or nothing",
        Insert,
        "insert into tenant.{t} ({columns}) select {values} from {row} on conflict do nothing returning *",
    ),
    theirs(
        "upsert",
        Insert,
        "insert into tenant.{t} as t ({columns}) select {values} from {row} on conflict ({key}) do update set {w} = excluded.{w} returning t.*",
    ),
    theirs(
        "in a CTE",
        Insert,
        "with made as (insert into tenant.{t} ({columns}) select {values} from {row} returning *) select * from made",
    ),
    theirs(
        "by merge",
        Insert,
        "merge into tenant.{t} t using {row} on {is_it} when not matched then insert ({columns}) values ({values})",
    ),
    grafted(
        "a row of one's own with their ids",
        Insert,
        "insert into tenant.{t} ({columns}) select {values} from {row}",
    ),
    grafted(
        "an upsert of one's own with their ids",
        Insert,
        "insert into tenant.{t} as t ({columns}) select {values} from {row} on conflict ({key}) do update set {w} = excluded.{w}",
    ),
    grafted(
        "or nothing, with their ids",
        Insert,
        "insert into tenant.{t} ({columns}) select {values} from {row} on conflict do nothing returning *",
    ),
    grafted(
        "point one's own row at theirs",
        Update,
        "update tenant.{t} t set {pointed} from {row} where t.org_id = (select door.org_id())",
    ),
    theirs(
        "give them one's own row",
        Update,
        "update tenant.{t} t set org_id = v.org_id from {row} where t.org_id = (select door.org_id())",
    ),
];

impl Form {
    /// The statement on a table; none where the table has nothing that the form needs.
    pub fn on(self, table: &Table) -> Option<String> {
        let id: Vec<_> = table.key.iter().filter(|column| *column != "org_id").collect();
        // A key of words and numbers alone may be one's own as well.
        let has_id = id.iter().any(|column| table.ids.contains(column));
        if !has_id && self.sql.contains("{has_id}") || table.pointers.is_empty() && self.sql.contains("{pointed}") {
            return None;
        }
        let equal = |column: &String| format!("t.{column} = v.{column}");
        let sql = self
            .sql
            .replace("{row}", "jsonb_populate_record(null::tenant.{t}, $1) v")
            .replace("{is_it}", &joined(table.key.iter(), " and ", equal))
            .replace("{has_id}", &joined(id.into_iter(), " and ", equal))
            .replace("{columns}", &joined(table.columns.iter(), ", ", String::clone))
            .replace("{values}", &joined(table.columns.iter(), ", ", |column| format!("v.{column}")))
            .replace("{pointed}", &joined(table.pointers.iter(), ", ", |column| format!("{column} = v.{column}")))
            .replace("{key}", &table.key.join(", "))
            .replace("{w}", &table.written)
            .replace("{t}", &table.name);
        Some(sql)
    }

    /// The row as a stranger of `own` sends it; as the twin that exists nowhere; and as its own organisation sends it.
    pub fn rows(
        self,
        table: &Table,
        row: &Map<String, Value>,
        own: Uuid,
        canary: &str,
        mut chance: impl FnMut() -> Uuid,
    ) -> Rows {
        let mut foreign = row.clone();
        let mut home = row.clone();
        if self.aim == Aim::Grafted {
            foreign.insert("org_id".into(), json!(own));
            for column in
                table.key.iter().filter(|column| table.ids.contains(column) && !table.pointers.contains(column))
            {
                let own = home.get(column).and_then(Value::as_str).map(str::to_owned);
                home.insert(column.clone(), json!(twin(own.as_deref(), &mut chance)));
            }
        }
        let mut absent = foreign.clone();
        if self.aim == Aim::Theirs {
            absent.insert("org_id".into(), json!(chance()));
        }
        // Who stands in it twice has one twin, or a check of the row would tell the two apart before anything else does.
        let mut twins: HashMap<String, Uuid> = HashMap::new();
        for column in &table.ids {
            let id = absent.get(column).and_then(Value::as_str).map(str::to_owned);
            if let Some(id) = id {
                let one = twins.entry(id.clone()).or_insert_with(|| twin(Some(&id), &mut chance));
                absent.insert(column.clone(), json!(one));
            }
        }
        for listed in absent.values_mut().filter_map(Value::as_array_mut).flatten() {
            if let Some(twin) = listed.as_str().and_then(|id| twins.get(id)) {
                *listed = json!(twin);
            }
        }
        // Its words are nobody's either, or a unique across organisations would answer both alike.
        let number = canary.trim_start_matches("canary-");
        let other = format!("{:08}", chance().as_u128() % 100_000_000);
        let words = Value::from(absent).to_string().replace(number, &other);
        let absent = serde_json::from_str(&words).expect("the same row in other words");
        Rows { foreign: foreign.into(), absent, home: home.into() }
    }
}

// Another id of the same moment, where it says one: a check of the row would tell the two apart before anything else does.
fn twin(id: Option<&str>, mut chance: impl FnMut() -> Uuid) -> Uuid {
    // With version and variant (RFC 9562, section 5.7).
    const OF_MOMENT: u128 = u128::MAX << 62;
    let other = chance();
    match id.and_then(|id| Uuid::try_parse(id).ok()).filter(|id| id.get_version_num() == 7) {
        Some(id) => Uuid::from_u128(id.as_u128() & OF_MOMENT | other.as_u128() & !OF_MOMENT),
        None => other,
    }
}

/// One row, three times.
#[derive(Debug)]
pub struct Rows {
    pub foreign: Value,
    pub absent: Value,
    pub home: Value,
}

fn joined<'a>(columns: impl Iterator<Item = &'a String>, by: &str, shape: impl Fn(&String) -> String) -> String {
    columns.map(shape).collect::<Vec<_>>().join(by)
}
