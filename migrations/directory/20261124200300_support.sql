-- An operator of the role `support` asks an organisation to be let in, opens what its owner agreed to, and gives it back. The directory keeps who asked and
-- why, and seals each word for the home, which takes no other; whether somebody agreed stands in the home alone.
set local role countersign_door;

create table platform.support_access (
    id uuid primary key default uuidv7(),
    org_id uuid not null,
    operator_id uuid not null references platform.operator,
    reason text not null check (length(reason) between 1 and 500),
    ticket text check (length(ticket) between 1 and 60),
    minutes int not null check (minutes between 5 and 60),
    asked_at timestamptz not null,
    opened_at timestamptz,
    session_id uuid references platform.session on delete set null,
    left_at timestamptz
);
create index support_access_operator on platform.support_access (operator_id, id desc);
create index support_access_session on platform.support_access (session_id) where left_at is null;
alter table platform.support_access enable row level security;
comment on table platform.support_access is 'Which operator asked to read an organisation, why and for how long, when they first did, and when they gave it back.';
comment on column platform.support_access.session_id is 'In which sign-in of the operator it was opened last: it ends with that.';

insert into platform.role_permission (role, permission, within) values
    ('support', 'platform.support_request', interval '15 minutes'), ('support', 'platform.support_use', null);

create function platform.seal(said text) returns bytea
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select sha256(k.secret || sha256(k.secret || convert_to(said, 'utf8'))) from platform.warrant_key k;
end;

-- Asks for it; no row where there is no such organisation.
create function platform.ask_support(of_slug text, minutes int, ticket text, reason text) returns table (
    access_id uuid, org_id uuid, home text, operator_id uuid, operator_name text, operator_email text, asked_at timestamptz, seal bytea
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.support_request');
    of_organisation directory.organisation;
    operator platform.operator;
    made platform.support_access;
begin
    select d.* into of_organisation from directory.organisation d where d.slug = of_slug;
    if not found then
        return;
    end if;
    select o.* into operator from platform.operator o where o.id = own.operator_id;
    insert into platform.support_access as a (org_id, operator_id, reason, ticket, minutes, asked_at)
    values (of_organisation.org_id, own.operator_id, ask_support.reason, ask_support.ticket, ask_support.minutes, platform.now())
    returning a.* into made;
    perform platform.tell_of(own, 'support.asked', 'organisation', made.org_id, jsonb_strip_nulls(jsonb_build_object('organisation', of_slug,
        'access', made.id, 'reason', made.reason, 'ticket', made.ticket, 'minutes', made.minutes)));
    return query
        select made.id, made.org_id, of_organisation.home, operator.id, operator.name, operator.email, made.asked_at,
            platform.seal(jsonb_build_array('support.ask', made.id, made.org_id, operator.id, operator.name, operator.email, made.minutes, made.ticket,
                made.reason)::text);
end $$;

-- What the caller asked for, the newest first.
create function platform.list_supports(before uuid, rows_max bigint) returns table (
    access_id uuid, org_id uuid, slug text, home text, reason text, ticket text, minutes int, asked_at timestamptz, opened_at timestamptz, left_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.tenant_read');
begin
    return query
        select a.id, a.org_id, d.slug, d.home, a.reason, a.ticket, a.minutes, a.asked_at, a.opened_at, a.left_at
        from platform.support_access a join directory.organisation d on d.org_id = a.org_id
        where a.operator_id = own.operator_id and (list_supports.before is null or a.id < list_supports.before)
        order by a.id desc
        limit least(rows_max, 201);
end $$;

-- Seals that the caller opens what they asked for, or goes on in it, by a secret of this hash; no row where there is none that they may go on with.
create function platform.open_support(of_access uuid, secret_hash bytea) returns table (
    access_id uuid, org_id uuid, home text, operator_id uuid, seal bytea
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.support_use');
    was_opened_at timestamptz;
    opened platform.support_access;
begin
    select a.opened_at into was_opened_at
    from platform.support_access a
    where a.id = of_access and a.operator_id = own.operator_id and a.left_at is null
    for update;
    if not found then
        return;
    end if;
    update platform.support_access a
    set opened_at = coalesce(a.opened_at, platform.now()), session_id = own.id
    where a.id = of_access
    returning a.* into opened;
    perform platform.tell_of(own, case when was_opened_at is null then 'support.opened' else 'support.continued' end, 'organisation', opened.org_id,
        jsonb_build_object('access', opened.id));
    return query
        select opened.id, opened.org_id, d.home, opened.operator_id,
            platform.seal(jsonb_build_array('support.open', opened.id, opened.org_id, opened.operator_id, encode(secret_hash, 'hex'))::text)
        from directory.organisation d where d.org_id = opened.org_id;
end $$;

-- Where the organisation lives that the caller asked; null of an access that is not theirs.
create function platform.home_of_support(of_access uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.support_use');
begin
    return (
        select d.home
        from platform.support_access a join directory.organisation d on d.org_id = a.org_id
        where a.id = of_access and a.operator_id = own.operator_id);
end $$;

-- Gives back what the caller asked for: one, or all that this sign-in opened. No row where nothing is left to give back.
create function platform.leave_supports(of_access uuid) returns table (access_id uuid, org_id uuid, home text, operator_id uuid, seal bytea)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(case when of_access is not null then 'platform.support_use' end);
    gone platform.support_access;
begin
    for gone in
        update platform.support_access a
        set left_at = platform.now()
        where a.left_at is null and a.operator_id = own.operator_id
          and (a.id = of_access or of_access is null and a.session_id = own.id and a.opened_at > platform.now() - interval '2 hours')
        returning a.*
    loop
        perform platform.tell_of(own, 'support.left', 'organisation', gone.org_id, jsonb_build_object('access', gone.id));
        return query
            select gone.id, gone.org_id, d.home, gone.operator_id,
                platform.seal(jsonb_build_array('support.leave', gone.id, gone.org_id, gone.operator_id)::text)
            from directory.organisation d where d.org_id = gone.org_id;
    end loop;
end $$;
grant execute on function platform.ask_support, platform.list_supports, platform.open_support, platform.home_of_support, platform.leave_supports
    to countersign_operator;

reset role;
