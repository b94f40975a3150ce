-- What was said of the app alone is said of passkeys too: what is kept when it goes, what others reset, what one sees of one's own.
set local role countersign_door;

-- As before; where a passkey stays, the second factor is not given up, and the recovery codes stay with it.
create or replace function door.remove_totp(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session := door.lock_holder(refresh_hash);
    ended uuid[];
begin
    if own.id is null then
        return false;
    end if;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.remove', request_id, address::inet, null);
    if door.second_factor_deadline(own.org_id, own.person_id) is not null and not door.has_passkey(own.org_id, own.person_id) then
        update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
        return null;
    end if;
    own := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    if own.id is null then
        return false;
    end if;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.remove', request_id, address::inet, null);
    delete from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id;
    if not door.has_passkey(own.org_id, own.person_id) then
        delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    end if;
    ended := door.renew_session(own, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'totp.removed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- As before, of the factor that was set up last: whoever has set one up since can sign in.
create or replace function door.factor_since(of_person uuid) returns timestamptz
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if not (door.may('factor_reset.create') or door.may('factor_reset.approve')) then
        return null;
    end if;
    return greatest(
        (select t.confirmed_at from door.totp t
        where t.org_id = actor.org_id and t.person_id = of_person and t.confirmed_at is not null),
        (select max(k.created_at) from door.passkey k where k.org_id = actor.org_id and k.person_id = of_person));
end $$;

-- As before, and passkeys.
create or replace function door.remove_factors() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    if new.org_id is distinct from actor.org_id or new.decided_by is distinct from actor.person_id or new.decided_by in (new.asked_by, new.person_id) then
        raise exception 'a second factor is reset by two others' using errcode = 'check_violation', constraint = 'factor_reset_second_person';
    end if;
    -- The password first, as wherever a factor is used or changed: a sign-in that completes at this moment is seen below, or finds no factor.
    perform from door.credential c where c.org_id = new.org_id and c.person_id = new.person_id for update;
    delete from door.totp t where t.org_id = new.org_id and t.person_id = new.person_id;
    delete from door.passkey k where k.org_id = new.org_id and k.person_id = new.person_id;
    delete from door.recovery_code c where c.org_id = new.org_id and c.person_id = new.person_id;
    -- One that is locked completes at this moment, and waits for the password.
    update door.sign_in i set ended_at = actor.at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = new.org_id and s.person_id = new.person_id and s.ended_at is null
        for update skip locked);
    with gone as (
        update door.session s set ended_at = actor.at, ended_because = 'second_factor_changed'
        where s.org_id = new.org_id and s.person_id = new.person_id and s.ended_at is null
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    delete from door.known_device d where d.org_id = new.org_id and d.person_id = new.person_id;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.second_factor_removed', 'entity', 'person',
        'entity_id', new.person_id, 'detail', jsonb_build_object('factor_reset_id', new.id, 'ended', ended))));
    return null;
end $$;

-- As before, with the passkeys.
drop function door.own_session();
create function door.own_session() returns table (
    id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz, slug text, failed_tries int, failed_last_at timestamptz,
    failed_last_from text, totp_since timestamptz, recovery_codes_left int, second_factor_by timestamptz, passkeys int, passkey_since timestamptz
)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.authenticated_at, s.expires_at, o.slug, s.failed_tries, s.failed_last_at, abbrev(s.failed_last_from),
            (select t.confirmed_at from door.totp t where t.org_id = s.org_id and t.person_id = s.person_id and t.confirmed_at is not null),
            (select count(*)::int from door.recovery_code c where c.org_id = s.org_id and c.person_id = s.person_id and c.used_at is null),
            (select l.second_factor_by from door.allow_list l where l.org_id = s.org_id and l.person_id = s.person_id),
            (select count(*)::int from door.passkey k where k.org_id = s.org_id and k.person_id = s.person_id),
            (select min(k.created_at) from door.passkey k where k.org_id = s.org_id and k.person_id = s.person_id)
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;

-- The caller's passkeys, oldest first; nobody else's.
create function door.own_passkeys() returns table (
    id uuid, name text, created_at timestamptz, last_used_at timestamptz, is_backed_up boolean, transports text[]
)
language plpgsql stable parallel restricted security definer rows 3 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select k.id, k.name, k.created_at, k.last_used_at, k.is_backed_up, k.transports
        from door.passkey k
        where k.org_id = actor.org_id and k.person_id = actor.person_id
        order by k.created_at, k.id;
end $$;

-- Calls a passkey of the caller's otherwise; false when it is none of theirs.
create function door.rename_passkey(passkey_id uuid, new_name text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    update door.passkey k set name = new_name
    where k.id = rename_passkey.passkey_id and k.org_id = actor.org_id and k.person_id = actor.person_id;
    return found;
end $$;
grant execute on function door.own_session, door.own_passkeys, door.rename_passkey to countersign_tenant;

-- As before, and what happens to passkeys.
create or replace function door.tell_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), new.org_id, p.id, p.email,
        case new.action
            when 'totp.confirmed' then 'second_factor_set_up'
            when 'totp.removed' then 'second_factor_removed'
            when 'passkey.created' then 'passkey_added'
            when 'passkey.removed' then 'passkey_removed'
            when 'passkey.suspected' then 'passkey_suspected'
            when 'recovery_code.renewed' then 'recovery_codes_renewed'
            when 'session.created' then 'recovery_code_used'
            when 'session.ended' then 'session_reused'
            else 'password_changed'
        end,
        jsonb_build_object('at', new.occurred_at, 'network', host(new.network)), new.request_id, new.occurred_at, new.occurred_at + interval '3 days',
        new.occurred_at
    from tenant.person p
    where p.org_id = new.org_id and p.id = new.person_id;
    return null;
end $$;

set local role countersign_owner;
