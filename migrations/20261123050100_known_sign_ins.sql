-- A completed sign-in makes the browser known by a new secret, and a try that counts for nothing opens nothing, whatever the service above asks for.
set local role countersign_door;

-- Whether too many had failed in a row before this try for anything to come of it.
create function door.is_guarded(attempt_id uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (select from door.attempt a where a.id = is_guarded.attempt_id and a.in_a_row > 100);
end;

-- Knows a browser by a new secret: the secret of before may have been copied, and is good no more for this account. The others that it was known for go
-- along, and keep the secret of their own sign-in as well until their next: it may be this one that holds the copy, and they the browser. A secret from
-- which they were carried along before is held twice, and then they are known by none. Of the browsers of one person the twenty that were used last are known.
create function door.know_device(
    device_before bytea, device_after bytea, of_org uuid, of_person uuid, account_hash bytea, of_session uuid, address text, user_agent text, at timestamptz
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    known_since timestamptz;
begin
    -- One sign-in to an account after the other, as its tries are counted: so no more than twenty remain.
    perform pg_advisory_xact_lock(hashtextextended(encode(know_device.account_hash, 'hex'), 0));
    delete from door.known_device d
    where (d.hash = device_before or d.carried_hash = device_before) and d.org_id = of_org and d.person_id = of_person and d.expires_at > at
    returning d.created_at into known_since;
    delete from door.known_device d where d.hash = device_before and d.carried_hash is not null;
    update door.known_device d set carried_hash = device_after
    where (d.hash = device_before or d.carried_hash = device_before) and d.expires_at > at;
    insert into door.known_device (hash, org_id, person_id, account_hash, session_id, created_at, last_used_at, expires_at, network, device)
    values (device_after, of_org, of_person, know_device.account_hash, of_session, coalesce(known_since, at), at, at + interval '365 days', address::inet,
            left(user_agent, 300));
    delete from door.known_device d where d.id in (
        select k.id
        from door.known_device k
        where k.org_id = of_org and k.person_id = of_person
        order by k.last_used_at desc, k.id desc
        offset 20);
end $$;

-- As before, and knows the browser again.
create function door.insert_session(
    attempt_id uuid, org_id uuid, person_id uuid, session_id uuid, access_hash bytea, access_life interval, refresh_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, at timestamptz, device_before bytea, device_after bytea
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    account bytea;
    before timestamptz;
    failed record;
    policy record;
begin
    update door.attempt a set org_id = insert_session.org_id, has_succeeded = true where a.id = attempt_id returning a.account_hash into account;
    select max(s.created_at) into before from door.session s where s.org_id = insert_session.org_id and s.person_id = insert_session.person_id;
    select count(*) as tries, max(f.attempted_at) as last_at, (array_agg(f.network order by f.attempted_at desc))[1] as last_from into failed
    from (
        select a.attempted_at, a.network from door.attempt a
        where a.account_hash = account and not a.has_succeeded and (before is null or a.attempted_at > before)
        order by a.attempted_at desc
        limit 1000
    ) f;
    select make_interval(mins => p.idle_minutes) as idle, make_interval(mins => p.lifetime_minutes) as life into policy from tenant.security_policy p;
    insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at, network, device, failed_tries, failed_last_at,
        failed_last_from)
    values (insert_session.session_id, insert_session.org_id, insert_session.person_id, at, at, least(insert_session.idle_limit, policy.idle),
            at + least(lifetime, policy.life), address::inet, left(insert_session.device, 300), failed.tries, failed.last_at,
            nullif(failed.last_from, '0.0.0.0'::inet));
    insert into door.access_secret (hash, session_id, expires_at) values (access_hash, insert_session.session_id, at + access_life);
    insert into door.refresh_token (hash, session_id, issued_at) values (refresh_hash, insert_session.session_id, at);
    delete from door.guarded_account g where g.org_id = insert_session.org_id and g.person_id = insert_session.person_id;
    if device_after is not null and account is not null then
        perform door.know_device(device_before, device_after, insert_session.org_id, insert_session.person_id, account, insert_session.session_id, address,
            insert_session.device, at);
    end if;
end $$;

-- As before, and knows the browser again; null, too, for a try that counts for nothing.
create function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid, device_before bytea, device_after bytea
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    perform door.set_context(open_session.org_id, open_session.person_id, open_session.session_id, null, 'session.create', request_id, address::inet, null);
    if door.is_guarded(attempt_id) or not door.holds_credential(org_id, person_id, credential_changed_at)
        or door.has_second_factor(org_id, person_id) then
        return null;
    end if;
    perform door.insert_session(attempt_id, org_id, person_id, session_id, access_hash, access_life, refresh_hash, idle_limit, lifetime, address, device, at,
        device_before, device_after);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session.session_id)));
    return at;
end $$;

-- As it was called before devices were known.
create or replace function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select door.open_session(open_session.attempt_id, open_session.org_id, open_session.person_id, open_session.credential_changed_at,
        open_session.session_id, open_session.access_hash, open_session.access_life, open_session.refresh_hash, open_session.idle_limit,
        open_session.lifetime, open_session.address, open_session.device, open_session.request_id, null::bytea, null::bytea);
end;

-- As before, but not for a try that counts for nothing.
create or replace function door.begin_sign_in(
    secret_hash bytea, attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, lifetime interval, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    perform door.set_context(begin_sign_in.org_id, begin_sign_in.person_id, null, null, 'session.create', request_id, address::inet, 'sign_in');
    if door.is_guarded(begin_sign_in.attempt_id) or not door.holds_credential(org_id, person_id, credential_changed_at)
        or not door.has_second_factor(org_id, person_id) then
        return false;
    end if;
    update door.attempt a set org_id = begin_sign_in.org_id where a.id = begin_sign_in.attempt_id;
    insert into door.sign_in (secret_hash, org_id, person_id, attempt_id, credential_changed_at, begun_at, expires_at)
    values (begin_sign_in.secret_hash, begin_sign_in.org_id, begin_sign_in.person_id, begin_sign_in.attempt_id, begin_sign_in.credential_changed_at, at,
            at + lifetime);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.begun', 'entity', 'person', 'entity_id', begin_sign_in.person_id)));
    return true;
end $$;

-- As before, and knows the browser again; no row, too, for a try that counts for nothing.
create function door.complete_sign_in(
    secret_hash bytea, attempt_id uuid, totp_step bigint, recovery_hash text, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid, device_before bytea, device_after bytea
) returns table (org_id uuid, person_id uuid, opened_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    begun record;
    factor constant text := case when totp_step is null then 'recovery_code' else 'totp' end;
begin
    opened_at := door.now();
    select s.org_id, s.person_id, s.attempt_id, s.credential_changed_at into begun
    from door.sign_in s
    where s.secret_hash = complete_sign_in.secret_hash and s.ended_at is null and s.expires_at > opened_at
    for update of s;
    if not found then
        return;
    end if;
    org_id := begun.org_id;
    person_id := begun.person_id;
    perform door.set_context(org_id, person_id, complete_sign_in.session_id, null, 'session.complete', request_id, address::inet, null);
    if door.is_guarded(complete_sign_in.attempt_id) or not door.holds_credential(org_id, person_id, begun.credential_changed_at)
        or not door.spend_factor(org_id, person_id, totp_step, recovery_hash, opened_at) then
        return;
    end if;
    update door.sign_in s set ended_at = opened_at
    where s.org_id = complete_sign_in.org_id and s.person_id = complete_sign_in.person_id and s.ended_at is null;
    update door.attempt a set has_succeeded = true where a.id = begun.attempt_id;
    perform door.insert_session(attempt_id, org_id, person_id, session_id, access_hash, access_life, refresh_hash, idle_limit, lifetime, address, device,
        opened_at, device_before, device_after);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', complete_sign_in.session_id, 'detail', jsonb_build_object('second_factor', factor))));
    return next;
end $$;

-- As it was called before devices were known.
create or replace function door.complete_sign_in(
    secret_hash bytea, attempt_id uuid, totp_step bigint, recovery_hash text, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns table (org_id uuid, person_id uuid, opened_at timestamptz)
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select c.org_id, c.person_id, c.opened_at
    from door.complete_sign_in(complete_sign_in.secret_hash, complete_sign_in.attempt_id, complete_sign_in.totp_step, complete_sign_in.recovery_hash,
        complete_sign_in.session_id, complete_sign_in.access_hash, complete_sign_in.access_life, complete_sign_in.refresh_hash,
        complete_sign_in.idle_limit, complete_sign_in.lifetime, complete_sign_in.address, complete_sign_in.device, complete_sign_in.request_id,
        null::bytea, null::bytea) c;
end;

drop function door.insert_session(uuid, uuid, uuid, uuid, bytea, interval, bytea, interval, interval, text, text, timestamptz);
grant execute on function
    door.open_session(uuid, uuid, uuid, timestamptz, uuid, bytea, interval, bytea, interval, interval, text, text, uuid, bytea, bytea),
    door.complete_sign_in(bytea, uuid, bigint, text, uuid, bytea, interval, bytea, interval, interval, text, text, uuid, bytea, bytea)
    to countersign_sign_in;

set local role countersign_owner;
