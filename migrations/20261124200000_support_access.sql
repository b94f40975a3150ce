-- Whoever runs the installation reads an organisation only as one of its owners allowed: for a reason, for an hour at the most, and told of live. What is
-- asked for comes on the directory's sealed word alone; what is allowed is the organisation's own row, and ends the moment that the row says so.
insert into reference.guarded_permission (code) values ('support_access.approve'), ('support_access.refuse');
insert into reference.role_template (role, permission) values
    ('owner', 'support_access.view'), ('owner', 'support_access.approve'), ('owner', 'support_access.refuse'), ('owner', 'support_access.end'),
    ('admin', 'support_access.view'), ('admin', 'support_access.end'), ('auditor', 'support_access.view');

create table reference.support_permission (
    code text primary key
);
comment on table reference.support_permission is 'What support may read where an owner lets it in: permissions that change nothing, disclose nothing and are about no person''s own things.';
grant select on reference.support_permission to countersign_tenant, countersign_door, countersign_backup;
insert into reference.support_permission (code)
select unnest(array['access_review.view', 'api_key.view', 'approval_policy.view', 'category.view', 'comment.view', 'delivery_address.view', 'department.view',
    'duty.view', 'duty_exception.view', 'exchange_rate.view', 'factor_reset.view', 'grant.view', 'invitation.view', 'mail.view', 'mail_server.view',
    'organisation.view', 'ownership_transfer.view', 'permission.view', 'person.view', 'policy_draft.view', 'purchase_order.view',
    'purchase_order.view_all', 'requisition.view', 'requisition.view_all', 'role.view', 'security_policy.view', 'supplier.view', 'support_access.view',
    'tax_code.view']);

create table tenant.support_access (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    operator_id uuid not null,
    operator_name text not null check (length(operator_name) between 1 and 120),
    operator_email text not null check (length(operator_email) between 3 and 254),
    reason text not null check (length(reason) between 1 and 500),
    ticket text check (length(ticket) between 1 and 60),
    minutes int not null check (minutes between 5 and 60),
    state text not null check (state in ('waiting', 'approved', 'open', 'refused', 'withdrawn', 'ended')),
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text check (length(decision_reason) between 1 and 500),
    open_by timestamptz,
    opened_at timestamptz,
    closes_at timestamptz,
    ended_at timestamptz,
    ended_by uuid,
    ended_because text check (ended_because in ('by_organisation', 'given_back')),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint support_access_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint support_access_ender_fkey foreign key (org_id, ended_by) references tenant.person,
    constraint support_access_wait_check check (expires_at > asked_at and expires_at <= asked_at + interval '24 hours'),
    constraint support_access_decision_check check (
        (decided_by is null) = (decided_at is null)
        and (state not in ('approved', 'open', 'refused') or decided_by is not null)
        and (open_by is null or decided_by is not null and open_by <= decided_at + interval '24 hours')
        and (state not in ('approved', 'open') or open_by is not null)),
    constraint support_access_time_check check (
        (opened_at is null) = (closes_at is null)
        and (state <> 'open' or opened_at is not null)
        and (opened_at is null or opened_at < open_by and closes_at <= opened_at + make_interval(mins => minutes))),
    constraint support_access_end_check check (
        (state in ('withdrawn', 'ended')) = (ended_at is not null) and (ended_at is null) = (ended_because is null)
        and (ended_by is not null) = coalesce(ended_because = 'by_organisation', false))
);
create index support_access_operator on tenant.support_access (org_id, operator_id);
create index support_access_decider on tenant.support_access (org_id, decided_by);
create index support_access_ender on tenant.support_access (org_id, ended_by);
comment on table tenant.support_access is 'That an operator of the installation may read for a while: who asked and why, who agreed, from when until when, and how it ended.';
comment on column tenant.support_access.state is 'As it was set last; what time does to it, tenant.support_stands says.';
call tenant.adopt('support_access', plain => array['org_id', 'id', 'operator_id', 'reason', 'ticket', 'minutes', 'state', 'asked_at', 'expires_at',
    'decided_by', 'decided_at', 'decision_reason', 'open_by', 'opened_at', 'closes_at', 'ended_at', 'ended_by', 'ended_because', 'revision'],
    personal => array['operator_name', 'operator_email']);
grant select, update (state, decided_by, decided_at, decision_reason, open_by, ended_at, ended_by, ended_because, revision)
    on tenant.support_access to countersign_tenant;
grant select, insert, update (state, opened_at, closes_at, ended_at, ended_because, revision) on tenant.support_access to countersign_door;

-- How one stands at this moment: what nobody agreed to, or nobody opened, in its time has lapsed, and what was open has ended.
create function tenant.support_stands(state text, expires_at timestamptz, open_by timestamptz, closes_at timestamptz) returns text
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return case
    when state = 'waiting' and expires_at <= door.now() or state = 'approved' and open_by <= door.now() then 'lapsed'
    when state = 'open' and closes_at <= door.now() then 'ended'
    else state
end;
revoke execute on function tenant.support_stands from public;
grant execute on function tenant.support_stands to countersign_tenant, countersign_door;

-- Agreed to, refused and ended in one's own name, by whoever may, and never by whoever asked.
create function tenant.guard_support_access() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    stands text := tenant.support_stands(old.state, old.expires_at, old.open_by, old.closes_at);
begin
    if person is null then
        return new; -- The door, on the directory's sealed word; or the installation itself, which only the migrator can be.
    end if;
    if new.state in ('approved', 'refused') then
        if stands <> 'waiting' then
            perform tenant.refuse('support_access_decided', 'it waits no more');
        elsif new.decided_by is distinct from person or new.decided_at > door.now() then
            perform tenant.refuse('support_access_in_own_name', 'decided in another''s name');
        elsif not door.may('support_access.' || case new.state when 'approved' then 'approve' else 'refuse' end) then
            perform tenant.refuse('support_access_permission', 'only who may decide does');
        elsif new.state = 'approved' and exists (
            select from tenant.person p where p.id = person and lower(p.email) = lower(old.operator_email))
        then
            perform tenant.refuse('support_access_by_oneself', 'whoever asked does not agree');
        end if;
    elsif new.state = 'ended' then
        if stands not in ('waiting', 'approved', 'open') then
            perform tenant.refuse('support_access_over', 'it has ended already');
        elsif new.ended_by is distinct from person or not door.may('support_access.end') then
            perform tenant.refuse('support_access_permission', 'only who may end it does, in their own name');
        end if;
    else
        perform tenant.refuse('support_access_permission', 'the organisation agrees, refuses or ends');
    end if;
    return new;
end $$;
create trigger guard before update on tenant.support_access for each row execute function tenant.guard_support_access();
create trigger confirmed after update of state on tenant.support_access for each row when (old.state <> 'approved' and new.state = 'approved')
    execute function tenant.demand_confirmation('support_access.approve', 'id');
