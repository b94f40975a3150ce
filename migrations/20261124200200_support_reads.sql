-- How support reads: under a role of its own that changes nothing, sees no column classed as secret, and gets a context by one function alone. That asks for
-- a live access each time, for a transaction that is read only, and for the note in the trail that was written before it.
set local role countersign_door;

-- Whose access this secret opens at this moment; seals the context of that access. Everybody else is refused.
create function door.support_caller(secret text, permission text, request_id uuid, network text) returns door.opened
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    opened door.opened;
    is_fresh boolean;
begin
    opened.at := door.now();
    select s.org_id, s.access_id, s.expires_at > opened.at into opened.org_id, opened.person_id, is_fresh
    from door.support_secret s join door.organisation o on o.org_id = s.org_id
    where s.hash = sha256(convert_to(secret, 'utf8')) and o.suspended_at is null;
    if not found then
        raise exception 'no live access' using errcode = 'CS401';
    end if;
    opened.session_id := opened.person_id;
    opened.epoch := 1;
    perform door.set_context(opened.org_id, opened.person_id, opened.session_id, opened.epoch, permission, request_id, network::inet, 'support');
    perform from tenant.support_access a
    where a.org_id = opened.org_id and a.id = opened.person_id and a.state = 'open' and a.closes_at > opened.at;
    if not found then
        raise exception 'no live access' using errcode = 'CS401';
    elsif not is_fresh then
        raise exception 'access token expired' using errcode = 'CS498';
    elsif not exists (select from reference.support_permission p where p.code = permission) then
        raise exception 'permission % is missing', permission using errcode = 'CS403';
    end if;
    opened.permissions := (select string_agg(p.code, ' ' order by p.code) from reference.support_permission p);
    return opened;
end $$;

-- Writes into the trail what is about to be read, and counts it; by itself it lets nothing be read.
create function door.note_support_read(secret text, permission text, request_id uuid, network text, operation text, entity_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened door.opened := door.support_caller(secret, permission, request_id, network);
begin
    delete from door.support_read r
    where r.org_id = opened.org_id and r.access_id = opened.person_id and r.noted_at < opened.at - interval '1 minute';
    insert into door.support_read (org_id, access_id, request_id, permission, noted_at)
    values (opened.org_id, opened.person_id, note_support_read.request_id, note_support_read.permission, opened.at)
    on conflict do nothing;
    insert into door.support_use as u (org_id, access_id, reads, last_read_at, last_read)
    values (opened.org_id, opened.person_id, 1, opened.at, left(operation, 200))
    on conflict (org_id, access_id) do update set reads = u.reads + 1, last_read_at = excluded.last_read_at, last_read = excluded.last_read;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'support_access.read', 'entity', 'support_access',
        'entity_id', opened.person_id,
        'detail', jsonb_strip_nulls(jsonb_build_object('operation', left(operation, 200), 'of', note_support_read.entity_id)))));
    perform set_config('door.context', '', true);
end $$;

-- Begins a read of support.
create function door.begin_support(secret text, permission text, request_id uuid, network text) returns door.opened
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened door.opened;
begin
    if current_setting('transaction_read_only') <> 'on' then
        raise exception 'support reads in a transaction that is read only' using errcode = 'CS403';
    end if;
    opened := door.support_caller(secret, permission, request_id, network);
    if not exists (
        select from door.support_read r
        where r.org_id = opened.org_id and r.access_id = opened.person_id and r.request_id = begin_support.request_id
          and r.permission = begin_support.permission and r.noted_at > opened.at - interval '1 minute')
    then
        raise exception 'the trail does not have this read' using errcode = 'CS403';
    end if;
    return opened;
end $$;

-- Remembers what support was refused, in a transaction of its own.
create function door.record_support_denial(secret text, permission text, request_id uuid, network text, status smallint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    shown record;
begin
    select s.org_id, s.access_id into shown from door.support_secret s where s.hash = sha256(convert_to(secret, 'utf8'));
    if found then
        perform door.set_context(shown.org_id, shown.access_id, shown.access_id, 1, permission, request_id, network::inet, 'support');
        perform door.fold_denial(status);
        perform set_config('door.context', '', true);
    end if;
end $$;
grant execute on function door.note_support_read, door.begin_support, door.record_support_denial, door.org_id, door.person_id, door.now
    to countersign_support;

-- How often something was read under accesses of the caller's organisation, and what last.
create function door.support_uses(of_accesses uuid[]) returns table (access_id uuid, reads int, last_read_at timestamptz, last_read text)
language sql stable parallel restricted security definer rows 10 set search_path = pg_catalog, pg_temp
begin atomic
    select u.access_id, u.reads, u.last_read_at, u.last_read
    from door.support_use u
    where u.org_id = door.org_id() and u.access_id = any (of_accesses);
end;
grant execute on function door.support_uses to countersign_tenant, countersign_support;

-- What lists and documents ask beside their rows; all of it is stable, and is the context's organisation's alone.
grant execute on function door.second_factor_standing, door.mails, door.api_key_uses, door.last_sign_ins, door.mail_states, door.secret_facts, door.last_server_test, door.may
    to countersign_support;

-- Which columns of a table nobody outside of the organisation sees.
create function door.secret_columns(of_table text) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(array_agg(c.column_name), '{}') from door.column_class c where c.table_name = of_table and c.class = 'secret';
end;
grant execute on function door.secret_columns to countersign_owner;

set local role countersign_owner;
grant usage on schema reference to countersign_support;
grant select on all tables in schema reference to countersign_support;
grant execute on function tenant.support_stands, tenant.ownership_stands, tenant.owns, tenant.may_review_duties, tenant.duty_reviewer,
    tenant.adjusted_by, tenant.are_adjustments, tenant.adjustments_shown, tenant.ordered_of, tenant.requisition_standing, tenant.newest_policy_version, tenant.least_id, tenant.held_since, tenant.template_of, tenant.role_waits, tenant.approval_steps_left, tenant.approval_asks
    to countersign_support;

-- Lets support read a table, without what is classed as secret in it. What is added to a table with a secret column is lent by name.
create procedure tenant.lend_to_support(of_table text)
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    secret text[] := door.secret_columns(of_table);
    shown text;
begin
    execute format('revoke select on tenant.%I from countersign_support', of_table);
    if secret = '{}' then
        execute format('grant select on tenant.%I to countersign_support', of_table);
        return;
    end if;
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into shown
    from pg_attribute a
    where a.attrelid = format('tenant.%I', of_table)::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> all (secret);
    execute format('grant select (%s) on tenant.%I to countersign_support', shown, of_table);
end $$;
revoke execute on procedure tenant.lend_to_support from public;

-- As before, and lent to support.
create or replace procedure tenant.adopt(of_table text, plain text[], personal text[] default '{}', secret text[] default '{}')
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
    execute format('alter table tenant.%I enable row level security', of_table);
    execute format('alter table tenant.%I force row level security', of_table);
    execute format('create policy tenant on tenant.%I using (org_id = (select door.org_id())) with check (org_id = (select door.org_id()))', of_table);
    execute format('create trigger audit after insert or update or delete on tenant.%I for each row execute function door.audit()', of_table);
    execute format('grant select on tenant.%I to countersign_backup', of_table);
    perform door.classify(of_table, plain, personal, secret);
    call tenant.lend_to_support(of_table);
end $$;

do $$
declare
    each_table text;
begin
    for each_table in
        select c.relname from pg_class c
        where c.relnamespace = 'tenant'::regnamespace and c.relkind in ('r', 'p') and pg_get_userbyid(c.relowner) = 'countersign_owner'
          and not c.relispartition
    loop
        call tenant.lend_to_support(each_table);
    end loop;
end $$;
