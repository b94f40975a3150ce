-- Each statement asks for the organisation once for each of its tables, and each request opens once. Half of both is saved by
-- binding the seal to the transaction without writing that out as text, by hashing the secret once instead of for each row
-- that it might be, and by sending the permissions as one text.
set local role countersign_door;

-- HMAC-SHA-256 needs an extension; the key outside and inside of the hash needs none and resists the same extension attack.
-- The connection and the transaction are of fixed length behind the message, so no other message has its seal.
create or replace function door.seal(message text) returns text
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
    secret bytea := (select key.secret from door.key);
begin
    return encode(sha256(secret || sha256(secret || convert_to(message, 'utf8') || int4send(pg_backend_pid()) || timestamptz_send(pg_catalog.now()))), 'hex');
end $$;
drop function door.here();

-- The seal, and behind it the parts: organisation, person, session, epoch, permission, request, network, principal.
create or replace function door.set_context(org_id uuid, person_id uuid, session_id uuid, epoch bigint, permission text, request_id uuid, network inet, principal text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    message text := concat(org_id, '|', person_id, '|', session_id, '|', epoch, '|', permission, '|', request_id, '|', host(network), '|', principal);
begin
    -- A bar would move the parts behind it.
    if permission like '%|%' or principal like '%|%' then
        raise exception 'a bar in a context' using errcode = 'CS401';
    end if;
    perform set_config('door.context', door.seal(message) || message, true);
end $$;

-- As before: the context without its seal; null without a context, an error when forged. What door.seal says is written out.
create or replace function door.context() returns text
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
    sealed text := nullif(current_setting('door.context', true), '');
    message text := substr(sealed, 65);
    secret bytea;
begin
    if sealed is null then
        return null;
    end if;
    select key.secret into secret from door.key;
    if left(sealed, 64) is distinct from
        encode(sha256(secret || sha256(secret || convert_to(message, 'utf8') || int4send(pg_backend_pid()) || timestamptz_send(pg_catalog.now()))), 'hex') then
        raise exception 'forged tenant context' using errcode = 'CS401';
    end if;
    return message;
end $$;

create or replace function door.org_id() returns uuid
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
    return left(door.context(), 36);
end $$;

alter type door.opened drop attribute permissions, add attribute permissions text;

-- As before; the permissions come as one text with spaces between.
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
begin
    select s.org_id, s.person_id, s.id, a.expires_at > moment, l.epoch, array_to_string(l.permissions, ' '), permission = any (l.permissions)
    into opened.org_id, opened.person_id, opened.session_id, is_fresh, opened.epoch, opened.permissions, is_permitted
    from door.access_secret a
    join door.session s on s.id = a.session_id
    join door.organisation o on o.org_id = s.org_id
    left join door.allow_list l on (l.org_id, l.person_id) = (s.org_id, s.person_id)
    where a.hash = hash_of_secret
      and s.ended_at is null and s.expires_at > moment and s.last_used_at + s.idle_limit > moment
      and o.suspended_at is null;
    if not found then
        raise exception 'no live session' using errcode = 'CS401';
    elsif not is_fresh then
        raise exception 'access token expired' using errcode = 'CS498';
    end if;
    opened.at := moment;
    perform door.set_context(opened.org_id, opened.person_id, opened.session_id, opened.epoch, permission, request_id, network::inet, null);
    if is_permitted is not true then
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

set local role countersign_owner;
