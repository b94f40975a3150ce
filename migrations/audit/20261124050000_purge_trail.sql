-- The trail of an organisation goes with it, and by no other way: under the context that only the door's purge seals, and only when the trail itself says
-- that the deletion was decided long enough ago and not undone. The event that says so goes last of all. The administrator runs this file.
grant create on schema door to countersign_audit;
set local role countersign_audit;

-- The event by which the trail of the context's organisation says that it may go: its deletion was decided long enough ago, is due, and was not undone. Who
-- mints the purge's context for another organisation, or sooner, finds none.
create function door.decision_in_trail() returns uuid
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    decision tenant.audit_event;
begin
    select e.* into decision
    from tenant.audit_event e
    where e.org_id = (select door.org_id()) and e.action in ('organisation.deletion_begun', 'organisation.restored')
      -- Both are of the sealed context: nobody of the organisation leaves such an event, whatever it is called.
      and e.principal = 'operator' and e.permission = 'platform.tenant_delete'
    order by e.occurred_at desc, e.id desc
    limit 1;
    if decision.action = 'organisation.deletion_begun' and decision.occurred_at <= door.now() - interval '7 days'
        and (decision.detail ->> 'deletes_at')::timestamptz <= door.now()
    then
        return decision.id;
    end if;
    return null;
end $$;

-- As before; what is purged leaves no trace of its going, for the trail goes too.
create or replace function door.audit() returns trigger
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
    if actor.principal = 'purge' and door.is_purging() then
        if door.decision_in_trail() is null then
            raise exception 'the trail does not say that it is due' using errcode = 'CS403';
        end if;
        return null;
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

create or replace function door.refuse_rewriting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' or not coalesce(door.is_purging(), false) or door.decision_in_trail() is null then
        raise exception '% is append-only', tg_table_name using errcode = 'CS409';
    end if;
    return null;
end $$;

-- Deletes rows of the trail of the organisation whose purge this is, but for the decision itself.
create function door.purge_trail(of_table text, rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    decision uuid := door.decision_in_trail();
    gone int;
begin
    if decision is null or not coalesce(door.is_purging(), false) then
        raise exception 'the trail does not say that it is due' using errcode = 'CS403';
    end if;
    execute format('delete from tenant.%1$I where ctid = any (array(
            select ctid from tenant.%1$I where org_id = (select door.org_id())%2$s limit %3$s))',
        of_table, case when of_table = 'audit_event' then ' and id <> $1' else '' end, rows_max)
    using decision;
    get diagnostics gone = row_count;
    return gone;
end $$;

-- Deletes the decision, once nothing else of the trail is left.
create function door.purge_decision() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    decision uuid := door.decision_in_trail();
    gone int;
begin
    if decision is null or not coalesce(door.is_purging(), false) or exists (
        select from tenant.audit_event e where e.org_id = (select door.org_id()) and e.id <> decision)
    then
        raise exception 'the trail does not say that it is due' using errcode = 'CS403';
    end if;
    delete from tenant.audit_event e where e.org_id = (select door.org_id()) and e.id = decision;
    get diagnostics gone = row_count;
    return gone;
end $$;
grant execute on function door.purge_trail, door.purge_decision to countersign_door;
grant execute on function door.decision_in_trail to countersign_owner;
reset role;
revoke create on schema door from countersign_audit;
