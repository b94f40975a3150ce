-- At most a hundred tries in a row may fail at an account from devices that it does not know (NIST SP 800-63B-4, 3.2.2); a browser in which its person
-- signed in before is known again by a secret, and gets in while strangers guess.
set local role countersign_door;

create table door.known_device (
    hash bytea not null check (octet_length(hash) = 32),
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    id uuid not null unique default uuidv7(),
    account_hash bytea not null,
    session_id uuid not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    network inet,
    device text,
    carried_hash bytea check (octet_length(carried_hash) = 32),
    primary key (hash, org_id, person_id)
);
create unique index known_device_carried on door.known_device (carried_hash, org_id, person_id);
create index known_device_person on door.known_device (org_id, person_id, last_used_at desc);
create index known_device_expiry on door.known_device (expires_at);
alter table door.known_device enable row level security;
comment on table door.known_device is 'The browsers in which a person has signed in, by the hash of a secret that opens nothing; a row for each person of one browser.';
comment on column door.known_device.hash is 'Of the secret that their own last sign-in gave the browser.';
comment on column door.known_device.carried_hash is 'Of the secret that the sign-in of somebody else in that browser gave it since; either is good until their own next.';
comment on column door.known_device.session_id is 'The sign-in that it was last made known by, which may be cleared already.';

create table door.guarded_account (
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    guarded_at timestamptz not null,
    primary key (org_id, person_id)
);
alter table door.guarded_account enable row level security;
comment on table door.guarded_account is 'Whose person was told that a hundred tries in a row have failed; forgotten at the next sign-in. The count itself stands in the tries.';

alter table door.attempt
    add column device_id uuid,
    add column is_within_session boolean not null default false,
    add column in_a_row int check (in_a_row between 1 and 101),
    add constraint attempt_guarded_fails check (not (has_succeeded and in_a_row is not null and in_a_row > 100));
create index attempt_device on door.attempt (device_id) where device_id is not null;
create index attempt_signed_in on door.attempt (account_hash, attempted_at desc) where has_succeeded and not is_within_session;
comment on column door.attempt.device_id is 'The known device that it came from, if any: it is judged by the failures of that device alone.';
comment on column door.attempt.is_within_session is 'Whoever signed in said once more who they are; that ends no row of failures, for it may take less than signing in.';
comment on column door.attempt.in_a_row is 'Which it would be of the failures in a row from unknown devices; 101 stands for more, and then it fails whatever it shows.';

-- As before, and by the devices that the account knows. One that it knows is not judged by what strangers do, but by its own failures: after ten, or as many
-- as the account may have, it is forgotten, and judged as an unknown one. What an unknown one shows is looked at in any case, so that a stranger cannot
-- tell when it counts for nothing.
create function door.begin_attempt(
    slug text, account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval, device_hash bytea,
    is_within_session boolean
) returns table (attempt_id uuid, retry_after_s int, may_succeed boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    near inet := door.neighbourhood(address);
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    own record;
    failures_max int;
    known uuid;
    failed int;
    place_in_row int;
    signed_in_at timestamptz;
    succeeded_at timestamptz;
    of_account timestamptz;
    of_network timestamptz;
begin
    perform door.set_context(coalesce((select o.org_id from door.organisation o where o.slug = begin_attempt.slug), nobodys), null, null, null,
        'session.create', uuidv7(), null, 'sign_in');
    select p.failures_max as failures, make_interval(mins => p.failures_minutes) as within into own from tenant.security_policy p;
    failures_max := greatest(coalesce(own.failures, account_failures_max), 1);
    perform pg_advisory_xact_lock(hashtextextended(encode(begin_attempt.account_hash, 'hex'), 0));
    select d.id into known
    from door.known_device d
    where (d.hash = begin_attempt.device_hash or d.carried_hash = begin_attempt.device_hash)
      and d.account_hash = begin_attempt.account_hash and d.expires_at > at;
    select count(*) into failed
    from (select from door.attempt a where a.device_id = known and not a.has_succeeded limit 10) f;
    if failed >= least(failures_max, 10) then
        delete from door.known_device d where d.id = known;
        known := null;
    end if;
    select max(a.attempted_at) into signed_in_at
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and not a.is_within_session;
    select count(*) into failed
    from (
        select from door.attempt a
        where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.device_id is null
          and (signed_in_at is null or a.attempted_at > signed_in_at)
        limit 100
    ) f;
    select max(a.attempted_at) into succeeded_at
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and a.has_succeeded and a.network = near;
    -- The failure that must leave the window before one more is let in.
    select a.attempted_at into of_account
    from door.attempt a
    where a.account_hash = begin_attempt.account_hash and not a.has_succeeded and a.attempted_at > at - coalesce(own.within, within)
      and (succeeded_at is null or (a.network = near and a.attempted_at > succeeded_at))
    order by a.attempted_at desc
    offset failures_max - 1 limit 1;
    select a.attempted_at into of_network
    from door.attempt a
    where a.network = near and not a.has_succeeded and a.attempted_at > at - within
    order by a.attempted_at desc
    offset greatest(network_failures_max, 1) - 1 limit 1;
    if known is not null or (of_account is null and of_network is null) then
        place_in_row := case when known is null then failed + 1 end;
        may_succeed := known is not null or failed < 100;
        insert into door.attempt as a (account_hash, network, attempted_at, has_succeeded, device_id, is_within_session, in_a_row)
        values (begin_attempt.account_hash, near, at, false, known, begin_attempt.is_within_session, place_in_row)
        returning a.id into attempt_id;
    else
        retry_after_s := greatest(1, ceil(extract(epoch from greatest(of_account + coalesce(own.within, within), of_network + within) - at)));
    end if;
    return next;
end $$;
grant execute on function door.begin_attempt(text, bytea, text, int, int, interval, bytea, boolean) to countersign_sign_in;

-- As it was called before devices were known, by the same rule.
create or replace function door.begin_attempt(
    slug text, account_hash bytea, address text, account_failures_max int, network_failures_max int, within interval
) returns table (attempt_id uuid, retry_after_s int)
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select a.attempt_id, a.retry_after_s
    from door.begin_attempt(begin_attempt.slug, begin_attempt.account_hash, begin_attempt.address, begin_attempt.account_failures_max,
        begin_attempt.network_failures_max, begin_attempt.within, null::bytea, false) a;
end;

-- Says once, until the next sign-in, that a hundred tries in a row have failed: in the trail, and by mail to the person whose account it is.
create function door.guard_account(of_org uuid, of_person uuid, address text, request_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
begin
    insert into door.guarded_account (org_id, person_id, guarded_at) values (of_org, of_person, at) on conflict do nothing;
    if not found then
        return;
    end if;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'account.guarded', 'entity', 'person', 'entity_id', of_person,
        'detail', jsonb_build_object('failures', 100))));
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), of_org, p.id, p.email, 'sign_in_guarded',
        jsonb_build_object('at', at, 'network', host(guard_account.address::inet), 'failures', 100), guard_account.request_id, at,
        at + interval '3 days', at
    from tenant.person p
    where p.org_id = of_org and p.id = of_person;
end $$;

-- As before; the hundredth in a row, and any after it, guards the account.
create or replace function door.refuse_attempt(attempt_id uuid, org_id uuid, person_id uuid, address text, request_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
    tried record;
begin
    update door.attempt a set org_id = refuse_attempt.org_id where a.id = attempt_id returning a.in_a_row into tried;
    begin
        perform door.set_context(coalesce(refuse_attempt.org_id, nobodys), coalesce(person_id, nobodys), null, null, 'session.create', request_id,
            address::inet, 'sign_in');
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'session.refused', 'entity', 'person',
            'entity_id', coalesce(person_id, nobodys))));
        if person_id is null then
            raise exception 'a stranger leaves no trail' using errcode = 'CS404';
        end if;
        if tried.in_a_row >= 100 then
            perform door.guard_account(refuse_attempt.org_id, person_id, address, request_id);
        end if;
    exception when sqlstate 'CS404' then
        null;
    end;
end $$;

-- What happened to somebody's sign-ins or password makes browsers unknown: all but the one that acts. A new password by a link ends the row of failures too.
create function door.forget_devices() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from door.known_device d
    where d.org_id = new.org_id and d.session_id is distinct from new.session_id
      and case new.action
            when 'organisation.sessions_ended' then true
            when 'session.others_ended' then d.person_id = new.person_id and case
                -- One sign-in elsewhere, all others, or the very one that asks.
                when new.entity_id <> new.session_id then d.session_id = new.entity_id
                else not new.detail -> 'ended' @> to_jsonb(new.session_id::text)
            end
            else d.person_id = new.entity_id
        end;
    if new.action = 'password.set' then
        delete from door.guarded_account g where g.org_id = new.org_id and g.person_id = new.entity_id;
    end if;
    return null;
end $$;
grant execute on function door.forget_devices to countersign_audit;

-- Whoever is put out is known nowhere.
create function door.forget_devices_of_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from door.known_device d where d.org_id = new.org_id and d.person_id = new.id;
    return null;
end $$;
grant execute on function door.forget_devices_of_person to countersign_owner;

-- As before, and devices that nobody signed in from for a year. A failure that still counts for its account, or for a device, is kept.
create or replace function door.clear_expired(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    cleared int := 0;
    gone int;
begin
    delete from door.access_secret a where a.hash in (
        select hash from door.access_secret where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.idempotency i where (i.org_id, i.person_id, i.key) in (
        select org_id, person_id, key from door.idempotency where created_at < door.now() - interval '72 hours' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.sign_in s where s.secret_hash in (
        select secret_hash from door.sign_in where expires_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.totp t where t.id in (
        select id from door.totp where confirmed_at is null and begun_at < door.now() - interval '1 hour' limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    delete from door.known_device d where d.id in (
        select id from door.known_device where expires_at < door.now() limit rows_max);
    get diagnostics gone = row_count;
    cleared := cleared + gone;
    -- The oldest first: a success outlives the failures that it forgave.
    delete from door.attempt t where t.id in (
        select a.id
        from door.attempt a
        where a.attempted_at < door.now() - interval '90 days'
          and (a.has_succeeded
            or not exists (select from door.known_device d where d.id = a.device_id)
               and (a.org_id is null or a.in_a_row is null or a.in_a_row > 100 or exists (
                    select from door.attempt s
                    where s.account_hash = a.account_hash and s.has_succeeded and not s.is_within_session and s.attempted_at > a.attempted_at)))
        order by a.attempted_at
        limit rows_max);
    get diagnostics gone = row_count;
    return cleared + gone;
end $$;

set local role countersign_owner;
create trigger forget_devices after update of is_active on tenant.person
    for each row when (old.is_active and not new.is_active) execute function door.forget_devices_of_person();
