-- Whoever is signed in chooses another password, and all that the old one opened elsewhere ends with it. Hashes keep up with what they are meant to cost.
set local role countersign_door;

-- As before, and the names that a password of theirs must not be made of.
drop function door.find_own_credential(bytea);
create function door.find_own_credential(refresh_hash bytea) returns table (
    slug text, email text, organisation_name text, person_name text, org_id uuid, person_id uuid, password_hash text, changed_at timestamptz,
    has_successor boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    session record;
begin
    select s.org_id, s.person_id, o.slug, t.rotated_at is not null as is_rotated into session
    from door.refresh_token t
    join door.session s on s.id = t.session_id
    join door.organisation o on o.org_id = s.org_id
    where t.hash = refresh_hash and (t.rotated_at is null or t.rotated_at >= at - interval '10 seconds')
      and s.ended_at is null and s.expires_at > at and s.last_used_at + s.idle_limit > at and o.suspended_at is null;
    if found then
        perform door.set_context(session.org_id, session.person_id, null, null, 'session.reauthenticate', uuidv7(), null, 'sign_in');
        return query
            select session.slug, p.email, o.name, p.name, c.org_id, c.person_id, c.password_hash, c.changed_at, session.is_rotated
            from tenant.person p
            join tenant.organisation o on o.org_id = p.org_id
            join door.credential c on c.org_id = p.org_id and c.person_id = p.id
            where p.org_id = session.org_id and p.id = session.person_id and p.is_active;
    end if;
end $$;

-- Sets the password that whoever signed in chose, having just given the one of before. Every other session of theirs ends, their links are void, and
-- the access tokens of this session open nothing any more (ASVS 7.2.4, 7.4.3); false when the session has ended, the token has a successor or the
-- password was changed meanwhile.
create function door.change_password(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, password_hash text, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    owner record;
    changed_in uuid;
    ended uuid[];
begin
    select s.org_id, s.person_id into owner
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash;
    -- The password first: two sessions that change it at once would else wait for each other.
    perform from door.credential c
    where c.org_id = owner.org_id and c.person_id = owner.person_id and c.changed_at = credential_changed_at
    for update;
    if not found then
        return false;
    end if;
    select s.id into changed_in
    from door.refresh_token t join door.session s on s.id = t.session_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at
    for update of t, s;
    if not found then
        return false;
    end if;
    update door.attempt a set org_id = owner.org_id, has_succeeded = true where a.id = attempt_id;
    update door.credential c set password_hash = change_password.password_hash, changed_at = at
    where c.org_id = owner.org_id and c.person_id = owner.person_id;
    update door.one_time_link l set used_at = at where l.org_id = owner.org_id and l.person_id = owner.person_id and l.used_at is null;
    update door.session s set authenticated_at = at, last_used_at = greatest(s.last_used_at, at) where s.id = changed_in;
    delete from door.access_secret a where a.session_id = changed_in;
    with gone as (
        update door.session s set ended_at = at, ended_because = 'password_changed'
        where s.org_id = owner.org_id and s.person_id = owner.person_id and s.id <> changed_in and s.ended_at is null
          and s.expires_at > at and s.last_used_at + s.idle_limit > at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    perform door.set_context(owner.org_id, owner.person_id, changed_in, null, 'password.change', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'password.changed', 'entity', 'person', 'entity_id', owner.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- Keeps the same password as a hash that costs more, unless it was changed meanwhile.
create function door.rehash_password(org_id uuid, person_id uuid, credential_changed_at timestamptz, password_hash text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.credential c set password_hash = rehash_password.password_hash
    where c.org_id = rehash_password.org_id and c.person_id = rehash_password.person_id and c.changed_at = credential_changed_at;
end;
grant execute on function door.find_own_credential, door.change_password, door.rehash_password to countersign_sign_in;

set local role countersign_owner;
