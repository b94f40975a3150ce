-- At most a hundred tries in a row may fail at an operator's account from networks that it does not know, as at anybody's (NIST SP 800-63B-4, 3.2.2). After
-- that its password opens nothing until somebody has signed in with a passkey or used a new link.
set local role countersign_door;

create table platform.guarded_account (
    operator_id uuid primary key references platform.operator,
    guarded_at timestamptz not null
);
alter table platform.guarded_account enable row level security;
comment on table platform.guarded_account is 'Whose operator was told that a hundred tries in a row have failed; forgotten at the next sign-in. The count itself stands in the tries.';

alter table platform.attempt
    add column operator_id uuid references platform.operator,
    add column in_a_row int check (in_a_row between 1 and 101),
    add constraint attempt_guarded_fails check (not (has_succeeded and in_a_row is not null and in_a_row > 100));
create index attempt_operator on platform.attempt (operator_id) where operator_id is not null;
create index attempt_in_a_row on platform.attempt (account_hash) where in_a_row is not null;
comment on column platform.attempt.operator_id is 'Whose account it was tried at, once that is known.';
comment on column platform.attempt.in_a_row is 'Which it is of the failures in a row from unknown networks; 101 stands for more, and then it fails whatever it shows. Null from a known network, and once the row has ended.';

-- As before, and counts the failures in a row. A network from which the account has signed in is judged by its own failures: after ten it is unknown again.
-- What an unknown one shows is looked at in any case, so that a stranger cannot tell when it counts for nothing. A failure that still counts is kept.
create or replace function platform.begin_attempt(account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval)
returns table (attempt_id uuid, retry_after_s int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    near inet := platform.neighbourhood(address);
    succeeded_at timestamptz;
    is_known boolean;
    failed int;
    of_account timestamptz;
    of_network timestamptz;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform' || encode(begin_attempt.account_hash, 'hex'), 0));
    delete from platform.attempt t where t.id in (
        select a.id from platform.attempt a
        where a.attempted_at < at - interval '90 days' and (a.has_succeeded or a.operator_id is null or a.in_a_row is null or a.in_a_row > 100)
        limit 100);
    select max(a.attempted_at) into succeeded_at
    from platform.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and a.network = near;
    select succeeded_at is not null and count(*) < 10 into is_known
    from (
        select from platform.attempt a
        where a.account_hash = begin_attempt.account_hash and a.network = near and not a.has_succeeded and a.attempted_at > succeeded_at
        limit 10
    ) f;
    select count(*) into failed
    from (
        select from platform.attempt a
        where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.in_a_row is not null
        limit 100
    ) f;
    -- The failure that must leave the window before one more is let in.
    select a.attempted_at into of_account
    from platform.attempt a
    where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.attempted_at > at - within
      and (succeeded_at is null or (a.network = near and a.attempted_at > succeeded_at))
    order by a.attempted_at desc
    offset greatest(account_failures_max, 1) - 1 limit 1;
    select a.attempted_at into of_network
    from platform.attempt a
    where a.network = near and not a.has_succeeded and a.attempted_at > at - within
    order by a.attempted_at desc
    offset greatest(network_failures_max, 1) - 1 limit 1;
    if of_account is null and of_network is null then
        insert into platform.attempt as a (account_hash, network, attempted_at, in_a_row)
        values (begin_attempt.account_hash, near, at, case when is_known then null else failed + 1 end)
        returning a.id into attempt_id;
    else
        retry_after_s := greatest(1, ceil(extract(epoch from greatest(of_account, of_network) + within - at)));
    end if;
    return next;
end $$;

-- As before; null, too, for a try that counts for nothing.
create or replace function platform.open_session(
    attempt_id uuid, of_operator uuid, credential_changed_at timestamptz, totp_step bigint, session_id uuid, session_hash bytea, idle_limit interval,
    lifetime interval, address text, device text, request_id uuid
) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
begin
    if exists (select from platform.attempt a where a.id = attempt_id and a.in_a_row > 100) then
        return null;
    end if;
    update platform.operator o
    set totp_step = open_session.totp_step
    where o.id = of_operator and o.is_active and o.changed_at = credential_changed_at and o.totp_step < open_session.totp_step;
    if not found then
        return null;
    end if;
    insert into platform.session (id, hash, operator_id, created_at, last_used_at, idle_limit, expires_at, network, device)
    values (session_id, session_hash, of_operator, at, at, open_session.idle_limit, at + lifetime, address::inet, open_session.device);
    update platform.attempt a set has_succeeded = true, operator_id = of_operator where a.id = attempt_id;
    delete from platform.session s where s.id in (select id from platform.session where expires_at < at - interval '90 days' limit 100);
    perform platform.tell(of_operator, session_id, 'operator_session.opened', 'operator_session', session_id, '{}', open_session.request_id, address);
    return at;
end $$;

-- Says once, until the next sign-in, that a hundred tries in a row have failed: in the trail, and by mail to whose account it is and to those who watch.
create function platform.guard_account(of_operator uuid, address text, request_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    of_name text := (select o.name from platform.operator o where o.id = of_operator);
begin
    insert into platform.guarded_account (operator_id, guarded_at) values (of_operator, at) on conflict do nothing;
    if not found then
        return;
    end if;
    perform platform.tell(null, null, 'account.guarded', 'operator', of_operator, jsonb_build_object('failures', 100), request_id, address);
    insert into platform.mail (id, operator_id, address, kind, facts, asked_at, expires_at, not_before)
    select uuidv7(), o.id, o.email, 'sign_in_guarded',
        jsonb_build_object('at', at, 'network', host(guard_account.address::inet), 'failures', 100, 'of', of_name, 'is_own', o.id = of_operator),
        at, at + interval '3 days', at
    from platform.operator o
    where o.is_active and (o.id = of_operator or o.role = 'security' and o.password_hash is not null)
    limit 200;
end $$;

-- As before, and whose account the try was at; the hundredth in a row, and any after it, guards the account.
drop function platform.refuse_session(uuid, text, uuid);
create function platform.refuse_session(attempt_id uuid, of_operator uuid, address text, request_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    place int;
begin
    update platform.attempt a set operator_id = of_operator where a.id = attempt_id and not a.has_succeeded returning a.in_a_row into place;
    perform platform.tell(null, null, 'operator_session.refused', 'operator', of_operator, '{}', request_id, address);
    if place >= 100 then
        perform platform.guard_account(of_operator, address, request_id);
    end if;
end $$;
grant execute on function platform.refuse_session to countersign_sign_in;

-- Whoever gets in ends the row of failures, and so does whoever sets both factors by a new link.
create function platform.end_row() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    of_operator uuid := to_jsonb(new) ->> tg_argv[0];
begin
    update platform.attempt a set in_a_row = null
    where a.in_a_row is not null and not a.has_succeeded
      and a.account_hash in (select b.account_hash from platform.attempt b where b.operator_id = of_operator);
    delete from platform.guarded_account g where g.operator_id = of_operator;
    return null;
end $$;
create trigger session_ends_row after insert on platform.session for each row execute function platform.end_row('operator_id');
create trigger entering_ends_row after update of changed_at on platform.operator
    for each row when (new.changed_at is distinct from old.changed_at and new.changed_at is not null) execute function platform.end_row('id');

reset role;
