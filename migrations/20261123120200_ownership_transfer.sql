-- An organisation changes hands by two: an owner offers it, and whoever it is offered to takes it. What moves is what the owner holds as owner, and no other statement moves it.
grant select on reference.guarded_permission, reference.guarded_role, reference.toxic_pair to countersign_door;
grant select on tenant.access_grant to countersign_door;
grant insert, update (granted_by, granted_at, grant_id, approved_by, expires_at) on tenant.permission_grant to countersign_door;
grant insert, update (given_by, given_at, grant_id, approved_by, expires_at) on tenant.person_role to countersign_door;

-- As before; where the organisation changes hands the door gives, by rules of its own.
create or replace function tenant.guard_giving(of_person uuid, is_guarded boolean, giver uuid, approver uuid, of_grant uuid, is_asked boolean, rule text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    asked tenant.access_grant;
begin
    if current_user = 'countersign_door' then
        return;
    end if;
    if coalesce(approver, giver) is distinct from person then
        perform tenant.refuse(rule || '_in_own_name', 'given in another''s name');
    end if;
    if of_grant is null then
        if not exists (
            select from tenant.invitation i join tenant.person p on p.org_id = i.org_id and p.id = i.person_id
            where i.person_id = of_person and i.joined_at is null and not p.is_active)
        then
            perform tenant.refuse(rule || '_before_joining', 'given without a grant to somebody who was not invited or has joined');
        elsif not door.may('invitation.create') or is_guarded and not door.may('invitation.create_governing') then
            perform tenant.refuse(rule || '_guarded', 'a guarded right needs a second person');
        end if;
        return;
    end if;
    select * into asked from tenant.access_grant g where g.id = of_grant;
    if not found or asked.person_id is distinct from of_person or asked.asked_by is distinct from giver or is_asked is not true then
        perform tenant.refuse(rule || '_as_asked', 'what is given is what was asked for');
    elsif approver is null and (is_guarded or asked.state <> 'given' or not door.may('grant.create')) then
        perform tenant.refuse(rule || '_guarded', 'a guarded right needs a second person');
    elsif approver is not null and (asked.state <> 'given' or asked.decided_by is distinct from approver or not door.may('grant.approve')) then
        perform tenant.refuse(rule || '_decided', 'given before it was decided');
    elsif coalesce(asked.decided_at, asked.asked_at) <> door.now() then
        perform tenant.refuse(rule || '_once', 'a grant gives when it is given, and never again');
    end if;
end $$;
grant execute on function tenant.guard_giving to countersign_door;

create table tenant.ownership_transfer (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    person_id uuid not null,
    reason text not null check (length(reason) between 1 and 500),
    state text not null check (state in ('waiting', 'accepted', 'refused', 'withdrawn', 'expired')),
    asked_by uuid not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text check (length(decision_reason) between 1 and 500),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint ownership_transfer_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint ownership_transfer_asker_fkey foreign key (org_id, asked_by) references tenant.person,
    constraint ownership_transfer_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint ownership_transfer_to_another check (person_id <> asked_by),
    constraint ownership_transfer_by_its_people check (case state
        when 'accepted' then decided_by = person_id when 'refused' then decided_by = person_id when 'withdrawn' then decided_by = asked_by else true end),
    constraint ownership_transfer_decision_check check ((decided_by is null) = (decided_at is null)
        and (state in ('accepted', 'refused', 'withdrawn')) = (decided_by is not null)),
    constraint ownership_transfer_expiry_check check (expires_at > asked_at and expires_at <= asked_at + interval '7 days')
);
create unique index ownership_transfer_waiting on tenant.ownership_transfer (org_id) where state = 'waiting';
create index ownership_transfer_person on tenant.ownership_transfer (org_id, person_id, id desc);
create index ownership_transfer_asker on tenant.ownership_transfer (org_id, asked_by);
create index ownership_transfer_decider on tenant.ownership_transfer (org_id, decided_by);
comment on table tenant.ownership_transfer is 'That an owner hands the organisation to somebody: who offered it and why, and whether it was taken.';
comment on column tenant.ownership_transfer.state is 'One that waits counts as expired from `expires_at` on, or once it cannot be taken any more; it is kept so when the next is offered.';
call tenant.adopt('ownership_transfer', plain => array['org_id', 'id', 'person_id', 'reason', 'state', 'asked_by', 'asked_at', 'expires_at', 'decided_by',
    'decided_at', 'decision_reason', 'revision']);
grant select, insert, update (state, decided_by, decided_at, decision_reason, revision) on tenant.ownership_transfer to countersign_tenant;

-- Whether somebody active is an owner for good.
create function tenant.owns(of_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from tenant.person_role r join tenant.person p on p.org_id = r.org_id and p.id = r.person_id
        where r.person_id = of_person and r.role = 'owner' and r.expires_at is null and p.is_active)
$$;
grant execute on function tenant.owns to countersign_tenant;

-- Whether an offer can still be taken: in its days, from an owner, by somebody active who is none.
create function tenant.ownership_stands(of_org uuid, of_person uuid, asked_by uuid, expires_at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select ownership_stands.expires_at > door.now() and tenant.owns(ownership_stands.asked_by) and not tenant.owns(of_person)
        and exists (select from tenant.person p where p.org_id = of_org and p.id = of_person and p.is_active)
$$;
grant execute on function tenant.ownership_stands to countersign_tenant;

-- Offered by an owner to somebody active who is none, and taken or refused by them alone, within seven days.
create function tenant.guard_ownership_transfer() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.asked_by is distinct from person then
            perform tenant.refuse('ownership_transfer_in_own_name', 'offered in another''s name');
        elsif not door.may('organisation.transfer') or not tenant.owns(person) then
            perform tenant.refuse('ownership_transfer_permission', 'only an owner offers the organisation');
        elsif new.state <> 'waiting' or new.asked_at is distinct from door.now() then
            perform tenant.refuse('ownership_transfer_begins', 'it begins as one that waits');
        elsif tenant.owns(new.person_id) or not exists (select from tenant.person p where p.org_id = new.org_id and p.id = new.person_id and p.is_active) then
            perform tenant.refuse('ownership_transfer_to_nobody', 'only to somebody active who is no owner');
        end if;
        return new;
    end if;
    if old.state <> 'waiting' or new.state = 'waiting' then
        perform tenant.refuse('ownership_transfer_decided', 'what is decided stays');
    elsif new.state = 'expired' then
        if tenant.ownership_stands(old.org_id, old.person_id, old.asked_by, old.expires_at) or not door.may('organisation.transfer') then
            perform tenant.refuse('ownership_transfer_not_over', 'it waits still');
        end if;
        return new;
    elsif old.expires_at <= door.now() then
        perform tenant.refuse('ownership_transfer_over', 'it waited too long');
    elsif new.decided_by is distinct from person or new.decided_at is distinct from door.now() then
        perform tenant.refuse('ownership_transfer_in_own_name', 'decided in another''s name, or at another time');
    elsif new.state = 'accepted' and not door.may('ownership_transfer.accept') or new.state = 'refused' and not door.may('ownership_transfer.refuse')
        or new.state = 'withdrawn' and not door.may('ownership_transfer.withdraw')
    then
        perform tenant.refuse('ownership_transfer_permission', 'only who may decide does');
    elsif new.state = 'accepted' and not (tenant.owns(old.asked_by)
        and exists (select from tenant.person p where p.org_id = new.org_id and p.id = new.person_id and p.is_active))
    then
        perform tenant.refuse('ownership_transfer_void', 'whoever offered it is no owner any more');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.ownership_transfer for each row execute function tenant.guard_ownership_transfer();

set local role countersign_door;
-- Moves what somebody holds as owner to whoever takes it, to whom it is given first, so that somebody owns the organisation at every moment. Who offered it
-- keeps their own sessions and profile, so that they are not locked out, and may be offered it again.
create function door.move_ownership() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if new.org_id is distinct from actor.org_id or new.person_id is distinct from actor.person_id or new.asked_by = new.person_id then
        raise exception 'an organisation changes hands by two' using errcode = 'check_violation', constraint = 'ownership_transfer_second_person';
    end if;
    insert into tenant.person_role (org_id, person_id, role, given_by, given_at)
    values (new.org_id, new.person_id, 'owner', new.asked_by, actor.at)
    on conflict (org_id, person_id, role) do update
    set given_by = excluded.given_by, given_at = excluded.given_at, grant_id = null, approved_by = null, expires_at = null;
    insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at)
    select new.org_id, new.person_id, held.permission, held.source, new.asked_by, actor.at
    from tenant.permission_grant held
    where held.org_id = new.org_id and held.person_id = new.asked_by and held.source = 'owner' and held.expires_at is null
    on conflict (org_id, person_id, permission, source) do update
    set granted_by = excluded.granted_by, granted_at = excluded.granted_at, grant_id = null, approved_by = null, expires_at = null;
    insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at)
    select new.org_id, new.asked_by, held.permission, 'own', new.person_id, actor.at
    from tenant.permission_grant held
    where held.org_id = new.org_id and held.person_id = new.asked_by and held.source = 'owner' and held.expires_at is null
      and (split_part(held.permission, '.', 1) in ('session', 'profile', 'passkey')
          or held.permission in ('ownership_transfer.view', 'ownership_transfer.accept', 'ownership_transfer.refuse'))
    on conflict (org_id, person_id, permission, source) do nothing;
    delete from tenant.permission_grant g where g.org_id = new.org_id and g.person_id = new.asked_by and g.source = 'owner';
    delete from tenant.person_role r where r.org_id = new.org_id and r.person_id = new.asked_by and r.role = 'owner';
    return null;
end $$;
grant execute on function door.move_ownership to countersign_owner;

set local role countersign_owner;
create trigger move_ownership after update of state on tenant.ownership_transfer
    for each row when (old.state = 'waiting' and new.state = 'accepted') execute function door.move_ownership();
