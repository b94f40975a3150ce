-- Whoever is signed in sees to their second factor: sets an app up, gives it up, gets new recovery codes.
set local role countersign_door;

-- Whose session a refresh token is of, with their factors: the one that counts, and the one that waits for its first code.
create function door.find_own_factors(refresh_hash bytea) returns table (
    org_id uuid, person_id uuid, totp_id uuid, key_name text, sealed_secret bytea, recovery_hashes text[], begun_id uuid, begun_key_name text,
    begun_secret bytea, at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    at := door.now();
    return query
        select s.org_id, s.person_id, t.id, t.key_name, t.sealed_secret,
            array(select c.hash from door.recovery_code c where c.org_id = s.org_id and c.person_id = s.person_id and c.used_at is null order by c.hash),
            b.id, b.key_name, b.sealed_secret, find_own_factors.at
        from door.refresh_token r
        join door.session s on s.id = r.session_id
        left join door.totp t on t.org_id = s.org_id and t.person_id = s.person_id and t.confirmed_at is not null
        left join door.totp b on b.org_id = s.org_id and b.person_id = s.person_id and b.confirmed_at is null
            and b.begun_at > find_own_factors.at - interval '15 minutes'
        where r.hash = refresh_hash and s.ended_at is null and s.expires_at > find_own_factors.at;
end $$;

-- The session of whoever proved who they are once more: by the password, and by the second factor where there is one. Locks both; null when either is
-- gone or used, or the token has a successor.
create function door.prove_holder(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, at timestamptz
) returns door.session
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own door.session;
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
    perform from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at
    for update of t, s;
    if not found then
        return null;
    end if;
    if door.has_second_factor(own.org_id, own.person_id) and not door.spend_factor(own.org_id, own.person_id, totp_step, recovery_hash, at) then
        return null;
    end if;
    update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
    return own;
end $$;

-- Renews a session whose owner's factors changed, and ends all others of theirs; says which.
create function door.renew_session(own door.session, at timestamptz) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ended uuid[];
begin
    update door.session s set authenticated_at = at, last_used_at = greatest(s.last_used_at, at) where s.id = own.id;
    delete from door.access_secret a where a.session_id = own.id;
    update door.sign_in i set ended_at = at where i.org_id = own.org_id and i.person_id = own.person_id and i.ended_at is null;
    with gone as (
        update door.session s set ended_at = at, ended_because = 'second_factor_changed'
        where s.org_id = own.org_id and s.person_id = own.person_id and s.id <> own.id and s.ended_at is null
          and s.expires_at > at and s.last_used_at + s.idle_limit > at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end $$;

-- Keeps the secret of an app that its owner sets up; one that was begun before is forgotten, one that counts stays until the new one is confirmed.
create function door.begin_totp(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, totp_id uuid, key_name text,
    sealed_secret bytea, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
begin
    if own.id is null then
        return false;
    end if;
    delete from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id and t.confirmed_at is null;
    insert into door.totp (id, org_id, person_id, key_name, sealed_secret, begun_at)
    values (totp_id, own.org_id, own.person_id, begin_totp.key_name, begin_totp.sealed_secret, at);
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.begin', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'totp.begun', 'entity', 'person', 'entity_id', own.person_id)));
    return true;
end $$;

-- The app counts from now on, with new recovery codes; false when it was begun anew, or the session has ended or its token a successor.
create function door.confirm_totp(refresh_hash bytea, totp_id uuid, totp_step bigint, recovery_hashes text[], address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session;
    ended uuid[];
begin
    select s.* into own
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash;
    perform from door.credential c where c.org_id = own.org_id and c.person_id = own.person_id for update;
    perform from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at
    for update of t, s;
    if not found then
        return false;
    end if;
    perform from door.totp t
    where t.id = totp_id and t.org_id = own.org_id and t.person_id = own.person_id and t.confirmed_at is null and t.begun_at > at - interval '15 minutes'
    for update;
    if not found then
        return false;
    end if;
    delete from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id and t.confirmed_at is not null;
    update door.totp t set confirmed_at = at, last_step = totp_step where t.id = totp_id;
    delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    insert into door.recovery_code (org_id, person_id, hash) select own.org_id, own.person_id, h from unnest(recovery_hashes) h;
    ended := door.renew_session(own, at);
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.confirm', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'totp.confirmed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- The password alone is enough again; recovery codes go with the app.
create function door.remove_totp(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    ended uuid[];
begin
    if own.id is null then
        return false;
    end if;
    delete from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id;
    delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    ended := door.renew_session(own, at);
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.remove', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'totp.removed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- New recovery codes; those of before open nothing any more.
create function door.renew_recovery_codes(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, recovery_hashes text[], address text,
    request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    ended uuid[];
begin
    if own.id is null or not door.has_second_factor(own.org_id, own.person_id) then
        return false;
    end if;
    delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    insert into door.recovery_code (org_id, person_id, hash) select own.org_id, own.person_id, h from unnest(recovery_hashes) h;
    ended := door.renew_session(own, at);
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'recovery_code.renew', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'recovery_code.renewed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- Keeps an app's secret under the newest key of the ring.
create function door.reseal_totp(totp_id uuid, key_name_before text, key_name text, sealed_secret bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.totp t set key_name = reseal_totp.key_name, sealed_secret = reseal_totp.sealed_secret
    where t.id = totp_id and t.key_name = key_name_before;
end;

grant execute on function door.find_own_factors, door.begin_totp, door.confirm_totp, door.remove_totp, door.renew_recovery_codes, door.reseal_totp
    to countersign_sign_in;

-- As before, and which second factor the caller has.
drop function door.own_session();
create function door.own_session() returns table (
    id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz, slug text, failed_tries int, failed_last_at timestamptz,
    failed_last_from text, totp_since timestamptz, recovery_codes_left int
)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.authenticated_at, s.expires_at, o.slug, s.failed_tries, s.failed_last_at, abbrev(s.failed_last_from),
            (select t.confirmed_at from door.totp t where t.org_id = s.org_id and t.person_id = s.person_id and t.confirmed_at is not null),
            (select count(*)::int from door.recovery_code c where c.org_id = s.org_id and c.person_id = s.person_id and c.used_at is null)
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;
grant execute on function door.own_session to countersign_tenant;

-- As before, and sign-ins that nobody completed, and apps that nobody confirmed.
create or replace function door.clear_expired(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    cleared int := 0;
    gone int;
begin
    delete from door.access_secret a where a.hash in (
        select hash from door.access_secret where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.idempotency i where (i.org_id, i.person_id, i.key) in (
        select org_id, person_id, key from door.idempotency where created_at < door.now() - interval '72 hours' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.sign_in s where s.secret_hash in (
        select secret_hash from door.sign_in where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.totp t where t.id in (
        select id from door.totp where confirmed_at is null and begun_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.attempt t where t.id in (
        select id from door.attempt where attempted_at < door.now() - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;

set local role countersign_owner;
