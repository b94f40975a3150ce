-- An operator of `ops` brings back the last owner of an organisation who has lost their second factor, once its domain says by a TXT record that it wants
-- that. The directory keeps what was begun, the domain and the token; the address of the owner stands in what it seals for the home, and in no row here.
set local role countersign_door;

create table platform.recovery (
    id uuid primary key default uuidv7(),
    org_id uuid not null,
    domain text not null check (domain = lower(domain) and domain ~ '^[^[:space:]@]{1,253}$' and domain ~ '\.'),
    token text not null check (token ~ '^[0-9a-f]{64}$'),
    reason text not null check (length(reason) between 1 and 500),
    ticket text check (length(ticket) between 1 and 60),
    begun_by uuid not null references platform.operator,
    begun_at timestamptz not null,
    expires_at timestamptz not null,
    proven_by uuid references platform.operator,
    proven_at timestamptz,
    carried_out_by uuid references platform.operator,
    carried_out_at timestamptz,
    delay_hours int check (delay_hours between 72 and 720),
    proven_again_at timestamptz,
    ended_by uuid references platform.operator,
    ended_at timestamptz,
    ended_as text check (ended_as in ('completed', 'stopped', 'lapsed')),
    constraint recovery_proof_check check ((proven_by is null) = (proven_at is null)),
    constraint recovery_carried_out_check check (
        (carried_out_by is null) = (carried_out_at is null) and (carried_out_by is null) = (delay_hours is null)),
    constraint recovery_unproven check (carried_out_at is null or proven_at is not null and proven_at > carried_out_at - interval '1 hour'),
    constraint recovery_life_check check (
        expires_at = case when carried_out_at is null then begun_at + interval '168 hours'
            else carried_out_at + make_interval(hours => delay_hours) + interval '168 hours' end),
    constraint recovery_end_check check ((ended_at is null) = (ended_as is null) and (ended_by is not null) = coalesce(ended_as <> 'lapsed', false)),
    constraint recovery_too_early check (
        ended_as <> 'completed' or carried_out_at is not null and ended_at >= carried_out_at + make_interval(hours => delay_hours)),
    constraint recovery_unproven_again check (
        ended_as <> 'completed' or proven_again_at is not null and proven_again_at > ended_at - interval '10 minutes')
);
create unique index recovery_waiting on platform.recovery (org_id) where ended_at is null;
create index recovery_organisation on platform.recovery (org_id, id desc);
alter table platform.recovery enable row level security;
comment on table platform.recovery is 'Which operator began to bring back the last owner of an organisation, why, by which domain, and how far it came; nobody of it is named.';
comment on column platform.recovery.token is 'What the domain is to publish; drawn here, and of no worth once it has ended.';
comment on column platform.recovery.proven_again_at is 'When the record was seen once more, after the delay.';

-- As before, and recoveries.
create or replace function platform.confirmed_under(operation text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case operation
    when 'suspension.carried_out' then 'platform.tenant_suspend'
    when 'resumption.carried_out' then 'platform.tenant_resume'
    when 'recovery.carried_out' then 'platform.tenant_resume'
    when 'deletion.carried_out' then 'platform.tenant_delete'
    when 'operator_change.carried_out' then 'platform.operator_manage'
end;

-- The one of an organisation that lives, until the transaction ends; none otherwise. One whose time is over has lapsed.
create function platform.live_recovery(of_slug text) returns platform.recovery
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    live platform.recovery;
begin
    select r.* into live
    from platform.recovery r join directory.organisation d on d.org_id = r.org_id
    where d.slug = of_slug and r.ended_at is null
    for update of r;
    if live.expires_at <= at then
        update platform.recovery r set ended_at = live.expires_at, ended_as = 'lapsed' where r.id = live.id;
        return null;
    end if;
    return live;
end $$;

create function platform.tell_recovery(own platform.session, action text, recovery platform.recovery, of_slug text, detail jsonb) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    select platform.tell_of(own, action, 'organisation', (recovery).org_id, jsonb_strip_nulls(jsonb_build_object('organisation', of_slug,
        'recovery', (recovery).id, 'domain', (recovery).domain, 'reason', (recovery).reason, 'ticket', (recovery).ticket) || detail));
end;

-- Begins one, and draws the token; no row where there is no such organisation.
create function platform.begin_recovery(of_slug text, of_domain text, reason text, ticket text) returns setof platform.recovery
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.tenant_resume');
    of_org uuid := (select d.org_id from directory.organisation d where d.slug = of_slug);
    live platform.recovery;
    made platform.recovery;
begin
    if of_org is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || of_org, 0));
    if platform.is_deleting(of_org) then
        raise exception 'it is being deleted' using errcode = 'check_violation', constraint = 'standing_change_deleting';
    end if;
    live := platform.live_recovery(of_slug);
    insert into platform.recovery as r (org_id, domain, token, reason, ticket, begun_by, begun_at, expires_at)
    values (of_org, of_domain, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), begin_recovery.reason, begin_recovery.ticket,
        own.operator_id, at, at + interval '168 hours')
    returning r.* into made;
    perform platform.tell_recovery(own, 'recovery.begun', made, of_slug, '{}');
    return next made;
end $$;

-- What the caller may look for by DNS; no row where none lives.
create function platform.recovery_to_prove(of_slug text) returns table (recovery_id uuid, domain text, token text)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
begin
    if live.id is not null then
        return query select live.id, live.domain, live.token;
    end if;
end $$;

-- Notes that the record was found: after it was carried out, that it is there still. It takes the record's very text, and no other.
create function platform.prove_recovery(of_slug text, found_text text) returns setof platform.recovery
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
begin
    if live.id is null then
        return;
    elsif found_text is distinct from 'countersign-recovery=' || live.token then
        raise exception 'it says something else' using errcode = 'check_violation', constraint = 'recovery_record_differs';
    end if;
    update platform.recovery r
    set proven_by = case when r.carried_out_at is null then own.operator_id else r.proven_by end,
        proven_at = case when r.carried_out_at is null then at else r.proven_at end,
        proven_again_at = case when r.carried_out_at is not null then at end
    where r.id = live.id
    returning r.* into live;
    perform platform.tell_recovery(own, 'recovery.proven', live, of_slug, '{}');
    return next live;
end $$;

-- What is to be carried out, for whoever does it to read; nothing becomes of it while this transaction lasts.
create function platform.review_recovery(of_slug text) returns table (
    recovery_id uuid, home text, domain text, reason text, ticket text, begun_by_name text, begun_by_email text, begun_at timestamptz, proven_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
begin
    if live.id is null or live.carried_out_at is not null then
        return;
    elsif live.proven_at is null or live.proven_at <= platform.now() - interval '1 hour' then
        raise exception 'nothing proves it' using errcode = 'check_violation', constraint = 'recovery_unproven';
    end if;
    return query
        select live.id, d.home, live.domain, live.reason, live.ticket, o.name, o.email, live.begun_at, live.proven_at
        from platform.operator o, directory.organisation d
        where o.id = live.begun_by and d.slug = of_slug;
end $$;

-- Carries it out, once its caller has confirmed it, and seals it for the organisation's home with the address, which is forgotten here; no row where none
-- waits for that.
create function platform.carry_out_recovery(of_slug text, owner_email text, delay_hours int) returns table (
    recovery_id uuid, org_id uuid, home text, operator_id uuid, operator_name text, operator_email text, domain text, reason text, ticket text, seal bytea
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_held('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
    operator platform.operator;
begin
    if live.id is null or live.carried_out_at is not null then
        return;
    end if;
    perform platform.demand_confirmation(own, 'recovery.carried_out', live.id);
    if split_part(owner_email, '@', 2) is distinct from live.domain then
        raise exception 'the address is of another domain' using errcode = 'check_violation', constraint = 'recovery_domain_differs';
    end if;
    update platform.recovery r
    set carried_out_by = own.operator_id, carried_out_at = at, delay_hours = carry_out_recovery.delay_hours,
        expires_at = at + make_interval(hours => carry_out_recovery.delay_hours) + interval '168 hours'
    where r.id = live.id
    returning r.* into live;
    perform platform.tell_recovery(own, 'recovery.carried_out', live, of_slug, jsonb_build_object('delay_hours', live.delay_hours));
    select o.* into operator from platform.operator o where o.id = own.operator_id;
    return query
        select live.id, live.org_id, d.home, operator.id, operator.name, operator.email, live.domain, live.reason, live.ticket,
            platform.seal(jsonb_build_array('recovery.begin', live.id, live.org_id, operator.id, operator.name, operator.email, owner_email, live.domain,
                live.reason, live.ticket, live.delay_hours)::text)
        from directory.organisation d where d.org_id = live.org_id;
end $$;

-- Ends it, and seals that for the home, which may have begun it even where the directory did not keep that it was carried out; no row where none lives. Why, if
-- the home had ended it before: that tells the directory nothing by itself.
create function platform.stop_recovery(of_slug text, because text) returns table (recovery_id uuid, org_id uuid, home text, operator_id uuid, seal bytea)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller_held('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
begin
    if live.id is null then
        return;
    end if;
    update platform.recovery r set ended_at = platform.now(), ended_as = 'stopped', ended_by = own.operator_id where r.id = live.id returning r.* into live;
    perform platform.tell_recovery(own, 'recovery.stopped', live, of_slug, jsonb_build_object('because', because));
    return query
        select live.id, live.org_id, d.home, own.operator_id,
            platform.seal(jsonb_build_array('recovery.stop', live.id, live.org_id, own.operator_id)::text)
        from directory.organisation d where d.org_id = live.org_id;
end $$;

-- Completes it: after the delay, with the record seen once more in the last ten minutes, which the row's checks ask for. The home asks its own clock.
create function platform.complete_recovery(of_slug text) returns table (recovery_id uuid, org_id uuid, home text, operator_id uuid, seal bytea)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller_held('platform.tenant_resume');
    live platform.recovery := platform.live_recovery(of_slug);
begin
    if live.id is null or live.carried_out_at is null then
        return;
    end if;
    update platform.recovery r set ended_at = platform.now(), ended_as = 'completed', ended_by = own.operator_id where r.id = live.id returning r.* into live;
    perform platform.tell_recovery(own, 'recovery.completed', live, of_slug, '{}');
    return query
        select live.id, live.org_id, d.home, own.operator_id,
            platform.seal(jsonb_build_array('recovery.complete', live.id, live.org_id, own.operator_id)::text)
        from directory.organisation d where d.org_id = live.org_id;
end $$;

-- How the last one of an organisation stands here; no row where there never was one.
create function platform.view_recovery(of_slug text) returns table (
    recovery_id uuid, org_id uuid, home text, domain text, token text, reason text, ticket text, begun_by uuid, begun_by_name text, begun_at timestamptz,
    expires_at timestamptz, proven_at timestamptz, carried_out_by uuid, carried_out_at timestamptz, delay_hours int, ended_at timestamptz, ended_as text
)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.caller('platform.tenant_read');
    return query
        select r.id, r.org_id, d.home, r.domain, r.token, r.reason, r.ticket, r.begun_by, o.name, r.begun_at, r.expires_at, r.proven_at,
            r.carried_out_by, r.carried_out_at, r.delay_hours, coalesce(r.ended_at, case when r.expires_at <= platform.now() then r.expires_at end),
            coalesce(r.ended_as, case when r.expires_at <= platform.now() then 'lapsed' end)
        from directory.organisation d
        join platform.recovery r on r.org_id = d.org_id
        join platform.operator o on o.id = r.begun_by
        where d.slug = of_slug
        order by r.id desc
        limit 1;
end $$;
grant execute on function platform.begin_recovery, platform.recovery_to_prove, platform.prove_recovery, platform.review_recovery,
    platform.carry_out_recovery, platform.stop_recovery, platform.complete_recovery, platform.view_recovery to countersign_operator;

reset role;
