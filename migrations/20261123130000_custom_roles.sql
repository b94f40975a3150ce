-- Roles of an organisation's own: templates that it writes itself. The database learns what the template of every role holds, so that nothing is
-- entered as from a role that does not hold it.

-- What the catalogue says of the roles that come along; a test holds both equal. Every permission that can be held stands in one of them.
create table reference.role_template (
    role text not null,
    permission text not null,
    primary key (role, permission)
);
alter table reference.role_template owner to countersign_owner;
comment on table reference.role_template is 'What the templates of the roles that come along hold.';
insert into reference.role_template (role, permission)
select letter.role, held.permission
from (values ('R', 'requester'), ('H', 'head_of_department'), ('C', 'accounts'), ('G', 'general_manager'), ('A', 'admin'), ('O', 'owner'), ('U', 'auditor'))
    letter (letter, role)
join (values
    ('passkey.rename', 'RHCGAOU'), ('profile.leave', 'RHCGAOU'), ('person.view_open_work', 'AO'), ('person.deactivate', 'AO'), ('person.activate', 'AO'),
    ('ownership_transfer.view', 'RHCGAOU'), ('organisation.transfer', 'O'), ('ownership_transfer.accept', 'RHCGAOU'),
    ('ownership_transfer.refuse', 'RHCGAOU'), ('ownership_transfer.withdraw', 'O'),
    ('session.view', 'RHCGAOU'), ('session.end', 'RHCGAOU'), ('session.end_others', 'RHCGAOU'), ('organisation.view', 'RHCGAOU'),
    ('organisation.update', 'AO'), ('organisation.set_logo', 'AO'), ('security_policy.view', 'AOU'), ('security_policy.update', 'O'),
    ('mail.view', 'AO'), ('mail.resend', 'AO'), ('department.view', 'RHCGAOU'), ('department.create', 'A'), ('department.update', 'A'),
    ('department.export', 'CAOU'), ('category.view', 'RHCGAOU'), ('category.create', 'CA'), ('category.update', 'CA'), ('category.export', 'CAOU'),
    ('tax_code.view', 'RHCGAOU'), ('tax_code.create', 'C'), ('tax_code.update', 'C'), ('tax_code.export', 'CAOU'),
    ('delivery_address.view', 'RHCGAOU'), ('delivery_address.create', 'CA'), ('delivery_address.update', 'CA'), ('delivery_address.export', 'CAOU'),
    ('exchange_rate.view', 'RHCGAOU'), ('exchange_rate.create', 'C'), ('exchange_rate.export', 'CAOU'), ('person.view', 'RHCGAOU'),
    ('person.export', 'AOU'), ('invitation.view', 'AO'), ('invitation.create', 'AO'), ('invitation.create_governing', 'O'),
    ('invitation.resend', 'AO'), ('invitation.withdraw', 'AO'), ('profile.update', 'RHCGAOU'), ('profile.change_email', 'RHCGAOU'),
    ('profile.cancel_email_change', 'RHCGAOU'), ('person.end_sessions', 'AO'), ('organisation.end_sessions', 'AO'), ('person.revoke_grants', 'AO'),
    ('permission.view', 'AOU'), ('role.view', 'AOU'), ('role.create', 'A'), ('role.update', 'A'), ('role.retire', 'A'), ('grant.view', 'AOU'),
    ('grant.create', 'A'), ('grant.approve', 'O'), ('grant.refuse', 'O'), ('grant.withdraw', 'A'), ('factor_reset.view', 'AO'),
    ('factor_reset.create', 'A'), ('factor_reset.approve', 'O'), ('factor_reset.refuse', 'O'), ('factor_reset.withdraw', 'A'),
    ('permission.export', 'AOU'), ('access_review.view', 'AOU'), ('access_review.start', 'AO'), ('access_review.decide', 'AO'),
    ('access_review.sign_off', 'O'), ('access_review.cancel', 'AO'), ('access_review.export', 'AOU'), ('supplier.view', 'RHCGOU'),
    ('supplier.create', 'RHC'), ('supplier.update', 'C'), ('supplier.activate', 'CGO'), ('supplier.block', 'CG'), ('supplier.export', 'CGOU'),
    ('requisition.view', 'RHCGOU'), ('requisition.view_department', 'H'), ('requisition.view_all', 'CGOU'), ('requisition.create', 'RHCG'),
    ('requisition.update', 'RHCG'), ('requisition.submit', 'RHCG'), ('requisition.approve', 'HCGO'), ('requisition.return', 'HCGO'),
    ('requisition.reject', 'HCGO'), ('requisition.withdraw', 'RHCG'), ('requisition.cancel', 'RHCG'), ('requisition.order', 'C'),
    ('requisition.short_close', 'HC'), ('requisition.reopen', 'HCG'), ('requisition.export', 'RHCGOU'), ('purchase_order.view', 'RHCGOU'),
    ('purchase_order.view_department', 'H'), ('purchase_order.view_all', 'CGOU'), ('purchase_order.create', 'RHC'),
    ('purchase_order.update', 'RHC'), ('purchase_order.submit', 'RHC'), ('purchase_order.approve', 'HCGO'), ('purchase_order.return', 'HCGO'),
    ('purchase_order.reject', 'HCGO'), ('purchase_order.withdraw', 'RHC'), ('purchase_order.issue', 'C'), ('purchase_order.mail', 'C'),
    ('purchase_order.acknowledge', 'C'), ('purchase_order.hold', 'CGO'), ('purchase_order.release', 'CGO'), ('purchase_order.cancel', 'CG'),
    ('purchase_order.short_close', 'HC'), ('purchase_order.reopen', 'CG'), ('purchase_order.export', 'RHCGOU'), ('comment.view', 'RHCGOU'),
    ('comment.create', 'RHCGO'), ('watcher.add', 'RHCGO'), ('watcher.remove', 'RHCGO'), ('approval.view', 'RHCGOU'),
    ('approval_policy.view', 'RHCGAOU'), ('approval_policy.simulate', 'RHCGAO'), ('approval_policy.publish', 'O'),
    ('approval_policy.withdraw', 'O'), ('policy_draft.view', 'CGAOU'), ('policy_draft.create', 'A'), ('policy_draft.update', 'A'),
    ('policy_draft.propose', 'A'), ('policy_draft.return', 'AO'), ('policy_draft.discard', 'AO'), ('import.view', 'C'), ('import.create', 'C'),
    ('import.map', 'C'), ('import.confirm', 'C'), ('import.cancel', 'C'), ('import.discard', 'C'), ('import.forget_mapping', 'C'),
    ('import.undo', 'C'), ('import.export', 'C'), ('audit_event.view', 'OU'), ('audit_event.export', 'OU')
) held (permission, letters) on position(letter.letter in held.letters) > 0;
create index role_template_permission on reference.role_template (permission);
grant select on reference.role_template to countersign_tenant;
insert into reference.guarded_permission (code) values ('role.create'), ('role.update'), ('role.retire');

create table tenant.custom_role (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null check (length(name) between 1 and 60),
    description text check (length(description) between 1 and 500),
    retired_at timestamptz check (retired_at >= created_at),
    revision bigint not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint custom_role_creator_fkey foreign key (org_id, created_by) references tenant.person
);
create unique index custom_role_name_unique on tenant.custom_role (org_id, lower(name)) where retired_at is null;
create index custom_role_creator on tenant.custom_role (org_id, created_by);
comment on table tenant.custom_role is 'A role of the organisation''s own: a template, copied into a person''s allow-list when it is given; never deleted.';
call tenant.adopt('custom_role', plain => array['org_id', 'id', 'name', 'description', 'retired_at', 'revision', 'created_by', 'created_at']);
grant select, insert, update (name, description, retired_at, revision) on tenant.custom_role to countersign_tenant;

create table tenant.custom_role_permission (
    org_id uuid not null,
    custom_role_id uuid not null,
    permission text not null check (permission ~ '^[a-z_]+\.[a-z_]+$'),
    primary key (org_id, custom_role_id, permission),
    constraint custom_role_permission_role_fkey foreign key (org_id, custom_role_id) references tenant.custom_role
);
comment on table tenant.custom_role_permission is 'What the template of a role of the organisation''s own holds; what a person holds stands in permission_grant.';
call tenant.adopt('custom_role_permission', plain => array['org_id', 'custom_role_id', 'permission']);
grant select, insert, delete on tenant.custom_role_permission to countersign_tenant;

-- Wherever a role is named by its code, one of the organisation's own is `custom:` and its id, which must be there.
alter table tenant.person_role
    drop constraint person_role_role_check,
    add constraint person_role_role_check check (role in ('requester', 'head_of_department', 'accounts', 'general_manager', 'admin', 'owner', 'auditor')
        or role ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    add column custom_role_id uuid generated always as (case when role ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(role, 8)::uuid end) stored,
    add constraint person_role_custom_role_fkey foreign key (org_id, custom_role_id) references tenant.custom_role;
create index person_role_custom_role on tenant.person_role (org_id, custom_role_id);
select door.classify('person_role', plain => array['custom_role_id']);

alter table tenant.permission_grant
    drop constraint permission_grant_source_check,
    add constraint permission_grant_source_check check (source ~ '^([a-z][a-z_]{1,39}|custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
    add column custom_role_id uuid generated always as (case when source ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(source, 8)::uuid end) stored,
    add constraint permission_grant_custom_role_fkey foreign key (org_id, custom_role_id) references tenant.custom_role;
create index permission_grant_custom_role on tenant.permission_grant (org_id, custom_role_id);
select door.classify('permission_grant', plain => array['custom_role_id']);

alter table tenant.access_review_line
    drop constraint access_review_line_source_check,
    add constraint access_review_line_source_check check (source ~ '^([a-z][a-z_]{1,39}|custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
    add column custom_role_id uuid generated always as (case when source ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(source, 8)::uuid end) stored,
    add constraint access_review_line_custom_role_fkey foreign key (org_id, custom_role_id) references tenant.custom_role;
create index access_review_line_custom_role on tenant.access_review_line (org_id, custom_role_id) where custom_role_id is not null;
select door.classify('access_review_line', plain => array['custom_role_id']);

alter table tenant.second_factor_demand
    drop constraint second_factor_demand_role_check,
    add constraint second_factor_demand_role_check check (role in ('requester', 'head_of_department', 'accounts', 'general_manager', 'admin', 'owner', 'auditor')
        or role ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    add column custom_role_id uuid generated always as (case when role ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(role, 8)::uuid end) stored,
    add constraint second_factor_demand_custom_role_fkey foreign key (org_id, custom_role_id) references tenant.custom_role;
create index second_factor_demand_custom_role on tenant.second_factor_demand (org_id, custom_role_id);
select door.classify('second_factor_demand', plain => array['custom_role_id']);

-- A grant lists codes of roles; its trigger, below, finds each of them.
alter table tenant.access_grant
    drop constraint access_grant_known_roles,
    drop constraint access_grant_roles_check,
    add constraint access_grant_roles_check check (cardinality(roles) <= 27);

-- What the template of a role holds, by its code; nothing where there is no such role that could be given.
create function tenant.template_of(of_role text) returns setof text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select t.permission
    from reference.role_template t
    where t.role = of_role
    union all
    select p.permission
    from tenant.custom_role c
    join tenant.custom_role_permission p on p.org_id = c.org_id and p.custom_role_id = c.id
    where c.org_id = door.org_id() and c.retired_at is null
      and c.id = case when of_role ~ '^custom:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(of_role, 8)::uuid end
$$;

-- Whether somebody must decide about a role of the organisation's own before it can be changed or retired.
create function tenant.role_waits(of_role uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from tenant.access_grant g
        where g.org_id = door.org_id() and g.state = 'waiting' and 'custom:' || of_role::text = any (g.roles))
$$;

-- Holds the roles of the organisation's own among these as they are until the end: what is given is what its template holds.
create function tenant.hold_roles(codes text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform from tenant.custom_role c
    where c.org_id = door.org_id() and 'custom:' || c.id::text = any (codes)
    order by c.id
    for share;
end $$;
grant execute on function tenant.template_of, tenant.role_waits, tenant.hold_roles to countersign_tenant;

-- A role is created in one's own name, one of fifty in use and of five hundred at most, under a name that is no other role's; what is retired stays so, and
-- nobody has it or waits for it then.
create function tenant.guard_custom_role() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.created_by is distinct from person or new.created_at <> door.now() then
            perform tenant.refuse('custom_role_in_own_name', 'created in another''s name, or at another time');
        elsif not door.may('role.create') or new.retired_at is not null then
            perform tenant.refuse('custom_role_by_who_may', 'only who may create roles does, and one that is in use');
        end if;
        -- Two who create at once wait for each other.
        perform pg_advisory_xact_lock(hashtextextended('custom_role' || new.org_id, 0));
        if (select count(*) >= 500 or count(*) filter (where c.retired_at is null) >= 50 from tenant.custom_role c) then
            perform tenant.refuse('custom_role_at_most', 'an organisation has so many roles of its own at most');
        end if;
    end if;
    if exists (
        select from reference.role_template t where lower(new.name) in (t.role, replace(t.role, '_', ' ')))
    then
        perform tenant.refuse('custom_role_name_built_in', 'a role that comes along has this name');
    elsif tg_op = 'INSERT' then
        return new;
    end if;
    if old.retired_at is not null then
        perform tenant.refuse('custom_role_retired', 'what is retired stays');
    elsif new.retired_at is null and not door.may('role.update') or new.retired_at is not null and not door.may('role.retire') then
        perform tenant.refuse('custom_role_by_who_may', 'only who may change or retire roles does');
    elsif new.retired_at <> door.now() then
        perform tenant.refuse('custom_role_retired_now', 'retired at another time');
    elsif new.retired_at is not null and exists (
        select from tenant.person_role r
        where r.org_id = new.org_id and r.custom_role_id = new.id and (r.expires_at is null or r.expires_at > door.now()))
    then
        perform tenant.refuse('custom_role_held', 'somebody has it');
    elsif new.retired_at is not null and tenant.role_waits(new.id) then
        perform tenant.refuse('custom_role_waits', 'a grant of it waits');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.custom_role for each row execute function tenant.guard_custom_role();

-- A template holds what can be held and no toxic pair, and stays as it is while a grant of it waits: what is agreed to is what was asked for.
create function tenant.guard_custom_role_permission() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    of_role tenant.custom_role;
begin
    if door.person_id() is not null then
        -- Whoever gives it waits, and the other way round.
        select * into of_role from tenant.custom_role c
        where c.org_id = door.org_id() and c.id = coalesce(new.custom_role_id, old.custom_role_id)
        for no key update;
        if not (door.may('role.update') or door.may('role.create') and of_role.created_at = door.now()) then
            perform tenant.refuse('custom_role_permission_by_who_may', 'only who may change roles does');
        elsif of_role.retired_at is not null then
            perform tenant.refuse('custom_role_permission_retired', 'what is retired stays');
        elsif tenant.role_waits(of_role.id) then
            perform tenant.refuse('custom_role_permission_waits', 'a grant of the role waits');
        elsif tg_op = 'INSERT' and not exists (select from reference.role_template t where t.permission = new.permission) then
            perform tenant.refuse('custom_role_permission_known', 'nobody can hold it');
        elsif tg_op = 'INSERT' and exists (
            select from reference.toxic_pair t
            join tenant.custom_role_permission p on p.permission in (t.one, t.other) and p.permission <> new.permission
            where new.permission in (t.one, t.other) and p.custom_role_id = new.custom_role_id)
        then
            perform tenant.refuse('custom_role_permission_toxic', 'no role holds both');
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger guard before insert or delete on tenant.custom_role_permission for each row execute function tenant.guard_custom_role_permission();

-- By the end of the change a role holds something.
create function tenant.check_custom_role() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    of_role uuid := case tg_table_name when 'custom_role' then to_jsonb(new) ->> 'id' else to_jsonb(old) ->> 'custom_role_id' end;
begin
    if door.person_id() is not null
        and not exists (select from tenant.custom_role_permission p where p.org_id = door.org_id() and p.custom_role_id = of_role)
    then
        perform tenant.refuse('custom_role_holds_something', 'a role that holds nothing is none');
    end if;
    return null;
end $$;
create constraint trigger holds_something after insert on tenant.custom_role
    deferrable initially deferred for each row execute function tenant.check_custom_role();
create constraint trigger holds_something after delete on tenant.custom_role_permission
    deferrable initially deferred for each row execute function tenant.check_custom_role();
revoke execute on function tenant.check_custom_role from public;

-- As before; guarded by what the roles' templates hold, and of roles that there are.
create or replace function tenant.guard_access_grant() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        perform tenant.hold_roles(new.roles);
        if new.asked_by is distinct from person then
            perform tenant.refuse('access_grant_in_own_name', 'asked for in another''s name');
        elsif new.asked_at <> door.now() or not (door.may('grant.create') or new.state = 'waiting' and door.may('invitation.create')) then
            perform tenant.refuse('access_grant_asked', 'only who may ask does, and now');
        elsif new.state not in ('waiting', 'given') or new.decided_by is not null then
            perform tenant.refuse('access_grant_begins', 'a grant begins as one that waits or needs nobody');
        elsif exists (select from unnest(new.roles) asked (role) where not exists (select from tenant.template_of(asked.role))) then
            perform tenant.refuse('access_grant_known_roles', 'no such role can be given');
        elsif new.state = 'given' and (new.waiver is not null
            or exists (select from reference.guarded_permission g where g.code = any (new.permissions))
            or exists (
                select from unnest(new.roles) asked (role)
                cross join tenant.template_of(asked.role) held (permission)
                join reference.guarded_permission g on g.code = held.permission))
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

-- As before; from a role only what its template holds. What was entered before is not looked at again.
create or replace function tenant.guard_permission_grant() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    asked tenant.access_grant;
begin
    if door.person_id() is null then
        return new; -- The installation itself.
    end if;
    -- Two who each give a half of a toxic pair wait for each other, at the row that whoever gives locks first.
    perform from tenant.person p where p.id = new.person_id for no key update;
    if new.source like 'custom:%' then
        perform tenant.hold_roles(array[new.source]);
    end if;
    select * into asked from tenant.access_grant g where g.id = new.grant_id;
    perform tenant.guard_giving(new.person_id, exists (select from reference.guarded_permission g where g.code = new.permission),
        new.granted_by, new.approved_by, new.grant_id,
        (new.permission = any (asked.permissions) and new.source = 'own' or new.source = any (asked.roles))
            and new.expires_at is not distinct from asked.ends_at, 'permission_grant');
    if current_user <> 'countersign_door' and new.granted_at <> door.now() then
        perform tenant.refuse('permission_grant_now', 'given at another time');
    end if;
    -- What the door moves with the organisation was its role's when it was given.
    if current_user = 'countersign_door' or new.source = 'own' then
        null;
    elsif not exists (select from tenant.template_of(new.source) held (permission) where held.permission = new.permission) then
        perform tenant.refuse('permission_grant_of_role', 'the role does not hold it');
    end if;
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

-- As before; guarded by what the role's template holds, and of a role that there is.
create or replace function tenant.guard_person_role() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    asked tenant.access_grant;
begin
    if door.person_id() is null then
        return new; -- The installation itself.
    elsif current_user = 'countersign_door' then
        return new; -- The organisation changes hands, by rules of its own.
    end if;
    perform tenant.hold_roles(array[new.role]);
    select * into asked from tenant.access_grant g where g.id = new.grant_id;
    perform tenant.guard_giving(new.person_id, exists (
            select from tenant.template_of(new.role) held (permission)
            join reference.guarded_permission g on g.code = held.permission),
        new.given_by, new.approved_by, new.grant_id, new.role = any (asked.roles) and new.expires_at is not distinct from asked.ends_at, 'person_role');
    if new.given_at <> door.now() then
        perform tenant.refuse('person_role_now', 'given at another time');
    end if;
    if not exists (select from tenant.template_of(new.role)) then
        perform tenant.refuse('person_role_known', 'no such role can be given');
    end if;
    return new;
end $$;
drop table reference.guarded_role;
