-- Operators run the installation and belong to no organisation: who they are stands in the directory, apart from every home. Nobody reads these tables but
-- the functions below; row security is the second lock. What opens a session and what acts in one are lent to two roles: neither alone does both.
grant usage on schema directory to countersign_door;
grant select on directory.organisation to countersign_door;
create schema platform authorization countersign_door;
set local role countersign_door;
alter default privileges for role countersign_door revoke execute on functions from public;
grant usage on schema platform to countersign_sign_in, countersign_operator;

create table platform.operator (
    id uuid primary key,
    email text not null unique check (length(email) between 3 and 254 and email = lower(email)),
    name text not null check (length(name) between 1 and 120),
    role text not null check (role in ('support', 'ops', 'security')),
    created_at timestamptz not null,
    is_active boolean not null default true,
    password_hash text check (password_hash like '$argon2id$%'),
    changed_at timestamptz,
    totp_id uuid,
    key_name text,
    sealed_secret bytea,
    totp_step bigint,
    constraint operator_both_factors_check check (num_nulls(password_hash, changed_at, totp_id, key_name, sealed_secret, totp_step) in (0, 6))
);
comment on table platform.operator is 'Who runs the installation. There is no password without an authenticator app.';
comment on column platform.operator.totp_step is 'Of the code that was shown last: none is good twice.';

create table platform.link (
    hash bytea primary key check (octet_length(hash) = 32),
    operator_id uuid not null references platform.operator,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    totp_id uuid,
    key_name text,
    sealed_secret bytea,
    begun_at timestamptz,
    constraint link_app_check check (num_nulls(totp_id, key_name, sealed_secret, begun_at) in (0, 4))
);
create index link_operator on platform.link (operator_id);
comment on table platform.link is 'What an operator comes in by, once; and the app that waits for its first code.';

create table platform.session (
    id uuid primary key,
    hash bytea not null unique check (octet_length(hash) = 32),
    operator_id uuid not null references platform.operator,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    idle_limit interval not null,
    expires_at timestamptz not null,
    network inet,
    device text,
    ended_at timestamptz,
    ended_because text check (ended_because in ('signed_out', 'replaced', 'entered_anew')),
    check ((ended_at is null) = (ended_because is null))
);
create index session_operator on platform.session (operator_id);
comment on table platform.session is 'A sign-in of an operator, always by both factors; its id opens nothing.';

create table platform.attempt (
    id uuid primary key default uuidv7(),
    account_hash bytea not null,
    network inet not null,
    attempted_at timestamptz not null,
    has_succeeded boolean not null default false
);
create index attempt_account on platform.attempt (account_hash, attempted_at desc);
create index attempt_network on platform.attempt (network, attempted_at desc);
create index attempt_age on platform.attempt (attempted_at);
comment on table platform.attempt is 'Each try to sign in as an operator, noted as failed until it succeeds.';

create table platform.role_permission (
    role text not null check (role in ('support', 'ops', 'security')),
    permission text not null,
    within interval,
    primary key (role, permission)
);
comment on table platform.role_permission is 'What operators of a role may do, and how recent their sign-in must be.';
insert into platform.role_permission (role, permission) values
    ('support', 'platform.tenant_read'), ('ops', 'platform.tenant_read'), ('security', 'platform.tenant_read'), ('security', 'platform.incident_read');

create table platform.event (
    id uuid primary key default uuidv7(),
    occurred_at timestamptz not null,
    operator_id uuid references platform.operator,
    session_id uuid,
    action text not null,
    entity text not null,
    entity_id uuid not null,
    detail jsonb not null default '{}',
    request_id uuid,
    network inet
);
comment on table platform.event is 'What operators did, and what was tried in their name; nobody changes what stands here.';

create function platform.refuse_rewriting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'CS409';
end $$;
create trigger event_append_only before update or delete or truncate on platform.event
    for each statement execute function platform.refuse_rewriting();

do $$
declare
    name text;
begin
    foreach name in array array['operator', 'link', 'session', 'attempt', 'role_permission', 'event'] loop
        execute format('alter table platform.%I enable row level security', name);
    end loop;
end $$;

-- As in a home: where tests have a clock, it moves this one too.
create function platform.now() returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    moved interval;
begin
    if to_regclass('door.test_clock') is null then
        return pg_catalog.now();
    end if;
    execute 'select moved from door.test_clock' into moved;
    return pg_catalog.now() + coalesce(moved, interval '0');
end $$;

create function platform.neighbourhood(address text) returns inet
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case
    when address is null then '0.0.0.0'::inet
    when family(address::inet) = 6 then network(set_masklen(address::inet, 64))::inet
    else address::inet
end;

create function platform.tell(
    of_operator uuid, of_session uuid, action text, entity text, entity_id uuid, detail jsonb, request_id uuid, address text
) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    insert into platform.event (occurred_at, operator_id, session_id, action, entity, entity_id, detail, request_id, network)
    values (platform.now(), of_operator, of_session, action, entity, entity_id, detail, request_id, address::inet);
end;

-- Notes a try as failed before it is decided, or says how long to wait; a network from which the account has signed in is judged by its own failures alone.
create function platform.begin_attempt(account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval)
returns table (attempt_id uuid, retry_after_s int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    near inet := platform.neighbourhood(address);
    succeeded_at timestamptz;
    of_account timestamptz;
    of_network timestamptz;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform' || encode(begin_attempt.account_hash, 'hex'), 0));
    delete from platform.attempt t where t.id in (select id from platform.attempt where attempted_at < at - interval '90 days' limit 100);
    select max(a.attempted_at) into succeeded_at
    from platform.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and a.network = near;
    -- The failure that must leave the window before one more is let in.
    select a.attempted_at into of_account
    from platform.attempt a
    where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.attempted_at > at - within
      and (succeeded_at is null or (a.network = near and a.attempted_at > succeeded_at))
    order by a.attempted_at desc
    offset greatest(account_failures_max, 1) - 1 limit 1;
    select a.attempted_at into of_network
    from platform.attempt a
    where a.network = near and not a.has_succeeded and a.attempted_at > at - within
    order by a.attempted_at desc
    offset greatest(network_failures_max, 1) - 1 limit 1;
    if of_account is null and of_network is null then
        insert into platform.attempt as a (account_hash, network, attempted_at) values (begin_attempt.account_hash, near, at) returning a.id into attempt_id;
    else
        retry_after_s := greatest(1, ceil(extract(epoch from greatest(of_account, of_network) + within - at)));
    end if;
    return next;
end $$;

-- What a password and a code must be checked against; no row for a stranger, and for an operator who has not come in yet.
create function platform.find_operator(email text) returns table (
    operator_id uuid, password_hash text, changed_at timestamptz, totp_id uuid, key_name text, sealed_secret bytea, at timestamptz
)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select o.id, o.password_hash, o.changed_at, o.totp_id, o.key_name, o.sealed_secret, platform.now()
    from platform.operator o
    where o.email = find_operator.email and o.is_active and o.password_hash is not null;
end;

-- Opens a session by both factors; null when one of them changed meanwhile, or the code was shown before.
create function platform.open_session(
    attempt_id uuid, of_operator uuid, credential_changed_at timestamptz, totp_step bigint, session_id uuid, session_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
begin
    update platform.operator o
    set totp_step = open_session.totp_step
    where o.id = of_operator and o.is_active and o.changed_at = credential_changed_at and o.totp_step < open_session.totp_step;
    if not found then
        return null;
    end if;
    insert into platform.session (id, hash, operator_id, created_at, last_used_at, idle_limit, expires_at, network, device)
    values (session_id, session_hash, of_operator, at, at, open_session.idle_limit, at + lifetime, address::inet, open_session.device);
    update platform.attempt a set has_succeeded = true where a.id = attempt_id;
    delete from platform.session s where s.id in (select id from platform.session where expires_at < at - interval '90 days' limit 100);
    perform platform.tell(of_operator, session_id, 'operator_session.opened', 'operator_session', session_id, '{}', open_session.request_id, address);
    return at;
end $$;

-- Remembers a try that failed at an operator's account.
create function platform.refuse_session(of_operator uuid, address text, request_id uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select platform.tell(null, null, 'operator_session.refused', 'operator', of_operator, '{}', request_id, address);
end;

-- Whose link it is, while it can be used, and the app that waits for its first code.
create function platform.read_link(link_hash bytea) returns table (
    operator_id uuid, email text, name text, role text, totp_id uuid, key_name text, sealed_secret bytea, at timestamptz
)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select o.id, o.email, o.name, o.role, l.totp_id, l.key_name, l.sealed_secret, platform.now()
    from platform.link l join platform.operator o on o.id = l.operator_id
    where l.hash = link_hash and l.used_at is null and l.expires_at > platform.now() and o.is_active;
end;

-- Keeps the secret of the app that is being set up.
create function platform.begin_link(link_hash bytea, totp_id uuid, key_name text, sealed_secret bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
begin
    update platform.link l
    set totp_id = begin_link.totp_id, key_name = begin_link.key_name, sealed_secret = begin_link.sealed_secret, begun_at = at
    where l.hash = link_hash and l.used_at is null and l.expires_at > at;
    return found;
end $$;

-- Sets both factors at once and uses the link up: there is no operator with one of them.
create function platform.use_link(
    link_hash bytea, totp_id uuid, totp_step bigint, password_hash text, set_up_within interval, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    link platform.link;
begin
    select l.* into link
    from platform.link l
    where l.hash = link_hash and l.used_at is null and l.expires_at > at and l.totp_id = use_link.totp_id and l.begun_at > at - set_up_within
    for update;
    if not found then
        return false;
    end if;
    update platform.operator o
    set password_hash = use_link.password_hash, changed_at = at, totp_id = link.totp_id, key_name = link.key_name, sealed_secret = link.sealed_secret,
        totp_step = use_link.totp_step
    where o.id = link.operator_id and o.is_active;
    if not found then
        return false;
    end if;
    update platform.link l set used_at = at where l.operator_id = link.operator_id and l.used_at is null;
    update platform.session s set ended_at = at, ended_because = 'entered_anew' where s.operator_id = link.operator_id and s.ended_at is null;
    perform platform.tell(link.operator_id, null, 'operator.entered', 'operator', link.operator_id, '{}', use_link.request_id, address);
    return true;
end $$;

-- Ends the session that a browser held before it opened another.
create function platform.replace_session(session_hash bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update platform.session s set ended_at = platform.now(), ended_because = 'replaced' where s.hash = session_hash and s.ended_at is null;
end;
grant execute on function platform.begin_attempt, platform.find_operator, platform.open_session, platform.refuse_session, platform.read_link,
    platform.begin_link, platform.use_link, platform.replace_session to countersign_sign_in;

-- The session whose secret this transaction was begun with. Its hash stands in a setting that anybody may write: who knows the hash knows the secret, for no
-- role reads it here. Every function that is lent to operators asks this, whatever was asked before.
create function platform.caller(permission text) returns platform.session
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    shown bytea := case when current_setting('platform.session', true) ~ '^[0-9a-f]{64}$' then decode(current_setting('platform.session', true), 'hex') end;
    own platform.session;
    held_role text;
    wanted platform.role_permission;
begin
    select s.* into own
    from platform.session s
    where s.hash = shown
      and s.ended_at is null and s.expires_at > at and s.last_used_at + s.idle_limit > at;
    select o.role into held_role from platform.operator o where o.id = own.operator_id and o.is_active;
    if held_role is null then
        raise exception 'no live session' using errcode = 'CS401';
    end if;
    if permission is not null then
        select p.* into wanted from platform.role_permission p where p.role = held_role and p.permission = caller.permission;
        if not found then
            raise exception 'permission % is missing', permission using errcode = 'CS403';
        elsif own.created_at + wanted.within <= at then
            raise exception 'signed in too long ago' using errcode = 'CS440';
        end if;
    end if;
    return own;
end $$;

-- Begins a request: finds the session of this secret and says whose it is.
create function platform.begin_request(secret text, permission text, request_id uuid, address text) returns table (
    operator_id uuid, session_id uuid, email text, name text, role text, created_at timestamptz, expires_at timestamptz, idle_limit_s int, at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session;
begin
    perform set_config('platform.session', encode(sha256(convert_to(secret, 'utf8')), 'hex'), true);
    perform set_config('platform.request', request_id::text, true);
    perform set_config('platform.address', coalesce(address, ''), true);
    own := platform.caller(permission);
    return query
        select own.operator_id, own.id, o.email, o.name, o.role, own.created_at, own.expires_at, extract(epoch from own.idle_limit)::int, platform.now()
        from platform.operator o where o.id = own.operator_id;
end $$;

-- An event of the session's operator, with where the request came from.
create function platform.tell_of(own platform.session, action text, entity text, entity_id uuid, detail jsonb) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    select platform.tell(own.operator_id, own.id, action, entity, entity_id, detail, nullif(current_setting('platform.request', true), '')::uuid,
        nullif(current_setting('platform.address', true), ''));
end;

-- Notes that the session is in use.
create function platform.touch_session() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(null);
begin
    update platform.session s set last_used_at = platform.now() where s.id = own.id;
end $$;

create function platform.end_session() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(null);
begin
    update platform.session s set ended_at = platform.now(), ended_because = 'signed_out' where s.id = own.id;
    perform platform.tell_of(own, 'operator_session.ended', 'operator_session', own.id, '{}');
end $$;

-- What operators did, the newest first.
create function platform.list_events(before uuid, rows_max bigint) returns table (
    id uuid, occurred_at timestamptz, operator_id uuid, operator_name text, action text, entity text, entity_id uuid, detail jsonb, request_id uuid, network text
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.caller('platform.incident_read');
    return query
        select e.id, e.occurred_at, e.operator_id, o.name, e.action, e.entity, e.entity_id, e.detail, e.request_id, host(e.network)
        from platform.event e left join platform.operator o on o.id = e.operator_id
        where list_events.before is null or e.id < list_events.before
        order by e.id desc
        limit least(rows_max, 201);
end $$;
grant execute on function platform.begin_request, platform.touch_session, platform.end_session, platform.list_events to countersign_operator;

-- For the installation's own command alone, as the owner of these tables: a new operator, or a new link for one who lost a factor.
create function platform.invite_operator(new_id uuid, email text, name text, role text, link_hash bytea, life interval) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    of_operator uuid;
begin
    insert into platform.operator as o (id, email, name, role, created_at)
    values (new_id, invite_operator.email, invite_operator.name, invite_operator.role, at)
    on conflict on constraint operator_email_key do nothing;
    select o.id into of_operator from platform.operator o where o.email = invite_operator.email and o.role = invite_operator.role and o.is_active;
    if not found then
        return null;
    end if;
    update platform.link l set used_at = at where l.operator_id = of_operator and l.used_at is null;
    insert into platform.link (hash, operator_id, created_at, expires_at) values (link_hash, of_operator, at, at + life);
    perform platform.tell(null, null, 'operator.invited', 'operator', of_operator, jsonb_build_object('role', invite_operator.role), null, null);
    return of_operator;
end $$;

reset role;
