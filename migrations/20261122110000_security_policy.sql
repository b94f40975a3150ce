-- Each organisation says how long its sign-ins live and how many failures make an account wait, within what the service allows.
create table tenant.security_policy (
    org_id uuid primary key references tenant.organisation,
    idle_minutes int not null check (idle_minutes between 5 and 720),
    lifetime_minutes int not null check (lifetime_minutes between 60 and 1440),
    failures_max int not null check (failures_max between 3 and 20),
    failures_minutes int not null check (failures_minutes between 5 and 1440),
    revision bigint not null default 1,
    constraint security_policy_idle_within_lifetime check (idle_minutes <= lifetime_minutes)
);
comment on table tenant.security_policy is 'How long sign-ins live and how guessing is slowed down; without a row the service''s own limits hold.';
call tenant.adopt('security_policy', plain => array['org_id', 'idle_minutes', 'lifetime_minutes', 'failures_max', 'failures_minutes', 'revision']);
grant select, insert, update on tenant.security_policy to countersign_tenant;
grant select on tenant.security_policy to countersign_door;

set local role countersign_door;

-- As before, within what the organisation allows.
create or replace function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    account bytea;
    before timestamptz;
    failed record;
    policy record;
begin
    perform door.set_context(open_session.org_id, open_session.person_id, open_session.session_id, null, 'session.create', request_id, address::inet, null);
    perform from door.credential c
    join door.organisation o on o.org_id = c.org_id
    join tenant.person p on p.org_id = c.org_id and p.id = c.person_id
    where c.org_id = open_session.org_id and c.person_id = open_session.person_id and c.changed_at = credential_changed_at
      and o.suspended_at is null and p.is_active
    for share of c;
    if not found then
        return null;
    end if;
    update door.attempt a set org_id = open_session.org_id, has_succeeded = true where a.id = attempt_id returning a.account_hash into account;
    select max(s.created_at) into before from door.session s where s.org_id = open_session.org_id and s.person_id = open_session.person_id;
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
    values (open_session.session_id, open_session.org_id, open_session.person_id, at, at, least(open_session.idle_limit, policy.idle),
            at + least(lifetime, policy.life), address::inet, left(open_session.device, 300), failed.tries, failed.last_at, nullif(failed.last_from, '0.0.0.0'::inet));
    insert into door.access_secret (hash, session_id, expires_at) values (access_hash, open_session.session_id, at + access_life);
    insert into door.refresh_token (hash, session_id, issued_at) values (refresh_hash, open_session.session_id, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session.session_id)));
    return at;
end $$;

-- As the other of this name, by the rules of the organisation of this name; a stranger's is looked up alike.
create function door.begin_attempt(slug text, account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval)
returns table (attempt_id uuid, retry_after_s int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    near inet := door.neighbourhood(address);
    succeeded_at timestamptz;
    of_account timestamptz;
    of_network timestamptz;
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    own record;
begin
    perform door.set_context(coalesce((select o.org_id from door.organisation o where o.slug = begin_attempt.slug), nobodys), null, null, null,
        'session.create', uuidv7(), null, 'sign_in');
    select p.failures_max as failures, make_interval(mins => p.failures_minutes) as within into own from tenant.security_policy p;
    perform pg_advisory_xact_lock(hashtextextended(encode(begin_attempt.account_hash, 'hex'), 0));
    select max(a.attempted_at) into succeeded_at
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and a.network = near;
    -- The failure that must leave the window before one more is let in.
    select a.attempted_at into of_account
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.attempted_at > at - coalesce(own.within, within)
      and (succeeded_at is null or (a.network = near and a.attempted_at > succeeded_at))
    order by a.attempted_at desc
    offset greatest(coalesce(own.failures, account_failures_max), 1) - 1 limit 1;
    select a.attempted_at into of_network
    from door.attempt a
    where a.network = near and not a.has_succeeded and a.attempted_at > at - within
    order by a.attempted_at desc
    offset greatest(network_failures_max, 1) - 1 limit 1;
    if of_account is null and of_network is null then
        insert into door.attempt as a (account_hash, network, attempted_at, has_succeeded)
        values (begin_attempt.account_hash, near, at, false)
        returning a.id into attempt_id;
    else
        retry_after_s := greatest(1, ceil(extract(epoch from greatest(of_account + coalesce(own.within, within), of_network + within) - at)));
    end if;
    return next;
end $$;
grant execute on function door.begin_attempt(text, bytea, text, int, int, interval) to countersign_sign_in;

-- As it was called before organisations had rules of their own, by the same rule.
create or replace function door.begin_attempt(account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval)
returns table (attempt_id uuid, retry_after_s int)
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select a.attempt_id, a.retry_after_s
    from door.begin_attempt(null::text, begin_attempt.account_hash, begin_attempt.address, begin_attempt.account_failures_max,
        begin_attempt.network_failures_max, begin_attempt.within) a;
end;

-- Shortens the sign-ins of the caller's organisation that live to what it now allows; says how many.
create function door.limit_sessions(idle_limit interval, lifetime interval) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    limited int;
begin
    update door.session s
    set idle_limit = least(s.idle_limit, limit_sessions.idle_limit), expires_at = least(s.expires_at, s.created_at + limit_sessions.lifetime)
    where s.org_id = actor.org_id and s.ended_at is null and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
      and (s.idle_limit > limit_sessions.idle_limit or s.expires_at > s.created_at + limit_sessions.lifetime);
    get diagnostics limited = row_count;
    return limited;
end $$;
grant execute on function door.limit_sessions to countersign_tenant;

set local role countersign_owner;
