-- Roles: each plane's role can do its plane's work and nothing to the cluster; only the migrator changes shoes, and never into the trail's.
with list as (select $1::jsonb as it),
wanted (name, can_login, can_bypass) as (
    values ('countersign_owner', false, false), ('countersign_door', false, false), ('countersign_audit', false, false), ('countersign_backup', false, true),
           ('countersign_migrator', true, false), ('countersign_tenant', true, false), ('countersign_sign_in', true, false),
           ('countersign_operator', true, false), ('countersign_worker', true, false),
           ('countersign_support', true, false)
),
-- Those that serve: their time is limited and their values stay out of the log.
setting_wanted (role, name, fixed) as (
    select w.name, s.name, s.fixed
    from wanted w, (values ('statement_timeout', null), ('transaction_timeout', null), ('idle_in_transaction_session_timeout', null), ('lock_timeout', null),
                           ('log_parameter_max_length', '0'), ('log_parameter_max_length_on_error', '0'), ('search_path', 'tenant'),
                           ('plan_cache_mode', 'force_generic_plan')) s (name, fixed)
    where w.can_login and w.name <> 'countersign_migrator'
),
setting as (
    select r.rolname::text as role, split_part(c, '=', 1) as name, substr(c, strpos(c, '=') + 1) as value, s.setdatabase <> 0 as is_of_database
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) c
    where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
),
-- What holds: the role's in this database, else the role's, else the server's.
effective as (
    select w.role, w.name, w.fixed,
           coalesce((select s.value from setting s where s.role = w.role and s.name = w.name order by s.is_of_database desc limit 1),
                    current_setting(w.name)) as value
    from setting_wanted w
)
select 'roles.missing' as rule, w.name as object, 'run countersign migrate: it creates the roles of the cluster' as what_to_do
from wanted w where not exists (select from pg_roles r where r.rolname = w.name)
union all
select 'roles.attribute', r.rolname, 'alter role .. nosuperuser nocreaterole nocreatedb noreplication noinherit, '
    || case when w.can_login then 'login, ' else 'nologin, ' end || case when w.can_bypass then 'bypassrls' else 'nobypassrls' end
from pg_roles r join wanted w on w.name = r.rolname
where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolinherit or r.rolcanlogin <> w.can_login or r.rolbypassrls <> w.can_bypass
union all
select 'roles.unknown', r.rolname, 'nobody knows this role of ours: drop it'
from pg_roles r where r.rolname like 'countersign\_%' and r.rolname not in (select name from wanted)
union all
-- A non-superuser who creates a role gets the bare right to administer it; that neither inherits nor sets.
select 'roles.member', format('%s in %s', pg_get_userbyid(m.member), pg_get_userbyid(m.roleid)),
       'revoke it; only countersign_migrator may set role to countersign_owner and countersign_door, without inheriting or handing on'
from pg_auth_members m
where (pg_get_userbyid(m.member) like 'countersign\_%'
       or pg_get_userbyid(m.roleid) like 'countersign\_%' and (m.inherit_option or m.set_option))
  and not (pg_get_userbyid(m.member) = 'countersign_migrator' and pg_get_userbyid(m.roleid) in ('countersign_owner', 'countersign_door')
           and m.set_option and not m.inherit_option and not m.admin_option)
union all
select 'roles.member', format('countersign_migrator in %s', name), 'grant it with inherit false, set true: migrations run in its shoes'
from unnest(array['countersign_owner', 'countersign_door']) name
where not exists (select from pg_auth_members m
                  where pg_get_userbyid(m.member) = 'countersign_migrator' and pg_get_userbyid(m.roleid) = name and m.set_option)
union all
select distinct 'roles.owns', format('%s: %s', r.rolname, coalesce(pg_describe_object(d.classid, d.objid, d.objsubid), 'something in another database')),
       'alter .. owner to countersign_owner: whoever owns a thing is above its grants'
from pg_shdepend d join pg_roles r on r.oid = d.refobjid join wanted w on w.name = r.rolname
where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and (w.can_login or w.can_bypass)
  and d.dbid in (0, (select oid from pg_database where datname = current_database()))
union all
select 'roles.setting', format('%s: %s = %s', role, name, value),
       'run countersign migrate, or alter role .. set ' || name || case when fixed is null then ' to a limit above 0' else ' = ' || fixed end
from effective where case when fixed is null then value ~ '^0+\s*[a-z]*$' else value <> fixed end
union all
select 'roles.setting', format('%s: %s = %s', s.role, s.name, s.value), 'alter role .. reset ' || s.name || ': nobody asked for it'
from setting s join wanted w on w.name = s.role where not exists (select from setting_wanted o where o.role = s.role and o.name = s.name)
union all
select 'roles.parameter', format('%s: %s on %s', case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end, lower(a.privilege_type), p.parname),
       'revoke it: a role that serves must not change how the server logs or works'
from pg_parameter_acl p, aclexplode(p.paracl) a
where a.grantee = 0 or pg_get_userbyid(a.grantee) like 'countersign\_%'
