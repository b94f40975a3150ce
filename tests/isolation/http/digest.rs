//! What stands in an organisation's rows, in a few numbers.
use sqlx::{AssertSqlSafe, PgConnection, Row};
use uuid::Uuid;

/// Takes the digest of one organisation again and again.
pub struct Digest {
    sql: String,
}

/// Per table: how many rows, and which versions of them.
pub type Rows = Vec<(String, i64, i64, i64)>;

/// What a refusal of one's own people leaves there, after the answer; the foreign key of its person keeps strangers out.
const WRITTEN_LATER: &str = "tenant.audit_denial";

impl Digest {
    /// Of every table that has an organisation, the door's too.
    pub async fn prepare(connection: &mut PgConnection) -> Self {
        let tables: Vec<String> = sqlx::query_scalar(
            "select a.attrelid::regclass::text from pg_attribute a join pg_class c on c.oid = a.attrelid
             where a.attname = 'org_id' and c.relkind = 'r' and c.relnamespace in ('tenant'::regnamespace, 'door'::regnamespace)
             order by 1",
        )
        .fetch_all(connection)
        .await
        .unwrap();
        // An update gives a row a new xmin, an insert and a delete another count, so that no value need be read.
        let one = |table: &String| {
            format!(
                "select '{table}', count(*), coalesce(sum(xmin::text::bigint), 0)::bigint, coalesce(max(xmin::text::bigint), 0)
                 from {table} where org_id = $1"
            )
        };
        let parts: Vec<_> = tables.iter().filter(|table| *table != WRITTEN_LATER).map(one).collect();
        Self { sql: parts.join(" union all ") }
    }

    pub async fn take(&self, connection: &mut PgConnection, org_id: Uuid) -> Rows {
        let rows = sqlx::query(AssertSqlSafe(self.sql.as_str())).bind(org_id).fetch_all(connection).await.unwrap();
        // Of large tables a parallel plan answers in the order in which its workers end.
        let mut rows: Rows = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
        rows.sort();
        rows
    }
}

/// Takes it as unchanged when the trail grew by exactly so many events: what people of the same organisation were
/// shown is told in their own trail.
pub fn forget_events(before: &Rows, after: &mut Rows, told: usize) {
    let of_trail = |(table, ..): &&(String, i64, i64, i64)| table == "tenant.audit_event";
    let Some(known) = before.iter().find(of_trail) else { return };
    let grown = after.iter_mut().find(|(table, ..)| table == "tenant.audit_event");
    if let Some(events) = grown.filter(|(_, count, ..)| *count == known.1 + i64::try_from(told).unwrap()) {
        *events = known.clone();
    }
}

/// Every id that stands in an organisation's rows and in no other's.
pub async fn ids(connection: &mut PgConnection, org_id: Uuid) -> Vec<Uuid> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select a.attrelid::regclass::text, quote_ident(a.attname) from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = 'tenant'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype and not a.attisdropped",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let of = |is: &str| {
        let parts = columns.iter().map(|(table, column)| format!("select {column} from {table} where org_id {is} $1"));
        parts.collect::<Vec<_>>().join(" union ")
    };
    let sql = format!("select id from (({}) except ({})) known (id) where id is not null", of("="), of("<>"));
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(org_id).fetch_all(connection).await.unwrap()
}
