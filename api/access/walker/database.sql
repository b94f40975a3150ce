-- The database around the schemas: nothing else in it may be reached, and nothing may act behind the tables' backs.
with list as (select $1::jsonb as it),
-- Who may use and who may create in each schema; tenant and door belong to the trail's owner, for a schema's owner may drop what stands in it.
schema_wanted (name, owner, creator) as (
    values ('tenant', 'countersign_audit', 'countersign_owner'), ('door', 'countersign_audit', 'countersign_door'), ('reference', 'countersign_owner', 'countersign_owner')
),
schema_held as (
    select n.nspname::text as name, a.privilege_type as privilege, a.is_grantable, case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end as role
    from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    where a.grantee <> n.nspowner and n.nspname not like 'pg\_temp%' and n.nspname not like 'pg\_toast%'
),
outside as (
    select e ->> 'object' as object, 'countersign_' || (e ->> 'role') as role, p as privilege
    from list, jsonb_array_elements(it -> 'outside') e, jsonb_array_elements_text(e -> 'privileges') p
),
stranger as (
    select c.oid::regclass::text as object, a.privilege_type as privilege, case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end as role
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
         lateral (select x.* from aclexplode(c.relacl) x
                  union all
                  select x.* from pg_attribute t, aclexplode(t.attacl) x where t.attrelid = c.oid) a
    where c.oid >= 16384 and a.grantee <> c.relowner and n.nspname not in ('tenant', 'door', 'reference') and n.nspname not like 'pg\_temp%'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
)
select 'database.version' as rule, current_setting('server_version') as object, 'use PostgreSQL 18 or newer' as what_to_do
where current_setting('server_version_num')::int < 180000
union all
select 'database.schema', w.name || coalesce(' of ' || pg_get_userbyid(n.nspowner), ''), 'alter schema .. owner to ' || w.owner
from schema_wanted w left join pg_namespace n on n.nspname = w.name where n.oid is null or pg_get_userbyid(n.nspowner) <> w.owner
union all
select 'database.schema', format('%s: %s to %s', h.name, lower(h.privilege), h.role), 'revoke it: whoever may create there may hide a thing before ours'
from schema_held h
where (h.role = 'public' or h.role like 'countersign\_%')
  and (h.is_grantable
       or h.privilege = 'CREATE' and not exists (select from schema_wanted w where w.name = h.name and w.creator = h.role)
          and not (h.name = 'public' and h.role = 'countersign_owner')
       or h.privilege = 'USAGE' and h.role = 'public' and h.name not in ('public', 'pg_catalog', 'information_schema')
       or h.privilege = 'USAGE' and h.role <> 'public' and h.name not in (select name from schema_wanted)
          and not exists (select from outside o where o.object = h.name and o.role = h.role and upper(o.privilege) = 'USAGE'))
union all
select 'database.reachable', format('%s: %s to %s', s.object, lower(s.privilege), s.role),
       'our roles reach tenant, door and reference alone: revoke it, or list it in exceptions.toml with its reason'
from stranger s
where (s.role = 'public' or s.role like 'countersign\_%')
  and not exists (select from outside o where o.object = s.object and o.role = s.role and upper(o.privilege) = s.privilege)
union all
select 'database.grant', format('%s: %s to public', d.datname, lower(a.privilege_type)),
       'run countersign migrate, or revoke connect, temporary on database .. from public: who may make temporary functions may run code of their own'
from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
where d.datname = current_database() and a.grantee = 0 and a.privilege_type in ('TEMPORARY', 'CREATE')
union all
select 'database.grant', format('%s: %s to %s', d.datname, lower(a.privilege_type), pg_get_userbyid(a.grantee)), 'revoke it: a plane''s role connects and no more'
from pg_database d, aclexplode(d.datacl) a
where d.datname = current_database() and a.privilege_type <> 'CONNECT' and pg_get_userbyid(a.grantee) like 'countersign\_%'
  and not (a.privilege_type = 'CREATE' and pg_get_userbyid(a.grantee) in ('countersign_owner', 'countersign_door'))
union all
select 'database.extension', e.extname, 'drop it, or list it in exceptions.toml with its reason: its functions are everybody''s'
from list, pg_extension e
where not exists (select from jsonb_array_elements(it -> 'extension') x where x ->> 'name' = e.extname)
union all
select 'database.event_trigger', evtname, 'drop it: it runs code at every change of the schema' from pg_event_trigger
union all
select 'database.rule', format('%s: %s', ev_class::regclass, rulename), 'drop it: a rule rewrites a statement behind its author''s back; use a trigger'
from pg_rewrite where rulename <> '_RETURN' and oid >= 16384
union all
select 'database.publication', pubname, 'drop it: a publisher knows no row security' from pg_publication
union all
select 'database.foreign_server', srvname, 'drop it: what it shows carries no row security' from pg_foreign_server
union all
select 'database.large_object', count(*) || ' large objects', 'remove them: they know no organisation; bytes belong in a tenant table'
from pg_largeobject_metadata having count(*) > 0
union all
select 'database.default_privilege', format('%s: functions', role),
       'as this role: alter default privileges revoke execute on functions from public, else a new function is everybody''s'
from unnest(array['countersign_owner', 'countersign_door', 'countersign_audit']) role
where not exists (
    select from pg_default_acl d
    where pg_get_userbyid(d.defaclrole) = role and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
      and not exists (select from aclexplode(d.defaclacl) a where a.grantee = 0))
union all
select 'database.default_privilege',
       format('%s: %s to %s', pg_get_userbyid(d.defaclrole), lower(a.privilege_type), case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end),
       'alter default privileges .. revoke ..: grants are given object by object'
from pg_default_acl d, aclexplode(d.defaclacl) a
where a.grantee <> d.defaclrole and (a.grantee = 0 or pg_get_userbyid(a.grantee) like 'countersign\_%')
