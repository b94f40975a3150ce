-- tenant: each plane holds only what its work needs, and nobody what goes round row security.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, c.relname::text as name, c.relowner, c.relacl, c.relkind as kind,
           exists (select from list, jsonb_array_elements(it -> 'trail') t where t ->> 'table' = c.relname) as is_trail
    from pg_class c
    where c.relnamespace = to_regnamespace('tenant') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
),
held as (
    select r.name, r.is_trail, null::text as column_name, a.privilege_type as privilege, a.is_grantable,
           case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end as role
    from relation r, aclexplode(r.relacl) a where a.grantee <> r.relowner
    union all
    select r.name, r.is_trail, c.attname, a.privilege_type, a.is_grantable,
           case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end
    from relation r join pg_attribute c on c.attrelid = r.oid, aclexplode(c.attacl) a where a.grantee <> r.relowner
),
listed as (
    select 'countersign_' || (e ->> 'role') as role, e ->> 'table' as name, p as privilege, c as column_name
    from list, jsonb_array_elements(it -> 'grant') e, jsonb_array_elements_text(e -> 'privileges') p
         left join lateral jsonb_array_elements_text(nullif(e -> 'columns', '[]')) c on true
)
select case when h.column_name is null then 'tenant.grant' else 'tenant.column_grant' end as rule,
       format('tenant.%s%s: %s to %s%s', h.name, '.' || h.column_name, lower(h.privilege), h.role, case when h.is_grantable then ' with grant option' end) as object,
       'revoke it, or list it in exceptions.toml with its reason; truncate, references, trigger and maintain never' as what_to_do
from held h
where h.is_grantable or not (
    -- What the tenant plane may hold on a table, it may hold on some of its columns.
    h.role = 'countersign_tenant' and (h.privilege = 'SELECT' or not h.is_trail and h.privilege in ('INSERT', 'UPDATE', 'DELETE'))
    -- Support reads what is not secret, of the trail nothing, and changes nothing.
    or h.role = 'countersign_support' and h.privilege = 'SELECT' and not h.is_trail
    or h.role = 'countersign_backup' and h.privilege = 'SELECT' and h.column_name is null
    or h.privilege in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and exists (
        select from listed l
        where l.role = h.role and l.name = h.name and upper(l.privilege) = h.privilege and l.column_name is not distinct from h.column_name))
union all
select 'tenant.backup', 'tenant.' || r.name, 'grant select .. to countersign_backup, else a backup fails or lacks it'
from relation r
where r.kind in ('r', 'p') and not exists (
    select from held h where h.name = r.name and h.role = 'countersign_backup' and h.privilege = 'SELECT' and h.column_name is null)
union all
select 'tenant.support', format('tenant.%s.%s', s.table_name, s.column_name),
       'revoke it: support sees no column classed as secret; call tenant.lend_to_support(..)'
from door.column_class s join relation r on r.name = s.table_name
     join pg_attribute a on a.attrelid = r.oid and a.attname = s.column_name and not a.attisdropped
-- By its number: a name that another table has is a fault in whatever order this is planned.
where s.class = 'secret' and has_column_privilege('countersign_support', r.oid, a.attnum, 'select')
union all
select 'tenant.grant', format('tenant.%s: %s to %s', l.name, l.privilege, l.role), 'exceptions.toml allows what nobody holds: take the line away'
from listed l
where not exists (
    select from held h
    where h.role = l.role and h.name = l.name and h.privilege = upper(l.privilege) and h.column_name is not distinct from l.column_name)
