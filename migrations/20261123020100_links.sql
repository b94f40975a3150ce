-- What a one-time link opens: a first sign-in, a new password for whoever forgot theirs, the account of somebody who is invited. No session in any case.
set local role countersign_door;
alter table door.one_time_link drop constraint one_time_link_purpose_check;
alter table door.one_time_link add constraint one_time_link_purpose_check check (purpose in ('first_sign_in', 'password_reset', 'invitation'));

-- As before, and what the link is for; an invitation is read by somebody who cannot act yet.
drop function door.read_link(bytea);
create function door.read_link(link_hash bytea) returns table (slug text, organisation_name text, email text, person_name text, purpose text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    link record;
begin
    select l.org_id, l.person_id, l.purpose, o.slug into link
    from door.one_time_link l join door.organisation o on o.org_id = l.org_id
    where l.hash = link_hash and l.used_at is null and l.expires_at > door.now() and o.suspended_at is null;
    if found then
        perform door.set_context(link.org_id, link.person_id, null, null, 'link.read', uuidv7(), null, 'link');
        return query
            select link.slug, o.name, p.email, p.name, link.purpose
            from tenant.person p join tenant.organisation o on o.org_id = p.org_id
            where p.org_id = link.org_id and p.id = link.person_id
              and case link.purpose when 'invitation' then door.is_invited(p.org_id, p.id) else p.is_active end;
    end if;
end $$;

-- As before; whoever uses an invitation joins. Whoever sets a password is let in from where they are, however many strangers have guessed, and a second
-- factor stays as it was.
create function door.use_link(link_hash bytea, password_hash text, account_hash bytea, address text, request_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    link record;
    ended uuid[];
begin
    select l.org_id, l.person_id, l.purpose into link from door.one_time_link l where l.hash = link_hash;
    if not found then
        return false;
    end if;
    perform door.set_context(link.org_id, link.person_id, null, null, 'password.set', request_id, address::inet, 'link');
    -- The invitation before its link, as whoever takes it back does.
    perform from tenant.invitation i where i.org_id = link.org_id and i.person_id = link.person_id for update;
    perform from door.one_time_link l join door.organisation o on o.org_id = l.org_id
    where l.hash = link_hash and l.used_at is null and l.expires_at > at and o.suspended_at is null
    for update of l;
    if not found then
        return false;
    end if;
    if link.purpose = 'invitation' then
        if not door.is_invited(link.org_id, link.person_id) then
            return false;
        end if;
        update tenant.invitation i set joined_at = at, revision = i.revision + 1 where i.org_id = link.org_id and i.person_id = link.person_id;
        update tenant.person p set is_active = true, revision = p.revision + 1 where p.org_id = link.org_id and p.id = link.person_id;
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'person.joined', 'entity', 'person', 'entity_id', link.person_id)));
    end if;
    perform from tenant.person p where p.org_id = link.org_id and p.id = link.person_id and p.is_active;
    if not found then
        return false;
    end if;
    update door.one_time_link l set used_at = at where l.org_id = link.org_id and l.person_id = link.person_id and l.used_at is null;
    insert into door.credential (org_id, person_id, password_hash, changed_at)
    values (link.org_id, link.person_id, use_link.password_hash, at)
    on conflict (org_id, person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at;
    -- One that is locked completes at this moment, and finds another password.
    update door.sign_in i set ended_at = at where i.secret_hash in (
        select s.secret_hash from door.sign_in s
        where s.org_id = link.org_id and s.person_id = link.person_id and s.ended_at is null
        for update skip locked);
    with gone as (
        update door.session s set ended_at = at, ended_because = 'password_changed'
        where s.org_id = link.org_id and s.person_id = link.person_id and s.ended_at is null
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    insert into door.attempt (org_id, account_hash, network, attempted_at, has_succeeded)
    select link.org_id, use_link.account_hash, door.neighbourhood(address), at, true
    where use_link.account_hash is not null;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'password.set', 'entity', 'person', 'entity_id', link.person_id,
        'detail', jsonb_build_object('purpose', link.purpose, 'ended', ended))));
    return true;
end $$;

-- As an older build calls it.
create or replace function door.use_link(link_hash bytea, password_hash text, address text, request_id uuid) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select door.use_link(use_link.link_hash, use_link.password_hash, null::bytea, use_link.address, use_link.request_id);
end;
grant execute on function door.read_link, door.use_link(bytea, text, bytea, text, uuid) to countersign_sign_in;

set local role countersign_owner;
