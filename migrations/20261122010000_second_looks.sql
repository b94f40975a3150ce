-- What a second look at jobs and at reopening found: rights that change while a job works, two workers that claim at once, and whoever submitted an
-- order without having asked for it or drafted it. And the context is sealed in one function, without a statement of its own: half the time.

set local role countersign_door;

-- The seal, and behind it the parts: organisation, person, session, epoch, permission, request, network, principal. HMAC-SHA-256 needs an
-- extension; the key outside and inside of the hash needs none and resists the same extension attack. The connection and the transaction
-- are of fixed length behind the message, so no other message has its seal. door.context() writes the same.
create or replace function door.set_context(org_id uuid, person_id uuid, session_id uuid, epoch bigint, permission text, request_id uuid, network inet, principal text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    message text := concat(org_id, '|', person_id, '|', session_id, '|', epoch, '|', permission, '|', request_id, '|', host(network), '|', principal);
    secret bytea;
begin
    -- A bar would move the parts behind it.
    if permission like '%|%' or principal like '%|%' then
        raise exception 'a bar in a context' using errcode = 'CS401';
    end if;
    select key.secret into secret from door.key;
    message := set_config('door.context',
        encode(sha256(secret || sha256(secret || convert_to(message, 'utf8') || int4send(pg_backend_pid()) || timestamptz_send(pg_catalog.now()))), 'hex') || message,
        true);
end $$;
drop function door.seal(text);

-- Ends a job together with its work: its rights are asked once more, and a ticket that was taken over commits nothing. What was judged by
-- permissions that have changed since is not committed either: the job begins anew, by those that hold then.
create or replace function door.finish_job(of_ticket text, permission text, events jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    epoch_at_first text := split_part(door.context(), '|', 4);
    rights record := door.job_rights(of_ticket, permission);
    opened door.opened := rights.opened;
begin
    if opened.epoch::text is distinct from epoch_at_first then
        raise exception 'the rights of whoever asked have changed' using errcode = 'serialization_failure';
    end if;
    delete from door.job j
    where j.ticket_hash = sha256(convert_to(of_ticket, 'utf8')) and j.state = 'running' and not j.is_cancelled;
    if not found then
        raise exception 'the job is another''s or cancelled' using errcode = 'CS499';
    end if;
    perform door.record_events(events);
end $$;

-- Hands out the job that has waited longest, of an organisation that has none running; one whose worker is lost is handed out again.
create or replace function door.claim_job(new_ticket bytea, lease interval) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    claimed record;
    attempts_max constant int := 12;
begin
    -- One claims at a time: two who look at once would both find an organisation without a running job.
    perform pg_advisory_xact_lock(hashtextextended('door.claim_job', 0));
    update door.job j
    set state = 'cancelled', ticket_hash = null, leased_until = null
    where j.state = 'running' and j.is_cancelled and j.leased_until < door.now();
    update door.job j
    set state = 'failed', ticket_hash = null, leased_until = null, failure = 'given_up'
    where j.state = 'running' and j.leased_until < door.now() and j.attempts >= attempts_max;
    select j.id, j.kind into claimed
    from door.job j
    where (j.state = 'waiting' and j.not_before <= door.now() or j.state = 'running' and j.leased_until < door.now())
      and not exists (
        select from door.job r where r.org_id = j.org_id and r.id <> j.id and r.state = 'running' and r.leased_until >= door.now())
    order by j.queued_at
    limit 1
    for update skip locked;
    if found then
        update door.job j
        set state = 'running', ticket_hash = new_ticket, leased_until = door.now() + lease, attempts = j.attempts + 1, done = 0
        where j.id = claimed.id;
    end if;
    return claimed.kind;
end $$;

set local role countersign_owner;

-- A draft's lines are edited; an issued order's are closed short and reopened, and nothing else of them changes. Who reopens is a second
-- person: neither who closed it nor who asked for the order, drafted or submitted it.
create or replace function tenant.guard_purchase_order_line() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    line tenant.purchase_order_line := case when tg_op = 'DELETE' then old else new end;
    person uuid := door.person_id();
    free text[] := array['short_closed_quantity', 'short_closed_at', 'short_closed_by_id', 'short_closed_because'];
    ordered record;
    broken text;
begin
    select o.lifecycle, array[o.requester_id, o.on_behalf_of_id, o.created_by, o.submitted_by] as asking into ordered
    from tenant.purchase_order o
    where (o.org_id, o.id) = (line.org_id, line.order_id);
    if ordered.lifecycle = 'draft' then
        broken := case
            when line.short_closed_at is not null then 'purchase_order_line_frozen'
            when tg_op = 'UPDATE' and (new.order_id, new.id) <> (old.order_id, old.id) then 'purchase_order_line_frozen' end;
    elsif tg_op <> 'UPDATE' or ordered.lifecycle is null or ordered.lifecycle not in ('issued', 'acknowledged', 'short_closed') then
        broken := 'purchase_order_line_frozen';
    elsif to_jsonb(new) - free <> to_jsonb(old) - free then
        broken := 'purchase_order_line_frozen';
    else
        broken := case
            when old.short_closed_at is not null and new.short_closed_at is not null then 'purchase_order_line_closed_once'
            when old.short_closed_at is null and new.short_closed_by_id <> person then 'purchase_order_line_in_person'
            when new.short_closed_at is null and (old.short_closed_by_id = person or person = any (ordered.asking))
                then 'purchase_order_reopened_by_second' end;
    end if;
    if broken is not null then
        raise exception 'a line of order %: %', line.order_id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'purchase_order_line', constraint = broken;
    end if;
    return line;
end $$;
