-- Grants: who asked for which rights for whom, and why; who agreed where that is needed; and what stands in the allow-list because of it.

-- What the catalogue says of permissions, for the triggers below; a test holds both equal.
create table reference.guarded_permission (
    code text primary key check (code ~ '^[a-z_]+\.[a-z_]+$')
);
alter table reference.guarded_permission owner to countersign_owner;
comment on table reference.guarded_permission is 'Permissions that spend, govern or read the trail: no grant of one without a second person who may agree to it.';
insert into reference.guarded_permission (code) values
    ('organisation.update'), ('security_policy.update'), ('department.create'), ('department.update'),
    ('invitation.create'), ('invitation.create_governing'), ('person.end_sessions'), ('organisation.end_sessions'),
    ('grant.create'), ('grant.approve'), ('grant.refuse'), ('person.revoke_grants'),
    ('supplier.activate'), ('requisition.approve'), ('purchase_order.approve'), ('purchase_order.issue'), ('purchase_order.release'),
    ('approval_policy.publish'), ('approval_policy.withdraw'),
    ('policy_draft.create'), ('policy_draft.update'), ('policy_draft.propose'), ('policy_draft.return'), ('policy_draft.discard'),
    ('import.confirm'), ('audit_event.view'), ('audit_event.export');

create table reference.guarded_role (
    code text primary key
);
alter table reference.guarded_role owner to countersign_owner;
comment on table reference.guarded_role is 'Roles whose template holds something guarded: nobody is given even their name by one person alone.';
insert into reference.guarded_role (code) values ('head_of_department'), ('accounts'), ('general_manager'), ('admin'), ('owner'), ('auditor');

create table reference.toxic_pair (
    one text not null,
    other text not null,
    primary key (one, other),
    constraint toxic_pair_order_check check (one < other)
);
alter table reference.toxic_pair owner to countersign_owner;
comment on table reference.toxic_pair is 'Permissions that nobody holds together without a waiver that ends: who says what others may do, or writes the rules of approval, does not spend.';
insert into reference.toxic_pair (one, other)
select least(governs, spends), greatest(governs, spends)
from unnest(array['grant.create', 'policy_draft.create']) governs,
     unnest(array['requisition.approve', 'purchase_order.approve', 'purchase_order.issue', 'supplier.activate']) spends;
grant select on reference.guarded_permission, reference.guarded_role, reference.toxic_pair to countersign_tenant;

create table tenant.access_grant (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    person_id uuid not null,
    roles text[] not null check (cardinality(roles) <= 7),
    permissions text[] not null check (cardinality(permissions) <= 100),
    reason text not null check (length(reason) between 1 and 500),
    ends_at timestamptz check (ends_at > asked_at),
    waiver text check (length(waiver) between 1 and 500),
    waived text[] not null default '{}' check (cardinality(waived) <= 100),
    state text not null check (state in ('waiting', 'given', 'refused', 'withdrawn')),
    asked_by uuid not null,
    asked_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text check (length(decision_reason) between 1 and 500),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint access_grant_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint access_grant_asker_fkey foreign key (org_id, asked_by) references tenant.person,
    constraint access_grant_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint access_grant_something check (cardinality(roles) + cardinality(permissions) > 0),
    constraint access_grant_not_to_oneself check (person_id not in (asked_by, decided_by)),
    constraint access_grant_second_person check (state not in ('given', 'refused') or decided_by <> asked_by),
    constraint access_grant_decision_check check ((decided_by is null) = (decided_at is null) and (state <> 'waiting' or decided_by is null)
        and (state not in ('refused', 'withdrawn') or decided_by is not null)),
    constraint access_grant_waiver_ends check (waiver is null or ends_at is not null and ends_at <= asked_at + interval '90 days'),
    constraint access_grant_waived_by_waiver check (waiver is not null or cardinality(waived) = 0),
    constraint access_grant_no_nulls check (array_position(roles, null) is null and array_position(permissions, null) is null),
    constraint access_grant_known_roles check (roles <@ array['requester', 'head_of_department', 'accounts', 'general_manager', 'admin', 'owner', 'auditor'])
);
create index access_grant_person on tenant.access_grant (org_id, person_id, id desc);
create index access_grant_asker on tenant.access_grant (org_id, asked_by);
create index access_grant_decider on tenant.access_grant (org_id, decided_by);
create index access_grant_waiting on tenant.access_grant (org_id, id desc) where state = 'waiting';
comment on table tenant.access_grant is 'Rights that somebody asked for somebody else, why and until when, and what was decided.';
comment on column tenant.access_grant.waiver is 'Why toxic pairs are accepted until the grant ends; null where there are none.';
comment on column tenant.access_grant.waived is 'The pairs that the waiver is for, as `one+other`: what whoever agrees has read, and no other.';
call tenant.adopt('access_grant', plain => array['org_id', 'id', 'person_id', 'roles', 'permissions', 'reason', 'ends_at', 'waiver', 'waived', 'state', 'asked_by',
    'asked_at', 'decided_by', 'decided_at', 'decision_reason', 'revision']);
grant select, insert, update (state, decided_by, decided_at, decision_reason, revision) on tenant.access_grant to countersign_tenant;

-- A permission may come from several sources, each of which ends by itself.
alter table tenant.permission_grant
    drop constraint permission_grant_pkey,
    add column source text not null default 'own' check (source ~ '^[a-z][a-z_]{1,39}$'),
    add column grant_id uuid,
    add column approved_by uuid,
    add column expires_at timestamptz,
    add primary key (org_id, person_id, permission, source),
    add constraint permission_grant_grant_fkey foreign key (org_id, grant_id) references tenant.access_grant,
    add constraint permission_grant_approver_fkey foreign key (org_id, approved_by) references tenant.person,
    add constraint permission_grant_not_approved_by_oneself check (approved_by <> person_id),
    add constraint permission_grant_second_person check (approved_by <> granted_by);
create index permission_grant_grant on tenant.permission_grant (org_id, grant_id);
create index permission_grant_approver on tenant.permission_grant (org_id, approved_by);
comment on column tenant.permission_grant.source is 'The role whose template it was copied from; `own` where it was given by itself.';
comment on table tenant.permission_grant is 'The explicit allow-list: what each person may do, one row a permission and source.';
select door.classify('permission_grant', plain => array['source', 'grant_id', 'approved_by', 'expires_at']);
grant update (granted_by, granted_at, grant_id, approved_by, expires_at), delete on tenant.permission_grant to countersign_tenant;
grant delete on tenant.permission_grant to countersign_door;

alter table tenant.person_role
    add column grant_id uuid,
    add column approved_by uuid,
    add column expires_at timestamptz,
    add constraint person_role_grant_fkey foreign key (org_id, grant_id) references tenant.access_grant,
    add constraint person_role_approver_fkey foreign key (org_id, approved_by) references tenant.person,
    add constraint person_role_not_approved_by_oneself check (approved_by <> person_id),
    add constraint person_role_second_person check (approved_by <> given_by);
create index person_role_grant on tenant.person_role (org_id, grant_id);
create index person_role_approver on tenant.person_role (org_id, approved_by);
select door.classify('person_role', plain => array['grant_id', 'approved_by', 'expires_at']);
grant update (given_by, given_at, grant_id, approved_by, expires_at), delete on tenant.person_role to countersign_tenant;
grant select, delete on tenant.person_role to countersign_door;

drop trigger give_before_joining on tenant.permission_grant;
drop trigger give_before_joining on tenant.person_role;
drop function tenant.give_before_joining();

create function tenant.refuse(rule text, because text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '%', because using errcode = 'check_violation', constraint = rule;
end $$;

-- Rights are asked for in one's own name; where one of them is guarded somebody else who may agrees.
create function tenant.guard_access_grant() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.asked_by is distinct from person then
            perform tenant.refuse('access_grant_in_own_name', 'asked for in another''s name');
        elsif new.asked_at <> door.now() or not (door.may('grant.create') or new.state = 'waiting' and door.may('invitation.create')) then
            perform tenant.refuse('access_grant_asked', 'only who may ask does, and now');
        elsif new.state not in ('waiting', 'given') or new.decided_by is not null then
            perform tenant.refuse('access_grant_begins', 'a grant begins as one that waits or needs nobody');
        elsif new.state = 'given' and (new.waiver is not null
            or exists (select from reference.guarded_permission g where g.code = any (new.permissions))
            or exists (select from reference.guarded_role g where g.code = any (new.roles)))
        then
            perform tenant.refuse('access_grant_guarded', 'a guarded permission needs a second person');
        end if;
        return new;
    end if;
    if old.state <> 'waiting' then
        perform tenant.refuse('access_grant_decided', 'what is decided stays');
    elsif new.decided_by is distinct from person or new.decided_at is distinct from door.now() then
        perform tenant.refuse('access_grant_in_own_name', 'decided in another''s name, or at another time');
    elsif new.state = 'given' and not door.may('grant.approve') or new.state = 'refused' and not door.may('grant.refuse')
        or new.state = 'withdrawn' and not door.may('grant.withdraw')
    then
        perform tenant.refuse('access_grant_permission', 'only who may decide does');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.access_grant for each row execute function tenant.guard_access_grant();

-- What a grant given in the caller's name may enter: to somebody invited who has not joined, or what was asked for and, where guarded, agreed to.
create function tenant.guard_giving(of_person uuid, is_guarded boolean, giver uuid, approver uuid, of_grant uuid, is_asked boolean, rule text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    asked tenant.access_grant;
begin
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

create function tenant.guard_permission_grant() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    asked tenant.access_grant;
begin
    if door.person_id() is null then
        return new; -- The installation itself.
    end if;
    -- Two who each give a half of a toxic pair wait for each other, at the row that whoever gives locks first.
    perform from tenant.person p where p.id = new.person_id for no key update;
    select * into asked from tenant.access_grant g where g.id = new.grant_id;
    perform tenant.guard_giving(new.person_id, exists (select from reference.guarded_permission g where g.code = new.permission),
        new.granted_by, new.approved_by, new.grant_id,
        (new.permission = any (asked.permissions) and new.source = 'own' or new.source = any (asked.roles))
            and new.expires_at is not distinct from asked.ends_at, 'permission_grant');
    if exists (
        select from reference.toxic_pair t
        join tenant.permission_grant h on h.permission in (t.one, t.other) and h.permission <> new.permission
        where new.permission in (t.one, t.other) and h.person_id = new.person_id and (h.expires_at is null or h.expires_at > door.now())
          and (t.one || '+' || t.other = any (asked.waived)) is not true)
    then
        perform tenant.refuse('permission_grant_toxic', 'nobody holds both without a waiver that names them and ends');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.permission_grant for each row execute function tenant.guard_permission_grant();

create function tenant.guard_person_role() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    asked tenant.access_grant;
begin
    if door.person_id() is null then
        return new; -- The installation itself.
    end if;
    select * into asked from tenant.access_grant g where g.id = new.grant_id;
    perform tenant.guard_giving(new.person_id, exists (select from reference.guarded_role g where g.code = new.role), new.given_by, new.approved_by, new.grant_id,
        new.role = any (asked.roles) and new.expires_at is not distinct from asked.ends_at, 'person_role');
    return new;
end $$;
create trigger guard before insert or update on tenant.person_role for each row execute function tenant.guard_person_role();

-- Nobody takes rights from themselves, and nobody takes them who may neither give nor take; what governs is never held by nobody.
create function tenant.guard_taking() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null then
        if old.person_id = door.person_id() then
            perform tenant.refuse(tg_table_name || '_not_from_oneself', 'nobody takes rights from themselves');
        elsif not (door.may('person.revoke_grants') or door.may('grant.create') or door.may('grant.approve')) then
            perform tenant.refuse(tg_table_name || '_permission', 'only who may take rights does');
        end if;
    end if;
    return old;
end $$;
create trigger guard_taking before delete on tenant.permission_grant for each row execute function tenant.guard_taking();
create trigger guard_taking before delete on tenant.person_role for each row execute function tenant.guard_taking();

create function tenant.keep_governed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is null then
        return null;
    end if;
    -- Two who take at once wait for each other.
    perform pg_advisory_xact_lock(hashtextextended('governed' || old.org_id, 0));
    if not exists (
        select from tenant.permission_grant g join tenant.person p on p.org_id = g.org_id and p.id = g.person_id
        where g.org_id = old.org_id and g.permission = old.permission and g.expires_at is null and p.is_active)
    then
        perform tenant.refuse('permission_grant_last', 'somebody must hold it for good');
    end if;
    return null;
end $$;
create trigger keep_governed after delete on tenant.permission_grant for each row
    when (old.permission in ('grant.create', 'grant.approve', 'person.revoke_grants')) execute function tenant.keep_governed();
-- Nor is it made to end.
create trigger keep_governed_for_good after update of expires_at on tenant.permission_grant for each row
    when (old.expires_at is null and new.expires_at is not null and old.permission in ('grant.create', 'grant.approve', 'person.revoke_grants'))
    execute function tenant.keep_governed();
grant execute on function tenant.refuse, tenant.guard_giving to countersign_tenant;
