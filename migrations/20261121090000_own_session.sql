-- What a signed-in person sees of their own sign-in, and the clearing of what sign-ins leave behind.
grant select on tenant.organisation to countersign_door;

set local role countersign_door;

-- The session of this request, and the name of its organisation that one signs in with.
create function door.own_session() returns table (id uuid, created_at timestamptz, expires_at timestamptz, slug text)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.expires_at, o.slug
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;
grant execute on function door.own_session to countersign_tenant;

create index session_expiry on door.session (expires_at);
create index one_time_link_person on door.one_time_link (org_id, person_id);

-- Removes the sign-ins that nobody asks for any more: tokens a day after their session, sessions and links after ninety days.
create function door.clear_sessions(rows_max int) returns int
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
        select s.id from door.session s where s.expires_at < at - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.one_time_link d where d.hash in (
        select l.hash from door.one_time_link l where l.expires_at < at - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.clear_sessions to countersign_worker;

set local role countersign_owner;
