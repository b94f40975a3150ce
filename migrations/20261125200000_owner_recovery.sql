-- The last owner who has lost their second factor is helped by nobody of the organisation. An operator begins it on the directory's sealed word; everybody is
-- told, three days at the least go by in which anybody who should can stop it, and only then are the factors removed. The organisation's own row says how it
-- stands, and no argument of the service shortens the time.
insert into reference.role_template (role, permission) values
    ('owner', 'owner_recovery.view'), ('owner', 'owner_recovery.stop'), ('admin', 'owner_recovery.view'), ('admin', 'owner_recovery.stop'),
    ('auditor', 'owner_recovery.view');
insert into reference.support_permission (code) values ('owner_recovery.view');

create table tenant.owner_recovery (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    person_id uuid not null,
    operator_id uuid not null,
    operator_name text not null check (length(operator_name) between 1 and 120),
    operator_email text not null check (length(operator_email) between 3 and 254),
    domain text not null check (length(domain) between 1 and 253),
    reason text not null check (length(reason) between 1 and 500),
    ticket text check (length(ticket) between 1 and 60),
    state text not null check (state in ('waiting', 'stopped', 'completed', 'lapsed')),
    asked_at timestamptz not null,
    takes_effect_at timestamptz not null,
    lapses_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid,
    ended_because text check (ended_because in ('owner_signed_in', 'by_link', 'by_organisation', 'by_operator', 'suspended', 'not_alone')),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint owner_recovery_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint owner_recovery_ender_fkey foreign key (org_id, ended_by) references tenant.person,
    constraint owner_recovery_delay_check check (
        takes_effect_at >= asked_at + interval '72 hours' and takes_effect_at <= asked_at + interval '720 hours'
        and lapses_at = takes_effect_at + interval '168 hours'),
    constraint owner_recovery_end_check check (
        (state = 'waiting') = (ended_at is null) and (state = 'stopped') = (ended_because is not null)
        and (ended_by is not null) = coalesce(ended_because = 'by_organisation', false)),
    constraint owner_recovery_completed_check check (state <> 'completed' or ended_at >= takes_effect_at and ended_at < lapses_at)
);
create unique index owner_recovery_waiting on tenant.owner_recovery (org_id) where state = 'waiting';
create index owner_recovery_person on tenant.owner_recovery (org_id, person_id);
create index owner_recovery_ender on tenant.owner_recovery (org_id, ended_by);
comment on table tenant.owner_recovery is 'That an operator of the installation lets the last owner in without a second factor: who and why, from when on, and how it ended.';
comment on column tenant.owner_recovery.state is 'As it was set last; what time does to it, tenant.owner_recovery_stands says.';
call tenant.adopt('owner_recovery', plain => array['org_id', 'id', 'person_id', 'operator_id', 'domain', 'reason', 'ticket', 'state', 'asked_at',
    'takes_effect_at', 'lapses_at', 'ended_at', 'ended_by', 'ended_because', 'revision'], personal => array['operator_name', 'operator_email']);
grant select, update (state, ended_at, ended_by, ended_because, revision) on tenant.owner_recovery to countersign_tenant;
grant select, insert, update (state, ended_at, ended_because, revision) on tenant.owner_recovery to countersign_door;

-- How one stands at this moment: what nobody completed in its time has lapsed.
create function tenant.owner_recovery_stands(state text, lapses_at timestamptz) returns text
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return case when state = 'waiting' and lapses_at <= door.now() then 'lapsed' else state end;
revoke execute on function tenant.owner_recovery_stands from public;
grant execute on function tenant.owner_recovery_stands to countersign_tenant, countersign_door, countersign_support;

-- Stopped in one's own name, by whoever may, or by the owner whom it is about, who has signed in or used their link. Nobody in a session does more to one.
create function tenant.guard_owner_recovery() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The door, on the directory's sealed word; or the installation itself, which only the migrator can be.
    end if;
    if new.state <> 'stopped' then
        perform tenant.refuse('owner_recovery_permission', 'the organisation stops one, and does no more to it');
    elsif tenant.owner_recovery_stands(old.state, old.lapses_at) <> 'waiting' then
        perform tenant.refuse('owner_recovery_over', 'it is over already');
    elsif new.ended_because in ('owner_signed_in', 'by_link') and old.person_id = person then
        return new;
    elsif new.ended_because <> 'by_organisation' or new.ended_by is distinct from person or not door.may('owner_recovery.stop') then
        perform tenant.refuse('owner_recovery_permission', 'only who may stop it does, in their own name');
    end if;
    return new;
end $$;
create trigger guard before update on tenant.owner_recovery for each row execute function tenant.guard_owner_recovery();
