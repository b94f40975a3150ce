//! An organisation that is deleted goes as a whole, whatever its home has tables for, and nothing of another does.
use std::collections::BTreeMap;

use kernel::OrgId;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

use crate::{
    story::Story,
    support::{App, Organisation, passwords},
    tale,
};

/// Tables of a home that know no organisation, each with what keeps its rows from outliving one.
const NOBODYS: &[(&str, &str)] = &[
    ("door.column_class", "what columns there are"),
    ("door.home", "which home this is"),
    ("door.key", "this database's own"),
    ("door.warrant_key", "the installation's own"),
    ("door.reset_request", "what a stranger typed: forgotten once it is answered, within seconds"),
    ("door.sign_up", "what a stranger typed, before there is an organisation: forgotten with its link"),
    ("door.spent_challenge", "a hash, for minutes"),
    ("reference.guarded_permission", "every organisation's"),
    ("reference.role_template", "every organisation's"),
    ("reference.scope", "every organisation's"),
    ("reference.support_permission", "every organisation's"),
    ("reference.toxic_pair", "every organisation's"),
];

const TABLES: &str = "select format('%I.%I', n.nspname, c.relname), exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('tenant', 'door', 'reference') and c.relkind in ('r', 'p') and c.relname <> 'test_clock'
    order by 1";

async fn tables(connection: &mut PgConnection) -> Vec<(String, bool)> {
    sqlx::query_as(TABLES).fetch_all(connection).await.unwrap()
}

/// How many rows of an organisation each table has, and a digest of what they say.
async fn rows_of(connection: &mut PgConnection, of: OrgId) -> BTreeMap<String, (i64, String)> {
    let mut rows = BTreeMap::new();
    for (table, has_organisation) in tables(connection).await {
        if has_organisation {
            let sql = format!(
                "select count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t where org_id = $1"
            );
            let found = sqlx::query_as(AssertSqlSafe(sql)).bind(of).fetch_one(&mut *connection).await.unwrap();
            rows.insert(table, found);
        }
    }
    rows
}

/// The tables in which a word stands anywhere.
async fn tables_that_say(connection: &mut PgConnection, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, _) in tables(connection).await {
        let sql = format!("select exists (select from {table} t where t::text like '%' || $1 || '%')");
        if sqlx::query_scalar(AssertSqlSafe(sql)).bind(word).fetch_one(&mut *connection).await.unwrap() {
            found.push(table);
        }
    }
    found
}

/// Begins a deletion as the directory's word would, for what two operators do is told elsewhere.
async fn begins(app: &App, of: OrgId) {
    let begin = "select door.begin_deletion($1, $2, $3, $4, 'The contract has ended.', 7, null, sha256(k.secret || sha256(k.secret || convert_to(
            concat_ws('|', 'delete', $1, $2, $3, $4, 7, 'The contract has ended.'), 'utf8'))), $1)
        from door.warrant_key k";
    let begin = sqlx::query(begin).bind(Uuid::new_v4()).bind(of).bind(Uuid::new_v4()).bind(Uuid::new_v4());
    begin.execute(&mut app.administrator().await).await.unwrap();
}

async fn tell(app: &App, organisation: &Organisation<'_>) {
    tale::tell(&mut Story::of(app, organisation), &tale::Cast::of(organisation).await).await;
}

// A worker that is killed in the middle of a step.
async fn is_killed_in_a_step(app: &App) {
    let mut worker = app.as_role("countersign_worker").await;
    let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut worker).await.unwrap();
    let mut tx = worker.begin().await.unwrap();
    let gone: Option<i32> = sqlx::query_scalar("select door.purge_step(40)").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(gone, Some(40));
    // Once it has let go: a step passes over what another holds.
    let kill = sqlx::query("select pg_terminate_backend($1, 10000)").bind(pid);
    kill.execute(&mut app.administrator().await).await.unwrap();
    tx.commit().await.unwrap_err();
}

async fn purges(app: &App, rows_max: i32, steps_max: usize) -> Vec<i32> {
    let home = app.home(app.first());
    let mut steps = Vec::new();
    while steps.len() < steps_max
        && let Some(gone) = home.purge_step(rows_max).await.unwrap()
    {
        steps.push(gone);
    }
    steps
}

#[actix_web::test]
async fn all_that_an_organisation_has_goes_and_nothing_of_another() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    tell(&app, &hotel).await;
    tell(&app, &clinic).await;
    app.delivers().await;
    let mut connection = app.administrator().await;
    begins(&app, hotel.org_id).await;
    app.moves_clock("7 days").await;
    let (had, others) = (rows_of(&mut connection, hotel.org_id).await, rows_of(&mut connection, clinic.org_id).await);
    let filled = had.values().filter(|(count, _)| *count > 0).count();
    assert!(filled > 55, "the tale fills {filled} tables: {had:?}");

    // It is interrupted again and again, and killed half-way.
    assert_eq!(purges(&app, 40, 3).await, [40; 3]);
    is_killed_in_a_step(&app).await;
    let steps = purges(&app, 300, usize::MAX).await;
    assert_eq!((steps.last(), steps.iter().filter(|gone| **gone == 0).count()), (Some(&0), 1), "{steps:?}");

    // What a transaction left that had begun before: it goes a minute later, when none can be under way.
    let stray = "with one as (insert into door.attempt (org_id, account_hash, network, attempted_at, has_succeeded) values ($1, '', null, now(), false))
        insert into tenant.audit_event (org_id, occurred_at, request_id, permission, action, entity, entity_id, detail)
        values ($1, now(), $1, 'session.create', 'session.refused', 'organisation', $1, '{}')";
    sqlx::query(stray).bind(hotel.org_id).execute(&mut connection).await.unwrap();
    assert_eq!(purges(&app, 300, 1).await, [0; 0]);
    app.moves_clock("2 minutes").await;
    assert_eq!(purges(&app, 300, usize::MAX).await, [2, 0], "two strays, then the decision itself");

    let mut left = rows_of(&mut connection, hotel.org_id).await;
    assert_eq!(left.remove("door.tombstone").map(|(count, _)| count), Some(1));
    left.retain(|_, (count, _)| *count > 0);
    assert_eq!(left, BTreeMap::new());
    assert_eq!(rows_of(&mut connection, clinic.org_id).await, others);
    let id = Uuid::from(hotel.org_id).to_string();
    assert_eq!(tables_that_say(&mut connection, &id).await, ["door.tombstone"]);
    // What strangers typed goes by itself.
    app.home(app.first()).database.clear_expired().await.unwrap();
    assert_eq!(tables_that_say(&mut connection, "harbour-house").await, [""; 0]);
    let counted: serde_json::Value =
        sqlx::query_scalar("select rows from door.tombstone").fetch_one(&mut connection).await.unwrap();
    for (table, (count, _)) in had.iter().filter(|(table, (count, _))| *count > 0 && *table != "door.organisation") {
        let strays = i64::from(["door.attempt", "tenant.audit_event"].contains(&table.as_str()));
        assert_eq!(counted[table.as_str()], count + strays, "{table}");
    }
    clinic.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn one_that_cannot_be_deleted_holds_up_no_other_and_goes_once_it_can() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let mut connection = app.administrator().await;
    begins(&app, hotel.org_id).await;
    begins(&app, clinic.org_id).await;
    let id = Uuid::from(hotel.org_id);
    let fault = format!(
        "create function pg_temp.fails() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
        create trigger fails before delete on tenant.department for each row when (old.org_id = '{id}') execute function pg_temp.fails()"
    );
    sqlx::raw_sql(AssertSqlSafe(fault)).execute(&mut connection).await.unwrap();
    app.moves_clock("7 days").await;

    purges(&app, 300, usize::MAX).await;
    app.moves_clock("2 minutes").await;
    purges(&app, 300, usize::MAX).await;

    let ended = "select t.org_id, t.purged_at is not null from door.tombstone t order by 2";
    let ended: Vec<(Uuid, bool)> = sqlx::query_as(ended).fetch_all(&mut connection).await.unwrap();
    assert_eq!(ended, [(id, false), (Uuid::from(clinic.org_id), true)]);
    let waits = "select org_id, failures, failed_because, not_before - door.now() <= interval '2 minutes' from door.purges_that_wait()";
    let waits: Vec<(Uuid, i32, String, bool)> = sqlx::query_as(waits).fetch_all(&mut connection).await.unwrap();
    assert_eq!(waits, [(id, 2, "the disk is full".to_owned(), true)]);

    sqlx::raw_sql("drop trigger fails on tenant.department").execute(&mut connection).await.unwrap();
    app.moves_clock("3 minutes").await;
    purges(&app, 300, usize::MAX).await;
    app.moves_clock("2 minutes").await;
    purges(&app, 300, usize::MAX).await;
    let left: (i64, i32) =
        sqlx::query_as("select count(*) filter (where purged_at is null), max(failures) from door.tombstone")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert_eq!(left, (0, 0));
    app.stop().await;
}

#[actix_web::test]
async fn no_table_of_a_home_is_forgotten() {
    let app = App::start().await;
    let mut connection = app.administrator().await;
    let planned: Vec<String> =
        sqlx::query_scalar("select distinct of_schema || '.' || of_table from door.purge_plan() order by 1")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    // Rows of these hang on a row that goes, and go with it.
    let hanging = "select distinct k.conrelid::regclass::text from pg_constraint k
        where k.contype = 'f' and k.confdeltype = 'c' and k.confrelid::regclass::text = any ($1)";
    let hanging: Vec<String> = sqlx::query_scalar(hanging).bind(&planned).fetch_all(&mut connection).await.unwrap();

    for (table, has_organisation) in tables(&mut connection).await {
        let is_end = ["door.organisation", "door.tombstone"].contains(&table.as_str());
        let is_nobodys = NOBODYS.iter().any(|(name, _)| *name == table);
        let ways = [planned.contains(&table), hanging.contains(&table), is_end, is_nobodys];
        assert_eq!(ways.iter().filter(|way| **way).count(), 1, "{table}: {ways:?}");
        assert_eq!(has_organisation, planned.contains(&table) || is_end, "{table}");
    }
    let stop = "select t.tgrelid::regclass || ': ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace in ('tenant'::regnamespace, 'door'::regnamespace) and not t.tgisinternal and t.tgtype & 8 > 0
          and t.tgfoid not in ('door.audit()'::regprocedure, 'door.refuse_rewriting()'::regprocedure)
          and pg_get_triggerdef(t.oid) not like '%WHEN (%NOT door.is_purging()%'";
    let stop: Vec<String> = sqlx::query_scalar(stop).fetch_all(&mut connection).await.unwrap();
    assert_eq!(stop, [""; 0], "a trigger on deletions says `when (not door.is_purging())`");
    app.stop().await;
}

async fn code_of(connection: &mut PgConnection, sql: &str) -> String {
    let mut tx = connection.begin().await.unwrap();
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    let error = outcome.expect_err(sql).into_database_error().expect("an answer of the database");
    error.code().unwrap().into_owned()
}

#[actix_web::test]
async fn nothing_goes_before_it_is_due_by_sql_either() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    begins(&app, hotel.org_id).await;
    app.moves_clock("6 days 23 hours 59 minutes").await;
    let mut connection = app.administrator().await;
    let before = rows_of(&mut connection, hotel.org_id).await;
    let id = Uuid::from(hotel.org_id);

    assert_eq!(purges(&app, 100, 5).await, [0; 0]);

    // No role that serves reaches the pieces, and a context that it writes itself is a forged one.
    let pieces = [
        format!("select door.purge_rows('{id}', 10, true)"),
        "select tenant.purge_rows('supplier', 10)".into(),
        "select door.purge_trail('audit_event', 10)".into(),
        "select door.purge_decision()".into(),
        format!(
            "select door.set_context('{id}', null, null, null, 'platform.tenant_delete', gen_random_uuid(), null, 'purge')"
        ),
        format!("update door.organisation set deletes_at = now() where org_id = '{id}'"),
    ];
    for role in ["tenant", "sign_in", "operator", "worker"] {
        let mut login = app.as_role(&format!("countersign_{role}")).await;
        for sql in &pieces {
            assert_eq!(code_of(&mut login, sql).await, "42501", "{role}: {sql}");
        }
    }
    let mut tenant = app.as_role("countersign_tenant").await;
    let is_purging: Option<bool> = sqlx::query_scalar("select door.is_purging()").fetch_one(&mut tenant).await.unwrap();
    assert_eq!(is_purging, Some(false), "a guard whose condition is null would not fire");
    let forged = format!(
        "select set_config('door.context', '{id}||||platform.tenant_delete|{id}||purge|' || repeat('0', 64), true); delete from tenant.permission_grant"
    );
    assert_eq!(code_of(&mut tenant, &forged).await, "CS401");
    // Nor does whoever migrates, in the owner's shoes or in the door's: the trail says itself when it may go.
    let mut migrator =
        access::migrations::as_migrator(&app.database(), &passwords(), "countersign_door").connect().await.unwrap();
    let minted = format!("{}; select door.purge_trail('audit_event', 10)", pieces[4]);
    assert_eq!(code_of(&mut migrator, &minted).await, "CS403");
    let without_a_trace = format!("{}; delete from tenant.permission_grant", pieces[4]);
    assert_eq!(code_of(&mut migrator, &without_a_trace).await, "CS403");
    let mut owner =
        access::migrations::as_migrator(&app.database(), &passwords(), "countersign_owner").connect().await.unwrap();
    assert_eq!(code_of(&mut owner, "select tenant.purge_rows('supplier', 10)").await, "CS403");
    let posing = format!("select door.begin_system('{id}', 'purge'); delete from tenant.approval_decision");
    assert_eq!(code_of(&mut owner, &posing).await, "CS409");
    assert_eq!(rows_of(&mut connection, hotel.org_id).await, before);

    // The time that an organisation has is no shorter than seven days, whoever writes it.
    let shorter = format!(
        "update door.organisation set deletes_at = deletion_began_at + interval '6 days' where org_id = '{id}'"
    );
    assert_eq!(code_of(&mut connection, &shorter).await, "23514");
    app.stop().await;
}
