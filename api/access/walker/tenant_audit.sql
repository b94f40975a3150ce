-- tenant: each change leaves a row in the trail, each column says how it is told there, and the trail refuses rewriting.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, c.relname::text as name,
           (select t from list, jsonb_array_elements(it -> 'trail') t where t ->> 'table' = c.relname) as trail
    from pg_class c
    where c.relnamespace = to_regnamespace('tenant') and c.relkind in ('r', 'p')
),
-- The bits of tgtype: 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate, 64 instead.
trigger as (
    select t.*, t.tgenabled in ('O', 'A') and t.tgqual is null and cardinality(t.tgattr::int2[]) = 0 as is_whole
    from pg_trigger t join relation r on r.oid = t.tgrelid
),
forbidden as (
    select r.oid, r.name, command, case command when 'update' then 16 when 'delete' then 8 when 'truncate' then 32 end as bit
    from relation r, jsonb_array_elements_text(r.trail -> 'refuses') command
),
classed as (
    select c.table_name, c.column_name from door.column_class c
),
present as (
    select r.name as table_name, a.attname::text as column_name
    from relation r join pg_attribute a on a.attrelid = r.oid
    where r.trail is null and a.attnum > 0 and not a.attisdropped
)
select 'tenant.audit' as rule, 'tenant.' || r.name as object,
       'create trigger audit after insert or update or delete .. for each row execute function door.audit(), as tenant.adopt does' as what_to_do
from relation r
where r.trail is null and not exists (
    select from trigger t
    where t.tgrelid = r.oid and t.is_whole and t.tgtype = 29 and t.tgfoid = to_regprocedure('door.audit()'))
union all
select 'tenant.trail', format('tenant.%s: %s', f.name, f.command), 'create its append-only trigger on door.refuse_rewriting()'
from forbidden f
where not exists (
    select from trigger t
    where t.tgrelid = f.oid and t.is_whole and t.tgtype & 3 = 2 and t.tgtype & f.bit = f.bit
      and t.tgfoid = to_regprocedure('door.refuse_rewriting()'))
union all
select 'tenant.trigger', format('tenant.%s: %s', r.name, t.tgname), 'alter table .. enable trigger ..; a trigger of a constraint counts too'
from trigger t join relation r on r.oid = t.tgrelid where t.tgenabled not in ('O', 'A')
union all
select 'tenant.column_class', format('tenant.%s.%s', table_name, column_name), 'class it by door.classify(..): plain, personal or secret'
from (select * from present except select * from classed) missing
union all
select 'tenant.column_class', format('tenant.%s.%s', table_name, column_name), 'there is no such column: delete the class of what is gone'
from (select * from classed except select * from present) stale
