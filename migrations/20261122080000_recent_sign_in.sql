-- Some acts need somebody who said who they are a short while ago (RFC 9470): whoever signed in gives the password once more, in the same session.
set local role countersign_door;

alter table door.session add column authenticated_at timestamptz;
update door.session set authenticated_at = created_at;
-- A session is opened by whoever has just said who they are.
alter table door.session alter column authenticated_at set default door.now(), alter column authenticated_at set not null;
comment on column door.session.authenticated_at is 'When whoever signed in last said who they are.';

-- Whether that was so short a while ago.
create function door.has_signed_in_within(span interval) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return exists (
        select from door.session s where s.id = actor.session_id and s.org_id = actor.org_id and s.authenticated_at > actor.at - span);
end $$;
grant execute on function door.has_signed_in_within to countersign_tenant;

-- As before, and when its holder last said who they are.
drop function door.own_session();
create function door.own_session() returns table (id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz, slug text)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.authenticated_at, s.expires_at, o.slug
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;
grant execute on function door.own_session to countersign_tenant;

-- Whose session a refresh token is of, and what the password must be checked against; no row where the token opens nothing any more.
create function door.find_own_credential(refresh_hash bytea)
returns table (slug text, email text, org_id uuid, person_id uuid, password_hash text, changed_at timestamptz, has_successor boolean)
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
            select session.slug, p.email, c.org_id, c.person_id, c.password_hash, c.changed_at, session.is_rotated
            from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
            where p.org_id = session.org_id and p.id = session.person_id and p.is_active;
    end if;
end $$;

-- Notes that whoever signed in has just given that very password again. The access tokens of before open nothing any more (ASVS 7.2.4); false when the
-- session has ended, the token has a successor or the password was changed meanwhile.
create function door.reauthenticate(attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    session record;
begin
    select s.id, s.org_id, s.person_id into session
    from door.refresh_token t
    join door.session s on s.id = t.session_id
    join door.credential c on c.org_id = s.org_id and c.person_id = s.person_id
    where t.hash = refresh_hash and t.rotated_at is null and s.ended_at is null and s.expires_at > at and c.changed_at = credential_changed_at
    for update of t, s;
    if not found then
        return false;
    end if;
    update door.attempt a set org_id = session.org_id, has_succeeded = true where a.id = attempt_id;
    update door.session s set authenticated_at = at, last_used_at = greatest(s.last_used_at, at) where s.id = session.id;
    delete from door.access_secret a where a.session_id = session.id;
    perform door.set_context(session.org_id, session.person_id, session.id, null, 'session.reauthenticate', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.reauthenticated', 'entity', 'session',
        'entity_id', session.id)));
    return true;
end $$;
grant execute on function door.find_own_credential, door.reauthenticate to countersign_sign_in;

set local role countersign_owner;
