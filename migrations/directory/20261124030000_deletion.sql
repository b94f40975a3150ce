-- Deleting an organisation is asked for by one operator and carried out by another; it is undone by one alone, for undoing harm should be easy, and closes
-- nothing. The seal for the home says how many days it waits: seven at least, which the home asks for too.
set local role countersign_door;

alter table platform.standing_change
    drop constraint standing_change_act_check,
    add constraint standing_change_act_check check (act in ('suspend', 'resume', 'delete', 'restore')),
    drop constraint standing_change_by_two,
    add constraint standing_change_by_two check (act = 'restore' or carried_out_by <> asked_by),
    add column delay_days int,
    add constraint standing_change_delay check ((act = 'delete' and carried_out_at is not null) = (delay_days is not null) and delay_days between 7 and 365);
comment on column platform.standing_change.delay_days is 'How long after it was carried out what is in the organisation goes.';

insert into platform.role_permission (role, permission, within) values ('ops', 'platform.tenant_delete', interval '5 minutes');

create or replace function platform.permission_for(act text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case act
    when 'suspend' then 'platform.tenant_suspend' when 'resume' then 'platform.tenant_resume' when 'delete' then 'platform.tenant_delete'
end;

-- What it is called in the trail.
create function platform.noun_of(act text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case act when 'suspend' then 'suspension' when 'resume' then 'resumption' else 'deletion' end;

-- What was decided about an organisation last, whether it lets anybody in; it is active until then.
create or replace function platform.standing(of_org uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce((
        select c.act from platform.standing_change c
        where c.org_id = of_org and c.carried_out_at is not null and c.act in ('suspend', 'resume')
        order by c.carried_out_at desc, c.id desc limit 1), 'resume');
end;

-- Whether its deletion was carried out and not undone.
create function platform.is_deleting(of_org uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce((
        select c.act = 'delete' from platform.standing_change c
        where c.org_id = of_org and c.carried_out_at is not null and c.act in ('delete', 'restore')
        order by c.carried_out_at desc, c.id desc limit 1), false);
end;

-- As before; of one that is being deleted nothing else is asked for.
create or replace function platform.ask_standing(of_slug text, act text, reason text, life interval) returns table (
    change_id uuid, org_id uuid, asked_by uuid, asked_at timestamptz, expires_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.permission_for(ask_standing.act), 'none'));
    of_org uuid;
    made platform.standing_change;
begin
    select d.org_id into of_org from directory.organisation d where d.slug = of_slug;
    if not found then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || of_org, 0));
    if platform.is_deleting(of_org) then
        raise exception 'it is being deleted' using errcode = 'check_violation', constraint = 'standing_change_deleting';
    elsif platform.standing(of_org) = ask_standing.act then
        raise exception 'it is so already' using errcode = 'check_violation', constraint = 'standing_change_already';
    end if;
    update platform.standing_change c set lapsed_at = at
    where c.org_id = of_org and c.carried_out_at is null and c.lapsed_at is null and c.expires_at <= at;
    insert into platform.standing_change as c (org_id, act, reason, asked_by, asked_at, expires_at)
    values (of_org, ask_standing.act, ask_standing.reason, own.operator_id, at, at + life)
    returning c.* into made;
    perform platform.tell_of(own, platform.noun_of(ask_standing.act) || '.asked', 'organisation', of_org,
        jsonb_build_object('organisation', of_slug, 'reason', ask_standing.reason, 'change', made.id));
    return query select made.id, made.org_id, made.asked_by, made.asked_at, made.expires_at;
end $$;

-- As before, and a deletion.
create or replace function platform.withdraw_standing(of_slug text, act text) returns table (
    change_id uuid, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, withdrawn_by uuid, withdrawn_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.permission_for(withdraw_standing.act), 'none'));
    of_org uuid := (select d.org_id from directory.organisation d where d.slug = of_slug);
    gone platform.standing_change;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || of_org, 0));
    update platform.standing_change c
    set withdrawn_by = own.operator_id, lapsed_at = at
    where c.org_id = of_org and c.act = withdraw_standing.act and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into gone;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, platform.noun_of(gone.act) || '.withdrawn', 'organisation', of_org,
        jsonb_build_object('organisation', of_slug, 'reason', gone.reason, 'change', gone.id, 'asked_by', gone.asked_by));
    return query select gone.id, gone.reason, gone.asked_by, gone.asked_at, gone.expires_at, gone.withdrawn_by, gone.lapsed_at;
end $$;

-- As before; a deletion has a function of its own.
create or replace function platform.carry_out_standing(of_slug text, act text) returns table (
    change_id uuid, org_id uuid, home text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, carried_out_by uuid,
    carried_out_at timestamptz, seal bytea
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(case when act in ('suspend', 'resume') then platform.permission_for(carry_out_standing.act) else 'none' end);
    found_org directory.organisation;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    update platform.standing_change c
    set carried_out_by = own.operator_id, carried_out_at = at
    where c.org_id = found_org.org_id and c.act = carry_out_standing.act and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into done;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, case done.act when 'suspend' then 'suspension.carried_out' else 'resumption.carried_out' end, 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by));
    return query
        select done.id, done.org_id, found_org.home, done.reason, done.asked_by, done.asked_at, done.expires_at, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(concat_ws('|', done.act, done.id, done.org_id, done.asked_by, done.carried_out_by, done.reason), 'utf8')));
end $$;

-- Carries out the deletion that somebody else asked for, and seals it for the organisation's home; no row where nothing waits.
create function platform.carry_out_deletion(of_slug text, delay_days int) returns table (
    change_id uuid, org_id uuid, home text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, carried_out_by uuid,
    carried_out_at timestamptz, seal bytea
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.tenant_delete');
    found_org directory.organisation;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    update platform.standing_change c
    set carried_out_by = own.operator_id, carried_out_at = at, delay_days = carry_out_deletion.delay_days
    where c.org_id = found_org.org_id and c.act = 'delete' and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into done;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, 'deletion.carried_out', 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by, 'delay_days', done.delay_days));
    return query
        select done.id, done.org_id, found_org.home, done.reason, done.asked_by, done.asked_at, done.expires_at, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(
                concat_ws('|', 'delete', done.id, done.org_id, done.asked_by, done.carried_out_by, done.delay_days, done.reason), 'utf8')));
end $$;

-- The caller, whose session nobody ends before the transaction does: what a home was told must not be forgotten here.
create function platform.caller_held(permission text) returns platform.session
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(permission);
begin
    perform from platform.session s where s.id = own.id for no key update;
    -- It may have ended while it waited.
    return platform.caller(permission);
end $$;

-- Undoes a deletion, by one operator alone, and seals it for the organisation's home, which may have begun one that the directory did not keep; no row for a
-- name that nobody has. What was asked for and waits lapses with it.
create function platform.restore_organisation(of_slug text, reason text) returns table (
    change_id uuid, org_id uuid, home text, carried_out_by uuid, carried_out_at timestamptz, seal bytea, was_begun boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_held('platform.tenant_delete');
    found_org directory.organisation;
    was_begun boolean;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    if not found then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    was_begun := platform.is_deleting(found_org.org_id);
    update platform.standing_change c set lapsed_at = at
    where c.org_id = found_org.org_id and c.act = 'delete' and c.carried_out_at is null and c.lapsed_at is null;
    insert into platform.standing_change as c (org_id, act, reason, asked_by, asked_at, expires_at, carried_out_by, carried_out_at)
    values (found_org.org_id, 'restore', restore_organisation.reason, own.operator_id, at, at, own.operator_id, at)
    returning c.* into done;
    perform platform.tell_of(own, 'deletion.undone', 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id));
    return query
        select done.id, done.org_id, found_org.home, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(concat_ws('|', 'restore', done.id, done.org_id, done.carried_out_by, done.reason), 'utf8'))),
            was_begun;
end $$;
grant execute on function platform.carry_out_deletion, platform.restore_organisation to countersign_operator;

reset role;
