-- Jobs: work that somebody asked for and that outlasts their request. A job runs under the rights its person has when it runs, in a transaction
-- of its own that ends the job too, so that its work is done once or not at all.
set local role countersign_door;

create table door.job (
    id uuid primary key default uuidv7(),
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    session_id uuid not null,
    request_id uuid not null,
    network inet,
    kind text not null check (length(kind) between 1 and 60),
    subject_id uuid not null,
    asked jsonb not null,
    state text not null check (state in ('waiting', 'running', 'failed', 'cancelled')),
    queued_at timestamptz not null,
    not_before timestamptz not null,
    attempts int not null default 0 check (attempts >= 0),
    ticket_hash bytea unique check (octet_length(ticket_hash) = 32),
    leased_until timestamptz,
    done int not null default 0 check (done >= 0),
    total int not null default 0 check (total >= 0),
    is_cancelled boolean not null default false,
    failure text,
    failure_detail text,
    constraint job_subject unique (org_id, subject_id),
    constraint job_lease_check check ((state = 'running') = (ticket_hash is not null) and (ticket_hash is null) = (leased_until is null)),
    constraint job_failure_check check ((state = 'failed') = (failure is not null))
);
create index job_open on door.job (queued_at) where state in ('waiting', 'running');
alter table door.job enable row level security;
comment on table door.job is 'What is to be done, is being done or came to nothing; what was done is told by the trail, and its job is gone.';
comment on column door.job.ticket_hash is 'Of the secret that opens the job''s transaction; whoever takes the job over mints another, and the old one opens nothing.';

-- Asks for a job in the caller's transaction; of one subject there is one at a time.
create function door.enqueue_job(kind text, subject_id uuid, asked jsonb, total int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    insert into door.job as j (org_id, person_id, session_id, request_id, network, kind, subject_id, asked, state, queued_at, not_before, total)
    values (actor.org_id, actor.person_id, actor.session_id, actor.request_id, actor.network, kind, subject_id, asked, 'waiting', actor.at,
            actor.at, total)
    on conflict on constraint job_subject do update
    set id = excluded.id, person_id = excluded.person_id, session_id = excluded.session_id, request_id = excluded.request_id,
        network = excluded.network, kind = excluded.kind, asked = excluded.asked, state = 'waiting', queued_at = excluded.queued_at,
        not_before = excluded.not_before, attempts = 0, done = 0, total = excluded.total, is_cancelled = false, failure = null,
        failure_detail = null
    where j.state in ('failed', 'cancelled');
    if not found then
        raise exception 'a job of this subject is under way' using errcode = 'CS409';
    end if;
end $$;

-- How the job of a subject of the caller's organisation stands.
create function door.job_of(of_subject uuid)
returns table (kind text, state text, queued_at timestamptz, done int, total int, is_cancelled boolean, failure text, failure_detail text)
language sql stable parallel restricted security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select j.kind, j.state, j.queued_at, j.done, j.total, j.is_cancelled, j.failure, j.failure_detail
    from door.job j
    where j.org_id = door.org_id() and j.subject_id = of_subject;
end;

-- Stops the job of a subject: at once when it waits, else as soon as it looks up; false when there is none under way.
create function door.cancel_job(of_subject uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update door.job j
    set is_cancelled = true, state = case j.state when 'waiting' then 'cancelled' else j.state end
    where j.org_id = door.org_id() and j.subject_id = of_subject and j.state in ('waiting', 'running');
    return found;
end $$;

-- Forgets the job of a subject that is gone.
create function door.forget_job(of_subject uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    delete from door.job j where j.org_id = door.org_id() and j.subject_id = of_subject and j.state in ('failed', 'cancelled');
end;

-- Whether whoever asked may still: not put out since by anybody but time or themselves, and holding the permission at this moment.
create function door.job_rights(of_ticket text, permission text, out opened door.opened, out subject_id uuid, out asked jsonb)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    job door.job;
    is_permitted boolean;
begin
    select j.* into job from door.job j where j.ticket_hash = sha256(convert_to(of_ticket, 'utf8')) and j.state = 'running';
    if not found then
        raise exception 'no such ticket' using errcode = 'CS499';
    end if;
    opened.at := door.now();
    opened.org_id := job.org_id;
    opened.person_id := job.person_id;
    opened.session_id := job.session_id;
    subject_id := job.subject_id;
    asked := job.asked;
    perform door.set_context(job.org_id, job.person_id, job.session_id, null, permission, job.request_id, job.network, null);
    perform from door.session s
    join door.organisation o on o.org_id = s.org_id
    join tenant.person p on p.org_id = s.org_id and p.id = s.person_id
    where s.id = job.session_id and (s.ended_because is null or s.ended_because in ('signed_out', 'expired'))
      and o.suspended_at is null and p.is_active;
    if not found then
        raise exception 'whoever asked may not any more' using errcode = 'CS401';
    end if;
    select l.epoch, array_to_string(l.permissions, ' '), permission = any (l.permissions) into opened.epoch, opened.permissions, is_permitted
    from door.allow_list l
    where l.org_id = job.org_id and l.person_id = job.person_id;
    if is_permitted is not true then
        raise exception 'permission % is missing', permission using errcode = 'CS403';
    end if;
    perform door.set_context(job.org_id, job.person_id, job.session_id, opened.epoch, permission, job.request_id, job.network, null);
end $$;

-- Opens the transaction of a job, which may take longer than a request's.
create function door.begin_job(of_ticket text, permission text, out opened door.opened, out subject_id uuid, out asked jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    rights record := door.job_rights(of_ticket, permission);
begin
    -- A timeout that runs is not set anew, only stopped.
    perform set_config('transaction_timeout', '0', true);
    perform set_config('transaction_timeout', '1h', true);
    opened := rights.opened;
    subject_id := rights.subject_id;
    asked := rights.asked;
end $$;

-- Tells of a part of what a request or a job does, before the rest is done.
create function door.tell(events jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select door.record_events(events);
end;

-- Ends a job together with its work: its rights are asked once more, and a ticket that was taken over commits nothing.
create function door.finish_job(of_ticket text, permission text, events jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform door.job_rights(of_ticket, permission);
    delete from door.job j
    where j.ticket_hash = sha256(convert_to(of_ticket, 'utf8')) and j.state = 'running' and not j.is_cancelled;
    if not found then
        raise exception 'the job is another''s or cancelled' using errcode = 'CS499';
    end if;
    perform door.record_events(events);
end $$;
grant execute on function door.enqueue_job, door.job_of, door.cancel_job, door.forget_job, door.begin_job, door.tell, door.finish_job
    to countersign_tenant;

-- Hands out the job that has waited longest, of an organisation that has none running; one whose worker is lost is handed out again.
create function door.claim_job(new_ticket bytea, lease interval) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    claimed record;
    attempts_max constant int := 12;
begin
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

-- Says how far a job is and keeps it from others for a while longer; false when it is to stop.
create function door.report_job(of_ticket bytea, now_done int, now_total int, lease interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    goes_on boolean;
begin
    update door.job j
    set done = now_done, total = now_total, leased_until = door.now() + lease
    where j.ticket_hash = of_ticket and j.state = 'running'
    returning not j.is_cancelled into goes_on;
    return coalesce(goes_on, false);
end $$;

-- Ends a job that came to nothing, or hands it back to be tried after a while.
create function door.stop_job(of_ticket bytea, why text, detail text, again_in interval) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.job j
    set state = case when j.is_cancelled then 'cancelled' when why is null then 'waiting' else 'failed' end,
        failure = case when j.is_cancelled then null else why end,
        failure_detail = case when j.is_cancelled or why is null then null else detail end,
        ticket_hash = null, leased_until = null, not_before = door.now() + coalesce(again_in, interval '0')
    where j.ticket_hash = of_ticket and j.state = 'running';
end;
grant execute on function door.claim_job, door.report_job, door.stop_job to countersign_worker;

set local role countersign_owner;
