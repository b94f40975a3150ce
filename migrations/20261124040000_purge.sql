-- What is in an organisation goes when its deletion is due: a bounded number of rows at a time, so that it may be interrupted anywhere and goes on. Which
-- tables there are is asked of the catalogue. Triggers let deletions pass under one context alone, which only `door.purge_step` seals.
set local role countersign_door;

create table door.tombstone (
    org_id uuid primary key,
    change_id uuid not null,
    began_at timestamptz not null,
    rows jsonb not null default '{}',
    done text[] not null default '{}',
    emptied_at timestamptz,
    purged_at timestamptz,
    reported_at timestamptz,
    constraint tombstone_end_check check ((purged_at is null or emptied_at is not null) and (reported_at is null or purged_at is not null))
);
alter table door.tombstone enable row level security;
comment on table door.tombstone is 'What is left of an organisation that was deleted: by which decision, when, and how many rows of each table went.';
comment on column door.tombstone.done is 'The tables that were found empty: each step begins behind them.';

-- Whether this transaction is the door's own, deleting what is in an organisation; nobody else can seal such a context.
create function door.is_purging() returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    -- Never null: a trigger whose condition is null does not fire.
    shown text := coalesce(current_setting('door.context', true), '');
begin
    return split_part(shown, '|', 8) = 'purge' and split_part(shown, '|', 5) = 'platform.tenant_delete' and door.context() is not null;
end $$;
grant execute on function door.is_purging to countersign_owner, countersign_audit, countersign_tenant;

-- The tables of organisations in an order in which nothing is left that names what has gone; before them, the columns by which two of them name each other.
create function door.purge_plan() returns table (of_schema text, of_table text, of_column text)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    with recursive owned as (
        select c.oid, n.nspname as in_schema, c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('tenant', 'door') and c.relkind in ('r', 'p') and c.oid not in ('door.organisation'::regclass, 'door.tombstone'::regclass)
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
    ),
    edge as (
        select k.oid, k.conrelid as child, k.confrelid as parent, k.conkey
        from pg_constraint k
        where k.contype = 'f' and k.conrelid <> k.confrelid and k.conrelid in (select oid from owned) and k.confrelid in (select oid from owned)
    ),
    reached as (
        select child, parent from edge
        union
        select r.child, e.parent from reached r join edge e on e.child = r.parent
    ),
    -- Of a circle, the columns that may be empty.
    loose as (
        select distinct e.oid, e.child, a.attname
        from edge e
        join reached r on r.child = e.parent and r.parent = e.child
        join pg_attribute a on a.attrelid = e.child and a.attnum = any (e.conkey)
        where not a.attnotnull
    ),
    place as (
        select o.oid, 0 as at from owned o
        union
        select e.parent, p.at + 1 from place p join edge e on e.child = p.oid where e.oid not in (select oid from loose) and p.at < 60
    )
    select s.in_schema, s.name, s.named
    from (
        select o.in_schema, o.name, l.attname as named, -1 as at from loose l join owned o on o.oid = l.child
        union all
        -- The trail last, for it says why.
        select o.in_schema, o.name, null, case when o.name like 'audit\_%' then 100 else (select max(p.at) from place p where p.oid = o.oid) end from owned o
    ) s
    order by s.at, s.in_schema desc, s.name = 'audit_event', s.name;
end;

-- At most so many rows of an organisation, in the plan's order, counted by table; says how many went.
create function door.purge_rows(of_org uuid, rows_max int, is_last boolean) returns int
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    step record;
    gone int;
    wanted int := rows_max;
    skipped text[] := (select case when not is_last then t.done else '{}' end from door.tombstone t where t.org_id = of_org);
begin
    for step in select p.of_schema, p.of_table, p.of_column, concat_ws('.', p.of_schema, p.of_table, p.of_column) as name from door.purge_plan() p loop
        continue when step.name = any (skipped);
        if step.of_schema = 'door' then
            execute format('delete from door.%1$I where ctid = any (array(select ctid from door.%1$I where org_id = $1 limit $2))', step.of_table)
            using of_org, wanted;
            get diagnostics gone = row_count;
        elsif step.of_column is not null then
            gone := tenant.purge_references(step.of_table, step.of_column, wanted);
        elsif step.of_table like 'audit\_%' then
            gone := door.purge_trail(step.of_table, wanted);
        else
            gone := tenant.purge_rows(step.of_table, wanted);
        end if;
        update door.tombstone t
        set done = case when gone < wanted then t.done || step.name else t.done end,
            rows = case when gone = 0 or step.of_column is not null then t.rows
                else t.rows || jsonb_build_object(step.name, coalesce((t.rows ->> step.name)::bigint, 0) + gone) end
        where t.org_id = of_org;
        wanted := wanted - gone;
        exit when wanted <= 0;
    end loop;
    return rows_max - wanted;
end $$;

-- One step: some rows of the organisation whose deletion has been due the longest. Null when nothing is to be done now. Once nothing is left of it, its
-- name goes, so that no transaction begins in it any more; a minute later, when none of before can still run, what such a one left goes too.
create function door.purge_step(rows_max int) returns int
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
    where t.purged_at is null and t.emptied_at <= at - outlasts
    order by t.emptied_at
    limit 1
    for update skip locked;
    if not found then
        is_last := false;
        select o.org_id into own
        from door.organisation o
        where o.deletes_at <= at
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
    exception when foreign_key_violation then
        -- Something came into a table that was found empty: it is looked for anew, once.
        update door.tombstone t set done = '{}' where t.org_id = own and t.done <> '{}';
        if not found then
            raise;
        end if;
        gone := 0;
    end;
    perform set_config('door.context', '', true);
    return gone;
end $$;

-- What the directory has not heard of yet, under the seal that it knows a home by.
create function door.purges_to_report() returns table (org_id uuid, change_id uuid, purged_at timestamptz, rows text, seal bytea)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp
begin atomic
    select t.org_id, t.change_id, t.purged_at, t.rows::text, sha256(k.secret || sha256(k.secret || convert_to(
        concat_ws('|', 'purged', t.org_id, t.change_id, extract(epoch from t.purged_at), t.rows::text), 'utf8')))
    from door.tombstone t, door.warrant_key k
    where t.purged_at is not null and t.reported_at is null
    order by t.purged_at
    limit 10;
end;

create function door.purge_reported(of_org uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.tombstone t set reported_at = door.now() where t.org_id = of_org and t.purged_at is not null and t.reported_at is null;
end;
grant execute on function door.purge_step, door.purges_to_report, door.purge_reported to countersign_worker;

set local role countersign_owner;

-- Deletes rows of the organisation whose purge this is; row security leaves it no other.
create function tenant.purge_rows(of_table text, rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone int;
begin
    if not coalesce(door.is_purging(), false) then
        raise exception 'nothing is to be deleted here' using errcode = 'CS403';
    end if;
    execute format('delete from tenant.%1$I where ctid = any (array(select ctid from tenant.%1$I where org_id = (select door.org_id()) limit %2$s))',
        of_table, rows_max);
    get diagnostics gone = row_count;
    return gone;
end $$;

-- Takes back what a row names, where two tables name each other.
create function tenant.purge_references(of_table text, of_column text, rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone int;
begin
    if not coalesce(door.is_purging(), false) then
        raise exception 'nothing is to be deleted here' using errcode = 'CS403';
    end if;
    execute format('update tenant.%1$I set %2$I = null
        where ctid = any (array(select ctid from tenant.%1$I where org_id = (select door.org_id()) and %2$I is not null limit %3$s))',
        of_table, of_column, rows_max);
    get diagnostics gone = row_count;
    return gone;
end $$;
grant execute on function tenant.purge_rows, tenant.purge_references to countersign_door;

-- Guards and sums of a table that is emptied stand aside; the trail's own look for themselves.
do $$
declare
    guard record;
begin
    for guard in
        select t.tgname, t.tgrelid::regclass as of_table, t.tgqual is not null as has_condition, pg_get_triggerdef(t.oid) as definition
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'tenant'::regnamespace and not t.tgisinternal and t.tgtype & 8 > 0
          and t.tgfoid not in ('door.audit()'::regprocedure, 'door.refuse_rewriting()'::regprocedure)
    loop
        execute format('drop trigger %I on %s', guard.tgname, guard.of_table);
        execute case when guard.has_condition
            then replace(guard.definition, ' WHEN (', ' WHEN (not door.is_purging() and ')
            else replace(guard.definition, ' EXECUTE FUNCTION ', ' WHEN (not door.is_purging()) EXECUTE FUNCTION ')
        end;
    end loop;
end $$;
