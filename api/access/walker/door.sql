-- door: tables that only the door's own functions read. Row security without a policy is the second lock behind the missing grants.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, 'door.' || c.relname as name, c.relkind as kind, c.relowner, c.relacl, c.relpersistence as persistence,
           c.relrowsecurity as is_on, c.relforcerowsecurity as is_forced
    from pg_class c
    where c.relnamespace = to_regnamespace('door') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
)
select 'door.kind' as rule, name as object, 'the door holds plain tables and types only: drop it' as what_to_do
from relation where kind not in ('r', 'c') or kind = 'r' and persistence <> 'p'
union all
select 'door.owner', name || ' of ' || pg_get_userbyid(relowner), 'alter .. owner to countersign_door'
from relation where pg_get_userbyid(relowner) <> 'countersign_door'
union all
select 'door.row_security', name, 'alter table .. enable row level security, no force row level security'
from relation, list where kind = 'r' and (not is_on or is_forced) and not (name = 'door.test_clock' and (it ->> 'is_test_template')::boolean)
union all
select 'door.policy', format('%s: %s', r.name, p.polname), 'drop the policy: the door''s owner needs none and nobody else may have one'
from relation r join pg_policy p on p.polrelid = r.oid
union all
select 'door.grant', format('%s: %s to %s', r.name, lower(a.privilege_type), case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end),
       'revoke it: the door''s tables are reached through its functions alone'
from relation r, aclexplode(r.relacl) a where r.kind <> 'c' and a.grantee <> r.relowner
union all
select 'door.grant', format('%s.%s: %s to %s', r.name, c.attname, lower(a.privilege_type), case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end),
       'revoke it: the door''s tables are reached through its functions alone'
from relation r join pg_attribute c on c.attrelid = r.oid, aclexplode(c.attacl) a where a.grantee <> r.relowner
union all
select 'door.test_clock', name, 'drop it: whoever moves this clock makes ended sessions live'
from relation, list where name = 'door.test_clock' and not (it ->> 'is_test_template')::boolean
union all
select 'door.trigger', format('%s: %s', r.name, t.tgname), 'enable it, or drop it: the door has no triggers of its own'
from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal or t.tgenabled not in ('O', 'A')
union all
select 'door.key', 'door.key', 'it must hold exactly one key, and holds ' || (select count(*) from door.key)
where (select count(*) from door.key) <> 1
union all
select 'door.home', 'door.home', 'it must say which home this is, in exactly one row'
where (select count(*) from door.home) <> 1
