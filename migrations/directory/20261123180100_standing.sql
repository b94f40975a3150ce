-- An organisation is suspended, and let in again, by two operators: one asks and says why, another carries it out. What was carried out is sealed for the
-- home, which takes no other word for it: the role that serves operators can make no such seal, so the rule holds for it by direct SQL too.
set local role countersign_door;

create table platform.warrant_key (
    is_only boolean primary key default true check (is_only),
    secret bytea not null check (octet_length(secret) = 32)
);
alter table platform.warrant_key enable row level security;
comment on table platform.warrant_key is 'Under which what two operators decided is sealed for the homes; `countersign migrate` keeps it here and there.';

create table platform.standing_change (
    id uuid primary key default uuidv7(),
    org_id uuid not null,
    act text not null check (act in ('suspend', 'resume')),
    reason text not null check (length(reason) between 1 and 1000),
    asked_by uuid not null references platform.operator,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    carried_out_by uuid references platform.operator,
    carried_out_at timestamptz,
    lapsed_at timestamptz,
    constraint standing_change_whole check ((carried_out_by is null) = (carried_out_at is null) and (carried_out_at is null or lapsed_at is null)),
    constraint standing_change_by_two check (carried_out_by <> asked_by)
);
create unique index standing_change_waiting on platform.standing_change (org_id) where carried_out_at is null and lapsed_at is null;
create index standing_change_organisation on platform.standing_change (org_id, carried_out_at desc);
alter table platform.standing_change enable row level security;
comment on table platform.standing_change is 'Who asked to suspend an organisation or to let it in again, why, and which other operator carried it out.';

insert into platform.role_permission (role, permission, within) values
    ('ops', 'platform.tenant_suspend', interval '5 minutes'), ('ops', 'platform.tenant_resume', interval '5 minutes');

-- What was decided about an organisation last; an organisation is active until then.
create function platform.standing(of_org uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce((
        select c.act from platform.standing_change c
        where c.org_id = of_org and c.carried_out_at is not null
        order by c.carried_out_at desc, c.id desc limit 1), 'resume');
end;

-- The organisations by name, where each lives and what waits for a second operator. Nothing of what is in them stands here.
create function platform.list_organisations(after text, rows_max bigint) returns table (
    slug text, org_id uuid, home text, change_id uuid, act text, reason text, asked_by uuid, asked_by_name text, asked_at timestamptz, expires_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.caller('platform.tenant_read');
    return query
        select d.slug, d.org_id, d.home, c.id, c.act, c.reason, c.asked_by, o.name, c.asked_at, c.expires_at
        from directory.organisation d
        left join platform.standing_change c
            on c.org_id = d.org_id and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > platform.now()
        left join platform.operator o on o.id = c.asked_by
        where list_organisations.after is null or d.slug > list_organisations.after
        order by d.slug
        limit least(rows_max, 201);
end $$;

create function platform.permission_for(act text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case act when 'suspend' then 'platform.tenant_suspend' when 'resume' then 'platform.tenant_resume' end;

-- Asks for it; null where there is no such organisation.
create function platform.ask_standing(of_slug text, act text, reason text, life interval) returns table (
    change_id uuid, org_id uuid, asked_by uuid, asked_at timestamptz, expires_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.permission_for(ask_standing.act), 'none'));
    of_org uuid;
    made platform.standing_change;
begin
    select d.org_id into of_org from directory.organisation d where d.slug = of_slug;
    if not found then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || of_org, 0));
    if platform.standing(of_org) = ask_standing.act then
        raise exception 'it is so already' using errcode = 'check_violation', constraint = 'standing_change_already';
    end if;
    update platform.standing_change c set lapsed_at = at
    where c.org_id = of_org and c.carried_out_at is null and c.lapsed_at is null and c.expires_at <= at;
    insert into platform.standing_change as c (org_id, act, reason, asked_by, asked_at, expires_at)
    values (of_org, ask_standing.act, ask_standing.reason, own.operator_id, at, at + life)
    returning c.* into made;
    perform platform.tell_of(own, case ask_standing.act when 'suspend' then 'suspension.asked' else 'resumption.asked' end, 'organisation', of_org,
        jsonb_build_object('organisation', of_slug, 'reason', ask_standing.reason, 'change', made.id));
    return query select made.id, made.org_id, made.asked_by, made.asked_at, made.expires_at;
end $$;

-- Carries out what somebody else asked for, and seals it for the organisation's home; no row where nothing waits.
create function platform.carry_out_standing(of_slug text, act text) returns table (
    change_id uuid, org_id uuid, home text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, carried_out_by uuid,
    carried_out_at timestamptz, seal bytea
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.permission_for(carry_out_standing.act), 'none'));
    found_org directory.organisation;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    update platform.standing_change c
    set carried_out_by = own.operator_id, carried_out_at = at
    where c.org_id = found_org.org_id and c.act = carry_out_standing.act and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into done;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, case done.act when 'suspend' then 'suspension.carried_out' else 'resumption.carried_out' end, 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by));
    return query
        select done.id, done.org_id, found_org.home, done.reason, done.asked_by, done.asked_at, done.expires_at, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(concat_ws('|', done.act, done.id, done.org_id, done.asked_by, done.carried_out_by, done.reason), 'utf8')));
end $$;
grant execute on function platform.list_organisations, platform.ask_standing, platform.carry_out_standing to countersign_operator;

-- Remembers what an operator was refused, in a transaction of its own; once a minute for each permission.
create function platform.record_denial(secret text, permission text, request_id uuid, address text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session;
begin
    select s.* into own from platform.session s where s.hash = sha256(convert_to(secret, 'utf8'));
    if not found or exists (
        select from platform.event e
        where e.session_id = own.id and e.action = 'operator.denied' and e.detail ->> 'permission' = record_denial.permission
          and e.occurred_at > platform.now() - interval '1 minute')
    then
        return;
    end if;
    perform platform.tell(own.operator_id, own.id, 'operator.denied', 'operator', own.operator_id,
        jsonb_build_object('permission', record_denial.permission), record_denial.request_id, address);
end $$;
create index event_session on platform.event (session_id) where action = 'operator.denied';
grant execute on function platform.record_denial to countersign_operator;

reset role;
