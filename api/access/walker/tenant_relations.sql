-- tenant: each relation belongs to organisations, to the right owner, and to row security that binds its owner too.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, 'tenant.' || c.relname as name, c.relkind as kind, c.relpersistence as persistence,
           pg_get_userbyid(c.relowner)::text as owner, c.relrowsecurity and c.relforcerowsecurity as is_secured,
           coalesce((select bool_or(o.option_value::boolean) from pg_options_to_table(c.reloptions) o where o.option_name = 'security_invoker'), false) as is_invoker,
           exists (select from list, jsonb_array_elements(it -> 'trail') t where t ->> 'table' = c.relname) as is_trail,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.atttypid = 'uuid'::regtype
                   and not a.attisdropped and (a.attnotnull or c.relkind = 'v')) as has_organisation
    from pg_class c
    where c.relnamespace = to_regnamespace('tenant') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
)
select 'tenant.kind' as rule, name as object,
       'materialised views and foreign tables carry no row security and sequences tell volume: use a table with org_id, and uuid keys' as what_to_do
from relation where kind in ('m', 'f', 'S')
union all
select 'tenant.kind', name, 'an unlogged or temporary table is lost in a crash: alter table .. set logged'
from relation where persistence <> 'p' and kind in ('r', 'p')
union all
select 'tenant.org_id', name, 'give it a column org_id uuid not null, first in every key'
from relation where kind in ('r', 'p', 'v', 'm', 'f') and not has_organisation
union all
select 'tenant.row_security', name, 'call tenant.adopt(..), or alter table .. enable row level security, force row level security'
from relation where kind in ('r', 'p') and not is_secured
union all
select 'tenant.owner', name || ' of ' || owner, 'alter .. owner to ' || case when is_trail then 'countersign_audit' else 'countersign_owner' end
from relation where owner <> case when is_trail then 'countersign_audit' else 'countersign_owner' end
union all
select 'tenant.view', name, 'alter view .. set (security_invoker = true), else it reads with its owner''s rights'
from relation where kind = 'v' and not is_invoker
union all
select 'tenant.kind', r.name || '.' || a.attname, 'an identity column numbers all organisations together: use a uuid, or a counter row of the organisation'
from relation r join pg_attribute a on a.attrelid = r.oid where a.attidentity <> ''
union all
select 'tenant.trail', 'tenant.' || (t ->> 'table'), 'the trail lacks this table: restore it, or take it off exceptions.toml'
from list, jsonb_array_elements(it -> 'trail') t
where to_regclass('tenant.' || quote_ident(t ->> 'table')) is null
