-- What is done to an operator's account once two of security have decided it, and the one who carries it out has confirmed it.
set local role countersign_door;

-- They are out from this moment on: nothing of theirs opens anything, and nobody carries out what they asked for.
create function platform.close_operator(of_operator uuid, at timestamptz) returns int
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    ended int;
begin
    -- A sign-in that completes at this moment is waited for, and ends below.
    update platform.operator o
    set is_active = false, password_hash = null, changed_at = null, totp_id = null, key_name = null, sealed_secret = null, totp_step = null
    where o.id = of_operator;
    update platform.session s set ended_at = at, ended_because = 'account_closed' where s.operator_id = of_operator and s.ended_at is null;
    get diagnostics ended = row_count;
    delete from platform.passkey k where k.operator_id = of_operator;
    update platform.link l set used_at = at where l.operator_id = of_operator and l.used_at is null;
    update platform.intent i set state = 'replaced', ended_at = at where i.operator_id = of_operator and i.state = 'live';
    update platform.operator_change c set lapsed_at = at where c.asked_by = of_operator and c.carried_out_at is null and c.lapsed_at is null;
    update platform.standing_change c set lapsed_at = at where c.asked_by = of_operator and c.carried_out_at is null and c.lapsed_at is null;
    return ended;
end $$;

-- Carries out what somebody else asked for; no row where nothing waits. A link is kept by its hash and mailed to whoever it is for; none is for whoever goes.
create function platform.carry_out_operator_change(
    of_operator uuid, link_hash bytea, life interval, mail_id uuid, mail_key text, mail_sealed bytea
) returns table (
    change_id uuid, act text, email text, name text, role text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz,
    carried_out_by uuid, carried_out_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    link_life interval := least(life, interval '1 day');
    own platform.session := platform.caller('platform.operator_manage');
    done platform.operator_change := platform.waiting_operator_change(own, of_operator);
    ended int;
begin
    if done.id is null then
        return;
    end if;
    perform platform.demand_confirmation(own, 'operator_change.carried_out', done.id);
    if done.act = 'invite' then
        insert into platform.operator (id, email, name, role, created_at) values (of_operator, done.email, done.name, done.role, at);
    elsif done.act = 'close' then
        ended := platform.close_operator(of_operator, at);
        perform platform.tell_operator(of_operator, 'operator_closed', '{}', null);
    end if;
    if done.act in ('invite', 'renew') then
        update platform.link l set used_at = at where l.operator_id = of_operator and l.used_at is null;
        insert into platform.link (hash, operator_id, created_at, expires_at) values (link_hash, of_operator, at, at + link_life);
        insert into platform.mail (id, operator_id, address, kind, facts, key_name, sealed, asked_at, expires_at, not_before)
        values (mail_id, of_operator, done.email, case done.act when 'invite' then 'operator_invited' else 'operator_renewed' end,
            jsonb_build_object('role', done.role, 'life_hours', extract(epoch from link_life)::int / 3600), mail_key, mail_sealed, at, at + link_life, at);
    end if;
    update platform.operator_change c set carried_out_by = own.operator_id, carried_out_at = at where c.id = done.id;
    perform platform.tell_of(own, 'operator_change.carried_out', 'operator', of_operator,
        jsonb_build_object('act', done.act, 'email', done.email, 'role', done.role, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by)
            || case when ended is null then '{}' else jsonb_build_object('ended', ended) end);
    return query
        select done.id, done.act, done.email, done.name, done.role, done.reason, done.asked_by, done.asked_at, done.expires_at, own.operator_id, at;
end $$;
grant execute on function platform.carry_out_operator_change to countersign_operator;

reset role;
