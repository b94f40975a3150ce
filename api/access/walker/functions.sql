-- Functions: those of door.functions.toml and no other, each owned, locked and lent as it says.
with list as (select $1::jsonb as it),
listed as (
    select f ->> 'signature' as signature, 'countersign_' || (f ->> 'owner') as owner, (f ->> 'definer')::boolean as is_definer, f ->> 'parallel' as parallel,
           (select coalesce(array_agg('countersign_' || c order by 'countersign_' || c), '{}') from jsonb_array_elements_text(f -> 'callers') c) as callers
    from list, jsonb_array_elements(it -> 'function') f
),
-- Ids below 16384 came with the server; what an extension brought is judged with the extension.
present as (
    select p.oid, p.oid::regprocedure::text as signature, pg_get_userbyid(p.proowner)::text as owner, p.prosecdef as is_definer, p.proleakproof as is_leakproof,
           case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel, p.proconfig as settings, l.lanname as language,
           n.nspname = 'tenant' and p.prorettype = 'trigger'::regtype as is_guard,
           (select coalesce(array_agg(case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end
                                      order by case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end), '{}')
            from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner) as callers
    from pg_proc p join pg_language l on l.oid = p.prolang join pg_namespace n on n.oid = p.pronamespace
    where p.oid >= 16384 and n.nspname not like 'pg\_temp%'
      -- The directory's own, where it stands in the same database; it is walked by itself.
      and not (n.nspname = 'platform' and to_regclass('directory.organisation') is not null)
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
),
-- A room's guard needs no line: a trigger that runs with the rights of whoever changes the row, and that nobody may call.
wanted as (
    select signature, owner, is_definer, parallel, callers from listed
    union all
    select p.signature, 'countersign_owner', false, p.parallel, '{}'
    from present p where p.is_guard and p.signature not in (select signature from listed)
)
select 'functions.listed' as rule, p.signature as object, 'drop it, or list it in door.functions.toml with its callers and its reason' as what_to_do
from present p where p.signature not in (select signature from wanted)
union all
select 'functions.listed', w.signature, 'door.functions.toml lists it, the database lacks it: migrate, or take the entry away'
from wanted w where w.signature not in (select signature from present)
union all
select 'functions.owner', p.signature, format('it belongs to %s: alter function .. owner to %s', p.owner, w.owner)
from present p join wanted w using (signature) where p.owner <> w.owner
union all
select 'functions.definer', p.signature, 'it must run as its ' || case when w.is_definer then 'definer' else 'caller' end || ', as door.functions.toml says'
from present p join wanted w using (signature) where p.is_definer <> w.is_definer
union all
select 'functions.callers', p.signature,
       format('revoke or grant execute: it is lent to {%s}, and should be to {%s}', array_to_string(p.callers, ', '), array_to_string(w.callers, ', '))
from present p join wanted w using (signature) where p.callers <> w.callers
union all
select 'functions.parallel', p.signature, format('it is parallel %s and should be %s', p.parallel, w.parallel)
from present p join wanted w using (signature) where p.parallel <> w.parallel
union all
select 'functions.search_path', p.signature, 'alter function .. set search_path = pg_catalog, pg_temp, and set nothing else'
from present p where p.settings is distinct from array['search_path=pg_catalog, pg_temp']
union all
select 'functions.leakproof', p.signature, 'alter function .. not leakproof: such a function is shown rows before the policy decides'
from present p where p.is_leakproof
union all
select 'functions.language', p.signature, 'write it in sql or plpgsql, not in ' || p.language
from present p where p.language not in ('sql', 'plpgsql')
union all
select distinct 'functions.parallel', p.signature, 'a policy calls it: parallel unsafe would forbid parallel plans on every tenant table'
from present p
join pg_depend d on d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.classid = 'pg_policy'::regclass
where p.parallel = 'unsafe'
