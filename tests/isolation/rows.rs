//! Fills every tenant table with a row of an organisation, from what the catalogue says of its columns.
use sqlx::{AssertSqlSafe, Connection, FromRow, PgConnection};
use uuid::Uuid;

use crate::tenants::Tenant;

/// What cannot be guessed from types and checks: a column's value as SQL. A new table that cannot be filled fails with what to add here.
const VALUES: &[(&str, &str, &str)] = &[
    ("access_grant", "person_id", HEAD),
    ("access_grant", "roles", "'{}'"),
    ("access_grant", "asked_by", OWNER),
    ("access_grant", "waived", "'{}'"),
    ("access_grant", "ends_at", "now() + interval '1 day'"),
    ("access_grant", "state", "'waiting'"),
    ("access_grant", "decided_by", "null"),
    ("access_grant", "decided_at", "null"),
    ("access_grant", "asked_at", "now()"),
    ("access_grant", "revision", "1"),
    ("access_review", "lines", "0"),
    ("access_review", "guarded", "0"),
    ("access_review", "kept", "0"),
    ("access_review", "taken", "0"),
    ("access_review", "gone", "0"),
    ("access_review", "state", "'open'"),
    ("access_review", "ended_by", "null"),
    ("access_review", "ended_at", "null"),
    ("access_review", "end_reason", "null"),
    ("access_review", "digest", "null"),
    ("access_review", "started_by", OWNER),
    ("access_review", "revision", "1"),
    ("access_review_line", "person_id", HEAD),
    ("access_review_line", "source", "'requester'"),
    ("access_review_line", "state", "'kept'"),
    ("access_review_line", "decided_by", OWNER),
    ("access_review_line", "approved_by", OWNER),
    ("access_review_line", "granted_by", OWNER),
    ("access_review_line", "number", "1"),
    ("approval_hand_over", "to_id", HEAD),
    ("approval_hand_over", "step", "1"),
    ("custom_role", "retired_at", "null"),
    ("custom_role_permission", "permission", "'supplier.view'"),
    ("api_key", "prefix", "'eu1_csk_{canary}'"),
    ("api_key", "networks", "'{}'"),
    ("api_key", "state", "'waiting'"),
    ("api_key", "asked_by", OWNER),
    ("api_key", "asked_at", "now()"),
    ("api_key", "expires_at", "now() + interval '1 day'"),
    ("api_key", "decided_by", "null"),
    ("api_key", "decided_at", "null"),
    ("api_key", "rotated_by", "null"),
    ("api_key", "rotated_at", "null"),
    ("api_key", "old_until", "null"),
    ("api_key", "revoked_by", "null"),
    ("api_key", "revoked_at", "null"),
    ("api_key", "revoke_reason", "null"),
    ("api_key", "revision", "1"),
    ("duty", "mode", "'detect'"),
    ("duty", "revision", "1"),
    ("duty_exception", "person_id", HEAD),
    ("duty_exception", "state", "'open'"),
    ("duty_exception", "reviewed_by", "null"),
    ("duty_exception", "reviewed_at", "null"),
    ("duty_exception", "note", "null"),
    ("duty_exception", "revision", "1"),
    ("exchange_rate", "to_currency", "'USD'"),
    ("factor_reset", "person_id", HEAD),
    ("factor_reset", "asked_by", OWNER),
    ("factor_reset", "state", "'waiting'"),
    ("factor_reset", "asked_at", "'2026-11-20 12:00Z'"),
    ("factor_reset", "expires_at", "'2026-11-20 13:00Z'"),
    ("factor_reset", "decided_by", "null"),
    ("factor_reset", "decided_at", "null"),
    ("factor_reset", "revision", "1"),
    ("support_access", "minutes", "30"),
    ("support_access", "state", "'waiting'"),
    ("support_access", "asked_at", "'2026-11-20 12:00Z'"),
    ("support_access", "expires_at", "'2026-11-20 13:00Z'"),
    ("support_access", "decided_by", "null"),
    ("support_access", "decided_at", "null"),
    ("support_access", "open_by", "null"),
    ("support_access", "opened_at", "null"),
    ("support_access", "closes_at", "null"),
    ("support_access", "ended_at", "null"),
    ("support_access", "ended_by", "null"),
    ("support_access", "ended_because", "null"),
    ("support_access", "revision", "1"),
    ("owner_recovery", "person_id", HEAD),
    ("owner_recovery", "state", "'waiting'"),
    ("owner_recovery", "asked_at", "'2026-11-20 12:00Z'"),
    ("owner_recovery", "takes_effect_at", "'2026-11-23 12:00Z'"),
    ("owner_recovery", "lapses_at", "'2026-11-30 12:00Z'"),
    ("owner_recovery", "ended_at", "null"),
    ("owner_recovery", "ended_by", "null"),
    ("owner_recovery", "ended_because", "null"),
    ("owner_recovery", "revision", "1"),
    ("import", "state", "'tried'"),
    ("import", "confirmed_at", "null"),
    ("import", "undone_at", "null"),
    ("import", "format", "'csv'"),
    ("import", "encoding", "'utf-8'"),
    ("import", "delimiter", "','"),
    ("import", "sheet_name", "null"),
    ("invitation", "person_id", HEAD),
    ("invitation", "invited_by", OWNER),
    ("invitation", "expires_at", "'infinity'"),
    ("ownership_transfer", "person_id", HEAD),
    ("ownership_transfer", "asked_by", OWNER),
    ("ownership_transfer", "state", "'waiting'"),
    ("ownership_transfer", "asked_at", "'2026-11-20 12:00Z'"),
    ("ownership_transfer", "expires_at", "'2026-11-20 13:00Z'"),
    ("ownership_transfer", "decided_by", "null"),
    ("ownership_transfer", "decided_at", "null"),
    ("ownership_transfer", "revision", "1"),
    ("mail_server", "host", "'mail.{canary}.example'"),
    ("mail_server", "port", "587"),
    ("mail_server", "security", "'starttls'"),
    ("number_series", "year", "2026"),
    ("purchase_order", "id", ID),
    ("purchase_order", "created_at", MOMENT_OF_ID),
    ("purchase_order", "lifecycle", "'draft'"),
    ("purchase_order", "total_minor", "2"),
    ("requisition", "id", ID),
    ("requisition", "created_at", MOMENT_OF_ID),
    ("requisition", "lifecycle", "'cancelled'"),
    ("requisition", "on_behalf_of_id", HEAD),
    ("requisition", "total_minor", "2"),
    ("security_policy", "idle_minutes", "60"),
    ("security_policy", "lifetime_minutes", "60"),
    ("security_policy", "failures_max", "5"),
    ("security_policy", "failures_minutes", "15"),
    ("printed_order", "sha256", "sha256(sha256('{canary}'))"),
    (
        "approval_policy_draft",
        "definition",
        "jsonb_build_object('currency', 'EUR', 'steps', jsonb_build_array('{canary}'))",
    ),
    ("approval_policy_draft", "changed_by", "array[(select p.id from tenant.person p where p.email like 'owner-%')]"),
    ("approval_policy_draft", "status", "'discarded'"),
    ("approval_route", "route", ROUTE),
    ("approval_waiting", "person_id", HEAD),
    ("approval_decision", "person_id", HEAD),
    ("approval_decision", "verdict", "'approve'"),
    ("approval_decision", "is_carried", "false"),
];
const ID: &str = "('01a203df-0a3f-7' || substr(gen_random_uuid()::text, 16))::uuid";
const MOMENT_OF_ID: &str = "uuid_extract_timestamp('01a203df-0a3f-7000-8000-000000000000')";
const OWNER: &str = "(select p.id from tenant.person p where p.email like 'owner-%')";
const HEAD: &str = "(select p.id from tenant.person p where p.email like 'hod-%')";
const ROUTE: &str = "(select jsonb_build_object('steps', jsonb_build_array(jsonb_build_object('number', 1, 'order', 1, 'applies', true,
    'needed', 1, 'candidates', jsonb_build_array(jsonb_build_object('person', p.id))))) from tenant.person p where p.email like 'hod-%')";
/// Tables whose rows only somebody signed in may write: the head of department does.
const IN_PERSON: [&str; 1] = ["approval_decision"];

/// Writes the rows of one organisation.
pub struct Filler<'a> {
    /// As the owner of the tables.
    pub owner: &'a mut PgConnection,
    /// As the tenant plane, where the head of department is signed in.
    pub plane: &'a mut PgConnection,
    pub head: &'a Tenant,
}

#[derive(Debug, FromRow)]
struct Column {
    name: String,
    kind: String,
    /// Whether a row needs it said.
    is_required: bool,
    checks: String,
    /// The table and column that it points at.
    target: Option<String>,
    pointee: Option<String>,
}

impl Filler<'_> {
    /// Fills what is empty, referenced tables first.
    pub async fn fill(&mut self) {
        let mut empty: Vec<String> = empty_tables(self.owner, self.head.org_id).await;
        loop {
            let mut failures = Vec::new();
            for table in &empty {
                if let Err(error) = self.fill_one(table).await {
                    failures.push((table.clone(), error.to_string()));
                }
            }
            assert!(
                failures.len() < empty.len() || failures.is_empty(),
                "add values for these tables to tests/isolation/rows.rs: {failures:#?}"
            );
            if failures.is_empty() {
                return;
            }
            empty = failures.into_iter().map(|(table, _)| table).collect();
        }
    }

    // All columns first, for a canary in each; then only those that a row needs.
    async fn fill_one(&mut self, table: &str) -> Result<(), sqlx::Error> {
        let columns = columns(self.owner, table).await;
        let mut outcome = Ok(());
        for is_lean in [false, true] {
            let chosen: Vec<_> = columns.iter().filter(|column| column.is_required || !is_lean).collect();
            let names = chosen.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
            let values =
                chosen.iter().map(|column| value(table, column, &self.head.canary)).collect::<Vec<_>>().join(", ");
            let insert = format!("insert into tenant.{table} ({names}) values ({values})");
            let is_in_person = IN_PERSON.contains(&table);
            let mut tx = if is_in_person { self.plane.begin().await? } else { self.owner.begin().await? };
            if is_in_person {
                self.head.begins(&mut tx).await?;
            } else {
                let begin = sqlx::query("select door.begin_system($1, 'test')").bind(self.head.org_id);
                begin.execute(&mut *tx).await?;
            }
            outcome = sqlx::query(AssertSqlSafe(insert)).execute(&mut *tx).await.map(|_| ());
            if outcome.is_ok() {
                return tx.commit().await;
            }
        }
        outcome
    }
}

async fn empty_tables(owner: &mut PgConnection, org_id: Uuid) -> Vec<String> {
    let mut tx = owner.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(org_id).execute(&mut *tx).await.unwrap();
    let names: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
         where relnamespace = 'tenant'::regnamespace and relkind in ('r', 'p') and pg_get_userbyid(relowner) = 'countersign_owner'
         order by 1",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    let mut empty = Vec::new();
    for name in names {
        let count = format!("select count(*) from tenant.{name}");
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *tx).await.unwrap();
        if count == 0 {
            empty.push(name);
        }
    }
    empty
}

async fn columns(owner: &mut PgConnection, table: &str) -> Vec<Column> {
    let sql = "
        select a.attname::text as name, format_type(a.atttypid, null) as kind, a.attnotnull and not a.atthasdef as is_required,
               coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
                         where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey)), '') as checks,
               f.target, f.pointee
        from pg_attribute a
        left join lateral (
            select k.confrelid::regclass::text as target, r.attname::text as pointee
            from pg_constraint k, unnest(k.conkey, k.confkey) p (here, there)
            join pg_attribute r on r.attnum = p.there
            where k.conrelid = a.attrelid and k.contype = 'f' and p.here = a.attnum and r.attrelid = k.confrelid
            limit 1) f on true
        where a.attrelid = format('tenant.%I', $1)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
        order by a.attnum";
    sqlx::query_as(sql).bind(table).fetch_all(owner).await.unwrap()
}

fn value(table: &str, column: &Column, canary: &str) -> String {
    let listed = VALUES.iter().find(|(of, name, _)| *of == table && *name == column.name);
    if let Some((_, _, value)) = listed {
        return value.replace("{canary}", canary);
    }
    if column.name == "org_id" {
        return "door.org_id()".to_owned();
    }
    if let (Some(target), Some(pointee)) = (&column.target, &column.pointee) {
        let whose = if target == "tenant.person" { "where r.email like 'owner-%'" } else { "" };
        return format!("(select r.{pointee} from {target} r {whose} order by r::text limit 1)");
    }
    let text = match column.kind.as_str() {
        "uuid" => "gen_random_uuid()".to_owned(),
        "text" | "character varying" => format!("'{}'", text(&column.checks, canary)),
        "text[]" => format!("array['{canary}']"),
        "uuid[]" => "array[gen_random_uuid()]".to_owned(),
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => "1".to_owned(),
        "boolean" => "true".to_owned(),
        "date" => "current_date".to_owned(),
        "timestamp with time zone" => "now()".to_owned(),
        "interval" => "interval '1 hour'".to_owned(),
        "jsonb" | "json" => format!("jsonb_build_object('text', '{canary}')"),
        "bytea" => format!("sha256('{canary}')"),
        "inet" => "inet '192.0.2.1'".to_owned(),
        other => panic!("a column {table}.{} of type {other}: say its value in tests/isolation/rows.rs", column.name),
    };
    format!("({text})::{}", column.kind)
}

// One of a list that a check names, or what the usual patterns ask for, or the canary itself.
fn text(checks: &str, canary: &str) -> String {
    let listed = checks.split_once("ARRAY['").and_then(|(_, rest)| rest.split_once('\'')).map(|(first, _)| first);
    match listed {
        Some(first) => first.to_owned(),
        None if checks.contains("'^[A-Z]{2}$'") => "IE".to_owned(),
        None if checks.contains("'^[A-Z]{3}$'") => "EUR".to_owned(),
        None if checks.contains("'^[A-Z0-9]") => canary.to_uppercase(),
        None => canary.to_owned(),
    }
}
