-- Passkeys of operators: one alone is both factors, for its device knows who holds it. The app stays beside them, so that there is always another way in; a
-- new link replaces them as it replaces the app.
set local role countersign_door;

create table platform.passkey (
    id uuid primary key,
    operator_id uuid not null references platform.operator,
    credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
    user_handle bytea not null check (octet_length(user_handle) = 16),
    credential jsonb not null check (length(credential::text) <= 8192),
    counter bigint not null check (counter between 0 and 4294967295),
    is_backed_up boolean not null,
    transports text[] not null check (cardinality(transports) <= 10),
    name text not null check (length(name) between 1 and 120),
    created_at timestamptz not null,
    last_used_at timestamptz,
    suspected_at timestamptz
);
create index passkey_operator on platform.passkey (operator_id, created_at);
comment on table platform.passkey is 'What an operator signs in with instead of the password and a code: a public key, and nothing that is secret.';
comment on column platform.passkey.suspected_at is 'When its operator was last told that it may have been copied.';

create table platform.passkey_challenge (
    session_id uuid primary key references platform.session on delete cascade,
    id uuid not null unique,
    state jsonb not null check (length(state::text) <= 65536),
    expires_at timestamptz not null
);
comment on table platform.passkey_challenge is 'What an operator was asked to make, until they show it; the one asked last takes the place of the one before.';

create table platform.spent_challenge (
    hash bytea primary key check (octet_length(hash) = 32),
    expires_at timestamptz not null
);
create index spent_challenge_expiry on platform.spent_challenge (expires_at);
comment on table platform.spent_challenge is 'Challenges of sign-ins that were answered, until they expire; those that nobody answers are kept nowhere.';

alter table platform.passkey enable row level security;
alter table platform.passkey_challenge enable row level security;
alter table platform.spent_challenge enable row level security;
alter table platform.session drop constraint session_ended_because_check;
alter table platform.session add constraint session_ended_because_check
    check (ended_because in ('signed_out', 'replaced', 'entered_anew', 'confirmation_denied', 'passkeys_changed'));

-- Tells an operator by mail what happened to their account; their other sessions end where a factor came or went.
create function platform.tell_operator(of_operator uuid, kind text, about jsonb, address text) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    insert into platform.mail (id, operator_id, address, kind, facts, asked_at, expires_at, not_before)
    select uuidv7(), o.id, o.email, tell_operator.kind,
        jsonb_build_object('at', platform.now(), 'network', nullif(tell_operator.address, '')) || about,
        platform.now(), platform.now() + interval '3 days', platform.now()
    from platform.operator o
    where o.id = of_operator;
end;

-- The caller, who has signed in within the last five minutes, whatever their role: what changes how somebody signs in wants that. Nobody else changes their
-- factors until the transaction ends.
create function platform.caller_lately() returns platform.session
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(null);
begin
    if own.created_at + interval '5 minutes' <= platform.now() then
        raise exception 'signed in too long ago' using errcode = 'CS440';
    end if;
    perform from platform.operator o where o.id = own.operator_id for no key update;
    -- It may have ended while it waited.
    return platform.caller(null);
end $$;

create function platform.own_passkeys() returns table (
    id uuid, credential_id bytea, name text, created_at timestamptz, last_used_at timestamptz, is_backed_up boolean, transports text[]
)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(null);
begin
    return query
        select k.id, k.credential_id, k.name, k.created_at, k.last_used_at, k.is_backed_up, k.transports
        from platform.passkey k
        where k.operator_id = own.operator_id
        order by k.created_at, k.id;
end $$;

-- Asks the caller to make a passkey; false when they have ten.
create function platform.begin_passkey(challenge_id uuid, state jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_lately();
begin
    if (select count(*) >= 10 from platform.passkey k where k.operator_id = own.operator_id) then
        return false;
    end if;
    insert into platform.passkey_challenge as c (session_id, id, state, expires_at)
    values (own.id, challenge_id, begin_passkey.state, at + interval '5 minutes')
    on conflict (session_id) do update set id = excluded.id, state = excluded.state, expires_at = excluded.expires_at;
    return true;
end $$;

-- What the caller was asked, while it can be answered.
create function platform.find_challenge() returns table (challenge_id uuid, state jsonb)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(null);
begin
    return query
        select c.id, c.state from platform.passkey_challenge c where c.session_id = own.id and c.expires_at > platform.now();
end $$;

-- The passkey counts from now on. Says 'added'; 'gone' when it was answered before, 'taken' and 'too_many'.
create function platform.add_passkey(
    challenge_id uuid, passkey_id uuid, credential_id bytea, user_handle bytea, credential jsonb, counted bigint, backed_up boolean, transports text[],
    name text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_lately();
begin
    delete from platform.passkey_challenge c where c.session_id = own.id and c.id = challenge_id and c.expires_at > at;
    if not found then
        return 'gone';
    elsif (select count(*) >= 10 from platform.passkey k where k.operator_id = own.operator_id) then
        return 'too_many';
    end if;
    insert into platform.passkey (id, operator_id, credential_id, user_handle, credential, counter, is_backed_up, transports, name, created_at)
    values (passkey_id, own.operator_id, add_passkey.credential_id, add_passkey.user_handle, add_passkey.credential, counted, backed_up,
        add_passkey.transports, add_passkey.name, at)
    on conflict do nothing;
    if not found then
        return 'taken';
    end if;
    update platform.session s set ended_at = at, ended_because = 'passkeys_changed'
    where s.operator_id = own.operator_id and s.id <> own.id and s.ended_at is null;
    perform platform.tell_of(own, 'operator_passkey.added', 'operator', own.operator_id,
        jsonb_build_object('passkey', passkey_id, 'name', add_passkey.name));
    perform platform.tell_operator(own.operator_id, 'passkey_added', jsonb_build_object('name', add_passkey.name),
        current_setting('platform.address', true));
    return 'added';
end $$;

-- It opens nothing any more; false when it is none of the caller's.
create function platform.remove_passkey(passkey_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller_lately();
    called text;
begin
    delete from platform.passkey k where k.id = passkey_id and k.operator_id = own.operator_id returning k.name into called;
    if not found then
        return false;
    end if;
    update platform.session s set ended_at = platform.now(), ended_because = 'passkeys_changed'
    where s.operator_id = own.operator_id and s.id <> own.id and s.ended_at is null;
    perform platform.tell_of(own, 'operator_passkey.removed', 'operator', own.operator_id, jsonb_build_object('passkey', passkey_id, 'name', called));
    perform platform.tell_operator(own.operator_id, 'passkey_removed', jsonb_build_object('name', called), current_setting('platform.address', true));
    return true;
end $$;
grant execute on function platform.own_passkeys, platform.begin_passkey, platform.find_challenge, platform.add_passkey, platform.remove_passkey
    to countersign_operator;

-- The directory's time, for a challenge that is kept nowhere before it is answered.
create function platform.begin_passkey_sign_in() returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select platform.now();
end;

-- Whose passkey it is, and what its answer is checked against; no row for one that opens nothing. One that was asked for after a password may leave out whose.
create function platform.find_passkey(credential_id bytea, user_handle bytea) returns table (
    passkey_id uuid, credential jsonb, counter bigint, is_backed_up boolean, operator_id uuid, email text, changed_at timestamptz, at timestamptz
)
language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select k.id, k.credential, k.counter, k.is_backed_up, o.id, o.email, o.changed_at, platform.now()
    from platform.passkey k join platform.operator o on o.id = k.operator_id
    where k.credential_id = find_passkey.credential_id and (find_passkey.user_handle is null or k.user_handle = find_passkey.user_handle)
      and o.is_active and o.password_hash is not null;
end;

-- Opens a session by a passkey that was rightly shown, to a challenge that was never answered before; null when any of it is gone or used meanwhile.
create function platform.open_session_with_passkey(
    attempt_id uuid, passkey_id uuid, counted bigint, backed_up boolean, credential_changed_at timestamptz, challenge_hash bytea,
    challenge_expires_at timestamptz, session_id uuid, session_hash bytea, idle_limit interval, lifetime interval, address text, device text,
    request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    of_operator uuid := (select k.operator_id from platform.passkey k where k.id = passkey_id);
begin
    if challenge_expires_at <= at or challenge_expires_at > at + interval '6 minutes' then
        return null;
    end if;
    perform from platform.operator o
    where o.id = of_operator and o.is_active and o.changed_at = credential_changed_at
    for update;
    if not found then
        return null;
    end if;
    delete from platform.spent_challenge c where c.hash in (
        select o.hash from platform.spent_challenge o where o.expires_at < at - interval '1 hour' limit 100);
    insert into platform.spent_challenge (hash, expires_at) values (challenge_hash, challenge_expires_at) on conflict do nothing;
    if not found then
        return null;
    end if;
    update platform.passkey k
    set counter = counted, is_backed_up = backed_up, last_used_at = at
    where k.id = passkey_id and k.operator_id = of_operator and (k.counter < counted or k.counter = 0 and counted = 0);
    if not found then
        return null;
    end if;
    insert into platform.session (id, hash, operator_id, created_at, last_used_at, idle_limit, expires_at, network, device)
    values (session_id, session_hash, of_operator, at, at, open_session_with_passkey.idle_limit, at + lifetime, address::inet,
        open_session_with_passkey.device);
    update platform.attempt a set has_succeeded = true where a.id = attempt_id;
    delete from platform.session s where s.id in (select id from platform.session where expires_at < at - interval '90 days' limit 100);
    perform platform.tell(of_operator, session_id, 'operator_session.opened', 'operator_session', session_id,
        jsonb_build_object('passkey', passkey_id), open_session_with_passkey.request_id, address);
    return at;
end $$;

-- Tells that the device of a passkey has counted back: two may hold it. What it was asked is used up; where that was answered before nothing is told, nor
-- once more within an hour.
create function platform.suspect_passkey(passkey_id uuid, challenge_hash bytea, challenge_expires_at timestamptz, address text, request_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    of_operator uuid;
    called text;
begin
    insert into platform.spent_challenge (hash, expires_at) values (challenge_hash, challenge_expires_at) on conflict do nothing;
    if not found then
        return;
    end if;
    update platform.passkey k set suspected_at = at
    where k.id = passkey_id and (k.suspected_at is null or k.suspected_at <= at - interval '1 hour')
    returning k.operator_id, k.name into of_operator, called;
    if not found then
        return;
    end if;
    perform platform.tell(null, null, 'operator_passkey.suspected', 'operator', of_operator, jsonb_build_object('passkey', passkey_id, 'name', called),
        request_id, address);
    perform platform.tell_operator(of_operator, 'passkey_suspected', jsonb_build_object('name', called), address);
end $$;
grant execute on function platform.begin_passkey_sign_in, platform.find_passkey, platform.open_session_with_passkey, platform.suspect_passkey
    to countersign_sign_in;

-- As before; and whoever lost what they had keeps no passkey of before, which somebody else may have now.
create or replace function platform.use_link(
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
    delete from platform.passkey k where k.operator_id = link.operator_id;
    update platform.link l set used_at = at where l.operator_id = link.operator_id and l.used_at is null;
    update platform.session s set ended_at = at, ended_because = 'entered_anew' where s.operator_id = link.operator_id and s.ended_at is null;
    perform platform.tell(link.operator_id, null, 'operator.entered', 'operator', link.operator_id, '{}', use_link.request_id, address);
    return true;
end $$;

reset role;
