-- tenant: exactly one permissive policy a table, word for word the template, for all roles and commands.
with list as (select $1::jsonb as it),
relation as (
    select c.oid, c.relname::text as name
    from pg_class c
    where c.relnamespace = to_regnamespace('tenant') and c.relkind in ('r', 'p')
),
policy as (
    select p.oid, r.name, p.polname::text as policy, p.polpermissive as is_permissive,
           p.polcmd = '*' and p.polroles = array[0::oid]
               and pg_get_expr(p.polqual, p.polrelid) is not distinct from it ->> 'policy'
               and pg_get_expr(p.polwithcheck, p.polrelid) is not distinct from it ->> 'policy' as is_template,
           exists (select from jsonb_array_elements(it -> 'restrictive_policy') e
                   where e ->> 'table' = r.name and e ->> 'policy' = p.polname) as is_listed
    from list, relation r join pg_policy p on p.polrelid = r.oid
)
select 'tenant.policy' as rule, 'tenant.' || r.name as object,
       'needs one permissive policy, the template of tenant.adopt; it has ' || count(p.oid) as what_to_do
from relation r left join policy p on p.name = r.name and p.is_permissive
group by r.name having count(p.oid) <> 1
union all
select 'tenant.policy', format('tenant.%s: %s', name, policy),
       'drop it and create the template: using (org_id = (select door.org_id())) with check (the same), for all commands and roles'
from policy where is_permissive and not is_template
union all
select 'tenant.policy', format('tenant.%s: %s', name, policy), 'a restrictive policy needs a line with its reason in exceptions.toml'
from policy where not is_permissive and not is_listed
