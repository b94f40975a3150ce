-- How a key calls: its secret, and each token that it is exchanged for, opens the key's own session, which ends with the key.
set local role countersign_door;

create table door.api_key (
    org_id uuid not null references door.organisation,
    id uuid not null,
    secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
    primary key (org_id, id)
);
alter table door.api_key enable row level security;
comment on table door.api_key is 'The hash of the secret of a key that waits for somebody to agree; until then it opens nothing.';

alter table door.session
    add column is_key boolean not null default false,
    add column networks inet[],
    drop constraint session_ended_because_check,
    add constraint session_ended_because_check check (ended_because in ('signed_out', 'ended_by_administrator', 'refresh_token_reused', 'password_changed',
        'second_factor_changed', 'deactivated', 'expired', 'email_changed', 'email_refused',
        'confirmation_denied', 'revoked'));
comment on column door.session.is_key is 'Of an API key of the same id: opened when somebody agreed to it, and ended with it alone.';
comment on column door.session.networks is 'From where alone it is used; null means from anywhere.';
alter table door.access_secret
    add column is_key boolean not null default false,
    add column scopes text[],
    add column entered_at timestamptz,
    add column prefix text,
    add constraint access_secret_of_key check (is_key = (entered_at is not null) and is_key = (prefix is not null));
comment on column door.access_secret.is_key is 'Not of an access token: the secret of an API key itself.';
comment on column door.access_secret.entered_at is 'Of a key''s own secret: when it was let in; the newest is the one that is rotated away.';
comment on column door.access_secret.prefix is 'Of a key''s own secret: how it begins, so that a mail names the one that was given up.';
comment on column door.access_secret.scopes is 'What an access token was narrowed to; null means all that its session may do.';

-- Mails whoever holds a permission, and one more, but not another, what happened to a key.
create function door.mail_of_api_key(kind text, to_whom text, and_to uuid, but uuid, facts jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), actor.org_id, p.id, p.email, mail_of_api_key.kind, mail_of_api_key.facts, actor.request_id, actor.at, actor.at + interval '3 days',
        actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.is_active and p.id is distinct from but
      and (p.id = and_to or exists (
        select from tenant.permission_grant g
        where g.org_id = p.org_id and g.person_id = p.id and g.permission = to_whom and (g.expires_at is null or g.expires_at > actor.at)))
    order by p.id = and_to desc nulls last, p.name, p.id
    limit 20;
end $$;

-- Of the keys that somebody who leaves asked for those that wait are taken back, so that nobody agrees to what they know; whoever revokes keys is told
-- which of those live whose secret they were shown.
create function door.take_back_api_keys(of_person uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    events jsonb;
    living jsonb;
begin
    with taken as (
        update tenant.api_key k
        set state = 'revoked', revoked_by = actor.person_id, revoked_at = actor.at, revoke_reason = 'Whoever asked for it has left.',
            revision = k.revision + 1
        where k.org_id = actor.org_id and k.asked_by = of_person and k.state = 'waiting' and k.expires_at > actor.at
        returning k.id, k.name
    )
    select jsonb_agg(jsonb_build_object('action', 'api_key.revoked', 'entity', 'api_key', 'entity_id', t.id,
        'detail', jsonb_build_object('name', t.name, 'because', 'its_asker_left')) order by t.id)
    into events
    from taken t;
    if events is not null then
        perform door.record_events(events);
    end if;
    select jsonb_agg(k.name order by k.name, k.id) into living
    from tenant.api_key k
    where k.org_id = actor.org_id and of_person in (k.asked_by, k.rotated_by) and k.state = 'active' and k.expires_at > actor.at;
    if living is not null then
        perform door.mail_of_api_key('api_keys_left', 'api_key.revoke', null, of_person, jsonb_build_object('at', actor.at, 'keys', living,
            'by', (select p.name from tenant.person p where p.org_id = actor.org_id and p.id = of_person)));
    end if;
end $$;

-- Keeps the hash of the secret of a key that the caller asks for at this moment, and tells who may agree.
create function door.enter_api_key(of_key uuid, of_hash bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    key tenant.api_key;
begin
    select k.* into key
    from tenant.api_key k
    where k.org_id = actor.org_id and k.id = of_key and k.state = 'waiting' and k.asked_by = actor.person_id and k.asked_at = actor.at;
    if not found or not door.may('api_key.create') then
        raise exception 'no key of this moment' using errcode = 'check_violation', constraint = 'api_key_secret';
    end if;
    insert into door.api_key (org_id, id, secret_hash) values (actor.org_id, of_key, of_hash);
    perform door.mail_of_api_key('api_key_waiting', 'api_key.approve', null, actor.person_id, jsonb_build_object('at', actor.at, 'key', key.name,
        'by', (select p.name from tenant.person p where p.org_id = actor.org_id and p.id = actor.person_id), 'reason', key.reason, 'scopes', key.scopes,
        'networks', key.networks, 'until', key.expires_at));
end $$;

-- A key that somebody else has agreed to is let in; one that is refused or revoked is put out, with every token that it was exchanged for.
create function door.settle_api_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    kept bytea;
begin
    if new.org_id is distinct from actor.org_id then
        raise exception 'a key of another organisation' using errcode = 'check_violation', constraint = 'api_key_in_own_name';
    end if;
    delete from door.api_key k where k.org_id = new.org_id and k.id = new.id returning k.secret_hash into kept;
    if new.state = 'active' then
        if new.decided_by is distinct from actor.person_id or new.decided_by = new.asked_by or not door.may('api_key.approve') or kept is null then
            raise exception 'a key is agreed to by another' using errcode = 'check_violation', constraint = 'api_key_second_person';
        end if;
        insert into door.allow_list (org_id, person_id, permissions)
        select new.org_id, new.id, array(select distinct s.code from unnest(new.scopes) s (code) order by s.code);
        insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at, is_key, networks)
        values (new.id, new.org_id, new.id, actor.at, actor.at, interval '366 days', new.expires_at, true, nullif(new.networks, '{}')::inet[]);
        insert into door.access_secret (hash, session_id, expires_at, is_key, entered_at, prefix)
        values (kept, new.id, new.expires_at, true, actor.at, new.prefix);
    else
        update door.session s set ended_at = actor.at, ended_because = 'revoked'
        where s.id = new.id and s.org_id = new.org_id and s.is_key and s.ended_at is null;
        delete from door.access_secret a using door.session s where s.id = a.session_id and s.id = new.id and s.org_id = new.org_id and s.is_key;
        update door.allow_list l set permissions = '{}', epoch = l.epoch + 1 where l.org_id = new.org_id and l.person_id = new.id;
    end if;
    return null;
end $$;

-- Gives a key that the caller rotates at this moment another secret; the one of before opens for a while yet, and what it was exchanged for, or neither does.
-- Whoever may agree to keys is told, and whoever asked for it: it may be in other hands from now on.
create function door.rotate_api_key(of_key uuid, of_hash bytea, overlap interval) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    own door.session;
    key tenant.api_key;
begin
    select s.* into own
    from door.session s
    where s.id = of_key and s.org_id = actor.org_id and s.is_key and s.ended_at is null and s.expires_at > actor.at
    for update;
    select k.* into key
    from tenant.api_key k
    where k.org_id = actor.org_id and k.id = of_key and k.state = 'active' and k.rotated_by = actor.person_id and k.rotated_at = actor.at;
    if own.id is null or key.id is null or not door.may('api_key.rotate') or overlap not between interval '0' and interval '7 days' then
        raise exception 'no key to rotate' using errcode = 'check_violation', constraint = 'api_key_secret';
    end if;
    -- Never three: the newest opens for a while yet, and what an earlier rotation left goes.
    delete from door.access_secret a
    where a.session_id = of_key
      and (overlap = interval '0' or a.is_key and a.hash <> (
        select n.hash from door.access_secret n where n.session_id = of_key and n.is_key order by n.entered_at desc, n.hash limit 1));
    update door.access_secret a set expires_at = least(a.expires_at, actor.at + overlap) where a.session_id = of_key and a.is_key;
    insert into door.access_secret (hash, session_id, expires_at, is_key, entered_at, prefix)
    values (of_hash, of_key, own.expires_at, true, actor.at, key.prefix);
    perform door.mail_of_api_key('api_key_rotated', 'api_key.approve', key.asked_by, actor.person_id, jsonb_build_object('at', actor.at, 'key', key.name,
        'by', (select p.name from tenant.person p where p.org_id = actor.org_id and p.id = actor.person_id), 'prefix', key.prefix,
        'old_until', key.old_until));
end $$;

-- When keys of the caller's organisation were last used, and from where.
create function door.api_key_uses(of_keys uuid[]) returns table (id uuid, used_at timestamptz, network text)
language sql stable parallel restricted security definer rows 10 set search_path = pg_catalog, pg_temp
begin atomic
    select s.id, s.last_used_at, host(s.network)
    from door.session s
    where s.org_id = door.org_id() and s.id = any (of_keys) and s.is_key and s.last_used_at > s.created_at;
end;
grant execute on function door.enter_api_key, door.rotate_api_key, door.api_key_uses to countersign_tenant;
grant execute on function door.settle_api_key to countersign_owner;

-- Exchanges the secret of a key for an access token; no row where it opens nothing, or not from there. `refusal` says what else is wrong.
create function door.open_key_token(
    of_hash bytea, of_key uuid, token_hash bytea, life interval, wanted text[], address text, request_id uuid
) returns table (org_id uuid, opened_at timestamptz, expires_at timestamptz, scopes text[], refusal text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tokens_max constant int := 1000;
    key record;
begin
    opened_at := door.now();
    select s.org_id, s.networks, l.permissions, least(a.expires_at, s.expires_at) as until into key
    from door.access_secret a
    join door.session s on s.id = a.session_id
    join door.organisation o on o.org_id = s.org_id
    join door.allow_list l on l.org_id = s.org_id and l.person_id = s.person_id
    where a.hash = of_hash and a.is_key and a.expires_at > opened_at and s.id = of_key and s.is_key and s.ended_at is null
      and s.expires_at > opened_at and o.suspended_at is null;
    if not found then
        return;
    end if;
    if key.networks is not null and (address::inet <<= any (key.networks)) is not true then
        perform door.set_context(key.org_id, of_key, of_key, null, 'oauth.token', open_key_token.request_id, address::inet, 'api_key');
        perform door.fold_denial(403::smallint);
        perform set_config('door.context', '', true);
        return;
    end if;
    org_id := key.org_id;
    scopes := coalesce(array(select distinct w.code from unnest(wanted) w (code) order by w.code), '{}');
    if wanted is null then
        scopes := key.permissions;
    elsif not scopes <@ key.permissions or cardinality(scopes) = 0 then
        refusal := 'invalid_scope';
    end if;
    if refusal is null and (
        select count(*) from door.access_secret a where a.session_id = of_key and not a.is_key and a.expires_at > opened_at) >= tokens_max
    then
        refusal := 'too_many_tokens';
    end if;
    if refusal is null then
        expires_at := least(opened_at + life, key.until);
        insert into door.access_secret (hash, session_id, expires_at, scopes)
        values (token_hash, of_key, open_key_token.expires_at, case when wanted is not null then open_key_token.scopes end);
    end if;
    return next;
end $$;

-- Ends what whoever holds it gives up (RFC 7009): a key, also one that waits, with all its tokens, and whoever revokes keys is told; or one token alone.
create function door.revoke_key_token(of_hash bytea, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    shown record;
    key tenant.api_key;
begin
    select a.is_key, s.org_id, s.id, a.prefix into shown
    from door.access_secret a join door.session s on s.id = a.session_id
    where a.hash = of_hash and a.expires_at > at and s.is_key and s.ended_at is null
    union all
    select true, w.org_id, w.id, null from door.api_key w where w.secret_hash = of_hash;
    if not found then
        return false;
    elsif not shown.is_key then
        delete from door.access_secret a where a.hash = of_hash;
        return true;
    end if;
    perform door.set_context(shown.org_id, shown.id, shown.id, null, 'oauth.revoke', revoke_key_token.request_id, address::inet, 'api_key');
    update tenant.api_key k set state = 'revoked', revoked_at = at, revision = k.revision + 1
    where k.org_id = shown.org_id and k.id = shown.id and k.state in ('waiting', 'active') and k.expires_at > at
    returning k.* into key;
    if not found then
        return false;
    end if;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'api_key.revoked', 'entity', 'api_key', 'entity_id', shown.id,
        'detail', jsonb_build_object('name', key.name, 'because', 'given_up_by_its_holder'))));
    perform door.mail_of_api_key('api_key_given_up', 'api_key.revoke', null, null, jsonb_build_object('at', at, 'key', key.name,
        'prefix', coalesce(shown.prefix, key.prefix), 'network', host(address::inet)));
    return true;
end $$;

-- Counts the secret of a key that opened nothing, or says how long its network must wait: with what else failed there, but each secret once in the window.
-- A program that shows a dead one all day guesses nothing, and keeps nobody of its network from signing in.
create function door.count_wrong_key(guess bytea, address text, failures_max int, within interval) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(encode(guess, 'hex'), 0));
    if exists (
        select from door.attempt a
        where a.account_hash = guess and a.network = door.neighbourhood(address) and a.attempted_at > door.now() - within)
    then
        return null;
    end if;
    return (
        select b.retry_after_s
        from door.begin_attempt(null, guess, address, 2147483647, failures_max, within, null, false) b);
end $$;
grant execute on function door.open_key_token, door.revoke_key_token, door.count_wrong_key to countersign_sign_in;

-- As before, and of a key from where it was used.
create function door.touch_sessions(session_ids uuid[], used_at timestamptz[], networks text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.session s
    set last_used_at = greatest(s.last_used_at, u.used_at), network = case when s.is_key then coalesce(u.network::inet, s.network) else s.network end
    from unnest(touch_sessions.session_ids, touch_sessions.used_at, touch_sessions.networks) u (id, used_at, network)
    where s.id = u.id and s.ended_at is null;
end;
grant execute on function door.touch_sessions(uuid[], timestamptz[], text[]) to countersign_worker;

-- As before. A key's session says so in the context, is used from where it may be, and by a token for what that was narrowed to; a secret that was rotated
-- away opens nothing, and is no token that has expired.
create or replace function door.begin_request(secret text, permission text, request_id uuid, network text, idempotency_key text, operation text, body_digest bytea)
returns door.opened
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened door.opened;
    kept record;
    hash_of_secret bytea := sha256(convert_to(secret, 'utf8'));
    moment timestamptz := door.now();
    is_fresh boolean;
    is_permitted boolean;
    has_ended boolean;
    is_demanded boolean;
    is_of_key boolean;
    is_whole boolean;
    only_from inet[];
    narrowed text[];
    held text[];
begin
    select s.org_id, s.person_id, s.id, a.expires_at > moment, l.epoch, l.permissions_joined, permission = any (l.permissions), l.next_expiry <= moment,
        l.second_factor_by <= moment, s.is_key, a.is_key, s.networks, a.scopes
    into opened.org_id, opened.person_id, opened.session_id, is_fresh, opened.epoch, opened.permissions, is_permitted, has_ended, is_demanded, is_of_key,
        is_whole, only_from, narrowed
    from door.access_secret a
    join door.session s on s.id = a.session_id
    join door.organisation o on o.org_id = s.org_id
    left join door.allow_list l on (l.org_id, l.person_id) = (s.org_id, s.person_id)
    where a.hash = hash_of_secret
      and s.ended_at is null and s.expires_at > moment and s.last_used_at + s.idle_limit > moment
      and o.suspended_at is null;
    if not found or is_whole and not is_fresh then
        raise exception 'no live session' using errcode = 'CS401';
    elsif not is_fresh then
        raise exception 'access token expired' using errcode = 'CS498';
    end if;
    opened.at := moment;
    perform door.set_context(opened.org_id, opened.person_id, opened.session_id, opened.epoch, permission, request_id, network::inet,
        case when is_of_key then 'api_key' end);
    if only_from is not null and (network::inet <<= any (only_from)) is not true then
        raise exception 'not from this network' using errcode = 'CS451';
    elsif has_ended then
        held := door.held(opened.org_id, opened.person_id, moment);
        opened.permissions := door.joined(held);
        is_permitted := permission = any (held);
    elsif narrowed is not null then
        held := array(select n.code from unnest(narrowed) n (code) where n.code = any (string_to_array(opened.permissions, ' ')) order by n.code);
        opened.permissions := door.joined(held);
        is_permitted := permission = any (held);
    end if;
    if is_permitted is not true then
        raise exception 'permission % is missing', permission using errcode = 'CS403';
    elsif is_demanded and permission not in ('session.view', 'session.end') and not door.has_second_factor(opened.org_id, opened.person_id) then
        raise exception 'a second factor is demanded' using errcode = 'CS428';
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

set local role countersign_owner;
create trigger settle after update of state on tenant.api_key
    for each row when (old.state <> new.state) execute function door.settle_api_key();
