//! A walk over every tenant table: whatever a stranger says, another's row is as good as none.
use std::{collections::BTreeSet, env};

use access::Chance;
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use uuid::Uuid;

use crate::{
    catalogue::{Table, tables},
    forms::{Aim, Command, FORMS, Form, Rows},
    ground::{Ground, seed},
    tenants::{self, Tenant},
};

/// How a tenant's rows are come at: by the service's plane, or as the owner of the tables, whom FORCE binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plane,
    Owner,
}

/// What came of a statement, as far as its sender can see.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    rows: u64,
    refusal: Option<(String, Option<String>, String)>,
}

struct Walk {
    ground: Ground,
    plane: PgConnection,
    owner: PgConnection,
    administrator: PgConnection,
    chance: Chance,
    visitor: Tenant,
    visited: Tenant,
}

#[derive(Default)]
struct Tally {
    tried: usize,
    attempts: usize,
    leaks: Vec<String>,
    covered: BTreeSet<(String, Command)>,
}

#[tokio::test]
async fn a_foreign_row_is_as_good_as_none() {
    let seed = seed();
    let rounds = if env::var_os("COUNTERSIGN_LONG").is_some() { 20 } else { 1 };
    println!("isolation: sql: seed {seed}");
    let mut walk = Walk::prepare(Chance::of_seed(seed)).await;
    let tables = tables(&mut walk.administrator).await;
    let before = walk.checksums().await;
    let mut tally = Tally::default();

    for _ in 0..rounds {
        walk.round(&tables, &mut tally).await;
        assert_eq!(walk.checksums().await, before, "the visited organisation's rows are what they were");
    }

    let wanted = tables.iter().flat_map(|table| wanted(table).map(|command| (table.name.clone(), command)));
    let uncovered: Vec<_> = wanted.filter(|pair| !tally.covered.contains(pair)).collect();
    println!(
        "isolation: sql: {} attempts that do something at home ({} tried), {} leaks, {} pairs uncovered, seed {seed}",
        tally.attempts,
        tally.tried,
        tally.leaks.len(),
        uncovered.len()
    );
    assert!(tally.leaks.is_empty(), "{}", tally.leaks.join("\n"));
    assert!(uncovered.is_empty(), "nothing was shown for {uncovered:?}");
    walk.ground.leave().await;
}

// What must have been shown of a table: the trail is only read, and what a seal refuses to everybody tells nobody apart.
fn wanted(table: &Table) -> impl Iterator<Item = Command> {
    let is_open = |command: &Command| match command {
        Command::Select => true,
        Command::Insert => !table.is_trail,
        Command::Update => !table.is_trail && !table.sealed.iter().any(|sealed| sealed == "update"),
        Command::Delete => !table.is_trail && !table.sealed.iter().any(|sealed| sealed == "delete"),
    };
    [Command::Select, Command::Insert, Command::Update, Command::Delete].into_iter().filter(is_open)
}

// What a refusal says, without the ids that its sender had sent.
fn without_ids(message: &str) -> String {
    let is_id = |word: &str| word.len() == 36 && Uuid::try_parse(word).is_ok();
    let words = message.split_inclusive(|c: char| !c.is_ascii_hexdigit() && c != '-');
    words.map(|word| if is_id(word.get(..36).unwrap_or_default()) { "(id)" } else { word }).collect()
}

impl Walk {
    async fn prepare(chance: Chance) -> Self {
        let ground = Ground::prepare().await;
        let (visitor, visited) = tenants::two(&ground, &chance).await;
        let plane = ground.login("countersign_tenant").await;
        let owner = ground.migrator("countersign_owner").await;
        let administrator = ground.administrator().await;
        Self { ground, plane, owner, administrator, chance, visitor, visited }
    }

    fn below(&self, limit: usize) -> usize {
        usize::try_from(u32::from_be_bytes(self.chance.bytes())).unwrap() % limit
    }

    // Every form on every table in both ways, in an order of chance.
    async fn round(&mut self, tables: &[Table], tally: &mut Tally) {
        let both = |table, form| [(table, form, Way::Plane), (table, form, Way::Owner)];
        let mut steps: Vec<_> =
            tables.iter().flat_map(|table| FORMS.into_iter().flat_map(move |form| both(table, form))).collect();
        while !steps.is_empty() {
            let (table, form, way) = steps.swap_remove(self.below(steps.len()));
            self.step(table, form, way, tally).await;
        }
    }

    async fn step(&mut self, table: &Table, form: Form, way: Way, tally: &mut Tally) {
        let Some(sql) = form.on(table) else { return };
        let Some(row) = self.row_of_visited(table).await else { return };
        let (own, canary) = (self.visitor.org_id, self.visited.canary.as_str());
        let rows = form.rows(table, &row, own, canary, || Uuid::from_bytes(self.chance.bytes()));
        let Rows { foreign, absent, home } = rows;
        // What is aimed at another's row is kept, for its effect would be the leak; what makes a row of one's own is not.
        let is_kept = form.aim == Aim::Theirs;
        let met = self.attempt(way, true, &sql, &foreign, is_kept).await;
        let missed = self.attempt(way, true, &sql, &absent, is_kept).await;
        let at_home = self.attempt(way, false, &sql, &home, false).await;
        tally.tried += 1;
        let story = || {
            format!(
                "{} on tenant.{} ({:?}, {way:?}): foreign {met:?}, absent {missed:?}",
                form.name, table.name, form.command
            )
        };
        if met != missed || form.aim == Aim::Theirs && met.rows > 0 {
            tally.leaks.push(story());
        }
        if at_home != met {
            tally.attempts += 1;
            tally.covered.insert((table.name.clone(), form.command));
        }
    }

    async fn attempt(&mut self, way: Way, is_visitor: bool, sql: &str, row: &Value, is_kept: bool) -> Outcome {
        let tenant = if is_visitor { &self.visitor } else { &self.visited };
        let connection = match way {
            Way::Plane => &mut self.plane,
            Way::Owner => &mut self.owner,
        };
        let mut tx = connection.begin().await.unwrap();
        match way {
            Way::Plane => tenant.begins(&mut tx).await.unwrap(),
            Way::Owner => {
                let begin = sqlx::query("select door.begin_system($1, 'test')").bind(tenant.org_id);
                begin.execute(&mut *tx).await.unwrap();
            }
        }
        let mut outcome = tx.execute(sqlx::query(AssertSqlSafe(sql)).bind(row)).await;
        if outcome.is_ok() {
            // A check that waits for the end is asked for now.
            let checked = tx.execute("set constraints all immediate").await;
            outcome = checked.and(outcome);
        }
        if is_kept && outcome.is_ok() {
            tx.commit().await.unwrap();
        } else {
            tx.rollback().await.unwrap();
        }
        match outcome {
            Ok(done) => Outcome { rows: done.rows_affected(), refusal: None },
            Err(error) => {
                let error = error.as_database_error().expect("an answer of the database");
                let constraint = error.constraint().map(ToOwned::to_owned);
                let code = error.code().expect("a code").into_owned();
                Outcome { rows: 0, refusal: Some((code, constraint, without_ids(error.message()))) }
            }
        }
    }

    async fn row_of_visited(&mut self, table: &Table) -> Option<Map<String, Value>> {
        let sql = format!(
            "select to_jsonb(t) from tenant.{} t where org_id = $1 order by md5(t::text || $2) limit 1",
            table.name
        );
        let salt = u32::from_be_bytes(self.chance.bytes()).to_string();
        let row = sqlx::query(AssertSqlSafe(sql)).bind(self.visited.org_id).bind(salt);
        let row = row.fetch_optional(&mut self.administrator).await.unwrap()?;
        row.get::<Value, _>(0).as_object().cloned()
    }

    // Of every table that has an organisation, the door's too.
    async fn checksums(&mut self) -> Vec<(String, String)> {
        let names: Vec<String> = sqlx::query_scalar(
            "select a.attrelid::regclass::text from pg_attribute a join pg_class c on c.oid = a.attrelid
             where a.attname = 'org_id' and c.relkind = 'r' and c.relnamespace in ('tenant'::regnamespace, 'door'::regnamespace)
             order by 1",
        )
        .fetch_all(&mut self.administrator)
        .await
        .unwrap();
        let mut sums = Vec::new();
        for name in names {
            let sql = format!(
                "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {name} t where org_id = $1"
            );
            let sum = sqlx::query_scalar(AssertSqlSafe(sql)).bind(self.visited.org_id);
            sums.push((name, sum.fetch_one(&mut self.administrator).await.unwrap()));
        }
        sums
    }
}

#[tokio::test]
async fn every_table_holds_rows_of_both_organisations() {
    let mut walk = Walk::prepare(Chance::of_seed(seed())).await;

    for table in tables(&mut walk.administrator).await {
        for org_id in [walk.visitor.org_id, walk.visited.org_id] {
            let sql = format!("select count(*) from tenant.{} where org_id = $1", table.name);
            let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).bind(org_id);
            assert!(count.fetch_one(&mut walk.administrator).await.unwrap() > 0, "tenant.{}", table.name);
        }
    }

    walk.ground.leave().await;
}

#[tokio::test]
async fn the_walk_finds_holes_that_were_made() {
    let holes = [
        ("category", "alter policy tenant on tenant.category using (true)"),
        ("category", "alter policy tenant on tenant.category with check (true)"),
        ("category", "alter table tenant.category no force row level security"),
        ("category", "create unique index code_once on tenant.category (code)"),
        (
            "exchange_rate",
            "alter table tenant.person add unique (id);
             alter table tenant.exchange_rate drop constraint exchange_rate_person_fkey,
                add foreign key (entered_by) references tenant.person (id)",
        ),
    ];
    for (name, hole) in holes {
        let mut walk = Walk::prepare(Chance::of_seed(seed())).await;
        sqlx::raw_sql(hole).execute(&mut walk.administrator).await.unwrap();
        let mut tables = tables(&mut walk.administrator).await;
        tables.retain(|table| table.name == name);
        let mut tally = Tally::default();

        walk.round(&tables, &mut tally).await;

        assert!(!tally.leaks.is_empty(), "{hole}");
        walk.ground.leave().await;
    }
}
