//! The tenant tables as they are in the catalogue, so that a new one is tried without being told of.
use sqlx::{FromRow, PgConnection};

/// A table of the schema `tenant`.
#[derive(Debug, Clone, FromRow)]
pub struct Table {
    pub name: String,
    /// The columns that a row is inserted with.
    pub columns: Vec<String>,
    pub key: Vec<String>,
    /// Those columns of the key, and of references, that are uuids; `org_id` apart.
    pub ids: Vec<String>,
    /// Columns that point at another row; `org_id` apart.
    pub pointers: Vec<String>,
    /// A column to write to, outside the key where there is one.
    pub written: String,
    pub is_trail: bool,
    /// Commands that a trigger refuses to everybody: update, delete.
    pub sealed: Vec<String>,
}

/// All of them.
pub async fn tables(connection: &mut PgConnection) -> Vec<Table> {
    let sql = "
        with attribute as (
            select c.oid, c.relname::text as name, a.attname::text as attname, a.attnum, a.atttypid, a.attgenerated,
                   pg_get_userbyid(c.relowner) = 'countersign_audit' as is_trail,
                   coalesce(a.attnum = any (k.conkey), false) as is_key,
                   exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)) as points
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
            where c.relnamespace = 'tenant'::regnamespace and c.relkind in ('r', 'p')
        )
        select name,
               array_agg(attname order by attnum) filter (where attgenerated = '') as columns,
               array_agg(attname order by attnum) filter (where is_key) as key,
               coalesce(array_agg(attname) filter (where (is_key or points) and atttypid = 'uuid'::regtype and attname <> 'org_id'), '{}') as ids,
               coalesce(array_agg(attname) filter (where points and attname <> 'org_id' and attgenerated = ''), '{}') as pointers,
               coalesce((array_agg(attname order by attnum) filter (where not is_key and not points and attgenerated = ''))[1],
                        (array_agg(attname order by attnum) filter (where is_key))[1]) as written,
               is_trail,
               array(select c from pg_trigger t, (values ('update', 16), ('delete', 8)) v (c, bit)
                     where t.tgrelid = attribute.oid and t.tgfoid = 'door.refuse_rewriting'::regproc and t.tgtype & bit <> 0) as sealed
        from attribute group by attribute.oid, name, is_trail order by name";
    sqlx::query_as(sql).fetch_all(connection).await.unwrap()
}
