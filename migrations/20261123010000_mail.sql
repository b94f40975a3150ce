-- Mail: written in the transaction that is the reason for it, sent by the worker afterwards. Who acts on an account is not told of it, its person is.
set local role countersign_door;

create table door.mail (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    person_id uuid,
    address text not null check (length(address) between 3 and 254),
    kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$' and length(kind) <= 60),
    facts jsonb not null,
    key_name text,
    sealed bytea,
    request_id uuid not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
    not_before timestamptz not null,
    attempts int not null default 0 check (attempts >= 0),
    ticket_hash bytea unique check (octet_length(ticket_hash) = 32),
    leased_until timestamptz,
    ended_at timestamptz,
    reply text check (length(reply) <= 500),
    constraint mail_sealed_check check ((sealed is null) = (key_name is null)),
    constraint mail_lease_check check ((state = 'sending') = (ticket_hash is not null) and (ticket_hash is null) = (leased_until is null)),
    constraint mail_end_check check ((state in ('sent', 'failed')) = (ended_at is not null)),
    constraint mail_sent_check check (state <> 'sent' or sealed is null)
);
create index mail_due on door.mail ((kind = 'confirmation') desc, not_before, id) where state in ('waiting', 'sending');
create index mail_page on door.mail (org_id, id desc);
create index mail_age on door.mail (ended_at) where state in ('sent', 'failed');
alter table door.mail enable row level security;
comment on table door.mail is 'What is to be sent, was sent or could not be; what it said beside its kind is forgotten once it is sent.';
comment on column door.mail.sealed is 'What its reader alone may see: the secret of a link, sealed by the ring of master keys.';
comment on column door.mail.reply is 'What the mail server last answered when it did not take it.';

-- Says to an account's person what happened to it: to the address that they have at this moment.
create function door.tell_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), new.org_id, p.id, p.email,
        case new.action
            when 'totp.confirmed' then 'second_factor_set_up'
            when 'totp.removed' then 'second_factor_removed'
            when 'recovery_code.renewed' then 'recovery_codes_renewed'
            when 'session.created' then 'recovery_code_used'
            when 'session.ended' then 'session_reused'
            else 'password_changed'
        end,
        jsonb_build_object('at', new.occurred_at, 'network', host(new.network)), new.request_id, new.occurred_at, new.occurred_at + interval '3 days',
        new.occurred_at
    from tenant.person p
    where p.org_id = new.org_id and p.id = new.person_id;
    return null;
end $$;
grant execute on function door.tell_person to countersign_audit;

-- Ends a mail that will not be sent, and tells it in the trail.
create function door.fail_mail(mail door.mail, last_reply text, because text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update door.mail m set state = 'failed', ended_at = door.now(), ticket_hash = null, leased_until = null, reply = coalesce(last_reply, m.reply)
    where m.id = mail.id;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.failed', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind, 'because', because))));
end $$;

-- Hands out the mail that is due the longest, of an organisation that has none in hand, with what it is written from.
create function door.claim_mail(new_ticket bytea, lease interval) returns table (
    id uuid, kind text, facts jsonb, key_name text, sealed bytea, address text, person_name text, slug text, organisation_name text, time_zone text,
    asked_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    attempts_max constant int := 12;
    mail door.mail;
begin
    loop
        select m.* into mail
        from door.mail m
        where (m.state = 'waiting' and m.not_before <= at or m.state = 'sending' and m.leased_until < at)
          and not exists (
            select from door.mail o where o.org_id = m.org_id and o.id <> m.id and o.state = 'sending' and o.leased_until >= at)
        order by m.not_before, m.id
        limit 1
        for update skip locked;
        exit when not found;
        if mail.expires_at <= at then
            perform door.fail_mail(mail, null, 'expired');
        elsif mail.attempts >= attempts_max then
            perform door.fail_mail(mail, null, 'given_up');
        else
            update door.mail m set state = 'sending', ticket_hash = new_ticket, leased_until = at + lease, attempts = m.attempts + 1
            where m.id = mail.id;
            perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
            return query
                select mail.id, mail.kind, mail.facts, mail.key_name, mail.sealed, mail.address, p.name, d.slug, o.name,
                    coalesce(p.time_zone, o.time_zone), mail.asked_at
                from door.organisation d
                join tenant.organisation o on o.org_id = d.org_id
                left join tenant.person p on p.org_id = o.org_id and p.id = mail.person_id
                where d.org_id = mail.org_id;
            exit;
        end if;
    end loop;
end $$;

-- It has left; what it said beside its kind is forgotten. False when another worker has taken it over.
create function door.end_mail(of_ticket bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mail door.mail;
begin
    update door.mail m
    set state = 'sent', ended_at = door.now(), ticket_hash = null, leased_until = null, key_name = null, sealed = null, reply = null
    where m.ticket_hash = of_ticket and m.state = 'sending'
    returning m.* into mail;
    if not found then
        return false;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.sent', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind))));
    return true;
end $$;

-- It was not taken: for good, or to be tried again after a minute, two, four and so on, at most six hours apart.
create function door.refuse_mail(of_ticket bytea, last_reply text, is_final boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    mail door.mail;
    again_at timestamptz;
begin
    select m.* into mail from door.mail m where m.ticket_hash = of_ticket and m.state = 'sending' for update;
    if not found then
        return;
    end if;
    again_at := at + least(interval '1 minute' * 2 ^ least(mail.attempts - 1, 12), interval '6 hours');
    if is_final then
        perform door.fail_mail(mail, left(last_reply, 500), 'refused');
    elsif again_at >= mail.expires_at then
        perform door.fail_mail(mail, left(last_reply, 500), 'expired');
    else
        update door.mail m set state = 'waiting', ticket_hash = null, leased_until = null, not_before = again_at, reply = left(last_reply, 500)
        where m.id = mail.id;
    end if;
end $$;
grant execute on function door.claim_mail, door.end_mail, door.refuse_mail to countersign_worker;

create type door.listed_mail as (
    id uuid, kind text, address text, person_id uuid, state text, asked_at timestamptz, expires_at timestamptz, ended_at timestamptz,
    next_at timestamptz, attempts int, reply text, is_sealed boolean
);

-- A mail as its organisation may see it: never what it says.
create function door.listed(m door.mail) returns door.listed_mail
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select m.id, m.kind, m.address, m.person_id, m.state, m.asked_at, m.expires_at, m.ended_at, case when m.state = 'waiting' then m.not_before end,
        m.attempts, m.reply, m.sealed is not null;
end;

-- The mail of the caller's organisation, newest first.
create function door.mails(before uuid, with_state text, rows_max int) returns setof door.listed_mail
language sql stable parallel restricted security definer rows 50 set search_path = pg_catalog, pg_temp
begin atomic
    select (door.listed(m)).*
    from door.mail m
    where m.org_id = door.org_id() and (before is null or m.id < before) and (with_state is null or m.state = with_state)
    order by m.id desc
    limit rows_max;
end;

-- One of them, that nobody else may change meanwhile.
create function door.lock_mail(of_mail uuid) returns setof door.listed_mail
language sql security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select (door.listed(m)).* from door.mail m where m.org_id = door.org_id() and m.id = of_mail for update of m;
end;

-- Lets a failed one be sent once more; what holds no link lives for three more days.
create function door.resend_mail(of_mail uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update door.mail m
    set state = 'waiting', attempts = 0, not_before = door.now(), ended_at = null,
        expires_at = case when m.sealed is null then door.now() + interval '3 days' else m.expires_at end
    where m.org_id = door.org_id() and m.id = of_mail and m.state = 'failed';
end;
grant execute on function door.mails, door.lock_mail, door.resend_mail to countersign_tenant;

set local role countersign_owner;
