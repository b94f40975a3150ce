-- What a home does of a recovery: it begins, is stopped and completed on the directory's sealed word, stopped by the owner's link or their sign-in, and told
-- to everybody each time. The link is known by its hash and dies with what it stops.
set local role countersign_door;

create table door.owner_recovery_link (
    hash bytea primary key check (octet_length(hash) = 32),
    org_id uuid not null references door.organisation,
    recovery_id uuid not null
);
create index owner_recovery_link_recovery on door.owner_recovery_link (org_id, recovery_id);
alter table door.owner_recovery_link enable row level security;
comment on table door.owner_recovery_link is 'The hash of the link by which the owner stops what is done in their name; it signs nobody in.';

-- Removes what a person signs in with beside the password, and ends whatever was opened or begun with it; says which sign-ins.
create function door.take_factors(of_org uuid, of_person uuid, at timestamptz) returns uuid[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    ended uuid[];
begin
    -- The password first, as wherever a factor is used or changed: a sign-in that completes at this moment is seen below, or finds no factor.
    perform from door.credential c where c.org_id = of_org and c.person_id = of_person for update;
    delete from door.totp t where t.org_id = of_org and t.person_id = of_person;
    delete from door.passkey k where k.org_id = of_org and k.person_id = of_person;
    delete from door.recovery_code c where c.org_id = of_org and c.person_id = of_person;
    -- One that is locked completes at this moment, and waits for the password.
    update door.sign_in i set ended_at = at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = of_org and s.person_id = of_person and s.ended_at is null
        for update skip locked);
    with gone as (
        update door.session s set ended_at = at, ended_because = 'second_factor_changed'
        where s.org_id = of_org and s.person_id = of_person and s.ended_at is null
          and s.expires_at > at and s.last_used_at + s.idle_limit > at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    delete from door.known_device d where d.org_id = of_org and d.person_id = of_person;
    return ended;
end $$;

-- As before.
create or replace function door.remove_factors() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    if new.org_id is distinct from actor.org_id or new.decided_by is distinct from actor.person_id or new.decided_by in (new.asked_by, new.person_id) then
        raise exception 'a second factor is reset by two others' using errcode = 'check_violation', constraint = 'factor_reset_second_person';
    end if;
    ended := door.take_factors(new.org_id, new.person_id, actor.at);
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.second_factor_removed', 'entity', 'person',
        'entity_id', new.person_id, 'detail', jsonb_build_object('factor_reset_id', new.id, 'ended', ended))));
    return null;
end $$;

-- Whether nobody else who is active could agree to guarded rights: nobody of the organisation can help this person then.
create function door.governs_alone(of_org uuid, of_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(array_agg(distinct g.person_id) = array[of_person], false)
    from tenant.permission_grant g join tenant.person p on p.org_id = g.org_id and p.id = g.person_id
    where g.org_id = of_org and g.permission = 'grant.approve' and (g.expires_at is null or g.expires_at > door.now()) and p.is_active;
end;

-- Mails everybody of the organisation what becomes of a recovery, but the one who gets a letter of their own.
create function door.mail_recovery(recovery tenant.owner_recovery, mail_kind text, life interval, but_person uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    told_max constant int := 20000;
begin
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), p.org_id, p.id, p.email, mail_kind, door.facts_of_recovery(recovery, p.id), actor.request_id, actor.at, actor.at + life, actor.at
    from tenant.person p
    where p.org_id = recovery.org_id and p.is_active and p.id is distinct from but_person
    order by p.id
    limit told_max;
end $$;

-- What a letter to somebody says of it.
create function door.facts_of_recovery(recovery tenant.owner_recovery, of_reader uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select jsonb_strip_nulls(jsonb_build_object('at', (recovery).asked_at, 'operator', (recovery).operator_name, 'email', (recovery).operator_email,
        'reason', (recovery).reason, 'ticket', (recovery).ticket, 'domain', (recovery).domain, 'takes_effect_at', (recovery).takes_effect_at,
        'lapses_at', (recovery).lapses_at, 'ended_at', (recovery).ended_at, 'because', (recovery).ended_because,
        'is_own', of_reader = (recovery).person_id,
        'owner', (select p.name from tenant.person p where p.org_id = (recovery).org_id and p.id = (recovery).person_id),
        'by', (select p.name from tenant.person p where p.org_id = (recovery).org_id and p.id = (recovery).ended_by)));
end;

-- Whatever ends one tells everybody who was told of it, and the link opens nothing any more.
create function door.tell_recovery_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from door.owner_recovery_link l where l.org_id = new.org_id and l.recovery_id = new.id;
    if new.state <> 'lapsed' then
        perform door.mail_recovery(new, 'owner_recovery_' || new.state, interval '7 days', null);
    end if;
    return null;
end $$;
grant execute on function door.tell_recovery_ended to countersign_owner;

-- Says in the trail of the context's organisation what became of one.
create function door.record_recovery(recovery tenant.owner_recovery, action text, detail jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', record_recovery.action, 'entity', 'owner_recovery',
        'entity_id', recovery.id, 'detail', jsonb_strip_nulls(record_recovery.detail))));
end $$;

-- Stops one that waits, for this reason; nothing else ever happens to it.
create function door.stop_recovery(of_org uuid, of_recovery uuid, because text, detail jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    stopped tenant.owner_recovery;
begin
    update tenant.owner_recovery r
    set state = 'stopped', ended_at = door.now(), ended_because = because, revision = r.revision + 1
    where r.org_id = of_org and r.id = of_recovery and r.state = 'waiting' and r.lapses_at > door.now()
    returning r.* into stopped;
    if not found then
        return false;
    end if;
    perform door.record_recovery(stopped, 'owner_recovery.stopped', detail || jsonb_build_object('because', because));
    return true;
end $$;

-- Begins it, once; answers from when on it may be completed, null where the organisation does not live here. The address is of the last who governs, who is
-- active and has a second factor, or one refusal says that it is not.
create function door.begin_owner_recovery(
    recovery_id uuid, of_org uuid, operator_id uuid, operator_name text, operator_email text, owner_email text, domain text, reason text, ticket text,
    delay_hours int, link_hash bytea, mail_id uuid, mail_key text, mail_sealed bytea, seal bytea, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    said text := jsonb_build_array('recovery.begin', recovery_id, of_org, operator_id, operator_name, operator_email, owner_email, domain, reason, ticket,
        delay_hours)::text;
    owner_id uuid;
    recovery tenant.owner_recovery;
begin
    if not door.is_sealed_word(said, seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return null;
    end if;
    perform door.set_context(of_org, null, null, null, 'platform.tenant_resume', begin_owner_recovery.request_id, null, 'operator');
    select r.* into recovery from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id;
    if not found then
        update tenant.owner_recovery r set state = 'lapsed', ended_at = r.lapses_at, revision = r.revision + 1
        where r.org_id = of_org and r.state = 'waiting' and r.lapses_at <= at;
        select p.id into owner_id
        from tenant.person p
        where p.org_id = of_org and p.email = lower(owner_email) and split_part(p.email, '@', 2) = begin_owner_recovery.domain and p.is_active
          and door.governs_alone(of_org, p.id) and door.has_second_factor(of_org, p.id);
        if owner_id is null or door.is_suspended(of_org) then
            raise exception 'nobody to recover' using errcode = 'check_violation', constraint = 'owner_recovery_impossible';
        end if;
        insert into tenant.owner_recovery (org_id, id, person_id, operator_id, operator_name, operator_email, domain, reason, ticket, state, asked_at,
            takes_effect_at, lapses_at)
        values (of_org, recovery_id, owner_id, begin_owner_recovery.operator_id, begin_owner_recovery.operator_name, begin_owner_recovery.operator_email,
            begin_owner_recovery.domain, begin_owner_recovery.reason, begin_owner_recovery.ticket, 'waiting', at,
            at + make_interval(hours => delay_hours), at + make_interval(hours => delay_hours) + interval '168 hours')
        returning * into recovery;
        insert into door.owner_recovery_link (hash, org_id, recovery_id) values (link_hash, of_org, recovery.id);
        insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
        select mail_id, p.org_id, p.id, p.email, 'owner_recovery_own', door.facts_of_recovery(recovery, p.id), mail_key, mail_sealed,
            begin_owner_recovery.request_id, at, recovery.lapses_at, at
        from tenant.person p where p.org_id = of_org and p.id = owner_id;
        perform door.mail_recovery(recovery, 'owner_recovery_begun', recovery.lapses_at - at, owner_id);
        perform door.record_recovery(recovery, 'owner_recovery.begun', jsonb_build_object('operator_id', recovery.operator_id, 'person_id', owner_id,
            'domain', recovery.domain, 'reason', recovery.reason, 'ticket', recovery.ticket, 'takes_effect_at', recovery.takes_effect_at));
    end if;
    perform set_config('door.context', '', true);
    return recovery.takes_effect_at;
end $$;

-- Stops it on the word of an operator; says how it stands after, null where there is none.
create function door.stop_owner_recovery(recovery_id uuid, of_org uuid, operator_id uuid, seal bytea, request_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    stands text;
begin
    if not door.is_sealed_word(jsonb_build_array('recovery.stop', recovery_id, of_org, operator_id)::text, seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform door.set_context(of_org, null, null, null, 'platform.tenant_resume', stop_owner_recovery.request_id, null, 'operator');
    perform door.stop_recovery(of_org, recovery_id, 'by_operator', jsonb_build_object('operator_id', stop_owner_recovery.operator_id));
    select tenant.owner_recovery_stands(r.state, r.lapses_at) into stands from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id;
    perform set_config('door.context', '', true);
    return stands;
end $$;

-- Completes it once its time has come: removes the owner's second factor and ends their sign-ins. Says how it stands: `waiting` is too early. Where somebody
-- else governs by now, or the organisation was closed meanwhile and so nobody could stop it, it stops here.
create function door.complete_owner_recovery(recovery_id uuid, of_org uuid, operator_id uuid, seal bytea, request_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    owner_id uuid;
    recovery tenant.owner_recovery;
    stands text;
    ended uuid[];
    by_operator jsonb := jsonb_build_object('operator_id', complete_owner_recovery.operator_id);
begin
    if not door.is_sealed_word(jsonb_build_array('recovery.complete', recovery_id, of_org, operator_id)::text, seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    perform door.set_context(of_org, null, null, null, 'platform.tenant_resume', complete_owner_recovery.request_id, null, 'operator');
    select r.person_id into owner_id from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id;
    -- The password before the recovery, as a sign-in takes them: one that completes at this moment stops it, or finds no factor.
    perform from door.credential c where c.org_id = of_org and c.person_id = owner_id for update;
    select r.* into recovery from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id for update;
    stands := tenant.owner_recovery_stands(recovery.state, recovery.lapses_at);
    if stands = 'waiting' and (door.is_suspended(of_org) or exists (
        select from door.standing_change c where c.org_id = of_org and c.act in ('suspend', 'delete') and c.carried_out_at >= recovery.asked_at))
    then
        perform door.stop_recovery(of_org, recovery_id, 'suspended', by_operator);
        stands := 'stopped';
    elsif stands = 'waiting' and not door.governs_alone(of_org, owner_id) then
        perform door.stop_recovery(of_org, recovery_id, 'not_alone', by_operator);
        stands := 'stopped';
    elsif stands = 'waiting' and recovery.takes_effect_at <= at then
        ended := door.take_factors(of_org, owner_id, at);
        update tenant.owner_recovery r set state = 'completed', ended_at = at, revision = r.revision + 1
        where r.org_id = of_org and r.id = recovery_id
        returning r.* into recovery;
        perform door.record_recovery(recovery, 'owner_recovery.completed', by_operator || jsonb_build_object('person_id', owner_id));
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.second_factor_removed', 'entity', 'person',
            'entity_id', owner_id, 'detail', jsonb_build_object('owner_recovery_id', recovery_id, 'ended', ended))));
        stands := recovery.state;
    end if;
    perform set_config('door.context', '', true);
    return stands;
end $$;

-- How it stands, for operators; no row of the organisation.
create function door.owner_recovery_at_a_glance(recovery_id uuid, of_org uuid) returns table (
    state text, takes_effect_at timestamptz, lapses_at timestamptz, ended_at timestamptz, ended_because text
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    perform door.set_context(of_org, null, null, null, 'platform.tenant_read', uuidv7(), null, 'operator');
    return query
        select tenant.owner_recovery_stands(r.state, r.lapses_at), r.takes_effect_at, r.lapses_at, r.ended_at, r.ended_because
        from tenant.owner_recovery r
        where r.org_id = of_org and r.id = recovery_id;
    perform set_config('door.context', '', true);
end $$;
grant execute on function door.begin_owner_recovery, door.stop_owner_recovery, door.complete_owner_recovery, door.owner_recovery_at_a_glance
    to countersign_operator;

-- Stops it by the link in the owner's mailbox; no row where that opens nothing.
create function door.stop_owner_recovery_by_link(link_hash bytea, address text, request_id uuid) returns table (
    slug text, organisation_name text, person_name text
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    link door.owner_recovery_link;
    owner_id uuid;
begin
    select l.* into link from door.owner_recovery_link l where l.hash = link_hash;
    if not found then
        return;
    end if;
    perform door.set_context(link.org_id, null, null, null, 'owner_recovery_link.stop', stop_owner_recovery_by_link.request_id, address::inet, 'link');
    select r.person_id into owner_id from tenant.owner_recovery r where r.org_id = link.org_id and r.id = link.recovery_id;
    perform door.set_context(link.org_id, owner_id, null, null, 'owner_recovery_link.stop', stop_owner_recovery_by_link.request_id, address::inet, 'link');
    if door.stop_recovery(link.org_id, link.recovery_id, 'by_link', '{}') then
        return query
            select o.slug, t.name, p.name
            from door.organisation o
            join tenant.organisation t on t.org_id = o.org_id
            join tenant.person p on p.org_id = o.org_id and p.id = owner_id
            where o.org_id = link.org_id;
    end if;
    perform set_config('door.context', '', true);
end $$;
grant execute on function door.stop_owner_recovery_by_link to countersign_sign_in;

-- Whoever signs in has what it takes: as long as there is a second factor, no session opens without it. So what is done in their name stops.
create function door.stop_recovery_at_sign_in(of_org uuid, of_person uuid, by_session uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform door.stop_recovery(r.org_id, r.id, 'owner_signed_in', jsonb_build_object('session_id', by_session))
    from tenant.owner_recovery r
    where r.org_id = of_org and r.person_id = of_person and r.state = 'waiting';
end $$;

-- As before, and stops a recovery of whoever signs in: every way in opens its session here.
create or replace function door.insert_session(
    attempt_id uuid, org_id uuid, person_id uuid, session_id uuid, access_hash bytea, access_life interval, refresh_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, at timestamptz, device_before bytea, device_after bytea
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    account bytea;
    before timestamptz;
    failed record;
    policy record;
begin
    update door.attempt a set org_id = insert_session.org_id, has_succeeded = true where a.id = attempt_id returning a.account_hash into account;
    select max(s.created_at) into before from door.session s where s.org_id = insert_session.org_id and s.person_id = insert_session.person_id;
    select count(*) as tries, max(f.attempted_at) as last_at, (array_agg(f.network order by f.attempted_at desc))[1] as last_from into failed
    from (
        select a.attempted_at, a.network from door.attempt a
        where a.account_hash = account and not a.has_succeeded and (before is null or a.attempted_at > before)
        order by a.attempted_at desc
        limit 1000
    ) f;
    select make_interval(mins => p.idle_minutes) as idle, make_interval(mins => p.lifetime_minutes) as life into policy from tenant.security_policy p;
    insert into door.session (id, org_id, person_id, created_at, last_used_at, idle_limit, expires_at, network, device, failed_tries, failed_last_at,
        failed_last_from)
    values (insert_session.session_id, insert_session.org_id, insert_session.person_id, at, at, least(insert_session.idle_limit, policy.idle),
            at + least(lifetime, policy.life), address::inet, left(insert_session.device, 300), failed.tries, failed.last_at,
            nullif(failed.last_from, '0.0.0.0'::inet));
    insert into door.access_secret (hash, session_id, expires_at) values (access_hash, insert_session.session_id, at + access_life);
    insert into door.refresh_token (hash, session_id, issued_at) values (refresh_hash, insert_session.session_id, at);
    delete from door.guarded_account g where g.org_id = insert_session.org_id and g.person_id = insert_session.person_id;
    if device_after is not null and account is not null then
        perform door.know_device(device_before, device_after, insert_session.org_id, insert_session.person_id, account, insert_session.session_id, address,
            insert_session.device, at);
    end if;
    perform door.stop_recovery_at_sign_in(insert_session.org_id, insert_session.person_id, insert_session.session_id);
end $$;

set local role countersign_owner;
create trigger tell_ended after update of state on tenant.owner_recovery
    for each row when (old.state = 'waiting' and new.state <> 'waiting') execute function door.tell_recovery_ended();
