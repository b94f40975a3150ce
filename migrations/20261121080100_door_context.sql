-- The context: who is calling, sealed with a MAC that binds it to this transaction of this connection.
set local role countersign_door;

-- The transaction's time. In the test template a table moves it; in production that table's presence is a finding.
create function door.now() returns timestamptz
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    moved interval;
begin
    if to_regclass('door.test_clock') is null then
        return pg_catalog.now();
    end if;
    execute 'select moved from door.test_clock' into moved;
    return pg_catalog.now() + coalesce(moved, interval '0');
end $$;

-- HMAC-SHA-256 needs an extension; the key outside and inside of the hash needs none and resists the same extension attack.
create function door.seal(message text) returns text
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
    secret bytea := (select key.secret from door.key);
begin
    return encode(sha256(secret || sha256(secret || convert_to(message, 'utf8'))), 'hex');
end $$;

-- What binds a context to this transaction of this connection, so that it cannot be replayed.
create function door.here() returns text
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return pg_backend_pid() || '|' || extract(epoch from pg_catalog.now());

-- Parts: organisation, person, session, epoch, permission, request, network, principal, backend, transaction.
create function door.set_context(org_id uuid, person_id uuid, session_id uuid, epoch bigint, permission text, request_id uuid, network inet, principal text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    message text := concat(org_id, '|', person_id, '|', session_id, '|', epoch, '|', permission, '|', request_id, '|', host(network), '|',
                           principal, '|', door.here());
begin
    -- A bar would move the parts behind it.
    if permission like '%|%' or principal like '%|%' then
        raise exception 'a bar in a context' using errcode = 'CS401';
    end if;
    perform set_config('door.context', message || '|' || door.seal(message), true);
end $$;

-- The context without its seal; null without a context, an error when forged.
-- Parallel restricted: a worker has another backend, and unsafe (the default) would forbid parallel plans everywhere.
create function door.context() returns text
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
    sealed text := nullif(current_setting('door.context', true), '');
    message text := left(sealed, -65);
begin
    if sealed is not null and (right(sealed, 65) is distinct from '|' || door.seal(message) or right(message, length(door.here()) + 1) <> '|' || door.here()) then
        raise exception 'forged tenant context' using errcode = 'CS401';
    end if;
    return message;
end $$;

-- Every policy asks `(select door.org_id())`: no context, no rows.
create function door.org_id() returns uuid
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
    return left(door.context(), 36)::uuid;
end $$;

create function door.person_id() returns uuid
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
    return nullif(split_part(door.context(), '|', 2), '')::uuid;
end $$;

create type door.actor as (
    org_id uuid, person_id uuid, session_id uuid, permission text, request_id uuid, network inet, principal text, at timestamptz
);

create function door.actor() returns door.actor
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := string_to_array(door.context(), '|', '');
begin
    if part is null then
        return null;
    end if;
    return row(part[1]::uuid, part[2]::uuid, part[3]::uuid, part[5], part[6]::uuid, part[7]::inet, part[8], door.now())::door.actor;
end $$;

grant execute on function door.org_id, door.person_id to countersign_owner, countersign_audit, countersign_tenant, countersign_sign_in,
    countersign_operator, countersign_worker;
grant execute on function door.now to countersign_owner, countersign_audit, countersign_tenant, countersign_worker;
grant execute on function door.actor to countersign_audit;

-- Says how the trail treats each column of a tenant table.
create function door.classify(of_table text, plain text[], personal text[] default '{}', secret text[] default '{}') returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into door.column_class (table_name, column_name, class)
    select of_table, name, 'plain' from unnest(plain) name
    union all select of_table, name, 'personal' from unnest(personal) name
    union all select of_table, name, 'secret' from unnest(secret) name
    on conflict (table_name, column_name) do update set class = excluded.class;
end $$;
grant execute on function door.classify to countersign_owner;

create function door.hidden_columns(of_table text) returns table (column_name text, class text)
language sql stable parallel restricted security definer rows 2 set search_path = pg_catalog, pg_temp
begin atomic
    select c.column_name, c.class from door.column_class c where c.table_name = of_table and c.class <> 'plain';
end;
grant execute on function door.hidden_columns to countersign_audit;

-- Keeps the compiled allow-list equal to the grants.
create function door.compile_allow_list() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    person record;
begin
    for person in
        select distinct g.org_id, g.person_id
        from (select old.org_id, old.person_id where tg_op <> 'INSERT' union select new.org_id, new.person_id where tg_op <> 'DELETE') g
    loop
        insert into door.allow_list as a (org_id, person_id, permissions)
        values (person.org_id, person.person_id, array(
            select g.permission from tenant.permission_grant g
            where g.org_id = person.org_id and g.person_id = person.person_id order by g.permission))
        on conflict (org_id, person_id) do update set permissions = excluded.permissions, epoch = a.epoch + 1;
    end loop;
    return null;
end $$;
grant execute on function door.compile_allow_list to countersign_owner;

-- A new organisation, before anybody can sign in: the context of the installation itself, for the migrator only.
create function door.begin_system(org_id uuid, principal text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform door.set_context(org_id, null, null, null, 'system', uuidv7(), null, principal);
end $$;
grant execute on function door.begin_system to countersign_owner;

create function door.register_organisation(org_id uuid, slug text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into door.organisation (org_id, slug, created_at) values (org_id, slug, door.now());
end;
grant execute on function door.register_organisation to countersign_owner;

create function door.find_organisation(slug text) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select o.org_id from door.organisation o where o.slug = find_organisation.slug;
end;
grant execute on function door.find_organisation to countersign_owner;

set local role countersign_owner;
