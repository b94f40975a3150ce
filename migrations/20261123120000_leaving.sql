-- People leave: an account ends with everything that it opened, in one change, and what was held is taken for good. Whoever comes back begins with nothing.
insert into reference.guarded_permission (code) values ('person.deactivate'), ('person.activate'), ('organisation.transfer');

-- Taken by who may, from somebody else, and what makes an owner by an owner, as an owner's account is ended by one; where somebody leaves or hands the
-- organisation over the door takes, by rules of its own.
create or replace function tenant.guard_taking() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    taken jsonb := to_jsonb(old);
begin
    if door.person_id() is not null and current_user <> 'countersign_door' then
        if old.person_id = door.person_id() then
            perform tenant.refuse(tg_table_name || '_not_from_oneself', 'nobody takes rights from themselves');
        elsif not door.may('person.revoke_grants') then
            perform tenant.refuse(tg_table_name || '_permission', 'only who may take rights does');
        elsif (taken ->> 'permission' = 'grant.approve' or taken ->> 'role' = 'owner') and (old.expires_at is null or old.expires_at > door.now())
            and not door.may('grant.approve')
        then
            perform tenant.refuse(tg_table_name || '_of_owner', 'what makes an owner is taken by an owner');
        end if;
    end if;
    return old;
end $$;

-- Nobody is given rights who has left, whoever agreed to them before.
create function tenant.guard_given_to() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is not null and not exists (
        select from tenant.person p
        where p.org_id = new.org_id and p.id = new.person_id
          and (p.is_active or exists (
              select from tenant.invitation i
              where i.org_id = p.org_id and i.person_id = p.id and i.joined_at is null and i.withdrawn_at is null)))
    then
        perform tenant.refuse(tg_table_name || '_inactive', 'nobody who has left is given rights');
    end if;
    return new;
end $$;
create trigger guard_given_to before insert or update on tenant.permission_grant for each row execute function tenant.guard_given_to();
create trigger guard_given_to before insert or update on tenant.person_role for each row execute function tenant.guard_given_to();
grant execute on function tenant.refuse to countersign_door;

set local role countersign_door;
-- Ends somebody's account with everything that it opened: rights, sign-ins, links, the wish for another address, keys that wait, the password. Says which
-- sessions.
create function door.deactivate_person(of_person uuid) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    ended uuid[];
begin
    if not door.may(case of_person when actor.person_id then 'profile.leave' else 'person.deactivate' end) then
        raise exception 'only who may does' using errcode = 'check_violation', constraint = 'person_deactivation_permission';
    end if;
    perform from tenant.person p where p.org_id = actor.org_id and p.id = of_person and p.is_active for no key update;
    if not found then
        raise exception 'nobody who is active' using errcode = 'check_violation', constraint = 'person_deactivation_inactive';
    end if;
    if of_person <> actor.person_id and not door.may('grant.approve') and exists (
        select from tenant.permission_grant g
        where g.org_id = actor.org_id and g.person_id = of_person and g.permission = 'grant.approve' and (g.expires_at is null or g.expires_at > actor.at))
    then
        raise exception 'an owner is deactivated by an owner' using errcode = 'check_violation', constraint = 'person_deactivation_of_owner';
    end if;
    update tenant.person p set is_active = false, revision = p.revision + 1 where p.org_id = actor.org_id and p.id = of_person;
    -- What governs is not taken from its last holder: the triggers on what is taken see to that.
    delete from tenant.permission_grant g where g.org_id = actor.org_id and g.person_id = of_person;
    delete from tenant.person_role r where r.org_id = actor.org_id and r.person_id = of_person;
    perform door.take_back_api_keys(of_person); -- Of a later file, with the keys of programs.
    update door.one_time_link l set used_at = actor.at where l.org_id = actor.org_id and l.person_id = of_person and l.used_at is null;
    update door.email_change c set email = null, ended_at = actor.at where c.org_id = actor.org_id and c.person_id = of_person and c.ended_at is null;
    -- The password first: a sign-in that completes at this moment is seen below, or finds none.
    delete from door.credential c where c.org_id = actor.org_id and c.person_id = of_person;
    update door.sign_in i set ended_at = actor.at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = actor.org_id and s.person_id = of_person and s.ended_at is null
        for update skip locked);
    with gone as (
        update door.session s set ended_at = actor.at, ended_because = 'deactivated'
        where s.org_id = actor.org_id and s.person_id = of_person and s.ended_at is null
          and s.expires_at > actor.at and s.last_used_at + s.idle_limit > actor.at
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end $$;

-- Lets somebody who was deactivated in again, with nothing: they choose a password by the link that is mailed here, and rights are given anew. An app of
-- before stays, for it opens nothing without that password; a passkey would.
create function door.activate_person(of_person uuid, link_hash bytea, life interval, mail_id uuid, facts jsonb, key_name text, sealed bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if not door.may('person.activate') then
        raise exception 'only who may does' using errcode = 'check_violation', constraint = 'person_activation_permission';
    end if;
    perform from tenant.person p
    where p.org_id = actor.org_id and p.id = of_person and not p.is_active
      and not exists (select from tenant.invitation i where i.org_id = p.org_id and i.person_id = p.id and i.joined_at is null)
    for no key update;
    if not found then
        raise exception 'nobody who was deactivated' using errcode = 'check_violation', constraint = 'person_activation_absent';
    end if;
    delete from tenant.permission_grant g where g.org_id = actor.org_id and g.person_id = of_person;
    delete from tenant.person_role r where r.org_id = actor.org_id and r.person_id = of_person;
    delete from door.credential c where c.org_id = actor.org_id and c.person_id = of_person;
    delete from door.passkey k where k.org_id = actor.org_id and k.person_id = of_person;
    if not door.has_second_factor(actor.org_id, of_person) then
        delete from door.recovery_code c where c.org_id = actor.org_id and c.person_id = of_person;
    end if;
    update tenant.person p set is_active = true, revision = p.revision + 1 where p.org_id = actor.org_id and p.id = of_person;
    update door.one_time_link l set used_at = actor.at where l.org_id = actor.org_id and l.person_id = of_person and l.used_at is null;
    insert into door.one_time_link (hash, org_id, person_id, purpose, created_at, expires_at)
    values (link_hash, actor.org_id, of_person, 'first_sign_in', actor.at, actor.at + life);
    insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    select mail_id, actor.org_id, p.id, p.email, 'account_activated', activate_person.facts, activate_person.key_name, activate_person.sealed,
        actor.request_id, actor.at, actor.at + life, actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = of_person;
end $$;

-- Tells somebody of the caller's organisation by mail that somebody comes or goes, or that the organisation changes hands.
create function door.mail_of_leaving(of_person uuid, mail_id uuid, kind text, facts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    if kind not in ('account_deactivated', 'work_handed_over', 'person_left', 'ownership_offered', 'ownership_asked', 'ownership_moved') then
        raise exception 'no such mail' using errcode = 'check_violation';
    end if;
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select mail_id, actor.org_id, p.id, p.email, mail_of_leaving.kind, mail_of_leaving.facts, actor.request_id, actor.at, actor.at + interval '3 days', actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = of_person and p.is_active;
end $$;
grant execute on function door.deactivate_person, door.activate_person, door.mail_of_leaving to countersign_tenant;

set local role countersign_owner;
