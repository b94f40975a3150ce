-- Two operators may delete an organisation: from then on it lets nobody in, and what is in it goes when its time has come, seven days later at the earliest.
-- One operator alone undoes that until then. The home takes neither but on the directory's sealed word, and reckons the time by its own clock.
set local role countersign_door;

alter table door.organisation
    add column deletes_at timestamptz,
    add column deletion_began_at timestamptz,
    add column suspended_before timestamptz,
    add constraint organisation_deletion_check check (
        (deletes_at is null) = (deletion_began_at is null) and (deletes_at is null or suspended_at is not null)
        and (suspended_before is null or deletes_at is not null)
        and deletes_at >= deletion_began_at + interval '168 hours');
comment on column door.organisation.deletes_at is 'When what is in it begins to go; until then it may be restored.';
comment on column door.organisation.suspended_before is 'Since when it was suspended when its deletion began; restored, it is so again.';

alter table door.standing_change
    drop constraint standing_change_act_check,
    add constraint standing_change_act_check check (act in ('suspend', 'resume', 'delete', 'restore')),
    drop constraint standing_change_by_two,
    add constraint standing_change_by_two check (act = 'restore' or carried_out_by <> asked_by);

-- Whether the directory said this.
create function door.is_sealed_word(said text, seal bytea) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(seal = (select sha256(k.secret || sha256(k.secret || convert_to(said, 'utf8'))) from door.warrant_key k), false);
end;

-- Ends every sign-in of an organisation and what was begun; says how many sign-ins. Keys of programs and links stay.
create function door.end_ways_in(of_org uuid, at timestamptz) returns int
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    ended int;
begin
    update door.session s set ended_at = at, ended_because = 'organisation_suspended' where s.org_id = of_org and s.ended_at is null and not s.is_key;
    get diagnostics ended = row_count;
    update door.access_secret a set expires_at = at
    from door.session s
    where s.id = a.session_id and s.org_id = of_org and s.is_key and not a.is_key and a.expires_at > at;
    update door.sign_in i set ended_at = at where i.org_id = of_org and i.ended_at is null;
    return ended;
end $$;

-- Tells an organisation's trail and its owners what operators decided; the context is gone after.
create function door.tell_decision(
    of_org uuid, permission text, action text, detail jsonb, mail_kind text, facts jsonb, mail_life interval, request_id uuid
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    perform door.set_context(of_org, null, null, null, tell_decision.permission, tell_decision.request_id, null, 'operator');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', tell_decision.action, 'entity', 'organisation', 'entity_id', of_org,
        'detail', jsonb_strip_nulls(tell_decision.detail))));
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), p.org_id, p.id, p.email, mail_kind, tell_decision.facts, tell_decision.request_id, at, at + mail_life, at
    from tenant.person p
    where p.org_id = of_org and p.is_active
      and exists (select from tenant.person_role r where r.org_id = p.org_id and r.person_id = p.id and r.role = 'owner');
    perform set_config('door.context', '', true);
end $$;

-- Begins the deletion of an organisation, once for each decision; answers when it is due, null where it does not live here.
create function door.begin_deletion(
    change_id uuid, of_org uuid, asked_by uuid, carried_out_by uuid, reason text, delay_days int, contact text, seal bytea, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    due timestamptz;
    ended int;
begin
    if not door.is_sealed_word(concat_ws('|', 'delete', change_id, of_org, asked_by, carried_out_by, delay_days, reason), seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return null;
    end if;
    insert into door.standing_change (id, org_id, act, asked_by, carried_out_by, carried_out_at)
    values (change_id, of_org, 'delete', begin_deletion.asked_by, begin_deletion.carried_out_by, at)
    on conflict (id) do nothing;
    if not found then
        return (select o.deletes_at from door.organisation o where o.org_id = of_org);
    end if;
    update door.organisation o
    set suspended_at = coalesce(o.suspended_at, at), suspended_before = o.suspended_at, deletion_began_at = at,
        deletes_at = at + make_interval(hours => 24 * delay_days)
    where o.org_id = of_org and o.deletes_at is null
    returning o.deletes_at into due;
    if not found then
        raise exception 'its deletion has begun already' using errcode = 'check_violation', constraint = 'standing_change_deleting';
    end if;
    ended := door.end_ways_in(of_org, at);
    perform door.tell_decision(of_org, 'platform.tenant_delete', 'organisation.deletion_begun',
        jsonb_build_object('reason', begin_deletion.reason, 'change', change_id, 'asked_by', begin_deletion.asked_by,
            'carried_out_by', begin_deletion.carried_out_by, 'deletes_at', due, 'ended', nullif(ended, 0)),
        'organisation_deleting', jsonb_build_object('at', at, 'deletes_at', due, 'reason', begin_deletion.reason, 'contact', contact), due - at,
        begin_deletion.request_id);
    return due;
end $$;

-- Undoes it while nothing of it has gone: it is as it was, suspended or not; done twice, it is done once. Says 'restored', 'as_before' where nothing was to
-- be undone, 'due' when its time has come, null where it does not live here.
create function door.restore_organisation(change_id uuid, of_org uuid, restored_by uuid, reason text, contact text, seal bytea, request_id uuid)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    due timestamptz;
    before timestamptz;
begin
    if not door.is_sealed_word(concat_ws('|', 'restore', change_id, of_org, restored_by, reason), seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    select o.deletes_at, o.suspended_before into due, before from door.organisation o where o.org_id = of_org for update;
    if not found then
        return null;
    elsif due is null then
        return 'as_before';
    elsif due <= at or exists (select from door.tombstone t where t.org_id = of_org) then
        return 'due';
    end if;
    if before is null then
        perform door.let_mail_wait(of_org, at);
    end if;
    update door.organisation o set suspended_at = before, suspended_before = null, deletion_began_at = null, deletes_at = null where o.org_id = of_org;
    insert into door.standing_change (id, org_id, act, asked_by, carried_out_by, carried_out_at)
    values (change_id, of_org, 'restore', restored_by, restored_by, at);
    -- A sign-in may have been under way while it was closed.
    perform door.end_ways_in(of_org, at);
    perform door.tell_decision(of_org, 'platform.tenant_delete', 'organisation.restored',
        jsonb_build_object('reason', restore_organisation.reason, 'change', change_id, 'carried_out_by', restored_by,
            'is_suspended', before is not null),
        'organisation_restored', jsonb_build_object('at', at, 'is_suspended', before is not null, 'contact', contact), interval '3 days',
        restore_organisation.request_id);
    return 'restored';
end $$;
grant execute on function door.begin_deletion, door.restore_organisation to countersign_operator;

-- As before; one that is being deleted is restored first.
create or replace function door.change_standing(
    change_id uuid, act text, of_org uuid, asked_by uuid, carried_out_by uuid, reason text, seal bytea, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    ended int;
    mails int;
begin
    if act not in ('suspend', 'resume') or not door.is_sealed_word(concat_ws('|', act, change_id, of_org, asked_by, carried_out_by, reason), seal) then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return false;
    end if;
    if exists (select from door.organisation o where o.org_id = of_org and o.deletes_at is not null) then
        raise exception 'it is being deleted' using errcode = 'check_violation', constraint = 'standing_change_deleting';
    end if;
    insert into door.standing_change (id, org_id, act, asked_by, carried_out_by, carried_out_at)
    values (change_id, of_org, change_standing.act, change_standing.asked_by, change_standing.carried_out_by, at)
    on conflict (id) do nothing;
    if not found then
        return true;
    end if;
    mails := case change_standing.act when 'resume' then door.let_mail_wait(of_org, at) end;
    update door.organisation o set suspended_at = case change_standing.act when 'suspend' then at end where o.org_id = of_org;
    -- When it is let in again too, for a sign-in may have been under way while it was suspended.
    ended := door.end_ways_in(of_org, at);
    perform door.set_context(of_org, null, null, null, case change_standing.act when 'suspend' then 'platform.tenant_suspend' else 'platform.tenant_resume' end, change_standing.request_id, null, 'operator');
    perform door.record_events(jsonb_build_array(jsonb_build_object(
        'action', case change_standing.act when 'suspend' then 'organisation.suspended' else 'organisation.resumed' end,
        'entity', 'organisation', 'entity_id', of_org,
        'detail', jsonb_strip_nulls(jsonb_build_object('reason', change_standing.reason, 'change', change_id, 'asked_by', change_standing.asked_by,
            'carried_out_by', change_standing.carried_out_by, 'ended', nullif(ended, 0),
            'mails', nullif(mails, 0))))));
    perform set_config('door.context', '', true);
    return true;
end $$;

-- As before, and when an organisation will be deleted.
drop function door.organisations_at_a_glance(uuid[]);
create function door.organisations_at_a_glance(of_orgs uuid[]) returns table (
    org_id uuid, name text, created_at timestamptz, suspended_at timestamptz, resumed_at timestamptz, people int,
    deletion_began_at timestamptz, deletes_at timestamptz
)
language plpgsql security definer rows 100 set search_path = pg_catalog, pg_temp as $$
declare
    here record;
begin
    for here in
        select o.org_id, o.created_at, o.suspended_at, o.deletion_began_at, o.deletes_at
        from door.organisation o
        where o.org_id = any (of_orgs)
        order by o.org_id
        limit 201
    loop
        perform door.set_context(here.org_id, null, null, null, 'platform.tenant_read', uuidv7(), null, 'operator');
        org_id := here.org_id;
        created_at := here.created_at;
        suspended_at := here.suspended_at;
        deletion_began_at := here.deletion_began_at;
        deletes_at := here.deletes_at;
        resumed_at := (select max(c.carried_out_at) from door.standing_change c where c.org_id = here.org_id and c.act in ('resume', 'restore'));
        name := (select t.name from tenant.organisation t where t.org_id = here.org_id);
        people := (select count(*) from tenant.person p where p.org_id = here.org_id and p.is_active);
        return next;
    end loop;
    perform set_config('door.context', '', true);
end $$;
grant execute on function door.organisations_at_a_glance to countersign_operator;

set local role countersign_owner;
