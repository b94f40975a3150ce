-- Each request hands the caller's permissions over as one text; it is made when they change, no longer each time they are asked for.
set local role countersign_door;

-- array_to_string is only stable, for it asks a type how it is written; of texts that never changes.
create function door.joined(permissions text[]) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
begin atomic
    select array_to_string(permissions, ' ');
end;

alter table door.allow_list add permissions_joined text not null generated always as (door.joined(permissions)) stored;

-- As before, with the text as it stands.
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
    select s.org_id, s.person_id, s.id, a.expires_at > moment, l.epoch, l.permissions_joined, permission = any (l.permissions)
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
