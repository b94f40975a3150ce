-- An organisation demands a second factor of roles: whoever has one of them sets it up within some days, or can do nothing else until they have.
create table tenant.second_factor_demand (
    org_id uuid not null references tenant.organisation,
    role text not null check (role in ('requester', 'head_of_department', 'accounts', 'general_manager', 'admin', 'owner', 'auditor')),
    since timestamptz not null,
    primary key (org_id, role)
);
comment on table tenant.second_factor_demand is 'Of which roles a second factor is demanded, and since when.';
call tenant.adopt('second_factor_demand', plain => array['org_id', 'role', 'since']);
grant select, insert, delete on tenant.second_factor_demand to countersign_tenant;
grant select on tenant.second_factor_demand to countersign_door;
alter table tenant.security_policy add column second_factor_grace_days int not null default 14 check (second_factor_grace_days between 0 and 90);
select door.classify('security_policy', plain => array['second_factor_grace_days']);

set local role countersign_door;
alter table door.allow_list add column second_factor_by timestamptz;
comment on column door.allow_list.second_factor_by is 'Until when its person must have a second factor; null where none is demanded. Whether they have one is asked when it matters.';

-- By when somebody must have a second factor, under their organisation's context: so many days after the first of their roles demands it of them.
create function door.second_factor_deadline(of_org uuid, of_person uuid) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select min(greatest(d.since, r.given_at))
        + make_interval(days => coalesce((select p.second_factor_grace_days from tenant.security_policy p where p.org_id = of_org), 14))
    from tenant.person_role r
    join tenant.second_factor_demand d on d.org_id = r.org_id and d.role = r.role
    where r.org_id = of_org and r.person_id = of_person and (r.expires_at is null or r.expires_at > door.now());
end;

-- When the first of what somebody was given ends: a permission, or a role's name without any.
create function door.next_expiry(of_org uuid, of_person uuid) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select least(
        (select min(g.expires_at) from tenant.permission_grant g where g.org_id = of_org and g.person_id = of_person),
        (select min(r.expires_at) from tenant.person_role r where r.org_id = of_org and r.person_id = of_person));
end;

-- The sooner of what was demanded before and is demanded now; null once nothing is.
create function door.sooner(before timestamptz, now timestamptz) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
    select case when now is not null then least(before, now) end;
end;

-- Writes down anew by when the people of an organisation must have one, or one of them.
create function door.compile_demand() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    row_of jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    -- A role that is given once more lengthens nothing; a policy may.
    update door.allow_list l
    set next_expiry = door.next_expiry(l.org_id, l.person_id), second_factor_by = case when tg_op <> 'DELETE' and tg_table_name = 'person_role'
        then door.sooner(l.second_factor_by, door.second_factor_deadline(l.org_id, l.person_id))
        else door.second_factor_deadline(l.org_id, l.person_id) end
    where l.org_id = (row_of ->> 'org_id')::uuid and (tg_table_name <> 'person_role' or l.person_id = (row_of ->> 'person_id')::uuid);
    return null;
end $$;
grant execute on function door.compile_demand to countersign_owner;

-- As before, but for what has ended; with when the first of the rest ends, and by when a second factor is demanded.
create or replace function door.compile_allow_list() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    person record;
begin
    for person in
        select distinct g.org_id, g.person_id
        from (select old.org_id, old.person_id where tg_op <> 'INSERT' union select new.org_id, new.person_id where tg_op <> 'DELETE') g
    loop
        insert into door.allow_list as a (org_id, person_id, permissions, next_expiry, second_factor_by)
        select person.org_id, person.person_id, door.held(person.org_id, person.person_id, at), door.next_expiry(person.org_id, person.person_id),
            door.second_factor_deadline(person.org_id, person.person_id)
        on conflict (org_id, person_id) do update
        set permissions = excluded.permissions, next_expiry = excluded.next_expiry, epoch = a.epoch + 1,
            second_factor_by = door.sooner(a.second_factor_by, excluded.second_factor_by);
    end loop;
    return null;
end $$;

-- As before. A list of which something has ended meanwhile is read from the grants; whoever should have a second factor by now and has none sees who
-- they are and signs out, no more. Setting one up needs no permission.
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
    held text[];
begin
    select s.org_id, s.person_id, s.id, a.expires_at > moment, l.epoch, l.permissions_joined, permission = any (l.permissions), l.next_expiry <= moment,
        l.second_factor_by <= moment
    into opened.org_id, opened.person_id, opened.session_id, is_fresh, opened.epoch, opened.permissions, is_permitted, has_ended, is_demanded
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
    if has_ended then
        held := door.held(opened.org_id, opened.person_id, moment);
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

-- As before; null, and nothing is used up or removed, where a second factor is demanded. The try was a right one.
create or replace function door.remove_totp(
    attempt_id uuid, refresh_hash bytea, credential_changed_at timestamptz, totp_step bigint, recovery_hash text, address text, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    own door.session;
    ended uuid[];
begin
    select s.* into own from door.refresh_token t join door.session s on s.id = t.session_id where t.hash = refresh_hash and s.ended_at is null;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.remove', request_id, address::inet, null);
    if own.id is not null and door.second_factor_deadline(own.org_id, own.person_id) is not null then
        update door.attempt a set org_id = own.org_id, has_succeeded = true where a.id = attempt_id;
        return null;
    end if;
    own := door.prove_holder(attempt_id, refresh_hash, credential_changed_at, totp_step, recovery_hash, at);
    if own.id is null then
        return false;
    end if;
    perform door.set_context(own.org_id, own.person_id, own.id, null, 'totp.remove', request_id, address::inet, null);
    delete from door.totp t where t.org_id = own.org_id and t.person_id = own.person_id;
    delete from door.recovery_code c where c.org_id = own.org_id and c.person_id = own.person_id;
    ended := door.renew_session(own, at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'totp.removed', 'entity', 'person', 'entity_id', own.person_id,
        'detail', jsonb_build_object('ended', ended))));
    return true;
end $$;

-- As before, and by when the caller must have a second factor.
drop function door.own_session();
create function door.own_session() returns table (
    id uuid, created_at timestamptz, authenticated_at timestamptz, expires_at timestamptz, slug text, failed_tries int, failed_last_at timestamptz,
    failed_last_from text, totp_since timestamptz, recovery_codes_left int, second_factor_by timestamptz
)
language plpgsql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return query
        select s.id, s.created_at, s.authenticated_at, s.expires_at, o.slug, s.failed_tries, s.failed_last_at, abbrev(s.failed_last_from),
            (select t.confirmed_at from door.totp t where t.org_id = s.org_id and t.person_id = s.person_id and t.confirmed_at is not null),
            (select count(*)::int from door.recovery_code c where c.org_id = s.org_id and c.person_id = s.person_id and c.used_at is null),
            (select l.second_factor_by from door.allow_list l where l.org_id = s.org_id and l.person_id = s.person_id)
        from door.session s join door.organisation o on o.org_id = s.org_id
        where s.id = actor.session_id and s.org_id = actor.org_id;
end $$;

-- How many people of the caller's organisation must have a second factor, and how many of them have none yet.
create function door.second_factor_standing(out concerned int, out without int)
language sql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
begin atomic
    select count(*)::int, (count(*) filter (where not door.has_second_factor(l.org_id, l.person_id)))::int
    from door.allow_list l join tenant.person p on p.org_id = l.org_id and p.id = l.person_id
    where l.org_id = door.org_id() and l.second_factor_by is not null and p.is_active;
end;
grant execute on function door.own_session, door.second_factor_standing to countersign_tenant;

set local role countersign_owner;
create trigger compile_demand after insert or delete on tenant.second_factor_demand for each row execute function door.compile_demand();
create trigger compile_demand after insert or update or delete on tenant.person_role for each row execute function door.compile_demand();
create trigger compile_demand after update on tenant.security_policy for each row
    when (old.second_factor_grace_days <> new.second_factor_grace_days) execute function door.compile_demand();
