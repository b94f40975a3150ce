-- What ends, shortens or renews the sign-ins of people leaves the sessions of keys alone.
set local role countersign_door;

-- As before, but of people alone: a key ends by being revoked, and lives as long as was agreed.
create or replace function door.end_other_sessions(person_id uuid, because text) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    with gone as (
        update door.session s
        set ended_at = actor.at, ended_because = because
        where s.org_id = actor.org_id and s.id <> actor.session_id and s.ended_at is null and not s.is_key
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
          and (end_other_sessions.person_id is null or s.person_id = end_other_sessions.person_id)
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end $$;

create or replace function door.end_sessions(person_id uuid, only_session uuid, because text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended int;
begin
    update door.session s
    set ended_at = actor.at, ended_because = because
    where s.org_id = actor.org_id and s.person_id = end_sessions.person_id and s.ended_at is null and not s.is_key
      and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
      and (only_session is null or s.id = only_session);
    get diagnostics ended = row_count;
    return ended;
end $$;

create or replace function door.limit_sessions(idle_limit interval, lifetime interval) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    limited int;
begin
    update door.session s
    set idle_limit = least(s.idle_limit, limit_sessions.idle_limit), expires_at = least(s.expires_at, s.created_at + limit_sessions.lifetime)
    where s.org_id = actor.org_id and s.ended_at is null and not s.is_key and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
      and (s.idle_limit > limit_sessions.idle_limit or s.expires_at > s.created_at + limit_sessions.lifetime);
    get diagnostics limited = row_count;
    return limited;
end $$;

create or replace function door.renew_access(of_person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    delete from door.access_secret a
    using door.session s
    where s.id = a.session_id and s.org_id = actor.org_id and s.person_id = of_person and s.ended_at is null and not s.is_key;
end $$;

set local role countersign_owner;
