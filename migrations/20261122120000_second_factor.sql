-- A second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for the day when the app is gone. Whoever has one gets no session
-- by the password alone, whatever the service above asks for.
set local role countersign_door;

create table door.totp (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    key_name text not null check (key_name ~ '^[a-z0-9]{1,8}$'),
    sealed_secret bytea not null check (octet_length(sealed_secret) between 32 and 128),
    begun_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint,
    check ((confirmed_at is null) = (last_step is null))
);
create unique index totp_of_person on door.totp (org_id, person_id) where confirmed_at is not null;
create unique index totp_begun_by_person on door.totp (org_id, person_id) where confirmed_at is null;
comment on table door.totp is 'A person''s authenticator app; its secret is sealed by a key that this database does not hold. A step is used once.';

create table door.recovery_code (
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    hash text not null check (hash like '$argon2id$%'),
    used_at timestamptz,
    primary key (org_id, person_id, hash)
);
comment on table door.recovery_code is 'What takes the place of the app, each once.';

create table door.sign_in (
    secret_hash bytea primary key check (octet_length(secret_hash) = 32),
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    attempt_id uuid not null,
    credential_changed_at timestamptz not null,
    begun_at timestamptz not null,
    expires_at timestamptz not null,
    failures int not null default 0,
    ended_at timestamptz
);
create index sign_in_expiry on door.sign_in (expires_at);
comment on table door.sign_in is 'A sign-in whose password was right and whose second factor is still to come.';

do $$
declare
    each_table text;
begin
    foreach each_table in array array['totp', 'recovery_code', 'sign_in'] loop
        execute format('alter table door.%I enable row level security', each_table);
    end loop;
end $$;

alter table door.session drop constraint session_ended_because_check;
alter table door.session add constraint session_ended_because_check check (ended_because in (
    'signed_out', 'ended_by_administrator', 'refresh_token_reused', 'password_changed', 'second_factor_changed', 'deactivated', 'expired'));

-- Uses a second factor up: a step of the app that is newer than the last one, or a recovery code. False when it was used already.
create function door.spend_factor(org_id uuid, person_id uuid, totp_step bigint, recovery_hash text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if totp_step is not null then
        update door.totp t set last_step = totp_step
        where t.org_id = spend_factor.org_id and t.person_id = spend_factor.person_id and t.confirmed_at is not null and t.last_step < totp_step;
    else
        update door.recovery_code c set used_at = at
        where c.org_id = spend_factor.org_id and c.person_id = spend_factor.person_id and c.hash = recovery_hash and c.used_at is null;
    end if;
    return found;
end $$;

-- Whether a person has an app that codes must come from.
create function door.has_second_factor(org_id uuid, person_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from door.totp t
        where t.org_id = has_second_factor.org_id and t.person_id = has_second_factor.person_id and t.confirmed_at is not null);
end;

-- As before, and whether a second factor will be asked for.
drop function door.find_credential(text, text);
create function door.find_credential(slug text, email text)
returns table (org_id uuid, person_id uuid, password_hash text, changed_at timestamptz, has_second_factor boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    found_org uuid := (select o.org_id from door.organisation o where o.slug = find_credential.slug and o.suspended_at is null);
begin
    perform door.set_context(coalesce(found_org, nobodys), null, null, null, 'session.create', uuidv7(), null, 'sign_in');
    return query
        select c.org_id, c.person_id, c.password_hash, c.changed_at, door.has_second_factor(c.org_id, c.person_id)
        from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
        where p.email = find_credential.email and p.is_active;
end $$;
grant execute on function door.find_credential to countersign_sign_in;

-- Whether that very credential still lets its person in, from now until the transaction ends.
create function door.holds_credential(org_id uuid, person_id uuid, credential_changed_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from door.credential c
    join door.organisation o on o.org_id = c.org_id
    join tenant.person p on p.org_id = c.org_id and p.id = c.person_id
    where c.org_id = holds_credential.org_id and c.person_id = holds_credential.person_id and c.changed_at = credential_changed_at
      and o.suspended_at is null and p.is_active
    for share of c;
    return found;
end $$;

-- The session itself, once its person has proved who they are; counts what failed since their last.
create function door.insert_session(
    attempt_id uuid, org_id uuid, person_id uuid, session_id uuid, access_hash bytea, access_life interval, refresh_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, at timestamptz
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
end $$;

-- As before, for whoever has no second factor.
create or replace function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    perform door.set_context(open_session.org_id, open_session.person_id, open_session.session_id, null, 'session.create', request_id, address::inet, null);
    if not door.holds_credential(org_id, person_id, credential_changed_at) or door.has_second_factor(org_id, person_id) then
        return null;
    end if;
    perform door.insert_session(attempt_id, org_id, person_id, session_id, access_hash, access_life, refresh_hash, idle_limit, lifetime, address, device, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session.session_id)));
    return at;
end $$;

-- Keeps that the password was right, until the second factor is shown; the try counts as failed until then.
create function door.begin_sign_in(
    secret_hash bytea, attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, lifetime interval, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    perform door.set_context(begin_sign_in.org_id, begin_sign_in.person_id, null, null, 'session.create', request_id, address::inet, 'sign_in');
    if not door.holds_credential(org_id, person_id, credential_changed_at) or not door.has_second_factor(org_id, person_id) then
        return false;
    end if;
    update door.attempt a set org_id = begin_sign_in.org_id where a.id = begin_sign_in.attempt_id;
    insert into door.sign_in (secret_hash, org_id, person_id, attempt_id, credential_changed_at, begun_at, expires_at)
    values (begin_sign_in.secret_hash, begin_sign_in.org_id, begin_sign_in.person_id, begin_sign_in.attempt_id, begin_sign_in.credential_changed_at, at,
            at + lifetime);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.begun', 'entity', 'person', 'entity_id', begin_sign_in.person_id)));
    return true;
end $$;

-- Whose sign-in waits for a second factor, and what that must be checked against; no row once it has ended.
create function door.find_sign_in(secret_hash bytea) returns table (
    slug text, email text, org_id uuid, person_id uuid, totp_id uuid, key_name text, sealed_secret bytea, recovery_hashes text[], at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    begun record;
begin
    select s.org_id, s.person_id, o.slug into begun
    from door.sign_in s
    join door.organisation o on o.org_id = s.org_id
    join door.credential c on c.org_id = s.org_id and c.person_id = s.person_id and c.changed_at = s.credential_changed_at
    where s.secret_hash = find_sign_in.secret_hash and s.ended_at is null and s.expires_at > door.now() and o.suspended_at is null;
    if found then
        perform door.set_context(begun.org_id, begun.person_id, null, null, 'session.complete', uuidv7(), null, 'sign_in');
        return query
            select begun.slug, p.email, p.org_id, p.id, t.id, t.key_name, t.sealed_secret,
                array(select c.hash from door.recovery_code c where c.org_id = p.org_id and c.person_id = p.id and c.used_at is null order by c.hash),
                door.now()
            from tenant.person p
            join door.totp t on t.org_id = p.org_id and t.person_id = p.id and t.confirmed_at is not null
            where p.org_id = begun.org_id and p.id = begun.person_id and p.is_active;
    end if;
end $$;

-- Opens the session of a sign-in whose second factor was right, and uses both up; no row when either was used, or the password changed, meanwhile.
create function door.complete_sign_in(
    secret_hash bytea, attempt_id uuid, totp_step bigint, recovery_hash text, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
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
    if not door.holds_credential(org_id, person_id, begun.credential_changed_at)
        or not door.spend_factor(org_id, person_id, totp_step, recovery_hash, opened_at) then
        return;
    end if;
    update door.sign_in s set ended_at = opened_at
    where s.org_id = complete_sign_in.org_id and s.person_id = complete_sign_in.person_id and s.ended_at is null;
    update door.attempt a set has_succeeded = true where a.id = begun.attempt_id;
    perform door.insert_session(attempt_id, org_id, person_id, session_id, access_hash, access_life, refresh_hash, idle_limit, lifetime, address, device,
        opened_at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', complete_sign_in.session_id, 'detail', jsonb_build_object('second_factor', factor))));
    return next;
end $$;

-- Tells a wrong second factor as a failed try; after five the sign-in ends, and begins again with the password.
create function door.refuse_code(secret_hash bytea, attempt_id uuid, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    begun record;
begin
    update door.sign_in s
    set failures = s.failures + 1, ended_at = case when s.failures >= 4 then door.now() end
    where s.secret_hash = refuse_code.secret_hash and s.ended_at is null
    returning s.org_id, s.person_id, s.ended_at into begun;
    if not found then
        return false;
    end if;
    perform door.refuse_attempt(attempt_id, begun.org_id, begun.person_id, address, request_id);
    return begun.ended_at is null;
end $$;

grant execute on function door.begin_sign_in, door.find_sign_in, door.complete_sign_in, door.refuse_code to countersign_sign_in;

set local role countersign_owner;
