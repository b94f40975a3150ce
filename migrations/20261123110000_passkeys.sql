-- Passkeys (WebAuthn): whoever signs in with one shows both factors in one step. Whoever has one gets no session by the password alone, whatever the
-- service above asks for.
set local role countersign_door;

create table door.passkey (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    credential_id bytea not null check (octet_length(credential_id) between 1 and 1023),
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
create unique index passkey_credential on door.passkey (credential_id);
create index passkey_person on door.passkey (org_id, person_id, created_at);
comment on table door.passkey is 'What a person signs in with instead of the password and a code: a public key, and nothing that is secret.';
comment on column door.passkey.user_handle is 'What the device was told of whose it is: the home, and a name of the person that tells nothing.';
comment on column door.passkey.suspected_at is 'When its person was last told that it may have been copied.';
comment on column door.passkey.counter is 'How often its device says that it has signed; one that goes back may be a copy. Zero where a device does not count.';

create table door.passkey_challenge (
    session_id uuid not null references door.session on delete cascade,
    purpose text not null check (purpose in ('register', 'step_up')),
    id uuid not null unique,
    state jsonb not null check (length(state::text) <= 65536),
    expires_at timestamptz not null,
    primary key (session_id, purpose)
);
create index passkey_challenge_expiry on door.passkey_challenge (expires_at);
comment on table door.passkey_challenge is 'What whoever is signed in was asked to sign, until they show it; the one asked last takes the place of the one before.';

create table door.spent_challenge (
    hash bytea primary key check (octet_length(hash) = 32),
    expires_at timestamptz not null
);
create index spent_challenge_expiry on door.spent_challenge (expires_at);
comment on table door.spent_challenge is 'Challenges of sign-ins that were answered, until they expire, so that none is answered twice; those that nobody answers are kept nowhere.';

alter table door.passkey enable row level security;
alter table door.passkey_challenge enable row level security;
alter table door.spent_challenge enable row level security;
alter table door.session add column passkey_at timestamptz;
comment on column door.session.passkey_at is 'When its person last showed a passkey in it, which for a while stands for the password and the second factor.';

-- Whether a person has a passkey.
create function door.has_passkey(of_org uuid, of_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (select from door.passkey k where k.org_id = of_org and k.person_id = of_person);
end;

-- As before, and a passkey is one too.
create or replace function door.has_second_factor(org_id uuid, person_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from door.totp t
        where t.org_id = has_second_factor.org_id and t.person_id = has_second_factor.person_id and t.confirmed_at is not null)
        or door.has_passkey(has_second_factor.org_id, has_second_factor.person_id);
end;

-- As before, and which second factors there are.
drop function door.find_credential(text, text);
create function door.find_credential(slug text, email text) returns table (
    org_id uuid, person_id uuid, password_hash text, changed_at timestamptz, has_second_factor boolean, has_totp boolean, has_passkey boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    found_org uuid := (select o.org_id from door.organisation o where o.slug = find_credential.slug and o.suspended_at is null);
begin
    perform door.set_context(coalesce(found_org, nobodys), null, null, null, 'session.create', uuidv7(), null, 'sign_in');
    return query
        select c.org_id, c.person_id, c.password_hash, c.changed_at, door.has_second_factor(c.org_id, c.person_id),
            exists (select from door.totp t where t.org_id = c.org_id and t.person_id = c.person_id and t.confirmed_at is not null),
            door.has_passkey(c.org_id, c.person_id)
        from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
        where p.email = find_credential.email and p.is_active;
end $$;

-- As before, and of whoever has a passkey and no app, for whom recovery codes are good too.
drop function door.find_sign_in(bytea);
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
    if found and door.has_second_factor(begun.org_id, begun.person_id) then
        perform door.set_context(begun.org_id, begun.person_id, null, null, 'session.complete', uuidv7(), null, 'sign_in');
        return query
            select begun.slug, p.email, p.org_id, p.id, t.id, t.key_name, t.sealed_secret,
                array(select c.hash from door.recovery_code c where c.org_id = p.org_id and c.person_id = p.id and c.used_at is null order by c.hash),
                door.now()
            from tenant.person p
            left join door.totp t on t.org_id = p.org_id and t.person_id = p.id and t.confirmed_at is not null
            where p.org_id = begun.org_id and p.id = begun.person_id and p.is_active;
    end if;
end $$;

-- The database's time, for a challenge that is kept nowhere before it is answered.
create function door.begin_passkey_sign_in() returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select door.now();
end;

-- Whose passkey it is, and what its answer is checked against; no row for one that opens nothing. A device that was asked for a passkey of somebody
-- known may leave out whose it is.
create function door.find_passkey(credential_id bytea, user_handle bytea) returns table (
    passkey_id uuid, credential jsonb, counter bigint, is_backed_up boolean, org_id uuid, person_id uuid, slug text, email text, changed_at timestamptz,
    at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    kept record;
begin
    select k.id, k.org_id, k.person_id, k.credential, k.counter, k.is_backed_up, o.slug into kept
    from door.passkey k join door.organisation o on o.org_id = k.org_id
    where k.credential_id = find_passkey.credential_id and (find_passkey.user_handle is null or k.user_handle = find_passkey.user_handle)
      and o.suspended_at is null;
    if found then
        perform door.set_context(kept.org_id, kept.person_id, null, null, 'session.with_passkey', uuidv7(), null, 'sign_in');
        return query
            select kept.id, kept.credential, kept.counter, kept.is_backed_up, p.org_id, p.id, kept.slug, p.email, c.changed_at, door.now()
            from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
            where p.org_id = kept.org_id and p.id = kept.person_id and p.is_active;
    end if;
end $$;

-- Notes that a passkey was shown; false for one that is gone, or whose device counts and has not counted on.
create function door.use_passkey(passkey_id uuid, of_org uuid, of_person uuid, counted bigint, backed_up boolean, at timestamptz) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update door.passkey k set counter = counted, is_backed_up = backed_up, last_used_at = use_passkey.at
    where k.id = use_passkey.passkey_id and k.org_id = of_org and k.person_id = of_person and (k.counter < counted or (k.counter = 0 and counted = 0));
    return found;
end $$;

-- Opens the session of somebody who showed a passkey: to a challenge that was never answered before, and, where the password began the sign-in, to that
-- one. Failures of others at the account keep nobody out who has this, and end with it. Null when any of it is gone or used meanwhile.
create function door.open_session_with_passkey(
    passkey_id uuid, counted bigint, backed_up boolean, credential_changed_at timestamptz, challenge_hash bytea, challenge_expires_at timestamptz,
    account_hash bytea, sign_in_hash bytea, session_id uuid, access_hash bytea, access_life interval, refresh_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, request_id uuid, device_before bytea, device_after bytea
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    owner record;
    attempt uuid;
begin
    -- The clocks of two homes may differ a little.
    if challenge_expires_at <= at or challenge_expires_at > at + interval '6 minutes' then
        return null;
    end if;
    select k.org_id, k.person_id into owner from door.passkey k where k.id = open_session_with_passkey.passkey_id;
    if not found then
        return null;
    end if;
    perform door.set_context(owner.org_id, owner.person_id, open_session_with_passkey.session_id, null, 'session.with_passkey', request_id, address::inet,
        null);
    if sign_in_hash is not null then
        perform from door.sign_in s
        where s.secret_hash = sign_in_hash and s.org_id = owner.org_id and s.person_id = owner.person_id and s.ended_at is null and s.expires_at > at
          and s.credential_changed_at = open_session_with_passkey.credential_changed_at
        for update;
        if not found then
            return null;
        end if;
    end if;
    if not door.holds_credential(owner.org_id, owner.person_id, credential_changed_at) then
        return null;
    end if;
    insert into door.spent_challenge (hash, expires_at) values (challenge_hash, challenge_expires_at) on conflict do nothing;
    if not found or not door.use_passkey(passkey_id, owner.org_id, owner.person_id, counted, backed_up, at) then
        return null;
    end if;
    if sign_in_hash is not null then
        update door.attempt a set has_succeeded = true
        where a.id = (select s.attempt_id from door.sign_in s where s.secret_hash = sign_in_hash) and (a.in_a_row is null or a.in_a_row <= 100);
        update door.sign_in s set ended_at = at where s.org_id = owner.org_id and s.person_id = owner.person_id and s.ended_at is null;
    end if;
    insert into door.attempt as a (account_hash, network, attempted_at, has_succeeded)
    values (open_session_with_passkey.account_hash, door.neighbourhood(address), at, false)
    returning a.id into attempt;
    perform door.insert_session(attempt, owner.org_id, owner.person_id, session_id, access_hash, access_life, refresh_hash, idle_limit, lifetime, address,
        device, at, device_before, device_after);
    update door.session s set passkey_at = at where s.id = open_session_with_passkey.session_id;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session_with_passkey.session_id, 'detail', jsonb_build_object('second_factor', 'passkey', 'passkey_id',
        open_session_with_passkey.passkey_id))));
    return at;
end $$;

-- Tells that the device of a passkey has counted back: two may hold it. What it was asked, at a sign-in or within a session, is used up; where that was
-- answered before nothing is told, for an answer that is sent again counts back too. Nor is it told again within an hour, however often it is shown.
create function door.suspect_passkey(
    passkey_id uuid, challenge_hash bytea, challenge_expires_at timestamptz, step_up_id uuid, address text, request_id uuid
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    owner record;
begin
    select k.org_id, k.person_id into owner from door.passkey k where k.id = suspect_passkey.passkey_id;
    if not found then
        return;
    end if;
    if step_up_id is not null then
        delete from door.passkey_challenge c where c.id = step_up_id and c.purpose = 'step_up';
    else
        insert into door.spent_challenge (hash, expires_at) values (challenge_hash, challenge_expires_at) on conflict do nothing;
    end if;
    if not found then
        return;
    end if;
    update door.passkey k set suspected_at = at
    where k.id = suspect_passkey.passkey_id and (k.suspected_at is null or k.suspected_at <= at - interval '1 hour');
    if not found then
        return;
    end if;
    perform door.set_context(owner.org_id, owner.person_id, null, null, 'session.with_passkey', request_id, address::inet, 'sign_in');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'passkey.suspected', 'entity', 'person', 'entity_id', owner.person_id,
        'detail', jsonb_build_object('passkey_id', suspect_passkey.passkey_id))));
end $$;

grant execute on function door.find_credential, door.find_sign_in, door.begin_passkey_sign_in, door.find_passkey, door.open_session_with_passkey,
    door.suspect_passkey to countersign_sign_in;

-- Removes challenges that nobody answered, or that were answered long ago.
create function door.clear_challenges(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    cleared int;
    gone int;
begin
    delete from door.passkey_challenge c where c.id in (
        select id from door.passkey_challenge where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics cleared = row_count;
    delete from door.spent_challenge c where c.hash in (
        select hash from door.spent_challenge where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.clear_challenges to countersign_worker;

set local role countersign_owner;
