-- A suspended organisation lets nobody in, from the next request on, and loses nothing. Here it is done only on the word of two operators, which the
-- directory seals; the role that serves operators sees no row of an organisation, but what the installation must know of it.
set local role countersign_door;

create table door.warrant_key (
    is_only boolean primary key default true check (is_only),
    secret bytea not null check (octet_length(secret) = 32)
);
alter table door.warrant_key enable row level security;
comment on table door.warrant_key is 'Under which the directory seals what two operators decided; `countersign migrate` keeps it here and there.';

create table door.standing_change (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    act text not null check (act in ('suspend', 'resume')),
    asked_by uuid not null,
    carried_out_by uuid not null,
    carried_out_at timestamptz not null,
    constraint standing_change_by_two check (carried_out_by <> asked_by)
);
create index standing_change_organisation on door.standing_change (org_id);
alter table door.standing_change enable row level security;
comment on table door.standing_change is 'What two operators decided about an organisation here; each is done once.';

alter table door.session
    drop constraint session_ended_because_check,
    add constraint session_ended_because_check check (ended_because in ('signed_out', 'ended_by_administrator', 'refresh_token_reused', 'password_changed',
        'second_factor_changed', 'deactivated', 'expired', 'email_changed', 'email_refused',
        'confirmation_denied', 'revoked', 'organisation_suspended'));

create function door.keep_warrant_key(secret bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into door.warrant_key as k (secret) values (keep_warrant_key.secret) on conflict (is_only) do update set secret = excluded.secret;
end;
grant execute on function door.keep_warrant_key to countersign_owner;

-- Suspends an organisation or lets it in again, once for each decision; false where it does not live here. Its sign-ins end for good, and what was begun;
-- keys of programs and links stay, and open nothing until it is let in again. The trail tells the organisation who decided and why.
create function door.change_standing(
    change_id uuid, act text, of_org uuid, asked_by uuid, carried_out_by uuid, reason text, seal bytea, request_id uuid
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    key bytea := (select k.secret from door.warrant_key k);
    said bytea := convert_to(concat_ws('|', act, change_id, of_org, asked_by, carried_out_by, reason), 'utf8');
    ended int;
begin
    if seal is distinct from sha256(key || sha256(key || said)) or key is null then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    perform from door.organisation o where o.org_id = of_org for update;
    if not found then
        return false;
    end if;
    insert into door.standing_change (id, org_id, act, asked_by, carried_out_by, carried_out_at)
    values (change_id, of_org, change_standing.act, change_standing.asked_by, change_standing.carried_out_by, at)
    on conflict (id) do nothing;
    if not found then
        return true;
    end if;
    update door.organisation o set suspended_at = case change_standing.act when 'suspend' then at end where o.org_id = of_org;
    -- When it is let in again too, for a sign-in may have been under way while it was suspended.
    update door.session s set ended_at = at, ended_because = 'organisation_suspended' where s.org_id = of_org and s.ended_at is null and not s.is_key;
    get diagnostics ended = row_count;
    update door.access_secret a set expires_at = at
    from door.session s
    where s.id = a.session_id and s.org_id = of_org and s.is_key and not a.is_key and a.expires_at > at;
    update door.sign_in i set ended_at = at where i.org_id = of_org and i.ended_at is null;
    perform door.set_context(of_org, null, null, null, case change_standing.act when 'suspend' then 'platform.tenant_suspend' else 'platform.tenant_resume' end, change_standing.request_id, null, 'operator');
    perform door.record_events(jsonb_build_array(jsonb_build_object(
        'action', case change_standing.act when 'suspend' then 'organisation.suspended' else 'organisation.resumed' end,
        'entity', 'organisation', 'entity_id', of_org,
        'detail', jsonb_strip_nulls(jsonb_build_object('reason', change_standing.reason, 'change', change_id, 'asked_by', change_standing.asked_by,
            'carried_out_by', change_standing.carried_out_by, 'ended', nullif(ended, 0))))));
    perform set_config('door.context', '', true);
    return true;
end $$;

-- What the installation must know of organisations: their names, since when they stand as they do, and how many people are active. No row of theirs.
create function door.organisations_at_a_glance(of_orgs uuid[]) returns table (
    org_id uuid, name text, created_at timestamptz, suspended_at timestamptz, resumed_at timestamptz, people int
)
language plpgsql security definer rows 100 set search_path = pg_catalog, pg_temp as $$
declare
    here record;
begin
    for here in
        select o.org_id, o.created_at, o.suspended_at from door.organisation o where o.org_id = any (of_orgs) order by o.org_id limit 201
    loop
        perform door.set_context(here.org_id, null, null, null, 'platform.tenant_read', uuidv7(), null, 'operator');
        org_id := here.org_id;
        created_at := here.created_at;
        suspended_at := here.suspended_at;
        resumed_at := (select max(c.carried_out_at) from door.standing_change c where c.org_id = here.org_id and c.act = 'resume');
        name := (select t.name from tenant.organisation t where t.org_id = here.org_id);
        people := (select count(*) from tenant.person p where p.org_id = here.org_id and p.is_active);
        return next;
    end loop;
    perform set_config('door.context', '', true);
end $$;
grant execute on function door.change_standing, door.organisations_at_a_glance to countersign_operator;

-- Whether what somebody shows would open something, were its organisation not suspended: whoever holds it is told so, and nothing else.
create function door.is_suspended_by(hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from door.organisation o
        where o.suspended_at is not null and o.org_id in (
            select s.org_id from door.access_secret a join door.session s on s.id = a.session_id
            where a.hash = is_suspended_by.hash and (s.ended_at is null or s.ended_because = 'organisation_suspended')
            union all
            select s.org_id from door.refresh_token t join door.session s on s.id = t.session_id
            where t.hash = is_suspended_by.hash and (s.ended_at is null or s.ended_because = 'organisation_suspended')
            union all
            select l.org_id from door.one_time_link l
            where l.hash = is_suspended_by.hash and l.used_at is null and l.expires_at > door.now()
            union all
            select i.org_id from door.sign_in i
            where i.secret_hash = is_suspended_by.hash and i.expires_at > door.now()));
end;

create function door.is_suspended(of_org uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select exists (select from door.organisation o where o.org_id = of_org and o.suspended_at is not null);
end;
grant execute on function door.is_suspended_by, door.is_suspended to countersign_sign_in;

-- As before, and of a suspended organisation too: whoever proves who they are is told why they are not let in, for opening a session refuses them.
create or replace function door.find_credential(slug text, email text) returns table (
    org_id uuid, person_id uuid, password_hash text, changed_at timestamptz, has_second_factor boolean, has_totp boolean, has_passkey boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    found_org uuid := (select o.org_id from door.organisation o where o.slug = find_credential.slug);
begin
    perform door.set_context(coalesce(found_org, nobodys), null, null, null, 'session.create', uuidv7(), null, 'sign_in');
    return query
        select c.org_id, c.person_id, c.password_hash, c.changed_at, door.has_second_factor(c.org_id, c.person_id),
            exists (select from door.totp t where t.org_id = c.org_id and t.person_id = c.person_id and t.confirmed_at is not null),
            door.has_passkey(c.org_id, c.person_id)
        from tenant.person p join door.credential c on c.org_id = p.org_id and c.person_id = p.id
        where p.email = find_credential.email and p.is_active;
end $$;

set local role countersign_owner;
