-- Whoever has lost their phone and their recovery codes gets in again when an administrator asks for it and somebody else agrees: the second factor
-- is removed by the very change that says so, and by nothing else.
set local role countersign_door;

-- Since when somebody of the caller's organisation has a second factor, for whoever may ask to have it reset or agree to it; null for anybody else.
create function door.factor_since(of_person uuid) returns timestamptz
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if not (door.may('factor_reset.create') or door.may('factor_reset.approve')) then
        return null;
    end if;
    return (
        select t.confirmed_at from door.totp t
        where t.org_id = actor.org_id and t.person_id = of_person and t.confirmed_at is not null);
end $$;
grant execute on function door.factor_since to countersign_tenant;

-- Removes what a person signs in with beside the password, and ends whatever was opened or begun with it.
create function door.remove_factors() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    if new.org_id is distinct from actor.org_id or new.decided_by is distinct from actor.person_id or new.decided_by in (new.asked_by, new.person_id) then
        raise exception 'a second factor is reset by two others' using errcode = 'check_violation', constraint = 'factor_reset_second_person';
    end if;
    -- The password first, as wherever a factor is used or changed: a sign-in that completes at this moment is seen below, or finds no factor.
    perform from door.credential c where c.org_id = new.org_id and c.person_id = new.person_id for update;
    delete from door.totp t where t.org_id = new.org_id and t.person_id = new.person_id;
    delete from door.recovery_code c where c.org_id = new.org_id and c.person_id = new.person_id;
    -- One that is locked completes at this moment, and waits for the password.
    update door.sign_in i set ended_at = actor.at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = new.org_id and s.person_id = new.person_id and s.ended_at is null
        for update skip locked);
    with gone as (
        update door.session s set ended_at = actor.at, ended_because = 'second_factor_changed'
        where s.org_id = new.org_id and s.person_id = new.person_id and s.ended_at is null
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    delete from door.known_device d where d.org_id = new.org_id and d.person_id = new.person_id;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.second_factor_removed', 'entity', 'person',
        'entity_id', new.person_id, 'detail', jsonb_build_object('factor_reset_id', new.id, 'ended', ended))));
    return null;
end $$;
grant execute on function door.remove_factors to countersign_owner;

set local role countersign_owner;
insert into reference.guarded_permission (code) values ('factor_reset.create'), ('factor_reset.approve'), ('factor_reset.refuse');
insert into reference.toxic_pair (one, other)
select 'factor_reset.create', spends
from unnest(array['requisition.approve', 'purchase_order.approve', 'purchase_order.issue', 'supplier.activate']) spends;

create table tenant.factor_reset (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    person_id uuid not null,
    reason text not null check (length(reason) between 1 and 500),
    state text not null check (state in ('waiting', 'approved', 'refused', 'withdrawn', 'expired')),
    asked_by uuid not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text check (length(decision_reason) between 1 and 500),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint factor_reset_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint factor_reset_asker_fkey foreign key (org_id, asked_by) references tenant.person,
    constraint factor_reset_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint factor_reset_not_of_oneself check (person_id <> asked_by),
    constraint factor_reset_second_person check (state not in ('approved', 'refused') or decided_by not in (asked_by, person_id)),
    constraint factor_reset_decision_check check ((decided_by is null) = (decided_at is null)
        and (state in ('approved', 'refused', 'withdrawn')) = (decided_by is not null)),
    constraint factor_reset_expiry_check check (expires_at > asked_at and expires_at <= asked_at + interval '24 hours')
);
create unique index factor_reset_waiting on tenant.factor_reset (org_id, person_id) where state = 'waiting';
create index factor_reset_person on tenant.factor_reset (org_id, person_id, id desc);
create index factor_reset_asker on tenant.factor_reset (org_id, asked_by);
create index factor_reset_decider on tenant.factor_reset (org_id, decided_by);
comment on table tenant.factor_reset is 'That somebody''s second factor should be removed for them: who asked and why, and who agreed.';
comment on column tenant.factor_reset.state is 'One that waits counts as expired from `expires_at` on; it is kept so when the next is asked for.';
call tenant.adopt('factor_reset', plain => array['org_id', 'id', 'person_id', 'reason', 'state', 'asked_by', 'asked_at', 'expires_at', 'decided_by',
    'decided_at', 'decision_reason', 'revision']);
grant select, insert, update (state, decided_by, decided_at, decision_reason, revision) on tenant.factor_reset to countersign_tenant;

-- Of somebody else who has a second factor, and of whom somebody else could give rights back: the last owner is helped by nobody in here.
create function tenant.guard_factor_reset_of(of_person uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    governing uuid[];
begin
    if not exists (select from tenant.person p where p.id = of_person and p.is_active) or door.factor_since(of_person) is null then
        perform tenant.refuse('factor_reset_absent', 'there is no second factor to reset');
    end if;
    governing := array(
        select distinct g.person_id
        from tenant.permission_grant g join tenant.person p on p.org_id = g.org_id and p.id = g.person_id
        where g.permission = 'grant.approve' and (g.expires_at is null or g.expires_at > door.now()) and p.is_active);
    if governing = array[of_person] then
        perform tenant.refuse('factor_reset_last_owner', 'nobody else could agree to guarded rights');
    end if;
end $$;

-- Asked for and decided in one's own name, by two others, within a day.
create function tenant.guard_factor_reset() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.asked_by is distinct from person then
            perform tenant.refuse('factor_reset_in_own_name', 'asked for in another''s name');
        elsif not door.may('factor_reset.create') then
            perform tenant.refuse('factor_reset_permission', 'only who may ask does');
        elsif new.state <> 'waiting' or new.asked_at > door.now() then
            perform tenant.refuse('factor_reset_begins', 'it begins as one that waits');
        elsif new.person_id = person then
            perform tenant.refuse('factor_reset_not_of_oneself', 'nobody asks for themselves');
        end if;
        perform tenant.guard_factor_reset_of(new.person_id);
        return new;
    end if;
    if old.state <> 'waiting' or new.state = 'waiting' then
        perform tenant.refuse('factor_reset_decided', 'what is decided stays');
    elsif new.state = 'expired' then
        if old.expires_at > door.now() or not door.may('factor_reset.create') then
            perform tenant.refuse('factor_reset_not_over', 'it waits still');
        end if;
        return new;
    elsif old.expires_at <= door.now() then
        perform tenant.refuse('factor_reset_over', 'it waited too long');
    elsif new.decided_by is distinct from person then
        perform tenant.refuse('factor_reset_in_own_name', 'decided in another''s name');
    elsif new.state = 'approved' and not door.may('factor_reset.approve') or new.state = 'refused' and not door.may('factor_reset.refuse')
        or new.state = 'withdrawn' and not door.may('factor_reset.withdraw')
    then
        perform tenant.refuse('factor_reset_permission', 'only who may decide does');
    end if;
    if new.state = 'approved' then
        perform tenant.guard_factor_reset_of(new.person_id);
        if door.factor_since(new.person_id) > old.asked_at then
            perform tenant.refuse('factor_reset_absent', 'another factor was set up since');
        end if;
    end if;
    return new;
end $$;
grant execute on function tenant.guard_factor_reset_of to countersign_tenant;
create trigger guard before insert or update on tenant.factor_reset for each row execute function tenant.guard_factor_reset();
create trigger remove_factors after update of state on tenant.factor_reset
    for each row when (old.state = 'waiting' and new.state = 'approved') execute function door.remove_factors();
