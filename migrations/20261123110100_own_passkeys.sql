-- Whoever is signed in sees to their passkeys: adds one, names it, gives it up, and says once more who they are by showing one.
set local role countersign_door;

-- As before, with their passkeys, and until when one that they showed stands for the password and the second factor.
drop function door.find_own_factors(bytea);
create function door.find_own_factors(refresh_hash bytea) returns table (
    org_id uuid, person_id uuid, totp_id uuid, key_name text, sealed_secret bytea, recovery_hashes text[], begun_id uuid, begun_key_name text,
    begun_secret bytea, at timestamptz, credential_ids bytea[], has_shown_passkey boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    at := door.now();
    return query
        select s.org_id, s.person_id, t.id, t.key_name, t.sealed_secret,
            array(select c.hash from door.recovery_code c where c.org_id = s.org_id and c.person_id = s.person_id and c.used_at is null order by c.hash),
            b.id, b.key_name, b.sealed_secret, find_own_factors.at,
            array(select k.credential_id from door.passkey k where k.org_id = s.org_id and k.person_id = s.person_id order by k.created_at, k.id),
            coalesce(s.passkey_at > find_own_factors.at - interval '5 minutes', false)
        from door.refresh_token r
        join door.session s on s.id = r.session_id
        left join door.totp t on t.org_id = s.org_id and t.person_id = s.person_id and t.confirmed_at is not null
        left join door.totp b on b.org_id = s.org_id and b.person_id = s.person_id and b.confirmed_at is null
            and b.begun_at > find_own_factors.at - interval '15 minutes'
        where r.hash = refresh_hash and s.ended_at is null and s.expires_at > find_own_factors.at;
end $$;

-- As before; or by a passkey that they showed within the last five minutes of this session, which stands for both. Without a try there was no password.
create or replace function door.prove_holder(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, at timestamptz
) returns door.session
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own door.session;
    has_shown boolean;
begin
    select s.* into own
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash;
    -- The password first, as when it is changed: two sessions that ask at once would else wait for each other.
    perform from door.credential c
    where c.org_id = own.org_id and c.person_id = own.person_id and c.changed_at = credential_changed_at
    for update;
    if not found then
        return null;
    end if;
    select coalesce(s.passkey_at > prove_holder.at - interval '5 minutes', false) into has_shown
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > prove_holder.at
    for update of t, s;
    if not found or (attempt_id is null and not has_shown) then
        return null;
    end if;
    if totp_step is not null or recovery_hash is not null then
        if door.has_second_factor(own.org_id, own.person_id) and not door.spend_factor(own.org_id, own.person_id, totp_step, recovery_hash, at) then
            return null;
        end if;
    elsif door.has_second_factor(own.org_id, own.person_id) and not has_shown then
        return null;
    end if;
    update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
    return own;
end $$;

-- The session of a refresh token, and from now until the transaction ends nobody else changes a factor of its person's; null when it has ended. The password
-- is locked first, as wherever a factor changes: what is judged before would be judged by two at once.
create function door.lock_holder(refresh_hash bytea) returns door.session
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own door.session;
begin
    select s.* into own from door.refresh_token t join door.session s on s.id = t.session_id where t.hash = refresh_hash and s.ended_at is null;
    perform from door.credential c where c.org_id = own.org_id and c.person_id = own.person_id for update;
    -- It may have ended while it waited.
    select s.* into own from door.refresh_token t join door.session s on s.id = t.session_id where t.hash = refresh_hash and s.ended_at is null;
    return own;
end $$;

-- Asks whoever proved who they are to make a passkey; null, and nothing is used up, when they have ten.
create function door.begin_passkey(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, challenge_id uuid, state jsonb,
    address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session;
begin
    select s.* into own from door.refresh_token t join door.session s on s.id = t.session_id where t.hash = refresh_hash and s.ended_at is null;
    if (select count(*) >= 10 from door.passkey k where k.org_id = own.org_id and k.person_id = own.person_id) then
        update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
        return null;
    end if;
    own := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    if own.id is null then
        return false;
    end if;
    insert into door.passkey_challenge as c (session_id, purpose, id, state, expires_at)
    values (own.id, 'register', challenge_id, begin_passkey.state, at + interval '5 minutes')
    on conflict (session_id, purpose) do update set id = excluded.id, state = excluded.state, expires_at = excluded.expires_at;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'passkey.begin', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'passkey.begun', 'entity', 'person', 'entity_id', own.person_id)));
    return true;
end $$;

-- Asks whoever is signed in to show a passkey; false when the session has ended or its token a successor.
create function door.begin_step_up(refresh_hash bytea, challenge_id uuid, state jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    insert into door.passkey_challenge as c (session_id, purpose, id, state, expires_at)
    select s.id, 'step_up', challenge_id, begin_step_up.state, at + interval '5 minutes'
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at
    on conflict (session_id, purpose) do update set id = excluded.id, state = excluded.state, expires_at = excluded.expires_at;
    return found;
end $$;

-- What a session was asked for this purpose, while it can be answered.
create function door.find_passkey_challenge(refresh_hash bytea, purpose text) returns table (challenge_id uuid, state jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select c.id, c.state
    from door.refresh_token t
    join door.session s on s.id = t.session_id
    join door.passkey_challenge c on c.session_id = s.id
    where t.hash = find_passkey_challenge.refresh_hash and c.purpose = find_passkey_challenge.purpose and c.expires_at > door.now()
      and s.ended_at is null and s.expires_at > door.now();
end;

-- The session that was asked this, and the question used up; null when it was answered or asked anew, or the session has ended or its token a successor.
create function door.answer_challenge(refresh_hash bytea, of_purpose text, challenge_id uuid, at timestamptz) returns door.session
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own door.session;
begin
    select s.* into own
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash;
    -- The password first, as wherever a factor changes.
    perform from door.credential c where c.org_id = own.org_id and c.person_id = own.person_id for update;
    perform from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at
    for update of t, s;
    if not found then
        return null;
    end if;
    delete from door.passkey_challenge c
    where c.session_id = own.id and c.purpose = of_purpose and c.id = challenge_id and c.expires_at > at;
    if not found then
        return null;
    end if;
    return own;
end $$;

-- The passkey counts from now on; with recovery codes where it is the first factor. Says 'first' or 'added'; 'taken' for one that is somebody's, 'too_many'
-- beyond ten, and 'gone' when the session or what it was asked is, or the factor beside which it came without codes.
create function door.add_passkey(
    refresh_hash bytea, challenge_id uuid, passkey_id uuid, credential_id bytea, user_handle bytea, credential jsonb, counted bigint,
    backed_up boolean, transports text[], name text, recovery_hashes text[], address text, request_id uuid
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.answer_challenge(refresh_hash, 'register', challenge_id, at);
    is_first boolean;
    ended uuid[];
begin
    if own.id is null then
        return 'gone';
    end if;
    if (select count(*) >= 10 from door.passkey k where k.org_id = own.org_id and k.person_id = own.person_id) then
        return 'too_many';
    end if;
    is_first := not door.has_second_factor(own.org_id, own.person_id);
    if is_first and cardinality(recovery_hashes) = 0 then
        return 'gone';
    end if;
    insert into door.passkey as k (id, org_id, person_id, credential_id, user_handle, credential, counter, is_backed_up, transports, name, created_at)
    values (passkey_id, own.org_id, own.person_id, add_passkey.credential_id, add_passkey.user_handle, add_passkey.credential, counted, backed_up,
            add_passkey.transports, add_passkey.name, at)
    on conflict do nothing;
    if not found then
        return 'taken';
    end if;
    if is_first then
        delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
        insert into door.recovery_code (org_id, person_id, hash) select own.org_id, own.person_id, h from unnest(recovery_hashes) h;
    end if;
    ended := door.renew_session(own, at);
    update door.session s set passkey_at = at where s.id = own.id;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'passkey.create', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'passkey.created', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('passkey_id', add_passkey.passkey_id, 'ended', ended))));
    return case when is_first then 'first' else 'added' end;
end $$;

-- A passkey opens nothing any more; recovery codes go with the last factor. Says 'removed'; 'unknown' of one that is not the caller's, and 'kept', and then
-- nothing is used up, where a second factor is demanded and it is the only one; 'gone' when session, password or factor are.
create function door.remove_passkey(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, passkey_id uuid, address text,
    request_id uuid
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.lock_holder(refresh_hash);
    verdict text;
    ended uuid[];
begin
    if own.id is null then
        return 'gone';
    end if;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'passkey.remove', request_id, address::inet, null);
    verdict := case
        when not exists (
            select from door.passkey k where k.id = remove_passkey.passkey_id and k.org_id = own.org_id and k.person_id = own.person_id) then 'unknown'
        when door.second_factor_deadline(own.org_id, own.person_id) is not null
            and not exists (
                select from door.passkey k where k.org_id = own.org_id and k.person_id = own.person_id and k.id <> remove_passkey.passkey_id)
            and not exists (
                select from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id and t.confirmed_at is not null) then 'kept'
    end;
    if verdict is not null then
        -- The try was a right one.
        update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
        return verdict;
    end if;
    own := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    if own.id is null then
        return 'gone';
    end if;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'passkey.remove', request_id, address::inet, null);
    delete from door.passkey k where k.id = remove_passkey.passkey_id and k.org_id = own.org_id and k.person_id = own.person_id;
    if not door.has_second_factor(own.org_id, own.person_id) then
        delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    end if;
    ended := door.renew_session(own, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'passkey.removed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('passkey_id', remove_passkey.passkey_id, 'ended', ended))));
    return 'removed';
end $$;

-- Notes that whoever signed in has just shown a passkey of theirs, as by the password. False when session, token, question or passkey are gone meanwhile.
create function door.reauthenticate_with_passkey(
    refresh_hash bytea, challenge_id uuid, passkey_id uuid, counted bigint, backed_up boolean, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.answer_challenge(refresh_hash, 'step_up', challenge_id, at);
begin
    if own.id is null or not door.use_passkey(passkey_id, own.org_id, own.person_id, counted, backed_up, at) then
        return false;
    end if;
    update door.session s set authenticated_at = at, passkey_at = at, last_used_at = greatest(s.last_used_at, at) where s.id = own.id;
    delete from door.access_secret a where a.session_id = own.id;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'session.reauthenticate', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.reauthenticated', 'entity', 'session', 'entity_id', own.id,
        'detail', jsonb_build_object('passkey_id', reauthenticate_with_passkey.passkey_id))));
    return true;
end $$;

grant execute on function door.find_own_factors, door.begin_passkey, door.begin_step_up, door.find_passkey_challenge, door.add_passkey,
    door.remove_passkey, door.reauthenticate_with_passkey to countersign_sign_in;

set local role countersign_owner;
