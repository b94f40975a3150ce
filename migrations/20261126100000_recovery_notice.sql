-- The last owner is brought back only where the notice came through: the letters left three days before, and neither the password nor the domain of the
-- address is another since. Whoever was let in before there was this may see and stop it, too.
set local role countersign_owner;
alter table tenant.owner_recovery drop constraint owner_recovery_ended_because_check;
alter table tenant.owner_recovery add constraint owner_recovery_ended_because_check check (
    ended_because in ('owner_signed_in', 'by_link', 'by_organisation', 'by_operator', 'suspended', 'not_alone', 'account_changed'));

-- What their roles are since made of. Which organisations there are the door alone knows; the rows of each are under its own context, and its trail says so.
do $$
declare
    orgs uuid[];
    org uuid;
begin
    set local role countersign_door;
    orgs := array(select o.org_id from door.organisation o order by o.org_id);
    set local role countersign_owner;
    foreach org in array orgs loop
        perform door.begin_system(org, 'migration');
        insert into tenant.permission_grant (org_id, person_id, permission, source, granted_at)
        select r.org_id, r.person_id, t.permission, r.role, door.now()
        from tenant.person_role r
        join reference.role_template t on t.role = r.role and t.permission in ('owner_recovery.view', 'owner_recovery.stop')
        where r.org_id = org
        on conflict do nothing;
    end loop;
end $$;

set local role countersign_door;

-- Whether the owner, and somebody else where there is anybody, were told long enough before: their letters left, and so many hours went by.
create function door.was_told(recovery tenant.owner_recovery, by_when timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
            select from door.mail m
            where m.org_id = (recovery).org_id and m.kind = 'owner_recovery_own' and m.asked_at = (recovery).asked_at and m.state = 'sent'
              and m.ended_at <= by_when)
        and (exists (
            select from door.mail m
            where m.org_id = (recovery).org_id and m.kind = 'owner_recovery_begun' and m.asked_at = (recovery).asked_at and m.state = 'sent'
              and m.ended_at <= by_when)
        or not exists (
            select from door.mail m
            where m.org_id = (recovery).org_id and m.kind = 'owner_recovery_begun' and m.asked_at = (recovery).asked_at));
end;

-- Whether whoever is to be let in signs in as they did when it began: with that password, and by an address of that domain.
create function door.is_as_begun(recovery tenant.owner_recovery) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select not exists (
            select from door.credential c
            where c.org_id = (recovery).org_id and c.person_id = (recovery).person_id and c.changed_at >= (recovery).asked_at)
        and exists (
            select from tenant.person p
            where p.org_id = (recovery).org_id and p.id = (recovery).person_id and split_part(p.email, '@', 2) = (recovery).domain);
end;

-- As before, and what the directory did not keep ends when it begins another.
create or replace function door.begin_owner_recovery(
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
    -- Not against whoever only refers to it: a session that opens and a letter that is written wait for nobody here.
    perform from door.organisation o where o.org_id = of_org for no key update;
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
        -- One lives at a time, says the directory: of any other it knows no more.
        perform door.stop_recovery(of_org, r.id, 'by_operator', jsonb_build_object('operator_id', begin_owner_recovery.operator_id))
        from tenant.owner_recovery r
        where r.org_id = of_org and r.state = 'waiting';
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

-- As before; `untold` where the letters did not leave in time. It stops, too, where whoever is to be let in is not who they were by password or domain.
create or replace function door.complete_owner_recovery(recovery_id uuid, of_org uuid, operator_id uuid, seal bytea, request_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    owner_id uuid;
    recovery tenant.owner_recovery;
    stands text;
    because text;
    ended uuid[];
    by_operator jsonb := jsonb_build_object('operator_id', complete_owner_recovery.operator_id);
begin
    if not door.is_sealed_word(jsonb_build_array('recovery.complete', recovery_id, of_org, operator_id)::text, seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for no key update;
    perform door.set_context(of_org, null, null, null, 'platform.tenant_resume', complete_owner_recovery.request_id, null, 'operator');
    select r.person_id into owner_id from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id;
    -- The password before the recovery, as a sign-in takes them: one that completes at this moment stops it, or finds no factor.
    perform from door.credential c where c.org_id = of_org and c.person_id = owner_id for update;
    select r.* into recovery from tenant.owner_recovery r where r.org_id = of_org and r.id = recovery_id for update;
    stands := tenant.owner_recovery_stands(recovery.state, recovery.lapses_at);
    because := case
        when stands is distinct from 'waiting' then null
        when door.is_suspended(of_org) or exists (
            select from door.standing_change c where c.org_id = of_org and c.act in ('suspend', 'delete') and c.carried_out_at >= recovery.asked_at)
        then 'suspended'
        when not door.governs_alone(of_org, owner_id) then 'not_alone'
        when not door.is_as_begun(recovery) then 'account_changed'
    end;
    if because is not null then
        perform door.stop_recovery(of_org, recovery_id, because, by_operator);
        stands := 'stopped';
    elsif stands = 'waiting' and recovery.takes_effect_at <= at and not door.was_told(recovery, at - interval '72 hours') then
        stands := 'untold';
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

set local role countersign_owner;
