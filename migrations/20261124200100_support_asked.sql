-- What an operator asks for, opens and gives back happens in the organisation's home on the directory's sealed word alone, and is told there: in the trail
-- and by mail. What opens anything is known by its hash, lives five minutes and dies with the access.
set local role countersign_door;

create table door.support_secret (
    hash bytea primary key check (octet_length(hash) = 32),
    org_id uuid not null references door.organisation,
    access_id uuid not null,
    expires_at timestamptz not null
);
create index support_secret_access on door.support_secret (org_id, access_id);
alter table door.support_secret enable row level security;
comment on table door.support_secret is 'The hash of what an operator shows to read as support: not of a person''s sign-in, and no refresh token is behind it.';

create table door.support_use (
    org_id uuid not null references door.organisation,
    access_id uuid not null,
    reads int not null default 0,
    last_read_at timestamptz not null,
    last_read text not null,
    primary key (org_id, access_id)
);
alter table door.support_use enable row level security;
comment on table door.support_use is 'How often something was read under an access, and what last; the trail has each.';

create table door.support_read (
    org_id uuid not null references door.organisation,
    access_id uuid not null,
    request_id uuid not null,
    permission text not null,
    noted_at timestamptz not null,
    primary key (org_id, access_id, request_id, permission)
);
alter table door.support_read enable row level security;
comment on table door.support_read is 'Reads that the trail has: no transaction of support begins that is not noted here first.';

-- Tells the trail of the context''s organisation, and by mail whoever may agree.
create function door.tell_support(access tenant.support_access, action text, detail jsonb, mail_kind text, facts jsonb, mail_life interval) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', tell_support.action, 'entity', 'support_access', 'entity_id', access.id,
        'detail', jsonb_strip_nulls(jsonb_build_object('operator_id', access.operator_id) || tell_support.detail))));
    if mail_kind is null then
        return;
    end if;
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), p.org_id, p.id, p.email, mail_kind,
        jsonb_build_object('at', actor.at, 'operator', access.operator_name, 'email', access.operator_email, 'reason', access.reason,
            'minutes', access.minutes) || jsonb_strip_nulls(jsonb_build_object('ticket', access.ticket)) || tell_support.facts,
        actor.request_id, actor.at, actor.at + mail_life, actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.is_active
      and exists (
        select from tenant.permission_grant g
        where g.org_id = p.org_id and g.person_id = p.id and g.permission = 'support_access.approve' and (g.expires_at is null or g.expires_at > actor.at))
    order by p.id
    limit 20;
end $$;

-- Puts the wish of an operator before the organisation, once; answers until when it waits, null where it does not live here.
create function door.ask_support(
    access_id uuid, of_org uuid, operator_id uuid, operator_name text, operator_email text, minutes int, ticket text, reason text, seal bytea,
    request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    life constant interval := '24 hours';
    said text := jsonb_build_array('support.ask', access_id, of_org, operator_id, operator_name, operator_email, minutes, ticket, reason)::text;
    access tenant.support_access;
begin
    if not door.is_sealed_word(said, seal) then
        raise exception 'nobody asked this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return null;
    elsif door.is_suspended(of_org) then
        raise exception 'it is suspended' using errcode = 'check_violation', constraint = 'support_access_suspended';
    end if;
    perform door.set_context(of_org, null, null, null, 'platform.support_request', ask_support.request_id, null, 'operator');
    select a.* into access from tenant.support_access a where a.org_id = of_org and a.id = access_id;
    if not found then
        if exists (
            select from tenant.support_access a
            where a.org_id = of_org and a.operator_id = ask_support.operator_id
              and tenant.support_stands(a.state, a.expires_at, a.open_by, a.closes_at) in ('waiting', 'approved', 'open'))
        then
            raise exception 'one waits or is open' using errcode = 'check_violation', constraint = 'support_access_live';
        end if;
        insert into tenant.support_access (org_id, id, operator_id, operator_name, operator_email, reason, ticket, minutes, state, asked_at, expires_at)
        values (of_org, access_id, ask_support.operator_id, ask_support.operator_name, ask_support.operator_email, ask_support.reason,
            ask_support.ticket, ask_support.minutes, 'waiting', at, at + life)
        returning * into access;
        perform door.tell_support(access, 'support_access.asked',
            jsonb_build_object('reason', access.reason, 'ticket', access.ticket, 'minutes', access.minutes),
            'support_asked', jsonb_build_object('until', access.expires_at), life);
    end if;
    perform set_config('door.context', '', true);
    return access.expires_at;
end $$;

-- Opens what was agreed to, or goes on in it, and lets one secret in that lives five minutes. No row where there is none of this operator.
create function door.open_support(access_id uuid, of_org uuid, operator_id uuid, secret_hash bytea, seal bytea, request_id uuid)
returns table (state text, closes_at timestamptz, secret_expires_at timestamptz, at timestamptz, slug text, organisation text, permissions text[])
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    moment timestamptz := door.now();
    secrets_max constant int := 20;
    access tenant.support_access;
begin
    if not door.is_sealed_word(jsonb_build_array('support.open', access_id, of_org, operator_id, encode(secret_hash, 'hex'))::text, seal) then
        raise exception 'nobody asked this' using errcode = 'CS403';
    elsif door.is_suspended(of_org) then
        raise exception 'it is suspended' using errcode = 'check_violation', constraint = 'support_access_suspended';
    end if;
    perform door.set_context(of_org, null, null, null, 'platform.support_use', open_support.request_id, null, 'operator');
    select a.* into access
    from tenant.support_access a
    where a.org_id = of_org and a.id = open_support.access_id and a.operator_id = open_support.operator_id
    for update;
    if not found then
        return;
    end if;
    state := tenant.support_stands(access.state, access.expires_at, access.open_by, access.closes_at);
    if state = 'approved' then
        update tenant.support_access a
        set state = 'open', opened_at = moment, closes_at = moment + make_interval(mins => a.minutes), revision = a.revision + 1
        where a.org_id = of_org and a.id = access.id
        returning a.* into access;
        state := access.state;
        perform door.tell_support(access, 'support_access.opened', jsonb_build_object('closes_at', access.closes_at), 'support_opened',
            jsonb_build_object('until', access.closes_at), interval '1 day');
    end if;
    if state = 'open' then
        delete from door.support_secret s where s.org_id = of_org and s.access_id = access.id and s.expires_at <= moment;
        delete from door.support_secret s where s.hash in (
            select o.hash from door.support_secret o where o.org_id = of_org and o.access_id = access.id order by o.expires_at desc offset secrets_max - 1);
        secret_expires_at := least(moment + interval '5 minutes', access.closes_at);
        insert into door.support_secret (hash, org_id, access_id, expires_at)
        values (secret_hash, of_org, access.id, secret_expires_at)
        on conflict (hash) do nothing;
        closes_at := access.closes_at;
        at := moment;
        slug := (select o.slug from door.organisation o where o.org_id = of_org);
        organisation := (select t.name from tenant.organisation t where t.org_id = of_org);
        permissions := array(select p.code from reference.support_permission p order by p.code);
    end if;
    perform set_config('door.context', '', true);
    return next;
end $$;

-- Gives it back, or takes back what waits; says how it stands after. Null where there is none of this operator.
create function door.leave_support(access_id uuid, of_org uuid, operator_id uuid, seal bytea, request_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    moment timestamptz := door.now();
    stands text;
    access tenant.support_access;
begin
    if not door.is_sealed_word(jsonb_build_array('support.leave', access_id, of_org, operator_id)::text, seal) then
        raise exception 'nobody asked this' using errcode = 'CS403';
    end if;
    perform door.set_context(of_org, null, null, null, 'platform.support_use', leave_support.request_id, null, 'operator');
    select a.* into access
    from tenant.support_access a
    where a.org_id = of_org and a.id = leave_support.access_id and a.operator_id = leave_support.operator_id
    for update;
    if not found then
        perform set_config('door.context', '', true);
        return null;
    end if;
    stands := tenant.support_stands(access.state, access.expires_at, access.open_by, access.closes_at);
    if stands in ('waiting', 'approved', 'open') then
        update tenant.support_access a
        set state = case stands when 'waiting' then 'withdrawn' else 'ended' end, ended_at = moment, ended_because = 'given_back', revision = a.revision + 1
        where a.org_id = of_org and a.id = access.id
        returning a.* into access;
        delete from door.support_secret s where s.org_id = of_org and s.access_id = access.id;
        perform door.tell_support(access, 'support_access.left', jsonb_build_object('reads', (
            select u.reads from door.support_use u where u.org_id = of_org and u.access_id = access.id)), null, null, null);
        stands := access.state;
    end if;
    perform set_config('door.context', '', true);
    return stands;
end $$;

-- How what operators asked for stands: what they must know to go on, and no row of the organisation.
create function door.supports_at_a_glance(of_orgs uuid[], of_accesses uuid[])
returns table (access_id uuid, state text, expires_at timestamptz, open_by timestamptz, opened_at timestamptz, closes_at timestamptz, ended_at timestamptz,
    ended_because text, decision_reason text, reads int)
language plpgsql security definer rows 20 set search_path = pg_catalog, pg_temp as $$
declare
    wanted record;
begin
    for wanted in select o.org_id, o.id from unnest(of_orgs, of_accesses) o (org_id, id) limit 201 loop
        perform door.set_context(wanted.org_id, null, null, null, 'platform.tenant_read', uuidv7(), null, 'operator');
        return query
            select a.id, tenant.support_stands(a.state, a.expires_at, a.open_by, a.closes_at), a.expires_at, a.open_by, a.opened_at, a.closes_at,
                coalesce(a.ended_at, case when a.closes_at <= door.now() then a.closes_at end), a.ended_because, a.decision_reason, coalesce(u.reads, 0)
            from tenant.support_access a
            left join door.support_use u on u.org_id = a.org_id and u.access_id = a.id
            where a.org_id = wanted.org_id and a.id = wanted.id;
    end loop;
    perform set_config('door.context', '', true);
end $$;
grant execute on function door.ask_support, door.open_support, door.leave_support, door.supports_at_a_glance to countersign_operator;

set local role countersign_owner;
