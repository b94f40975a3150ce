-- An organisation of which nothing can be deleted just now, for whatever reason, waits and is told of; the others of its home do not wait with it.
set local role countersign_door;

alter table door.tombstone
    add column failures int not null default 0 check (failures >= 0),
    add column failed_because text check (length(failed_because) between 1 and 1000),
    add column not_before timestamptz,
    add constraint tombstone_failure_check check ((failures > 0) = (failed_because is not null) and (failures > 0) = (not_before is not null));
comment on column door.tombstone.failures is 'How many steps in a row went wrong; the next waits longer each time, a day at the most.';

-- As before, and what goes wrong is kept in its place.
create or replace function door.purge_step(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    outlasts constant interval := '1 minute';
    bounded int := least(greatest(purge_step.rows_max, 1), 10000);
    own uuid;
    is_last boolean := true;
    gone int;
begin
    select t.org_id into own
    from door.tombstone t
    where t.purged_at is null and t.emptied_at <= at - outlasts and (t.not_before is null or t.not_before <= at)
    order by t.emptied_at
    limit 1
    for update skip locked;
    if not found then
        is_last := false;
        select o.org_id into own
        from door.organisation o
        where o.deletes_at <= at and not exists (select from door.tombstone t where t.org_id = o.org_id and t.not_before > at)
        order by o.deletes_at, o.org_id
        limit 1
        for update skip locked;
        if not found then
            return null;
        end if;
        insert into door.tombstone (org_id, change_id, began_at)
        select own, c.id, at
        from door.standing_change c
        where c.org_id = own and c.act = 'delete'
        order by c.carried_out_at desc, c.id desc
        limit 1
        on conflict (org_id) do nothing;
    end if;
    perform door.set_context(own, null, null, null, 'platform.tenant_delete', uuidv7(), null, 'purge');
    begin
        gone := door.purge_rows(own, bounded, is_last);
        set constraints all immediate;
        if gone = 0 and is_last then
            update door.tombstone t
            set purged_at = at, done = '{}',
                rows = t.rows || jsonb_build_object('tenant.audit_event', coalesce((t.rows ->> 'tenant.audit_event')::bigint, 0) + door.purge_decision())
            where t.org_id = own;
        elsif gone = 0 then
            delete from door.organisation o where o.org_id = own;
            update door.tombstone t set emptied_at = at, done = '{}' where t.org_id = own;
        end if;
        update door.tombstone t set failures = 0, failed_because = null, not_before = null where t.org_id = own and t.failures > 0;
    exception
        when foreign_key_violation then
            -- Something came into a table that was found empty: it is looked for anew, once.
            update door.tombstone t set done = '{}' where t.org_id = own and t.done <> '{}';
            if not found then
                perform door.let_purge_wait(own, at, sqlerrm);
            end if;
            gone := 0;
        when others then
            perform door.let_purge_wait(own, at, sqlerrm);
            gone := 0;
    end;
    perform set_config('door.context', '', true);
    return gone;
end $$;

-- One, two, four minutes and so on.
create function door.let_purge_wait(of_org uuid, at timestamptz, because text) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    update door.tombstone t
    set failures = t.failures + 1, failed_because = left(coalesce(nullif(because, ''), 'unknown'), 1000),
        not_before = at + least(interval '1 minute' * power(2, least(t.failures, 11)), interval '1 day')
    where t.org_id = of_org;
end;

-- What could not be deleted at its last try, for whoever runs the home; of an organisation no more than its id.
create function door.purges_that_wait() returns table (org_id uuid, failures int, failed_because text, not_before timestamptz)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp
begin atomic
    select t.org_id, t.failures, t.failed_because, t.not_before from door.tombstone t where t.failures > 0 order by t.failures desc, t.org_id limit 10;
end;
grant execute on function door.purges_that_wait to countersign_worker;

set local role countersign_owner;
