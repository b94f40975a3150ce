-- The trail: what happened (audit_event), what it did to every row (audit_change), the personal values apart (audit_personal),
-- and what was refused (audit_denial). Owned by a role without members: the migrator cannot become it. The administrator runs this file.
-- The owner of a schema may drop whatever stands in it, the trail too: so both schemas become the trail's.
alter schema tenant owner to countersign_audit;
alter schema door owner to countersign_audit;
grant usage, create on schema tenant to countersign_owner;
grant usage, create on schema door to countersign_door;
set local role countersign_audit;
alter default privileges for role countersign_audit revoke execute on functions from public;

create table tenant.audit_event (
    org_id uuid not null,
    id uuid not null default uuidv7(),
    occurred_at timestamptz not null,
    person_id uuid,
    principal text,
    session_id uuid,
    network inet,
    request_id uuid not null,
    permission text not null,
    action text not null,
    entity text not null,
    entity_id uuid not null,
    detail jsonb not null,
    primary key (org_id, id)
);
create index audit_event_entity on tenant.audit_event (org_id, entity_id, id desc);
create index audit_event_person on tenant.audit_event (org_id, person_id, id desc);
create index audit_event_action on tenant.audit_event (org_id, action, id desc);
create index audit_event_request on tenant.audit_event (org_id, request_id);
create index audit_event_time on tenant.audit_event (org_id, occurred_at desc, id desc);
comment on table tenant.audit_event is 'What happened, in the words of the trade.';

create table tenant.audit_change (
    org_id uuid not null,
    id uuid not null default uuidv7(),
    occurred_at timestamptz not null,
    request_id uuid not null,
    person_id uuid,
    permission text not null,
    table_name text not null,
    operation text not null check (operation in ('insert', 'update', 'delete')),
    row_id uuid,
    before jsonb,
    after jsonb,
    primary key (org_id, id)
);
create index audit_change_request on tenant.audit_change (org_id, request_id, id);
create index audit_change_row on tenant.audit_change (org_id, row_id, id desc);
comment on table tenant.audit_change is 'What a change did to a row, before and after; personal values stand as a commitment, secrets not at all.';

create table tenant.audit_personal (
    org_id uuid not null,
    change_id uuid not null,
    column_name text not null,
    side text not null check (side in ('before', 'after', 'both')),
    nonce bytea not null,
    value jsonb not null,
    primary key (org_id, change_id, column_name, side)
);
comment on table tenant.audit_personal is 'The personal values of changes; erasure deletes here, the commitments in audit_change stay.';

create table tenant.audit_denial (
    org_id uuid not null,
    session_id uuid not null,
    minute timestamptz not null,
    status smallint not null,
    permission text not null,
    person_id uuid not null,
    network inet,
    first_request_id uuid not null,
    times int not null,
    primary key (org_id, session_id, minute, status, permission)
);
comment on table tenant.audit_denial is 'What was refused, folded per session and minute.';

do $$
declare
    name text;
begin
    foreach name in array array['audit_event', 'audit_change', 'audit_personal', 'audit_denial'] loop
        execute format('alter table tenant.%I enable row level security', name);
        execute format('alter table tenant.%I force row level security', name);
        execute format('create policy tenant on tenant.%I using (org_id = (select door.org_id())) with check (org_id = (select door.org_id()))', name);
        execute format('grant select on tenant.%I to countersign_tenant, countersign_backup', name);
    end loop;
end $$;

create function door.refuse_rewriting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'CS409';
end $$;

create trigger audit_event_append_only before update or delete or truncate on tenant.audit_event
    for each statement execute function door.refuse_rewriting();
create trigger audit_change_append_only before update or delete or truncate on tenant.audit_change
    for each statement execute function door.refuse_rewriting();
create trigger audit_denial_append_only before delete or truncate on tenant.audit_denial
    for each statement execute function door.refuse_rewriting();
create trigger audit_personal_append_only before update or truncate on tenant.audit_personal
    for each statement execute function door.refuse_rewriting();

-- Writes a row's change. A context is needed: without one this raises, and the change is lost with it. No audit, no commit.
create function door.audit() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    change uuid := uuidv7();
    was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
    is_now jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
    hidden record;
    nonce bytea;
    side text;
begin
    if actor is null then
        raise exception 'a change without a context' using errcode = 'CS401';
    end if;
    for hidden in
        select h.column_name, h.class from door.hidden_columns(tg_table_name) h
    loop
        nonce := uuid_send(gen_random_uuid());
        if hidden.class = 'personal' then
            side := case when was -> hidden.column_name = is_now -> hidden.column_name then 'both' else 'after' end;
            if jsonb_typeof(is_now -> hidden.column_name) <> 'null' then
                insert into tenant.audit_personal (org_id, change_id, column_name, side, nonce, value)
                values (actor.org_id, change, hidden.column_name, side, nonce, is_now -> hidden.column_name);
            end if;
            is_now := door.commit_to(is_now, hidden.column_name, nonce);
            if side = 'both' then
                was := door.commit_to(was, hidden.column_name, nonce);
            else
                nonce := uuid_send(gen_random_uuid());
                if jsonb_typeof(was -> hidden.column_name) <> 'null' then
                    insert into tenant.audit_personal (org_id, change_id, column_name, side, nonce, value)
                    values (actor.org_id, change, hidden.column_name, 'before', nonce, was -> hidden.column_name);
                end if;
                was := door.commit_to(was, hidden.column_name, nonce);
            end if;
        else
            side := case when was -> hidden.column_name is distinct from is_now -> hidden.column_name then 'changed' else 'kept' end;
            was := was || jsonb_build_object(hidden.column_name, jsonb_build_object('secret', 'kept'));
            is_now := is_now || jsonb_build_object(hidden.column_name, jsonb_build_object('secret', side));
        end if;
    end loop;
    insert into tenant.audit_change (org_id, id, occurred_at, request_id, person_id, permission, table_name, operation, row_id, before, after)
    values (actor.org_id, change, actor.at, actor.request_id, actor.person_id, actor.permission, tg_table_name, lower(tg_op),
            coalesce(is_now ->> 'id', was ->> 'id', actor.org_id::text)::uuid, was, is_now);
    return null;
end $$;

-- A value's place is taken by a commitment to it: `sha256(nonce || value)`.
create function door.commit_to(whole jsonb, name text, nonce bytea) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
return case
    when whole is null or jsonb_typeof(whole -> name) = 'null' then whole
    else whole || jsonb_build_object(name, jsonb_build_object(
        'personal', encode(sha256(nonce || convert_to((whole -> name)::text, 'utf8')), 'hex')))
end;

-- Writes the events of a request: an array of {action, entity, entity_id, detail}.
create function door.record_events(events jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if actor is null or jsonb_array_length(events) = 0 then
        raise exception 'a change without an event' using errcode = 'CS401';
    end if;
    insert into tenant.audit_event (org_id, occurred_at, person_id, principal, session_id, network, request_id, permission, action, entity, entity_id, detail)
    select actor.org_id, actor.at, actor.person_id, actor.principal, actor.session_id, actor.network, actor.request_id, actor.permission,
           e ->> 'action', e ->> 'entity', (e ->> 'entity_id')::uuid, coalesce(e -> 'detail', '{}')
    from jsonb_array_elements(events) with ordinality as listed (e, place)
    order by place;
end $$;

-- Folds a refusal into its minute.
create function door.fold_denial(status smallint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    actor door.actor := door.actor();
begin
    insert into tenant.audit_denial as d (org_id, session_id, minute, status, permission, person_id, network, first_request_id, times)
    values (actor.org_id, actor.session_id, date_trunc('minute', actor.at), fold_denial.status, actor.permission, actor.person_id,
            actor.network, actor.request_id, 1)
    on conflict (org_id, session_id, minute, status, permission) do update set times = d.times + 1;
end $$;

grant execute on function door.audit, door.refuse_rewriting to countersign_owner;
grant execute on function door.record_events, door.fold_denial to countersign_door;
grant execute on function door.record_events to countersign_owner;

reset role;
