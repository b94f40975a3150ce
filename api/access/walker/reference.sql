-- reference: what belongs to no organisation; each table is listed with its reason, and everybody may only read it.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, c.relname::text as name, c.relkind as kind, c.relowner, c.relacl,
           exists (select from list, jsonb_array_elements(it -> 'reference') e where e ->> 'table' = c.relname) as is_listed
    from pg_class c
    where c.relnamespace = to_regnamespace('reference') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
),
held as (
    select r.name, a.privilege_type, a.grantee, a.is_grantable from relation r, aclexplode(r.relacl) a where a.grantee <> r.relowner
    union all
    select r.name || '.' || c.attname, 'COLUMN ' || a.privilege_type, a.grantee, a.is_grantable
    from relation r join pg_attribute c on c.attrelid = r.oid, aclexplode(c.attacl) a where a.grantee <> r.relowner
)
select 'reference.listed' as rule, 'reference.' || name as object,
       'list it in exceptions.toml with the reason why it holds no organisation''s data, or move it to tenant' as what_to_do
from relation where not is_listed
union all
select 'reference.listed', 'reference.' || (e ->> 'table'), 'exceptions.toml lists a table that is not there: take the line away'
from list, jsonb_array_elements(it -> 'reference') e
where to_regclass('reference.' || quote_ident(e ->> 'table')) is null
union all
select 'reference.kind', 'reference.' || name, 'a plain table only'
from relation where kind not in ('r', 'p')
union all
select 'reference.org_id', 'reference.' || r.name, 'what has an organisation belongs to tenant'
from relation r join pg_attribute a on a.attrelid = r.oid where a.attname = 'org_id' and not a.attisdropped
union all
select 'reference.owner', 'reference.' || name, 'alter table .. owner to countersign_owner'
from relation where pg_get_userbyid(relowner) <> 'countersign_owner'
union all
select 'reference.grant',
       format('reference.%s: %s to %s', name, lower(privilege_type), case grantee when 0 then 'public' else pg_get_userbyid(grantee)::text end),
       'revoke it: select alone, to our roles alone'
from held
where is_grantable or privilege_type <> 'SELECT' or grantee = 0 or pg_get_userbyid(grantee) not like 'countersign\_%'
