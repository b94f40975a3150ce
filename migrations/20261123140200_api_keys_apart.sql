-- What ends, shortens, renews or clears the sign-ins of people leaves the sessions of keys alone.
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

-- As before, but of people alone: the one session of a key is what knows when it was last used, and stays with its row, which is never deleted.
create or replace function door.clear_sessions(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    cleared int := 0;
    gone int;
begin
    delete from door.refresh_token t where t.hash in (
        select r.hash from door.refresh_token r join door.session s on s.id = r.session_id
        where s.expires_at < at - interval '1 day' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.session d where d.id in (
        select s.id from door.session s where s.expires_at < at - interval '90 days' and not s.is_key limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.one_time_link d where d.hash in (
        select l.hash from door.one_time_link l where l.expires_at < at - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;

set local role countersign_owner;
