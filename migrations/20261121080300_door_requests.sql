-- Requests: opened with a session's secret, ended with at least one event. SQLSTATE CS401, CS403 and CS422 become the answers of those numbers.
set local role countersign_door;

create type door.opened as (
    org_id uuid, person_id uuid, session_id uuid, epoch bigint, permissions text[], at timestamptz,
    replay_status smallint, replay_location text, replay_response bytea
);

-- Every value arrives bound, never as text of a statement: text stands in pg_stat_activity.
create function door.begin_request(secret text, permission text, request_id uuid, network text, idempotency_key text, operation text, body_digest bytea)
returns door.opened
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened door.opened;
    kept record;
    is_fresh boolean;
begin
    opened.at := door.now();
    select s.org_id, s.person_id, s.id, a.expires_at > opened.at into opened.org_id, opened.person_id, opened.session_id, is_fresh
    from door.access_secret a
    join door.session s on s.id = a.session_id
    join door.organisation o on o.org_id = s.org_id
    where a.hash = sha256(convert_to(secret, 'utf8'))
      and s.ended_at is null and s.expires_at > opened.at and s.last_used_at + s.idle_limit > opened.at
      and o.suspended_at is null;
    if not found then
        raise exception 'no live session' using errcode = 'CS401';
    elsif not is_fresh then
        raise exception 'access token expired' using errcode = 'CS498';
    end if;
    select l.epoch, l.permissions into opened.epoch, opened.permissions
    from door.allow_list l
    where l.org_id = opened.org_id and l.person_id = opened.person_id;
    perform door.set_context(opened.org_id, opened.person_id, opened.session_id, opened.epoch, permission, request_id, network::inet, null);
    if permission = any (opened.permissions) is not true then
        raise exception 'permission % is missing', permission using errcode = 'CS403';
    end if;
    if idempotency_key is not null then
        -- Two of one key wait for each other; the second finds what the first was answered.
        perform pg_advisory_xact_lock(hashtextextended(opened.org_id::text || opened.person_id || idempotency_key, 0));
        select i.operation, i.body_digest, i.status, i.location, i.response into kept
        from door.idempotency i
        where i.org_id = opened.org_id and i.person_id = opened.person_id and i.key = idempotency_key;
        if found and (kept.operation <> operation or kept.body_digest <> body_digest) then
            raise exception 'idempotency key of another request' using errcode = 'CS422';
        end if;
        opened.replay_status := kept.status;
        opened.replay_location := kept.location;
        opened.replay_response := kept.response;
    end if;
    return opened;
end $$;

-- Records the events, and the answer under the idempotency key; then the caller commits.
create function door.finish_request(events jsonb, idempotency_key text, operation text, body_digest bytea, status smallint, location text, response bytea)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    perform door.record_events(events);
    if idempotency_key is not null then
        insert into door.idempotency (org_id, person_id, key, operation, body_digest, status, location, response, created_at)
        values (actor.org_id, actor.person_id, idempotency_key, operation, body_digest, status, location, response, actor.at);
    end if;
end $$;

-- Remembers a refusal in a transaction of its own; a secret that opens nothing leaves nothing.
create function door.record_denial(secret text, permission text, request_id uuid, network text, status smallint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    session record;
begin
    select s.org_id, s.person_id, s.id into session
    from door.access_secret a join door.session s on s.id = a.session_id
    where a.hash = sha256(convert_to(secret, 'utf8'));
    if found then
        perform door.set_context(session.org_id, session.person_id, session.id, null, permission, request_id, network::inet, null);
        perform door.fold_denial(status);
        -- The session may have ended, and its permission was not asked for: nothing else may be done under it.
        perform set_config('door.context', '', true);
    end if;
end $$;

-- Ends sessions of a person of the caller's organisation; all of them, or all but the caller's own, or just one.
create function door.end_sessions(person_id uuid, only_session uuid, because text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended int;
begin
    update door.session s
    set ended_at = actor.at, ended_because = because
    where s.org_id = actor.org_id and s.person_id = end_sessions.person_id and s.ended_at is null
      and (only_session is null or s.id = only_session);
    get diagnostics ended = row_count;
    return ended;
end $$;

grant execute on function door.begin_request, door.finish_request, door.record_denial, door.end_sessions to countersign_tenant;

-- Last use is noted at most once a minute, by the worker, never in a request's transaction.
create function door.touch_sessions(session_ids uuid[], used_at timestamptz[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.session s
    set last_used_at = greatest(s.last_used_at, u.used_at)
    from unnest(session_ids, used_at) u (id, used_at)
    where s.id = u.id and s.ended_at is null;
end;

-- Removes what has outlived its use; a bounded number at a time.
create function door.clear_expired(rows_max int) returns int
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
    delete from door.attempt t where t.id in (
        select id from door.attempt where attempted_at < door.now() - interval '90 days' limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;
grant execute on function door.touch_sessions, door.clear_expired to countersign_worker;

set local role countersign_owner;
