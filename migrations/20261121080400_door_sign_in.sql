-- Signing in: before there is a session there is no tenant, so these functions stand alone and are few.
-- Each answers a stranger by the same steps as a known person, for time tells too.
set local role countersign_door;

-- Where a guesser sits: an IPv4 address, or the /64 that one IPv6 subscriber has; all without an address count as one.
create function door.neighbourhood(address text) returns inet
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case
    when address is null then '0.0.0.0'::inet
    when family(address::inet) = 6 then network(set_masklen(address::inet, 64))::inet
    else address::inet
end;

-- What a password must be checked against; no row for a stranger, and the caller then checks against a hash of nobody's.
create function door.find_credential(slug text, email text) returns table (org_id uuid, person_id uuid, password_hash text, changed_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    found_org uuid := (select o.org_id from door.organisation o where o.slug = find_credential.slug and o.suspended_at is null);
begin
    perform door.set_context(coalesce(found_org, nobodys), null, null, null, 'session.create', uuidv7(), null, 'sign_in');
    return query
        select c.org_id, c.person_id, c.password_hash, c.changed_at
        from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
        where p.email = find_credential.email and p.is_active;
end $$;

-- Notes a try as failed before it is decided, or says how long to wait: so a hundred at once are still counted one by one.
-- A network from which the account has signed in before is judged by its own failures alone, and is forgiven by a success:
-- strangers cannot lock out the person whose account it is.
create function door.begin_attempt(account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval)
returns table (attempt_id uuid, retry_after_s int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    near inet := door.neighbourhood(address);
    succeeded_at timestamptz;
    of_account timestamptz;
    of_network timestamptz;
begin
    perform pg_advisory_xact_lock(hashtextextended(encode(begin_attempt.account_hash, 'hex'), 0));
    select max(a.attempted_at) into succeeded_at
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and a.network = near;
    -- The failure that must leave the window before one more is let in.
    select a.attempted_at into of_account
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.attempted_at > at - within
      and (succeeded_at is null or (a.network = near and a.attempted_at > succeeded_at))
    order by a.attempted_at desc
    offset greatest(account_failures_max, 1) - 1 limit 1;
    select a.attempted_at into of_network
    from door.attempt a
    where a.network = near and not a.has_succeeded and a.attempted_at > at - within
    order by a.attempted_at desc
    offset greatest(network_failures_max, 1) - 1 limit 1;
    if of_account is null and of_network is null then
        insert into door.attempt as a (account_hash, network, attempted_at, has_succeeded)
        values (begin_attempt.account_hash, near, at, false)
        returning a.id into attempt_id;
    else
        retry_after_s := greatest(1, ceil(extract(epoch from greatest(of_account, of_network) + within - at)));
    end if;
    return next;
end $$;

-- Tells a failed try in the trail of the organisation whose account it was. A stranger's is written and taken back: no
-- trail is theirs, but the answer takes as long.
create function door.refuse_attempt(attempt_id uuid, org_id uuid, person_id uuid, address text, request_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
begin
    update door.attempt a set org_id = refuse_attempt.org_id where a.id = attempt_id;
    begin
        perform door.set_context(coalesce(refuse_attempt.org_id, nobodys), coalesce(person_id, nobodys), null, null, 'session.create', request_id,
            address::inet, 'sign_in');
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.refused', 'entity', 'person',
            'entity_id', coalesce(person_id, nobodys))));
        if person_id is null then
            raise exception 'a stranger leaves no trail' using errcode = 'CS404';
        end if;
    exception when sqlstate 'CS404' then
        null;
    end;
end $$;

-- Opens a session for whoever has just proved that very credential; null when it was changed, or its person put out, meanwhile.
create function door.open_session(
    attempt_id uuid, org_id uuid, person_id uuid, credential_changed_at timestamptz, session_id uuid, access_hash bytea, access_life interval,
    refresh_hash bytea, idle_limit interval, lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
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
    update door.attempt a set org_id = open_session.org_id, has_succeeded = true where a.id = attempt_id;
    insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at, network, device)
    values (open_session.session_id, open_session.org_id, open_session.person_id, at, at, open_session.idle_limit, at + lifetime, address::inet,
            left(open_session.device, 300));
    insert into door.access_secret (hash, session_id, expires_at) values (access_hash, open_session.session_id, at + access_life);
    insert into door.refresh_token (hash, session_id, issued_at) values (refresh_hash, open_session.session_id, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.created', 'entity', 'session',
        'entity_id', open_session.session_id)));
    return at;
end $$;

-- Rotates a refresh token. Successor and access secret are derived from it, so that a second use within ten seconds (a tab that
-- asked at the same time, an answer that was lost) gets the very same; a later one is a theft, ends the session and is told in the trail.
create function door.rotate_refresh_token(
    refresh_hash bytea, successor_hash bytea, access_hash bytea, access_life interval, address text, request_id uuid
) returns table (
    verdict text, org_id uuid, person_id uuid, session_id uuid, issued_at timestamptz, decided_at timestamptz, has_moved_on boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    token record;
begin
    select t.rotated_at, s.id, s.org_id, s.person_id,
           s.ended_at is null and s.expires_at > at and s.last_used_at + s.idle_limit > at and o.suspended_at is null as is_live
    into token
    from door.refresh_token t
    join door.session s on s.id = t.session_id
    join door.organisation o on o.org_id = s.org_id
    where t.hash = refresh_hash
    for update of t, s;
    if not found then
        verdict := 'unknown';
        return next;
        return;
    end if;
    org_id := token.org_id;
    person_id := token.person_id;
    session_id := token.id;
    issued_at := coalesce(token.rotated_at, at);
    decided_at := greatest(at, issued_at);
    if not token.is_live then
        verdict := 'ended';
    elsif token.rotated_at < at - interval '10 seconds' then
        verdict := 'reused';
        update door.session s set ended_at = at, ended_because = 'refresh_token_reused' where s.id = token.id;
        perform door.set_context(token.org_id, token.person_id, token.id, null, 'session.refresh', request_id, address::inet, null);
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.ended', 'entity', 'session', 'entity_id', token.id,
            'detail', jsonb_build_object('because', 'refresh_token_reused'))));
    else
        verdict := 'rotated';
        update door.refresh_token t set rotated_at = rotate_refresh_token.issued_at where t.hash = refresh_hash and t.rotated_at is null;
        update door.session s set last_used_at = greatest(s.last_used_at, at) where s.id = token.id;
        insert into door.refresh_token as t (hash, session_id, issued_at) values (successor_hash, token.id, at) on conflict do nothing;
        insert into door.access_secret (hash, session_id, expires_at)
        values (access_hash, token.id, rotate_refresh_token.issued_at + access_life) on conflict do nothing;
        has_moved_on := exists (select from door.refresh_token t where t.hash = successor_hash and t.rotated_at is not null);
    end if;
    return next;
end $$;

-- Ends the session of a refresh token, whatever became of its access token; any token of the family will do.
create function door.sign_out(refresh_hash bytea, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ended record;
begin
    update door.session s set ended_at = door.now(), ended_because = 'signed_out'
    from door.refresh_token t
    where t.hash = refresh_hash and s.id = t.session_id and s.ended_at is null
    returning s.id, s.org_id, s.person_id into ended;
    if not found then
        return false;
    end if;
    perform door.set_context(ended.org_id, ended.person_id, ended.id, null, 'session.end', request_id, address::inet, null);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.ended', 'entity', 'session', 'entity_id', ended.id,
        'detail', jsonb_build_object('because', 'signed_out'))));
    return true;
end $$;

-- The link of a first sign-in: shown, then used once with the password that its holder chose.
create function door.read_link(link_hash bytea) returns table (slug text, organisation_name text, email text, person_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link record;
begin
    select l.org_id, l.person_id, o.slug into link
    from door.one_time_link l join door.organisation o on o.org_id = l.org_id
    where l.hash = link_hash and l.used_at is null and l.expires_at > door.now() and o.suspended_at is null;
    if found then
        perform door.set_context(link.org_id, link.person_id, null, null, 'link.read', uuidv7(), null, 'link');
        return query
            select link.slug, o.name, p.email, p.name
            from tenant.person p join tenant.organisation o on o.org_id = p.org_id
            where p.org_id = link.org_id and p.id = link.person_id and p.is_active;
    end if;
end $$;

-- Uses a link up: sets the password, ends what was open before, and voids the person's other links.
create function door.use_link(link_hash bytea, password_hash text, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    link record;
begin
    select l.org_id, l.person_id into link
    from door.one_time_link l join door.organisation o on o.org_id = l.org_id
    where l.hash = link_hash and l.used_at is null and l.expires_at > at and o.suspended_at is null
    for update of l;
    if not found then
        return false;
    end if;
    perform door.set_context(link.org_id, link.person_id, null, null, 'password.set', request_id, address::inet, 'link');
    perform from tenant.person p where p.org_id = link.org_id and p.id = link.person_id and p.is_active;
    if not found then
        return false;
    end if;
    update door.one_time_link l set used_at = at where l.org_id = link.org_id and l.person_id = link.person_id and l.used_at is null;
    insert into door.credential (org_id, person_id, password_hash, changed_at)
    values (link.org_id, link.person_id, use_link.password_hash, at)
    on conflict (org_id, person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at;
    update door.session s set ended_at = at, ended_because = 'password_changed'
    where s.org_id = link.org_id and s.person_id = link.person_id and s.ended_at is null;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'password.set', 'entity', 'person', 'entity_id', link.person_id)));
    return true;
end $$;

grant execute on function door.find_credential, door.begin_attempt, door.refuse_attempt, door.open_session, door.rotate_refresh_token,
    door.sign_out, door.read_link, door.use_link to countersign_sign_in;

-- The two ways in that the installation itself opens: a first owner's link, and the demo's passwords.
create function door.make_link(org_id uuid, person_id uuid, link_hash bytea, lifetime interval) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into door.one_time_link (hash, org_id, person_id, purpose, created_at, expires_at)
    values (link_hash, org_id, person_id, 'first_sign_in', door.now(), door.now() + lifetime);
end;

create function door.set_password(org_id uuid, person_id uuid, password_hash text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into door.credential (org_id, person_id, password_hash, changed_at)
    values (org_id, person_id, set_password.password_hash, door.now())
    on conflict (org_id, person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at;
end;
grant execute on function door.make_link, door.set_password to countersign_owner;

set local role countersign_owner;
