-- A grant may end: from that moment its permission opens nothing, and within a minute the worker takes it out of the list and tells it.
set local role countersign_door;

alter table door.allow_list add column next_expiry timestamptz;
create index access_secret_session on door.access_secret (session_id);
create index allow_list_expiry on door.allow_list (next_expiry) where next_expiry is not null;
comment on column door.allow_list.next_expiry is 'When the first of its grants ends; from then on the list is read from the grants until the worker has written it anew.';

-- What a person holds at a moment, by the grants; under the organisation's context.
create function door.held(of_org uuid, of_person uuid, at timestamptz) returns text[]
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select array(
        select distinct g.permission from tenant.permission_grant g
        where g.org_id = of_org and g.person_id = of_person and (g.expires_at is null or g.expires_at > at)
        order by g.permission);
end;

-- As before; a list of which something has ended meanwhile is read from the grants.
create or replace function door.job_rights(of_ticket text, permission text, out opened door.opened, out subject_id uuid, out asked jsonb)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    job door.job;
    held text[];
begin
    select j.* into job from door.job j where j.ticket_hash = sha256(convert_to(of_ticket, 'utf8')) and j.state = 'running';
    if not found then
        raise exception 'no such ticket' using errcode = 'CS499';
    end if;
    opened.at := door.now();
    opened.org_id := job.org_id;
    opened.person_id := job.person_id;
    opened.session_id := job.session_id;
    subject_id := job.subject_id;
    asked := job.asked;
    perform door.set_context(job.org_id, job.person_id, job.session_id, null, permission, job.request_id, job.network, null);
    perform from door.session s
    join door.organisation o on o.org_id = s.org_id
    join tenant.person p on p.org_id = s.org_id and p.id = s.person_id
    where s.id = job.session_id and (s.ended_because is null or s.ended_because in ('signed_out', 'expired'))
      and o.suspended_at is null and p.is_active;
    if not found then
        raise exception 'whoever asked may not any more' using errcode = 'CS401';
    end if;
    select l.epoch, case when l.next_expiry <= opened.at then door.held(job.org_id, job.person_id, opened.at) else l.permissions end
    into opened.epoch, held
    from door.allow_list l
    where l.org_id = job.org_id and l.person_id = job.person_id;
    opened.permissions := door.joined(held);
    if permission = any (held) is not true then
        raise exception 'permission % is missing', permission using errcode = 'CS403';
    end if;
    perform door.set_context(job.org_id, job.person_id, job.session_id, opened.epoch, permission, job.request_id, job.network, null);
end $$;

-- Whether the caller holds a permission at this moment; rules that stand in triggers ask it.
create function door.may(code text) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return exists (
        select from door.allow_list l
        where l.org_id = actor.org_id and l.person_id = actor.person_id
          and code = any (case when l.next_expiry <= actor.at then door.held(l.org_id, l.person_id, actor.at) else l.permissions end));
end $$;

-- Whoever's rights have changed shows a new token from the next request on (ASVS 7.2.4); they stay signed in.
create function door.renew_access(of_person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    delete from door.access_secret a
    using door.session s
    where s.id = a.session_id and s.org_id = actor.org_id and s.person_id = of_person and s.ended_at is null;
end $$;

-- Tells somebody of the caller's organisation by mail what concerns their rights, to the address that they have at this moment.
create function door.mail_of_rights(of_person uuid, mail_id uuid, kind text, facts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if kind not in ('rights_changed', 'grant_waiting', 'factor_reset_asked', 'factor_reset_waiting', 'factor_reset_done') then
        raise exception 'no such mail' using errcode = 'check_violation';
    end if;
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select mail_id, actor.org_id, p.id, p.email, mail_of_rights.kind, mail_of_rights.facts, actor.request_id, actor.at, actor.at + interval '3 days', actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = of_person and p.is_active;
end $$;
grant execute on function door.may, door.renew_access, door.mail_of_rights to countersign_tenant;

-- Takes out what has ended, person by person, and tells it in their organisation's trail.
create function door.end_grants(people_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    person record;
    ended text[];
    count int := 0;
begin
    for person in
        select l.org_id, l.person_id from door.allow_list l where l.next_expiry <= at order by l.next_expiry limit people_max for update skip locked
    loop
        perform door.set_context(person.org_id, null, null, null, 'grant.end', uuidv7(), null, 'worker');
        with gone as (
            delete from tenant.permission_grant g
            where g.org_id = person.org_id and g.person_id = person.person_id and g.expires_at <= at
            returning g.permission
        )
        select array_agg(distinct gone.permission order by gone.permission) into ended from gone;
        delete from tenant.person_role r where r.org_id = person.org_id and r.person_id = person.person_id and r.expires_at <= at;
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.grants_ended', 'entity', 'person', 'entity_id', person.person_id,
            'detail', jsonb_build_object('permissions', coalesce(ended, '{}')))));
        count := count + 1;
    end loop;
    return count;
end $$;
grant execute on function door.end_grants to countersign_worker;

set local role countersign_owner;
