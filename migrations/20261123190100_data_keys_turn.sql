-- Keys are changed while everything is served: a key is wrapped anew, or a newer one seals and the old one is destroyed once nothing is under it. Each
-- step is a small transaction of the worker that may be done twice, by two at once, or not at all until later.
set local role countersign_door;

-- What a worker does to an organisation's keys is told in its trail.
create function door.tell_of_key(of_org uuid, what text, detail jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform door.set_context(of_org, null, null, null, 'data_key.turn', uuidv7(), null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', what, 'entity', 'data_key', 'entity_id', of_org, 'detail', detail)));
end $$;

-- Keys that another master key than the newest wraps.
create function door.data_keys_to_rewrap(newest text, rows_max int) returns table (org_id uuid, version int, key_name text, wrapped bytea)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
begin atomic
    select k.org_id, k.version, k.key_name, k.wrapped from door.data_key k where k.key_name <> newest order by k.org_id, k.version limit rows_max;
end;

-- False where it is otherwise wrapped by now.
create function door.rewrap_data_key(of_org uuid, of_version int, old_wrapped bytea, new_key_name text, new_wrapped bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update door.data_key k set key_name = new_key_name, wrapped = new_wrapped
    where k.org_id = of_org and k.version = of_version and k.wrapped = old_wrapped;
    if found then
        perform door.tell_of_key(of_org, 'data_key.rewrapped', jsonb_build_object('version', of_version, 'key_name', new_key_name));
    end if;
    return found;
end $$;

-- The newest keys that have sealed for long enough, with the time of now.
create function door.data_keys_to_rotate(older_than interval, rows_max int) returns table (org_id uuid, version int)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
begin atomic
    select k.org_id, max(k.version) as version
    from door.data_key k
    group by k.org_id
    having max(k.created_at) < door.now() - older_than
    order by 1
    limit rows_max;
end;

-- A newer key, which seals from now on; false where somebody else has made it.
create function door.add_data_key(of_org uuid, of_version int, key_name text, wrapped bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into door.data_key (org_id, version, key_name, wrapped, created_at)
    select of_org, of_version, add_data_key.key_name, add_data_key.wrapped, door.now()
    where exists (select from door.data_key k where k.org_id = of_org and k.version = of_version - 1)
    on conflict do nothing;
    if found then
        perform door.tell_of_key(of_org, 'data_key.rotated', jsonb_build_object('version', of_version));
    end if;
    return found;
end $$;

-- Secrets under a key that is not the newest, with both keys.
create function door.secrets_to_reseal(rows_max int) returns table (
    org_id uuid, of_table text, of_id uuid, of_column text, bound_to text, sealed bytea, old_version int, old_key_name text, old_wrapped bytea,
    new_version int, new_key_name text, new_wrapped bytea
)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
begin atomic
    select s.org_id, s.of_table, s.of_id, s.of_column, s.bound_to, s.sealed, o.version, o.key_name, o.wrapped, n.version, n.key_name, n.wrapped
    from (select k.org_id, max(k.version) as version from door.data_key k group by k.org_id having count(*) > 1) newest
    join door.data_key n on n.org_id = newest.org_id and n.version = newest.version
    join door.secret s on s.org_id = n.org_id and s.key_version < n.version
    join door.data_key o on o.org_id = s.org_id and o.version = s.key_version
    order by s.org_id, s.of_table, s.of_id, s.of_column
    limit rows_max;
end;

-- The same secret under the newer key; false where another was set meanwhile, which is under the newer one already.
create function door.reseal_secret(
    of_org uuid, of_table text, of_id uuid, of_column text, old_sealed bytea, new_version int, new_sealed bytea, new_fingerprint text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update door.secret s set sealed = new_sealed, key_version = new_version, fingerprint = new_fingerprint
    where s.org_id = of_org and s.of_table = reseal_secret.of_table and s.of_id = reseal_secret.of_id and s.of_column = reseal_secret.of_column
      and s.sealed = old_sealed;
    return found;
end $$;

-- Destroys the keys that nothing is under any more; one that somebody seals by at this moment waits for the next round.
create function door.destroy_data_keys(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    spent record;
    destroyed int := 0;
begin
    for spent in
        select k.org_id, k.version
        from door.data_key k
        where exists (select from door.data_key n where n.org_id = k.org_id and n.version > k.version)
        order by k.org_id, k.version
        limit rows_max
        for update skip locked
    loop
        -- Asked once it is held: what was sealed by it meanwhile is seen here.
        if not exists (select from door.secret s where s.org_id = spent.org_id and s.key_version = spent.version) then
            delete from door.data_key k where k.org_id = spent.org_id and k.version = spent.version;
            perform door.tell_of_key(spent.org_id, 'data_key.destroyed', jsonb_build_object('version', spent.version));
            destroyed := destroyed + 1;
        end if;
    end loop;
    return destroyed;
end $$;
grant execute on function door.data_keys_to_rewrap, door.rewrap_data_key, door.data_keys_to_rotate, door.add_data_key, door.secrets_to_reseal,
    door.reseal_secret, door.destroy_data_keys to countersign_worker;

set local role countersign_owner;
