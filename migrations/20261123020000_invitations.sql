-- Invitations: somebody is entered with department, roles and permissions, and joins by a link that is mailed to them. Until then they can do nothing.
create table tenant.invitation (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    person_id uuid not null,
    invited_by uuid not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > sent_at),
    joined_at timestamptz,
    withdrawn_at timestamptz,
    revision bigint not null default 1,
    created_at timestamptz not null,
    primary key (org_id, id),
    constraint invitation_person_unique unique (org_id, person_id),
    constraint invitation_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint invitation_inviter_fkey foreign key (org_id, invited_by) references tenant.person,
    constraint invitation_not_of_oneself check (invited_by <> person_id),
    constraint invitation_end_check check (joined_at is null or withdrawn_at is null)
);
create index invitation_inviter on tenant.invitation (org_id, invited_by);
create index invitation_open on tenant.invitation (org_id, id desc) where joined_at is null;
comment on table tenant.invitation is 'Who was asked to join, by whom, and what came of it; one for a person, sent as often as need be.';
call tenant.adopt('invitation', plain => array['org_id', 'id', 'person_id', 'invited_by', 'sent_at', 'expires_at', 'joined_at', 'withdrawn_at',
    'revision', 'created_at']);
grant select, insert (org_id, id, person_id, invited_by, sent_at, expires_at, created_at), update (sent_at, expires_at, withdrawn_at, revision)
    on tenant.invitation to countersign_tenant;
grant select, update (joined_at, revision) on tenant.invitation to countersign_door;
grant update (is_active, revision) on tenant.person to countersign_door;
grant insert on tenant.person, tenant.person_role, tenant.permission_grant to countersign_tenant;
alter table tenant.person_role add constraint person_role_not_to_oneself check (given_by <> person_id);

-- Whoever gives, gives in their own name, and only to somebody who has not joined yet: an account that acts gains nothing by a statement of the service's role.
create function tenant.give_before_joining() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    giver uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
    if door.person_id() is null then
        return new;
    end if;
    if giver is distinct from door.person_id() then
        raise exception 'given in another''s name' using errcode = 'check_violation', constraint = tg_table_name || '_in_own_name';
    end if;
    if not exists (select from tenant.invitation i where i.org_id = new.org_id and i.person_id = new.person_id and i.joined_at is null) then
        raise exception 'given to somebody who was not invited or has joined' using errcode = 'check_violation', constraint = tg_table_name || '_before_joining';
    end if;
    return new;
end $$;
create trigger give_before_joining before insert on tenant.person_role
    for each row execute function tenant.give_before_joining('given_by');
create trigger give_before_joining before insert on tenant.permission_grant
    for each row execute function tenant.give_before_joining('granted_by');

-- An account that somebody enters begins as one that can do nothing.
create function tenant.enter_inactive() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null and new.is_active then
        raise exception 'an account begins by an invitation' using errcode = 'check_violation', constraint = 'person_by_invitation';
    end if;
    return new;
end $$;
create trigger enter_inactive before insert on tenant.person
    for each row execute function tenant.enter_inactive();

set local role countersign_door;
-- Whether somebody is invited and has not joined.
create function door.is_invited(of_org uuid, of_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from tenant.invitation i join tenant.person p on p.org_id = i.org_id and p.id = i.person_id
        where i.org_id = of_org and i.person_id = of_person and i.joined_at is null and i.withdrawn_at is null and not p.is_active);
end;

-- Mails the link of an invitation; the links of before open nothing any more. Only for somebody of the caller's organisation who has not joined yet:
-- no link to an account that acts is made here.
create function door.mail_invitation(of_person uuid, link_hash bytea, life interval, mail_id uuid, facts jsonb, key_name text, sealed bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if not door.is_invited(actor.org_id, of_person) then
        raise exception 'nobody who is invited' using errcode = 'CS409';
    end if;
    update door.one_time_link l set used_at = actor.at where l.org_id = actor.org_id and l.person_id = of_person and l.used_at is null;
    insert into door.one_time_link (hash, org_id, person_id, purpose, created_at, expires_at)
    values (link_hash, actor.org_id, of_person, 'invitation', actor.at, actor.at + life);
    insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    select mail_id, actor.org_id, p.id, p.email, 'invitation', mail_invitation.facts, mail_invitation.key_name, mail_invitation.sealed, actor.request_id,
        actor.at, actor.at + life, actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = of_person;
end $$;

-- Makes an invitation's link open nothing any more.
create function door.void_invitation(of_person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    update door.one_time_link l set used_at = actor.at
    where l.org_id = actor.org_id and l.person_id = of_person and l.purpose = 'invitation' and l.used_at is null;
end $$;
grant execute on function door.mail_invitation, door.void_invitation to countersign_tenant;

set local role countersign_owner;
