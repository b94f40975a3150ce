-- Operators of security let others in and out: one asks and says why, another carries it out once they have confirmed it, and neither does it to themselves.
-- The link that it takes is mailed to whoever it is for, and shown to nobody.
set local role countersign_door;

create table platform.operator_change (
    id uuid primary key default uuidv7(),
    operator_id uuid not null,
    act text not null check (act in ('invite', 'close', 'renew')),
    email text check (length(email) between 3 and 254 and email = lower(email)),
    name text check (length(name) between 1 and 120),
    role text check (role in ('support', 'ops', 'security')),
    reason text not null check (length(reason) between 1 and 1000),
    asked_by uuid not null references platform.operator,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    carried_out_by uuid references platform.operator,
    carried_out_at timestamptz,
    withdrawn_by uuid references platform.operator,
    lapsed_at timestamptz,
    constraint operator_change_invited check (num_nulls(email, name, role) = case act when 'invite' then 0 else 3 end),
    constraint operator_change_whole check ((carried_out_by is null) = (carried_out_at is null) and (carried_out_at is null or lapsed_at is null)),
    constraint operator_change_withdrawn check (withdrawn_by is null or lapsed_at is not null),
    constraint operator_change_by_two check (carried_out_by <> asked_by),
    constraint operator_change_of_another check (asked_by <> operator_id and carried_out_by is distinct from operator_id)
);
create unique index operator_change_waiting on platform.operator_change (operator_id) where carried_out_at is null and lapsed_at is null;
create unique index operator_change_inviting on platform.operator_change (email) where act = 'invite' and carried_out_at is null and lapsed_at is null;
create index operator_change_asked_by on platform.operator_change (asked_by) where carried_out_at is null and lapsed_at is null;
alter table platform.operator_change enable row level security;
comment on table platform.operator_change is 'Who asked to let an operator in or out, or to give one a new link, why, and which other operator carried it out.';
comment on column platform.operator_change.operator_id is 'Whom it is about; somebody who is asked for is nobody yet, and has this id once they are invited.';

alter table platform.session drop constraint session_ended_because_check;
alter table platform.session add constraint session_ended_because_check
    check (ended_because in ('signed_out', 'replaced', 'entered_anew', 'confirmation_denied', 'passkeys_changed', 'account_closed'));
-- When somebody signed in last is asked of the trail, for sessions are cleared.
create index event_signed_in on platform.event (operator_id, occurred_at desc) where action = 'operator_session.opened';

insert into platform.role_permission (role, permission, within) values ('security', 'platform.operator_manage', interval '5 minutes');

-- As before, and of operators.
create or replace function platform.confirmed_under(operation text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case operation
    when 'suspension.carried_out' then 'platform.tenant_suspend'
    when 'resumption.carried_out' then 'platform.tenant_resume'
    when 'deletion.carried_out' then 'platform.tenant_delete'
    when 'operator_change.carried_out' then 'platform.operator_manage'
end;

-- There is always an operator of security who can let others in: no statement closes the last.
create function platform.keep_security() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- Two that are closed at once wait for each other.
    perform pg_advisory_xact_lock(hashtextextended('platform.security', 0));
    if not exists (
        select from platform.operator o where o.id <> old.id and o.role = 'security' and o.is_active and o.password_hash is not null)
    then
        raise exception 'the last operator of security stays' using errcode = 'check_violation', constraint = 'operator_last_of_security';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;
create trigger operator_leaves before update of is_active, role on platform.operator
    for each row when (old.is_active and old.role = 'security' and (not new.is_active or new.role <> 'security'))
    execute function platform.keep_security();
create trigger operator_goes before delete on platform.operator
    for each row when (old.is_active and old.role = 'security') execute function platform.keep_security();

-- Who operates the installation, and who is to: when they signed in last, how they can, and what waits for a second operator.
create function platform.list_operators(after text, rows_max bigint) returns table (
    operator_id uuid, email text, name text, role text, state text, since timestamptz, signed_in_at timestamptz, has_app boolean, passkeys int,
    link_expires_at timestamptz, change_id uuid, act text, reason text, asked_by uuid, asked_by_name text, asked_at timestamptz, expires_at timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.incident_read');
begin
    return query
        with waiting as (
            select c.* from platform.operator_change c where c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
        ),
        everybody as (
            select o.id, o.email, o.name, o.role, o.created_at,
                case when not o.is_active then 'closed' when o.password_hash is null then 'invited' else 'active' end as state,
                o.password_hash is not null as has_app
            from platform.operator o
            union all
            select w.operator_id, w.email, w.name, w.role, w.asked_at, 'asked_for', false
            from waiting w
            where w.act = 'invite' and not exists (select from platform.operator o where o.email = w.email)
        )
        select e.id, e.email, e.name, e.role, e.state, e.created_at,
            (select max(v.occurred_at) from platform.event v where v.operator_id = e.id and v.action = 'operator_session.opened'),
            e.has_app, (select count(*)::int from platform.passkey k where k.operator_id = e.id),
            (select max(l.expires_at) from platform.link l where l.operator_id = e.id and l.used_at is null and l.expires_at > at),
            w.id, w.act, w.reason, w.asked_by, a.name, w.asked_at, w.expires_at
        from everybody e
        left join waiting w on w.operator_id = e.id
        left join platform.operator a on a.id = w.asked_by
        where list_operators.after is null or e.email > list_operators.after
        order by e.email
        limit least(rows_max, 201);
end $$;

-- Asks for it; no row where there is no such operator to close or to give a link.
create function platform.ask_operator_change(
    of_operator uuid, of_act text, of_email text, of_name text, of_role text, of_reason text, life interval
) returns table (
    change_id uuid, operator_id uuid, email text, name text, role text, asked_by uuid, asked_at timestamptz, expires_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.operator_manage');
    known platform.operator;
    made platform.operator_change;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.operator_change', 0));
    if of_act = 'invite' then
        perform from platform.operator o where o.email = of_email;
        if found then
            raise exception 'there is one of this address' using errcode = 'check_violation', constraint = 'operator_change_known';
        end if;
    else
        select o.* into known from platform.operator o where o.id = of_operator and o.is_active;
        if not found then
            return;
        end if;
    end if;
    update platform.operator_change c set lapsed_at = at
    where c.carried_out_at is null and c.lapsed_at is null and c.expires_at <= at;
    insert into platform.operator_change as c (operator_id, act, email, name, role, reason, asked_by, asked_at, expires_at)
    values (coalesce(known.id, gen_random_uuid()), of_act, of_email, of_name, of_role, of_reason, own.operator_id, at, at + least(life, interval '1 day'))
    returning c.* into made;
    perform platform.tell_of(own, 'operator_change.asked', 'operator', made.operator_id,
        jsonb_build_object('act', made.act, 'email', coalesce(made.email, known.email), 'role', coalesce(made.role, known.role), 'reason', made.reason,
            'change', made.id));
    return query
        select made.id, made.operator_id, coalesce(made.email, known.email), coalesce(made.name, known.name), coalesce(made.role, known.role),
            made.asked_by, made.asked_at, made.expires_at;
end $$;

-- What waits of an operator, with the words of whom it is about; nobody asks or carries out about themselves, nor carries out what they asked for.
create function platform.waiting_operator_change(own platform.session, of_operator uuid) returns platform.operator_change
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    waiting platform.operator_change;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.operator_change', 0));
    select c.* into waiting
    from platform.operator_change c
    where c.operator_id = of_operator and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > platform.now()
    for no key update;
    if waiting.act <> 'invite' then
        select o.email, o.name, o.role into waiting.email, waiting.name, waiting.role
        from platform.operator o
        where o.id = of_operator and o.is_active
        for no key update;
        if not found then
            return null;
        end if;
    end if;
    if waiting.operator_id = own.operator_id then
        raise exception 'nobody does it to themselves' using errcode = 'check_violation', constraint = 'operator_change_of_another';
    elsif waiting.asked_by = own.operator_id then
        raise exception 'whoever asked does not carry it out' using errcode = 'check_violation', constraint = 'operator_change_by_two';
    end if;
    return waiting;
end $$;

-- The same to be read by whoever carries it out; nothing becomes of it while this transaction lasts.
create function platform.review_operator_change(of_operator uuid) returns table (
    change_id uuid, act text, email text, name text, role text, reason text, asked_by_name text, asked_by_email text, asked_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller('platform.operator_manage');
    waiting platform.operator_change := platform.waiting_operator_change(own, of_operator);
begin
    return query
        select waiting.id, waiting.act, waiting.email, waiting.name, waiting.role, waiting.reason, o.name, o.email, waiting.asked_at
        from platform.operator o
        where o.id = waiting.asked_by;
end $$;

-- Takes back what waits; no row where nothing does.
create function platform.withdraw_operator_change(of_operator uuid) returns table (
    change_id uuid, act text, email text, name text, role text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz,
    withdrawn_by uuid, withdrawn_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.operator_manage');
    gone platform.operator_change;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.operator_change', 0));
    -- Whoever it is about does not stop it.
    if of_operator = own.operator_id then
        raise exception 'nobody does it to themselves' using errcode = 'check_violation', constraint = 'operator_change_of_another';
    end if;
    update platform.operator_change c set withdrawn_by = own.operator_id, lapsed_at = at
    where c.operator_id = of_operator and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into gone;
    if not found then
        return;
    end if;
    perform platform.tell_of(own, 'operator_change.withdrawn', 'operator', of_operator,
        jsonb_build_object('act', gone.act, 'reason', gone.reason, 'change', gone.id, 'asked_by', gone.asked_by));
    return query
        select gone.id, gone.act, coalesce(gone.email, o.email), coalesce(gone.name, o.name), coalesce(gone.role, o.role), gone.reason, gone.asked_by,
            gone.asked_at, gone.expires_at, gone.withdrawn_by, gone.lapsed_at
        from (values (true)) as one (is_one) left join platform.operator o on o.id = of_operator;
end $$;
grant execute on function platform.list_operators, platform.ask_operator_change, platform.review_operator_change, platform.withdraw_operator_change
    to countersign_operator;

reset role;
