-- Whoever signs in sees how often somebody failed to since they last did: their own slips, or somebody else's guesses.
set local role countersign_door;

alter table door.session
    add column failed_tries int not null default 0 check (failed_tries >= 0),
    add column failed_last_at timestamptz,
    add column failed_last_from inet,
    add check ((failed_tries > 0) = (failed_last_at is not null));
-- The sign-in before is found at each sign-in, ended or not.
create index session_newest on door.session (org_id, person_id, created_at desc);
comment on column door.session.failed_tries is 'How often signing in to this account failed since the sign-in before; 1000 stand for more.';

-- As before, and counts what failed since.
create or replace function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    account bytea;
    before timestamptz;
    failed record;
begin
    perform door.set_context(open_session.org_id, open_session.person_id, open_session.session_id, null, 'session.create', request_id, address::inet, null);
    perform from door.credential c
    join door.organisation o on o.org_id = c.org_id
    join tenant.person p on p.org_id = c.org_id and p.id = c.person_id
    where c.org_id = open_session.org_id and c.person_id = open_session.person_id and c.changed_at = credential_changed_at
      and o.suspended_at is null and p.is_active
    for share of c;
    if not found then
        return null;
    end if;
    update door.attempt a set org_id = open_session.org_id, has_succeeded = true where a.id = attempt_id returning a.account_hash into account;
    select max(s.created_at) into before from door.session s where s.org_id = open_session.org_id and s.person_id = open_session.person_id;
    select count(*) as tries, max(f.attempted_at) as last_at, (array_agg(f.network order by f.attempted_at desc))[1] as last_from into failed
    from (
        select a.attempted_at, a.network from door.attempt a
        where a.account_hash = account and not a.has_succeeded and (before is null or a.attempted_at > before)
        order by a.attempted_at desc
        limit 1000
    ) f;
    insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at, network, device, failed_tries, failed_last_at,
        failed_last_from)
    values (open_session.session_id, open_session.org_id, open_session.person_id, at, at, open_session.idle_limit, at + lifetime, address::inet,
            left(open_session.device, 300), failed.tries, failed.last_at, nullif(failed.last_from, '0.0.0.0'::inet));
    insert into door.access_secret (hash, session_id, expires_at) values (access_hash, open_session.session_id, at + access_life);
    insert into door.refresh_token (hash, session_id, issued_at) values (refresh_hash, open_session.session_id, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session.session_id)));
    return at;
end $$;

-- As before, and what failed before it was opened.
drop function door.own_session();
create function door.own_session() returns table (
    id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz, slug text, failed_tries int, failed_last_at timestamptz,
    failed_last_from text
)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.authenticated_at, s.expires_at, o.slug, s.failed_tries, s.failed_last_at, abbrev(s.failed_last_from)
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;
grant execute on function door.own_session to countersign_tenant;

set local role countersign_owner;
