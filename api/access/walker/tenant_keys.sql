-- tenant: every key, index and reference is led by org_id, so that none reaches or tells of another organisation's rows.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, c.relname::text as name,
           (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as organisation
    from pg_class c
    where c.relnamespace = to_regnamespace('tenant') and c.relkind in ('r', 'p')
),
index as (
    select i.*, r.name, r.organisation, i.indexrelid::regclass::text as index_name
    from pg_index i join relation r on r.oid = i.indrelid
),
reference as (
    select k.*, a.name, a.organisation, b.organisation as referenced_organisation
    from pg_constraint k join relation a on a.oid = k.conrelid left join relation b on b.oid = k.confrelid
    where k.contype = 'f'
)
select 'tenant.key' as rule, 'tenant.' || r.name as object, 'give it a primary key led by org_id' as what_to_do
from relation r where not exists (select from index i where i.indrelid = r.oid and i.indisprimary)
union all
select 'tenant.key', index_name, 'a primary key, unique or exclusion without org_id first tells one organisation of another''s rows: put it first'
from index where (indisunique or indisexclusion) and indkey[0] is distinct from organisation
union all
select 'tenant.index', index_name, 'put org_id first: the policy looks for it before anything else'
from index where not indisunique and not indisexclusion and indkey[0] is distinct from organisation
union all
select 'tenant.index', index_name, 'it is invalid: reindex, or drop it'
from index where not (indisvalid and indisready and indislive)
union all
select 'tenant.foreign_key', name || '.' || conname, 'reference by (org_id, ..) on both sides, for the check of a reference ignores row security'
from reference
where referenced_organisation is not null and (conkey[1] is distinct from organisation or confkey[1] is distinct from referenced_organisation)
union all
select 'tenant.foreign_key', name || '.' || conname, 'a tenant''s row may reference only tables of tenant and reference'
from reference k join pg_class c on c.oid = k.confrelid
where referenced_organisation is null and c.relnamespace is distinct from to_regnamespace('reference')
union all
select 'tenant.foreign_key_index', k.name || '.' || k.conname, 'create an index led by org_id on its columns: '
    || (select string_agg(a.attname, ', ' order by place) from unnest(k.conkey) with ordinality c (number, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number)
from reference k
where not exists (
    select from index i
    where i.indrelid = k.conrelid and i.indkey[0] = k.organisation and i.indisvalid
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
      and (select array_agg(c order by c) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c)
        = (select array_agg(c order by c) from unnest(k.conkey) c))
union all
select 'tenant.constraint', r.name || '.' || k.conname, 'it is not enforced, or was never validated: alter table .. validate constraint ..'
from pg_constraint k join relation r on r.oid = k.conrelid where not (k.convalidated and k.conenforced)
