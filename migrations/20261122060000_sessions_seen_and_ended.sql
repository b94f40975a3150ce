-- People see where they are signed in and end what they do not know; an administrator ends the sign-ins of others. What ends, ends from
-- the next request on: each request finds its session anew.
set local role countersign_door;

-- The caller's own sign-ins that still live, newest first, from behind a place in that order.
create function door.own_sessions(before_at timestamptz, before_id uuid, rows_max int) returns table (
    id uuid, created_at timestamptz, last_used_at timestamptz, idle_ends_at timestamptz, expires_at timestamptz, network text, device text, is_this boolean
)
language plpgsql stable parallel restricted security definer rows 10 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.last_used_at, least(s.last_used_at + s.idle_limit, s.expires_at), s.expires_at, host(s.network), s.device,
            s.id = actor.session_id
        from door.session s
        where s.org_id = actor.org_id and s.person_id = actor.person_id and s.ended_at is null
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
          and (before_at is null or (s.created_at, s.id) < (before_at, before_id))
        order by s.created_at desc, s.id desc
        limit rows_max;
end $$;

-- As before, but what nobody can use any more has ended already, and is neither ended again nor counted.
create or replace function door.end_sessions(person_id uuid, only_session uuid, because text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended int;
begin
    update door.session s
    set ended_at = actor.at, ended_because = because
    where s.org_id = actor.org_id and s.person_id = end_sessions.person_id and s.ended_at is null
      and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
      and (only_session is null or s.id = only_session);
    get diagnostics ended = row_count;
    return ended;
end $$;

-- Ends the sign-ins of a person of the caller's organisation, or of everybody in it, but never the one that asks; says which.
create function door.end_other_sessions(person_id uuid, because text) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    with gone as (
        update door.session s
        set ended_at = actor.at, ended_because = because
        where s.org_id = actor.org_id and s.id <> actor.session_id and s.ended_at is null
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
          and (end_other_sessions.person_id is null or s.person_id = end_other_sessions.person_id)
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end $$;

grant execute on function door.own_sessions, door.end_other_sessions to countersign_tenant;

set local role countersign_owner;
